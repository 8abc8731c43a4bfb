package dev.sitefailover.document.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a reading starts: from a file to bytes, from bytes to the tree. What is wrong on the way is reported. */
public final class Documents {

    /** What the key {@code format} says. */
    public static final Type<Integer> FORMAT = new Type<>("allowed is 1, the only format so far", scalar -> {
        int format =
                Numbers.count(Integer.MIN_VALUE, Integer.MAX_VALUE).parser().parse(scalar);
        if (format != 1) {
            throw new Wrong(Shown.quoted(scalar.text()) + " is not known");
        }
        return format;
    });

    private Documents() {}

    /** The file's bytes, up to one more than a document may have; null when it cannot be read. */
    public static byte @Nullable [] content(Path file, Problems problems) {
        String allowed = problems.noun() + " is a readable file";
        if (Files.isDirectory(file)) {
            problems.add(Place.FILE, "this is a directory", allowed);
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(SourceText.MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            problems.add(Place.FILE, "there is no such file", allowed);
        } catch (AccessDeniedException e) {
            problems.add(Place.FILE, "the file may not be read by this user", allowed);
        } catch (IOException e) {
            problems.add(
                    Place.FILE, "the file cannot be read: " + Shown.clean(String.valueOf(e.getMessage())), allowed);
        }
        return null;
    }

    /**
     * The root of the document; null when there is none, which is reported.
     *
     * @param empty what is wrong when nothing stands there
     * @param allowed what is allowed then
     */
    public static @Nullable Node root(byte[] content, Problems problems, String empty, String allowed) {
        Node root = NodeTree.read(SourceText.decode(content, problems), problems);
        if (root != null && !Node.isNull(root)) {
            return root;
        }
        if (problems.none()) {
            problems.add(Place.FILE, empty, allowed);
        }
        return null;
    }

    /**
     * The keys and values of a whole file. What is missing in it is missing at its start, not behind its first comment.
     */
    public static Fields whole(Node root, List<String> allowed, Problems problems) {
        Node whole = root instanceof Node.Mapping mapping
                ? new Node.Mapping(Place.FILE, mapping.entries(), mapping.complete())
                : root;
        return Fields.of(whole, problems.noun(), allowed, problems);
    }
}
