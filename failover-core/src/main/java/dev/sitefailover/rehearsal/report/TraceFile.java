package dev.sitefailover.rehearsal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.rehearsal.RehearsalEvents;
import dev.sitefailover.site.SiteFailoverException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What explains a run, one JSON object a line: {@code at}, {@code participant} (absent: the organiser's), {@code type},
 * {@code text}. Written while the run goes on, so that memory does not grow with its length, under another name until
 * {@link #finish()}; one that is never finished goes, unless {@link #keepUnfinished()} was asked for. A disk that is full does not disturb the rehearsal: it is told at the end. Safe for use by several
 * threads.
 */
public final class TraceFile implements RehearsalEvents, AutoCloseable {
    /** The file's name in the directory of the report. */
    public static final String NAME = "trace.jsonl";

    private static final JsonFactory FACTORY = new JsonFactory();

    private final Path file;
    private final Path part;
    private final Times times;
    private final JsonGenerator json;
    private @Nullable IOException failure;
    private boolean finished;
    private boolean kept;

    private TraceFile(Path file, Path part, Times times, JsonGenerator json) {
        this.file = file;
        this.part = part;
        this.times = times;
        this.json = json;
    }

    /**
     * Begins the file.
     *
     * @param directory must exist
     * @param zone whose local time and offset are shown
     * @throws SiteFailoverException one line that names the file and what is wrong
     */
    public static TraceFile in(Path directory, ZoneId zone) {
        Path file = directory.resolve(NAME);
        Path part = directory.resolve("." + NAME + ".part");
        try {
            JsonGenerator json = FACTORY.createGenerator(
                    new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(part), StandardCharsets.UTF_8)));
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            return new TraceFile(file, part, new Times(zone), json);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /**
     * Begins the file with what an earlier run, that this one goes on with, has left: its file, or the whole lines of the
     * one it had not finished.
     *
     * @throws SiteFailoverException one line that names the file and what is wrong
     */
    public static TraceFile continuing(Path directory, ZoneId zone) {
        Path file = directory.resolve(NAME);
        Path part = directory.resolve("." + NAME + ".part");
        try {
            Path before = Files.exists(file) ? file : part;
            byte[] lines = Files.exists(before) ? Files.readAllBytes(before) : new byte[0];
            int whole = lines.length;
            while (whole > 0 && lines[whole - 1] != '\n') {
                whole--;
            }
            boolean entire = isEntire(lines, whole);
            OutputStream out = Files.newOutputStream(part);
            out.write(lines, 0, entire ? lines.length : whole);
            if (entire) {
                out.write('\n');
            }
            JsonGenerator json =
                    FACTORY.createGenerator(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            return new TraceFile(file, part, new Times(zone), json);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Whether what follows that place is a whole line that only lacks its end. */
    private static boolean isEntire(byte[] lines, int from) {
        if (from == lines.length || lines[lines.length - 1] != '}') {
            return false;
        }
        try (JsonParser parser = FACTORY.createParser(lines, from, lines.length - from)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (IOException cutOff) {
            return false;
        }
    }

    /** From now on a file that is not finished stays when this is closed, for {@link #continuing}. */
    public synchronized TraceFile keepUnfinished() {
        kept = true;
        return this;
    }

    /** Hands what there is so far to the system: it outlives this program. */
    public synchronized void flush() {
        try {
            if (!json.isClosed()) {
                json.flush();
            }
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
    }

    @Override
    public synchronized void on(RehearsalEvent event) {
        if (failure != null || json.isClosed()) {
            return;
        }
        try {
            json.writeStartObject();
            json.writeStringField("at", times.iso(event.at()));
            String participant = event.participant();
            if (participant != null) {
                json.writeStringField("participant", participant);
            }
            json.writeStringField("type", event.type());
            json.writeStringField("text", event.text());
            json.writeEndObject();
        } catch (IOException e) {
            failure = e;
        }
    }

    /**
     * The run is over: the file gets its name.
     *
     * @throws SiteFailoverException when anything could not be written; then there is no file
     */
    public synchronized void finish() {
        try {
            if (failure != null) {
                throw failure;
            }
            json.writeRaw('\n');
            json.close();
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            finished = true;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** Gives up what was not finished, or leaves it for another run to go on with; idempotent. */
    @Override
    public synchronized void close() {
        if (finished) {
            return;
        }
        finished = true;
        try (json) {
            if (!kept) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // Nobody will miss the end of a file that is given up.
        }
    }

    private static SiteFailoverException unwritable(Path file, IOException e) {
        return new SiteFailoverException("cannot write " + Escape.line(file.toString()) + ": " + FileSet.reason(e), e);
    }
}
