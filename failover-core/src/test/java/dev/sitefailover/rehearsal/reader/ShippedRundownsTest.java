package dev.sitefailover.rehearsal.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Party;
import dev.sitefailover.rehearsal.rundown.PlannedSite;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Serves;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Shutdown;
import dev.sitefailover.rehearsal.rundown.Step;
import dev.sitefailover.rehearsal.rundown.StepPlan;
import dev.sitefailover.rehearsal.rundown.Workload;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShippedRundownsTest {

    private static Rundown read(String name) {
        return RundownReader.read(Reading.SHIPPED.resolve(name + ".yaml"));
    }

    @Test
    void thePracticeSessionIsReadAsWritten() {
        Rundown rundown = read("hkex-ccass-ccms-2024");

        assertThat(rundown.organiser()).contains("HKEX");
        assertThat(rundown.timeZone().getId()).isEqualTo("Asia/Hong_Kong");
        assertThat(rundown.registration().by().map(ZonedDateTime::toInstant))
                .contains(Instant.parse("2024-03-20T16:00:00Z").minusNanos(1));
        assertThat(rundown.objectives().clientRto()).contains(Duration.ofSeconds(30));
        assertThat(rundown.objectives().rpo()).contains(Duration.ZERO);
        assertThat(rundown.sites())
                .containsExactly(
                        new PlannedSite(
                                "primary",
                                "Primary data centre",
                                URI.create("sim:primary"),
                                Duration.ZERO,
                                Serves.PROMOTED),
                        new PlannedSite(
                                "secondary",
                                "Secondary data centre",
                                URI.create("sim:secondary"),
                                Duration.ZERO,
                                Serves.PROMOTED));
        assertThat(rundown.participants()).hasSize(50).first().extracting("id").isEqualTo("P001");
        assertThat(rundown.client()).isEqualTo(ClientSettings.DEFAULT);
        assertThat(rundown.workload()).isEqualTo(Workload.DEFAULT);
        assertThat(rundown.sessions()).extracting(SessionPlan::id).containsExactly("ps-primary", "ps-secondary", "prt");

        SessionPlan failover = rundown.sessions().get(1);
        assertThat(failover.startsAt()).isEqualTo("primary");
        assertThat(failover.site()).isEqualTo("secondary");
        assertThat(failover.moves()).isTrue();
        assertThat(failover.from()).hasToString("2024-03-23T15:00+08:00[Asia/Hong_Kong]");
        assertThat(failover.steps().get(0))
                .isEqualTo(new StepPlan(
                        new Step.Failover("secondary", Shutdown.ABRUPT, Duration.ofMinutes(20)),
                        "site-failover",
                        Optional.of(failover.from().plusMinutes(10)),
                        Optional.of(Duration.ofMinutes(45)),
                        false,
                        "primary"));
        assertThat(failover.steps().get(0).servingAfter()).isEqualTo("secondary");
        assertThat(failover.steps())
                .extracting(StepPlan::step)
                .endsWith(
                        new Step.Enquiry(200),
                        new Step.ReportDownload(
                                List.of("daily-activity", "statement-of-positions"), Optional.of("ps-primary")),
                        new Step.Reconcile(),
                        new Step.CleanUp(),
                        new Step.SignOff(Party.PARTICIPANT));
        assertThat(rundown.sessions().get(2).startsAt()).isEqualTo("primary");
        assertThat(rundown.sessions().get(2).subjectTo()).containsExactly("ps-primary", "ps-secondary");
    }

    @Test
    void aFailbackStartsAtTheSiteThatServedLast() {
        Rundown rundown = read("eurex-dr-2023");
        assertThat(rundown.client().failover()).isEqualTo(Mode.DECLARED);
        SessionPlan back = rundown.sessions().get(1);
        assertThat(back.startsAt()).isEqualTo("disaster-recovery");
        assertThat(back.steps().get(0).step()).isEqualTo(new Step.Failback("production", Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "lse-alternate-site-2024, pdc-trading sdc-trading roll-back, pdc pdc sdc, pdc sdc pdc, 40",
        "tmx-disaster-recovery-2025, production-pre-open dr-day, production production, production dr, 60",
        "eurex-dr-2023, dr production-reconnect, production disaster-recovery, disaster-recovery production, 30"
    })
    void theOthersServeByPlanWhereTheyShould(String name, String ids, String starts, String ends, int participants) {
        Rundown rundown = read(name);
        assertThat(rundown.sessions()).extracting(SessionPlan::id).containsExactly(ids.split(" "));
        assertThat(rundown.sessions()).extracting(SessionPlan::startsAt).containsExactly(starts.split(" "));
        assertThat(rundown.sessions()).extracting(SessionPlan::site).containsExactly(ends.split(" "));
        assertThat(rundown.participants()).hasSize(participants);
    }

    @Test
    void whatCannotBeReadIsOneLineToo() {
        Path missing = Reading.SHIPPED.resolve("missing.yaml");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RundownReader.read(missing)))
                .hasMessage(missing + ":1:1: there is no such file; a rundown is a readable file");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> RundownReader.read(Reading.SHIPPED)))
                .hasMessage(Reading.SHIPPED + ":1:1: this is a directory; a rundown is a readable file");
    }
}
