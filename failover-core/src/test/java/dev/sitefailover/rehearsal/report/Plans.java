package dev.sitefailover.rehearsal.report;

import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Objectives;
import dev.sitefailover.rehearsal.rundown.Party;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Registration;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.rehearsal.rundown.Workload;
import java.net.URI;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/** A rundown as a reader might have read it. */
final class Plans {
    private Plans() {}

    /** This text wherever a rundown's author can put one. */
    static Rundown session(String text) {
        ZonedDateTime first = Reports.FIRST.atZone(Reports.HONG_KONG);
        ZonedDateTime second = Reports.SECOND.atZone(Reports.HONG_KONG);
        return new Rundown(
                text,
                Optional.of(text),
                Optional.of(text),
                List.of(text, "Keep the configuration of your production system."),
                Reports.HONG_KONG,
                new Registration(
                        Optional.of(ZonedDateTime.of(2024, 3, 20, 23, 59, 59, 999_999_999, Reports.HONG_KONG)),
                        Optional.of(text)),
                new Objectives(Optional.of(Duration.ofHours(2)), Optional.of(Duration.ofSeconds(30)), Optional.empty()),
                List.of(site("primary", "Primary data centre"), site("secondary", text)),
                Rundown.numbered(50),
                false,
                ClientSettings.DEFAULT,
                Workload.DEFAULT,
                List.of(
                        new SessionPlan(
                                "ps-primary",
                                text,
                                first,
                                first.plusHours(1),
                                "primary",
                                "primary",
                                List.of(),
                                List.of(
                                        plan(new Step.ConnectivityTest(1), "connectivity-test", "primary"),
                                        plan(
                                                new Step.ReportDownload(
                                                        List.of("daily-activity", "statement-of-positions"),
                                                        Optional.empty()),
                                                text,
                                                "primary"))),
                        new SessionPlan(
                                "ps-secondary",
                                "Failover to the secondary site under contingency",
                                second,
                                second.plusHours(2),
                                "secondary",
                                "primary",
                                List.of("ps-primary"),
                                List.of(
                                        new StepPlan(
                                                new Step.Failover("secondary", Shutdown.ABRUPT, Duration.ofMinutes(20)),
                                                "site-failover",
                                                Optional.of(second.plusMinutes(10)),
                                                Optional.of(Duration.ofMinutes(45)),
                                                false,
                                                "primary"),
                                        plan(new Step.Enquiry(200), "Enquiry of production data", "secondary"),
                                        plan(new Step.Task(Party.PARTICIPANT, Optional.of(text)), "task", "secondary"),
                                        plan(new Step.SignOff(Party.PARTICIPANT), "sign-off", "secondary")))));
    }

    private static PlannedSite site(String id, String title) {
        return new PlannedSite(id, title, URI.create("sim:" + id), Duration.ZERO, Serves.PROMOTED);
    }

    private static StepPlan plan(Step step, String title, String site) {
        return new StepPlan(step, title, Optional.empty(), Optional.empty(), false, site);
    }
}
