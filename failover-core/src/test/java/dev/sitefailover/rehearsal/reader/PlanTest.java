package dev.sitefailover.rehearsal.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.RundownException;
import dev.sitefailover.rehearsal.rundown.SessionPlan;
import dev.sitefailover.rehearsal.rundown.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {

    private static String session(String id, String date, String window, String site, String rest) {
        return "  - { id: " + id + ", date: " + date + ", window: \"" + window + "\", site: " + site + ", " + rest
                + " }\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"enquiry", "\"enquiry\"", "{ enquiry: }", "{ enquiry: {} }", "{ enquiry: ~ }", "enquiry:"})
    void aBareWordBracesOrNothingMeanNoSettings(String step) {
        Rundown rundown = Reading.read(Reading.steps(step));
        assertThat(rundown.sessions().get(0).steps().get(0).step()).isEqualTo(new Step.Enquiry(100));
    }

    @Test
    void aTimeThatExistsTwiceIsTheEarlier() {
        SessionPlan session = Reading.read(
                        Reading.SMALL.replace("2024-06-01", "2024-10-27").replace("12:00-13:00", "02:15-02:45"))
                .sessions()
                .get(0);
        assertThat(session.from().toInstant()).isEqualTo(Instant.parse("2024-10-27T00:15:00Z"));
        assertThat(session.to().toInstant()).isEqualTo(Instant.parse("2024-10-27T00:45:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"02:30-04:00", "01:30-02:00"})
    void aTimeThatClocksSkipIsAnError(String window) {
        assertThat(Reading.problems(
                        Reading.SMALL.replace("2024-06-01", "2024-03-31").replace("12:00-13:00", window)))
                .singleElement()
                .asString()
                .startsWith("f:10:13: window: the time 2024-03-31T02:")
                .contains("does not exist in Europe/Berlin");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-01, 13:00-14:00, ''",
        "2024-06-01, 12:59-14:00, f:14:42: the session overlaps",
        "2024-06-01, 11:00-11:30, f:14:42: the session starts before",
        "2024-05-31, 13:00-14:00, f:14:22: the session starts before"
    })
    void sessionsMayTouchButNeitherOverlapNorGoBack(String date, String window, String problem) {
        String second = session("two", date, window, "a", "steps: [enquiry]");
        List<String> problems = Reading.problems(Reading.SMALL + second);
        if (problem.isEmpty()) {
            assertThat(problems).isEmpty();
        } else {
            assertThat(problems).singleElement().asString().startsWith(problem);
        }
    }

    @Test
    void severalMovesInASessionAreFineWhenTheyEndAtItsSite() {
        Rundown rundown = Reading.read(Reading.steps(
                "{ site-failover: { to: b } }", "{ outage: { fault: hang }, optional: true }", "site-failback"));
        SessionPlan session = rundown.sessions().get(0);
        assertThat(session.startsAt()).isEqualTo("a");
        assertThat(session.steps()).extracting(plan -> plan.servingBefore()).containsExactly("a", "b", "b");
        assertThat(session.steps()).extracting(plan -> plan.servingAfter()).containsExactly("b", "b", "a");
    }

    @Test
    void gatesAndComparisonsReferToEarlierSessionsOnly() {
        String two = session(
                "two",
                "2024-06-02",
                "12:00-13:00",
                "a",
                "subjectTo: [one, two, three], steps: [{ report-download: { reports: [x], sameAs: one } }]");
        assertThat(Reading.problems(Reading.SMALL + two))
                .satisfiesExactly(
                        line -> assertThat(line).contains("subjectTo: there is no earlier session \"two\""),
                        line -> assertThat(line).contains("subjectTo: there is no earlier session \"three\""),
                        line -> assertThat(line).contains("sameAs: session \"one\" does not download report \"x\""));
    }

    @Test
    void idsAreTheTextAsWritten() {
        Rundown rundown = Reading.read(Reading.SMALL + "participants: [{ id: 0101 }, { id: 1e3 }, { id: \"0x1\" }]\n");
        assertThat(rundown.participants()).extracting(ParticipantEntry::id).containsExactly("0101", "1e3", "0x1");
    }

    @Test
    void whoRegistersAfterTheDayIsRefused() {
        Rundown rundown = Reading.read(
                Reading.SMALL
                        + """
                registration: { by: 2024-05-20 }
                participants:
                  - { id: early, registered: 2024-05-20T23:59:59 }
                  - { id: late, registered: 2024-05-21 }
                  - { id: silent }
                """);
        assertThat(rundown.admitted()).extracting(ParticipantEntry::id).containsExactly("early", "silent");
        assertThat(rundown.refuses(rundown.participants().get(1))).isTrue();
    }

    @Test
    void theNumberOfParticipantsCanBeReplaced() {
        Rundown numbered = Reading.read(Reading.SMALL + "participants: 3\n");
        assertThat(numbered.withParticipants(1000).participants())
                .hasSize(1000)
                .extracting(ParticipantEntry::id)
                .startsWith("P0001")
                .endsWith("P1000")
                .isSorted();

        Rundown listed = Reading.read(Reading.SMALL + "participants: [{ id: x }, { id: y }]\n");
        assertThat(listed.withParticipants(1).participants())
                .containsExactly(new ParticipantEntry("x", "x", Optional.empty()));
        assertThatThrownBy(() -> listed.withParticipants(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("participants must be from 1 to 2, as many as the rundown lists, was 3");
        assertThatThrownBy(() -> numbered.withParticipants(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, PT5M",
        "P1D, PT24H",
        "P1DT2H, PT26H",
        "PT0.5S, PT0.5S",
        "P1W, PT168H",
        "PT1.5H, PT1H30M",
        "PT0S, PT0S"
    })
    void durationsAreIso8601(String written, Duration expected) {
        Rundown rundown = Reading.read(Reading.SMALL + "objectives: { rto: " + written + " }\n");
        assertThat(rundown.objectives().rto()).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"0x10, 16", "0o17, 15", "007, 7", "+5, 5", "100000, 100000"})
    void wholeNumbersAreThoseOfYaml12(String written, int expected) {
        assertThat(Reading.read(Reading.SMALL + "participants: " + written + "\n")
                        .participants())
                .hasSize(expected);
    }

    @Test
    void anOutageIsItsFaultAndItsCircumstances() {
        Step step = Reading.read(
                        Reading.steps("{ outage: { site: b, fault: slow, latency: { p50: PT0.05S, p99: PT0.4S },"
                                + " for: PT1M, probability: 0.5, affects: business } }"))
                .sessions()
                .get(0)
                .steps()
                .get(0)
                .step();
        assertThat(step)
                .isEqualTo(new Step.Outage(
                        Optional.of("b"),
                        Fault.slow(Duration.ofMillis(50), Duration.ofMillis(400))
                                .always()
                                .lasting(Duration.ofMinutes(1))
                                .withProbability(0.5)
                                .affecting(Affects.BUSINESS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refuse",
                "blackhole",
                "hang",
                "reset",
                "slow",
                "error-rate",
                "gray",
                "lost-ack",
                "duplicate",
                "corrupt",
                "flap",
                "partition",
                "replication-lag",
                "stale-dns",
                "cold-start",
                "clock-skew",
                "wrong-site",
                "crash"
            })
    void everyFaultThatIsBuiltCanBeNamedWithoutParameters(String kind) {
        Step step = Reading.read(Reading.steps("{ outage: { fault: " + kind + " } }"))
                .sessions()
                .get(0)
                .steps()
                .get(0)
                .step();
        assertThat(((Step.Outage) step).fault().fault().kind()).isEqualTo(kind);
    }

    @Test
    void aSingleFaultIsReadFromYamlAndFromJson() {
        assertThat(fault("{ fault: hang, afterRequests: 3, for: PT10S, affects: probes }"))
                .isEqualTo(Fault.hangAfter(3)
                        .always()
                        .lasting(Duration.ofSeconds(10))
                        .affecting(Affects.PROBES));
        assertThat(fault("{\"fault\":\"capacity\",\"concurrent\":2,\"queue\":5}"))
                .isEqualTo(Fault.capacity(2, 5).always());
    }

    @Test
    void aSingleFaultThatIsWrongIsToldAtItsPlace() {
        for (String wrong :
                new String[] {"", "3", "{}", "{ fault: slwo }", "{ fault: slow, factor: 0 }", "{ fault: ["}) {
            assertThatThrownBy(() -> fault(wrong))
                    .as(wrong)
                    .isInstanceOf(RundownException.class)
                    .hasMessageStartingWith("here:1:");
        }
    }

    private static Occurrence fault(String text) {
        return RundownReader.readFault("here", text.getBytes(StandardCharsets.UTF_8));
    }
}
