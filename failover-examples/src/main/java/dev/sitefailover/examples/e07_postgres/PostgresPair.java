package dev.sitefailover.examples.e07_postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A primary and its hot standby in synchronous streaming replication. Closing it, or the end of this program, ends both
 * and removes their files.
 */
public final class PostgresPair implements AutoCloseable {
    private final Path home;
    private final PostgresServer primary;
    private final PostgresServer secondary;
    private final Guardian guardian;

    private PostgresPair(Path home, PostgresServer primary, PostgresServer secondary) throws IOException {
        this.home = home;
        this.primary = primary;
        this.secondary = secondary;
        this.guardian = new Guardian(home);
    }

    public static PostgresPair start() throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("site-failover-postgres-");
        Path binaries = home.resolve("postgresql");
        PostgresPair pair = new PostgresPair(
                home, new PostgresServer(binaries, home, "primary"), new PostgresServer(binaries, home, "secondary"));
        try {
            PostgresBinaries.unpack(binaries);
            pair.replicate();
            return pair;
        } catch (IOException | InterruptedException | RuntimeException e) {
            pair.close();
            throw e;
        }
    }

    private void replicate() throws IOException, InterruptedException {
        Landlord.handOver(home);
        primary.initialise();
        primary.configure(
                "fsync = off", // the processes are killed, the machine goes on
                "max_connections = 100",
                "shared_buffers = 32MB",
                "dynamic_shared_memory_type = mmap",
                "wal_level = replica",
                "hot_standby = on",
                "synchronous_commit = on");
        copy(primary.data(), secondary.data());
        secondary.configure("primary_conninfo = 'host=127.0.0.1 port=" + primary.port() + " user=" + PostgresServer.USER
                + " application_name=secondary'");
        Files.createFile(secondary.data().resolve("standby.signal"));
        Landlord.handOver(secondary.data());
        primary.configure("synchronous_standby_names = 'secondary'");
        primary.start();
        secondary.start();
        primary.until(
                "its standby is synchronous", "select count(*) = 1 from pg_stat_replication where sync_state = 'sync'");
    }

    public PostgresServer primary() {
        return primary;
    }

    public PostgresServer secondary() {
        return secondary;
    }

    /** The organiser opens the secondary; returns when it does. */
    public void promote() throws SQLException {
        secondary.execute("select pg_promote()");
    }

    @Override
    public void close() {
        try {
            primary.end();
        } finally {
            try {
                secondary.end();
            } finally {
                guardian.release();
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            all.sorted(Comparator.naturalOrder()).forEach(path -> {
                try {
                    Files.copy(
                            path, to.resolve(from.relativize(path)), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
