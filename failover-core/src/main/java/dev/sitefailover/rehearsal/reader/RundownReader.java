package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rundowns: one YAML 1.2 document in UTF-8, format 1, at most 1 MiB. Without state, safe for use by several threads.
 *
 * <p>Every error of the file is found in one reading, up to 10,000 of them; an error of syntax ends the reading, and what
 * stood before it is still checked.
 */
public final class RundownReader {
    private static final List<String> KEYS = List.of(
            "format",
            "title",
            "organiser",
            "reference",
            "guidelines",
            "timeZone",
            "registration",
            "objectives",
            "sites",
            "participants",
            "client",
            "workload",
            "sessions");
    private static final Type<Integer> FORMAT =
            new Type<>("allowed is 1, the only format so far", RundownReader::format);

    private RundownReader() {}

    /**
     * Reads a file.
     *
     * @throws RundownException with every problem of the file, also when it cannot be read
     */
    public static Rundown read(Path file) {
        Problems problems = new Problems(file.toString());
        byte @Nullable [] content = content(file, problems);
        if (content == null) {
            throw problems.asException();
        }
        return read(file.toString(), content);
    }

    /**
     * Reads a file's content.
     *
     * @param name what problems call the file
     * @throws RundownException with every problem of the content
     */
    public static Rundown read(String name, byte[] content) {
        Problems problems = new Problems(name);
        SourceText.Decoded text = SourceText.decode(content, problems);
        Node root = NodeTree.read(text, problems);
        if (root == null || Node.isNull(root)) {
            if (problems.none()) {
                problems.add(
                        Place.FILE, "the file holds no rundown", "a rundown is a mapping that starts with format: 1");
            }
            throw problems.asException();
        }
        Rundown rundown = rundown(root, problems);
        if (rundown == null || !problems.none()) {
            throw problems.asException();
        }
        return rundown;
    }

    /**
     * Reads one fault as an outage step writes it, also as JSON: <code>{ fault: slow, factor: 3, for: PT10S }</code>.
     *
     * @param name what problems call the text
     * @throws RundownException with every problem of the text
     */
    public static Occurrence readFault(String name, byte[] content) {
        Problems problems = new Problems(name);
        Node root = NodeTree.read(SourceText.decode(content, problems), problems);
        if (root == null || Node.isNull(root)) {
            if (problems.none()) {
                problems.add(Place.FILE, "there is no fault here", "a fault is a mapping such as { fault: hang }");
            }
            throw problems.asException();
        }
        FaultReader reader = new FaultReader(problems, true);
        Fields fields = reader.settings(root);
        fields.need("fault", Texts.TEXT);
        Occurrence occurrence = problems.none() ? reader.read(fields) : null;
        if (occurrence == null || !problems.none()) {
            throw problems.asException();
        }
        return occurrence;
    }

    private static int format(Node.Scalar scalar) throws Wrong {
        int format =
                Numbers.count(Integer.MIN_VALUE, Integer.MAX_VALUE).parser().parse(scalar);
        if (format != 1) {
            throw new Wrong(Shown.quoted(scalar.text()) + " is not known");
        }
        return format;
    }

    private static byte @Nullable [] content(Path file, Problems problems) {
        String allowed = "a rundown is a readable file";
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

    private static @Nullable Rundown rundown(Node root, Problems problems) {
        // What is missing in the whole file is missing at its start, not behind its first comment.
        Node whole = root instanceof Node.Mapping mapping
                ? new Node.Mapping(Place.FILE, mapping.entries(), mapping.complete())
                : root;
        Fields fields = Fields.of(whole, "a rundown", KEYS, problems);
        fields.need("format", FORMAT);
        String title = fields.need("title", Texts.TEXT).orElse("");
        // Without a zone no local time is judged by it: nothing is skipped at a fixed offset.
        var zone = fields.need("timeZone", Zones.ZONE).orElse(ZoneOffset.UTC);
        LocalTimes times = new LocalTimes(zone);
        var organiser = fields.maybe("organiser", Texts.TEXT);
        var reference = fields.maybe("reference", Texts.TEXT);
        List<String> guidelines = fields.values("guidelines", Texts.TEXT);
        var registration = SettingsReader.registration(fields, times);
        var objectives = SettingsReader.objectives(fields);
        SiteReader.Sites sites = SiteReader.read(fields, problems);
        var participants = ParticipantReader.read(fields, times, problems);
        var client = SettingsReader.client(fields);
        var workload = SettingsReader.workload(fields);
        List<PlannedSite> siteList = sites.list();
        List<SessionPlan> sessions = new SessionReader(problems, times, sites).read(fields);
        if (!problems.none()) {
            return null;
        }
        return new Rundown(
                title,
                organiser,
                reference,
                guidelines,
                zone,
                registration,
                objectives,
                siteList,
                participants.list(),
                participants.listed(),
                client,
                workload,
                sessions);
    }
}
