package dev.sitefailover.search;

import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.simulation.SiteSettings;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a scenario as a rundown. */
final class ScenarioWriter {
    /** The day, zone and hour at which a simulation's clock starts. */
    private static final LocalTime NOON = LocalTime.of(12, 0);

    private static final Duration LONGEST = Duration.ofHours(11);
    private static final Duration SPARE = Duration.ofMinutes(1);

    private final Scenario scenario;
    private final @Nullable Violation violation;
    private final StringBuilder text = new StringBuilder();
    private Duration now = Duration.ZERO;

    ScenarioWriter(Scenario scenario, @Nullable Violation violation) {
        this.scenario = scenario;
        this.violation = violation;
    }

    String text() {
        Duration window = scenario.length().plus(SPARE).plus(SPARE);
        if (window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a scenario must be shorter than " + LONGEST + " to be a rundown, was " + scenario.length());
        }
        head();
        line("sessions:");
        line("  - id: scenario");
        line("    date: 2024-03-23");
        line("    window: \"12:00-" + NOON.plusMinutes(window.toMinutes()) + "\"");
        line("    site: " + quoted(scenario.siteIds().get(0)));
        line("    steps:");
        for (Act act : scenario.acts()) {
            step(act.at(), step(act));
        }
        step(scenario.length(), "task: { by: organiser, text: " + quoted(TaskText.END) + " }");
        return text.toString();
    }

    private void head() {
        Violation broken = violation;
        line("format: 1");
        line("title: "
                + quoted(broken == null ? "Scenario of seed " + scenario.seed() : "Broken: " + broken.invariant()));
        line("reference: " + quoted("search 1; seed " + scenario.seed() + "; keys " + scenario.keys()));
        if (broken != null) {
            line("guidelines:");
            line("  - " + quoted("At " + broken.at() + " of the run: " + broken.message()));
        }
        line("timeZone: Asia/Hong_Kong");
        line("sites:");
        for (SiteSettings site : scenario.sites()) {
            line("  - { id: " + quoted(site.site().id()) + ", title: "
                    + quoted(site.site().title()) + ", endpoint: "
                    + quoted(site.site().address().toString()) + ", replicationLag: " + site.replicationLag()
                    + ", serves: " + (site.servesAlways() ? "always" : "promoted") + " }");
        }
        line("participants: " + scenario.gateways());
        ClientSettings client = scenario.client();
        ClientSettings.Probe probe = client.probe();
        line("client:");
        line("  probe: { interval: " + probe.interval() + ", timeout: " + probe.timeout() + ", rise: " + probe.rise()
                + ", fall: " + probe.fall() + " }");
        line("  callTimeout: " + client.callTimeout());
        line("  failover: " + word(client.failover()));
        line("  failback: " + word(client.failback()));
        line("  stableFor: " + client.stableFor());
        line("workload: { enquiries: " + scenario.workload().enquiries() + ", submissions: "
                + scenario.workload().submissions() + " }");
    }

    private static String step(Act act) {
        if (act instanceof Act.Inflict inflict) {
            return "outage: { site: " + quoted(inflict.site()) + ", " + FaultText.of(inflict.fault()) + " }";
        } else if (act instanceof Act.Restore restore) {
            return "restore: { site: " + quoted(restore.site()) + " }";
        }
        String by = Acts.gatewayOf(act) == Acts.NOBODY ? "organiser" : "participant";
        return "task: { by: " + by + ", text: " + quoted(TaskText.of(act)) + " }";
    }

    /** At a whole second by its {@code at}; else, or when the step above is later, after a wait. */
    private void step(Duration at, String step) {
        Duration second = Duration.ofSeconds(at.toSeconds());
        if (at.equals(now)) {
            line("      - { " + step + " }");
        } else if (second.compareTo(now) < 0) {
            line("      - { wait: { for: " + at.minus(now) + " } }");
            line("      - { " + step + " }");
        } else if (at.equals(second)) {
            line("      - { at: \"" + clock(second) + "\", " + step + " }");
        } else {
            line("      - { at: \"" + clock(second) + "\", wait: { for: " + at.minus(second) + " } }");
            line("      - { " + step + " }");
        }
        now = at;
    }

    /** Always with seconds. */
    private static String clock(Duration second) {
        LocalTime time = NOON.plus(second);
        return time.getSecond() == 0 ? time + ":00" : time.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String word(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** As JSON, which YAML 1.2 reads. */
    static String quoted(String plain) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0x2028 || c == 0x2029) {
                quoted.append(' ');
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
