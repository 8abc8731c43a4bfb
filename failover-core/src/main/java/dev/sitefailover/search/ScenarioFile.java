package dev.sitefailover.search;

import dev.sitefailover.rehearsal.reader.RundownReader;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.simulation.SiteSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as a rundown file, format 1: readable by people, by {@link RundownReader} and by {@code validate}, and read
 * back here into an equal scenario, whose run is the same event for event.
 *
 * <p>What format 1 has a place for stands there: sites, participants, client, workload, outages and restorations, each at
 * its time, with a {@code wait} for what a time has below a second. The seed, and whether sites know submissions again,
 * stand in {@code reference}; what people do besides is a {@code task} whose text is read again. Because tasks are people's
 * work, {@code rehearse} inflicts the outages of such a file and does not promote, declare or restart: it shows a day like
 * it. The violation itself is reproduced by {@link #read} and {@link Trial#run}, and by whatever calls these.
 */
public final class ScenarioFile {
    private static final Pattern REFERENCE = Pattern.compile("search 1; seed (-?\\d{1,19}); keys (true|false)");

    private ScenarioFile() {}

    /**
     * The rundown.
     *
     * @param violation what the scenario breaks, for the reader; null when nothing
     * @throws IllegalArgumentException when it would not be read back as the same: a site whose id is the text of another
     *     act, or a run longer than a day
     */
    public static String write(Scenario scenario, @Nullable Violation violation) {
        String text = new ScenarioWriter(scenario, violation).text();
        Scenario back = read("scenario", text.getBytes(StandardCharsets.UTF_8));
        if (!back.equals(scenario)) {
            throw new IllegalArgumentException(
                    "this scenario cannot be written as a rundown: " + scenario + " would be read back as " + back);
        }
        return text;
    }

    /**
     * The scenario of a file's content.
     *
     * @param name what problems call the file
     * @throws dev.sitefailover.rehearsal.rundown.RundownException with every problem, when it is no rundown
     * @throws IllegalArgumentException when it is a rundown and no scenario
     */
    public static Scenario read(String name, byte[] content) {
        return of(RundownReader.read(name, content));
    }

    /**
     * The scenario that a rundown says.
     *
     * @throws IllegalArgumentException when it says something else as well
     */
    public static Scenario of(Rundown rundown) {
        Matcher reference = REFERENCE.matcher(rundown.reference().orElse(""));
        if (!reference.matches()) {
            throw new IllegalArgumentException("this rundown is no scenario of a search: its reference must read "
                    + "\"search 1; seed N; keys true\" or false, was \""
                    + rundown.reference().orElse("") + "\"");
        }
        if (rundown.sessions().size() != 1) {
            throw new IllegalArgumentException("a scenario has one session, this rundown has "
                    + rundown.sessions().size());
        }
        List<Act> acts = new ArrayList<>();
        Duration length = read(rundown.sessions().get(0), acts);
        return new Scenario(
                Long.parseLong(reference.group(1)),
                rundown.sites().stream().map(ScenarioFile::site).toList(),
                rundown.participants().size(),
                length,
                rundown.workload(),
                rundown.client(),
                Boolean.parseBoolean(reference.group(2)),
                acts);
    }

    private static SiteSettings site(PlannedSite site) {
        return new SiteSettings(site.site(), site.replicationLag(), site.serves() == Serves.ALWAYS);
    }

    /** Reads the acts and returns the length. */
    private static Duration read(SessionPlan session, List<Act> acts) {
        Duration now = Duration.ZERO;
        for (StepPlan plan : session.steps()) {
            Duration at = plan.at()
                    .map(time -> Duration.between(session.from(), time))
                    .orElse(now);
            now = at.compareTo(now) > 0 ? at : now;
            if (plan.step() instanceof Step.Wait wait) {
                now = now.plus(wait.lasting());
            } else if (plan.step() instanceof Step.Task task
                    && task.text().orElse("").equals(TaskText.END)) {
                return now;
            } else {
                acts.add(act(plan.step(), now));
            }
        }
        throw new IllegalArgumentException("a scenario ends with the task \"" + TaskText.END + "\"");
    }

    private static Act act(Step step, Duration at) {
        if (step instanceof Step.Outage outage && outage.site().isPresent()) {
            return new Act.Inflict(at, outage.site().get(), outage.fault());
        } else if (step instanceof Step.Restore restore && restore.site().isPresent()) {
            return new Act.Restore(at, restore.site().get());
        } else if (step instanceof Step.Task task) {
            Act act = TaskText.read(task.text().orElse(""), at);
            if (act != null) {
                return act;
            }
        }
        throw new IllegalArgumentException("a scenario has no step like " + step);
    }
}
