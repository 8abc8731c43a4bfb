package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.report.ReportFiles;
import dev.sitefailover.rehearsal.report.StateFile;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.site.SiteFailoverException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a live run keeps beside its report while it goes on: how far it is, and its stand-in sites' data. All of it is in
 * one directory that is there only as long as the run can be resumed.
 */
final class RunDirectory {
    private static final String NAME = "resume";
    private static final String STATE = "state.json";

    private final Path report;
    private final Map<String, String> about;

    /** @param about what was rehearsed and how: a run goes on only as what it was */
    RunDirectory(Path report, Map<String, String> about) {
        this.report = report;
        this.about = about;
    }

    /** What tells one run from another. */
    static Map<String, String> about(Rundown rundown, long seed, long pace, String sites) {
        Map<String, String> about = new LinkedHashMap<>();
        about.put("rundown", digest(rundown.toString()));
        about.put("title", rundown.title());
        about.put("seed", Long.toString(seed));
        about.put("pace", Long.toString(pace));
        about.put("sites", sites);
        return about;
    }

    /** Where stand-in sites keep their data. */
    Path sites() {
        return report.resolve(NAME);
    }

    void keep(RunState state) {
        StateFile.write(report.resolve(NAME).resolve(STATE), about, state);
    }

    /** Whether anything was finished that can be gone on from. */
    boolean isKept() {
        return Files.exists(report.resolve(NAME).resolve(STATE));
    }

    /** A fresh start: what an earlier run kept goes. */
    void clear() {
        Scratch.delete(report.resolve(NAME));
    }

    /**
     * How far the run in that directory came.
     *
     * @throws BadInputException when there is none, or it is over, or what was rehearsed is something else
     */
    static StateFile.Kept read(String typed, Path report) {
        Path state = report.resolve(NAME).resolve(STATE);
        if (!Files.exists(state)) {
            throw new BadInputException("--resume " + OneLine.of(typed) + ": "
                    + (Files.exists(report.resolve(ReportFiles.JSON))
                            ? "the run there is finished; nothing is left to go on with"
                            : "there is no interrupted run"));
        }
        try {
            return StateFile.read(state);
        } catch (SiteFailoverException e) {
            throw new BadInputException("--resume " + OneLine.of(typed) + ": " + e.getMessage());
        }
    }

    /** Lines that say in what this run is another than the one that was interrupted. */
    static List<String> differences(String typed, Map<String, String> was, Map<String, String> is) {
        List<String> lines = new ArrayList<>();
        String start = "--resume " + OneLine.of(typed) + ": ";
        if (!Objects.equals(is.get("rundown"), was.get("rundown"))) {
            lines.add(start + "the run there is of another rundown or with other participants ("
                    + OneLine.of(String.valueOf(was.get("title"))) + ")");
        }
        differs(start, "seed", was, is, lines);
        differs(start, "pace", was, is, lines);
        if (!Objects.equals(is.get("sites"), was.get("sites"))) {
            lines.add(start + "the run there had other sites ("
                    + (was.getOrDefault("sites", "").isEmpty() ? "stand-ins" : was.get("sites")) + ")");
        }
        return lines;
    }

    private static void differs(
            String start, String name, Map<String, String> was, Map<String, String> is, List<String> lines) {
        if (!Objects.equals(is.get(name), was.get(name))) {
            lines.add(start + "the run there had --" + name + " " + was.get(name));
        }
    }

    private static String digest(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
