package dev.sitefailover.rehearsal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is, in a file that is always whole: written anew after every step under another name first. Beside the
 * state it keeps texts of the caller's, for instance what was rehearsed and how.
 */
public final class StateFile {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long FORMAT = 1;

    private StateFile() {}

    /**
     * What a state file says.
     *
     * @param texts the caller's
     * @param state how far the run is
     */
    public record Kept(Map<String, String> texts, RunState state) {}

    /**
     * Replaces the file.
     *
     * @throws SiteFailoverException one line that names the file and what is wrong; the old file is left then
     */
    public static void write(Path file, Map<String, String> texts, RunState state) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("run", texts);
        tree.put("state", RunStateJson.of(state));
        Path name = file.getFileName();
        Path directory = file.toAbsolutePath().getParent();
        if (name == null || directory == null) {
            throw new SiteFailoverException("cannot write " + file + ": not a file name");
        }
        FileSet.write(directory, List.of(new NewFile(name.toString(), out -> {
            try (JsonGenerator json = FACTORY.createGenerator(out)) {
                JsonTree.write(json, tree);
            }
        })));
    }

    /**
     * Reads the file.
     *
     * @throws SiteFailoverException one line that says what is wrong
     */
    public static Kept read(Path file) {
        try (JsonParser json = FACTORY.createParser(Files.readAllBytes(file))) {
            json.nextToken();
            Fields tree = Fields.of(JsonTree.read(json));
            if (tree.number("format") != FORMAT) {
                throw new IllegalArgumentException("it is of another version");
            }
            Map<String, String> texts = new LinkedHashMap<>();
            tree.values("run").forEach((name, text) -> texts.put(name, String.valueOf(text)));
            return new Kept(texts, RunStateJson.read(tree.object("state")));
        } catch (IOException e) {
            throw new SiteFailoverException(
                    "cannot read " + Escape.line(file.toString()) + ": " + FileSet.reason(e), e);
        } catch (RuntimeException e) {
            throw new SiteFailoverException(
                    "cannot go on from " + Escape.line(file.toString()) + ": it is damaged (" + e.getMessage() + ")",
                    e);
        }
    }
}
