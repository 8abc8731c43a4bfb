package dev.sitefailover.examples.e07_postgres;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** PostgreSQL refuses to run as root: under root the files and the processes are given to somebody without rights. */
final class Landlord {
    private static final String NOBODY = "nobody";

    private Landlord() {}

    static boolean isRoot() throws IOException {
        return Objects.equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"), 0);
    }

    /** The command as whoever may run it. */
    static List<String> as(List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        if (isRoot()) {
            all.addAll(becoming());
        }
        all.addAll(command);
        return all;
    }

    private static List<String> becoming() throws IOException {
        if (exists("setpriv")) {
            return List.of("setpriv", "--reuid=" + NOBODY, "--regid=65534", "--clear-groups");
        }
        if (exists("runuser")) {
            return List.of("runuser", "-u", NOBODY, "--");
        }
        if (exists("su")) {
            return List.of("su", "-s", "/bin/sh", NOBODY, "-c", "exec \"$0\" \"$@\"", "--");
        }
        throw new IOException("PostgreSQL does not run as root, and there is no setpriv, runuser or su");
    }

    private static boolean exists(String program) {
        return List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin").stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Gives a tree of files to who runs the servers. */
    static void handOver(Path root) throws IOException {
        if (!isRoot()) {
            return;
        }
        UserPrincipal nobody =
                root.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.setOwner(directory, nobody);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    Files.setOwner(file, nobody);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
