package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Documents;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Node;
import dev.sitefailover.document.yaml.Problems;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
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
    private static final String NOUN = "a rundown";
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

    private RundownReader() {}

    /**
     * Reads a file.
     *
     * @throws RundownException with every problem of the file, also when it cannot be read
     */
    public static Rundown read(Path file) {
        Problems problems = new Problems(file.toString(), NOUN);
        byte @Nullable [] content = Documents.content(file, problems);
        if (content == null) {
            throw new RundownException(problems.all());
        }
        return read(content, problems);
    }

    /**
     * Reads a file's content.
     *
     * @param name what problems call the file
     * @throws RundownException with every problem of the content
     */
    public static Rundown read(String name, byte[] content) {
        return read(content, new Problems(name, NOUN));
    }

    private static Rundown read(byte[] content, Problems problems) {
        Node root = Documents.root(
                content, problems, "the file holds no rundown", "a rundown is a mapping that starts with format: 1");
        Rundown rundown = root == null ? null : rundown(root, problems);
        if (rundown == null || !problems.none()) {
            throw new RundownException(problems.all());
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
        Problems problems = new Problems(name, "a fault");
        Node root = Documents.root(
                content, problems, "there is no fault here", "a fault is a mapping such as { fault: hang }");
        if (root == null) {
            throw new RundownException(problems.all());
        }
        FaultReader reader = new FaultReader(problems, true);
        Fields fields = reader.settings(root);
        fields.need("fault", Texts.TEXT);
        Occurrence occurrence = problems.none() ? reader.read(fields) : null;
        if (occurrence == null || !problems.none()) {
            throw new RundownException(problems.all());
        }
        return occurrence;
    }

    private static @Nullable Rundown rundown(Node root, Problems problems) {
        Fields fields = Documents.whole(root, KEYS, problems);
        fields.need("format", Documents.FORMAT);
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
