package dev.sitefailover.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Purge;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Capacity;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.runtime.Chance;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which faults are in whose way: a request goes past all others as if they were not there. */
class ObstaclesTest {
    private static final String PRIMARY = "primary";
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** A fault, and by operation at which stages it may do something: C on connecting, Q on the request, R on the response. */
    private record Row(List<String> cells, Fault fault) {
        static Row of(String cells, Fault fault) {
            return new Row(List.of(cells.trim().split(" +", -1)), fault);
        }

        String cell(ClearingRequest request) {
            return cells.get(ClearingRequest.OPERATIONS.indexOf(request.operation()));
        }

        @Override
        public String toString() {
            return fault.toString();
        }
    }

    /** As the faults are documented, not as they are written. */
    static List<Row> table() {
        return List.of(
                // probe, connectivity-test, enquiry, report-download, submit, find-submission, purge
                // nothing is sent
                Row.of("C  C  C  C  C  C  C ", Fault.refuse()),
                Row.of("C  C  C  C  C  C  C ", Fault.blackhole()),
                Row.of("C  C  C  C  C  C  C ", Fault.reset(Phase.CONNECT)),
                Row.of("C  C  C  C  C  C  C ", Fault.tlsExpired()),
                Row.of("C  C  C  C  C  C  C ", Fault.crash()),
                // what was connected before is reset when it arrives in a time down
                Row.of("CQ CQ CQ CQ CQ CQ CQ", Fault.flap(SECOND, SECOND)),
                // sent, and not done or done twice
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.hang()),
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.hangAfter(3)),
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.reset(Phase.REQUEST)),
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.errorRate(0.5)),
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.duplicate(1)),
                Row.of("Q  Q  Q  Q  Q  Q  Q ", Fault.partition(Between.CLIENT, Direction.REQUEST)),
                // likewise, and probes pass
                Row.of("-  Q  Q  Q  Q  Q  Q ", Fault.gray(0.5)),
                Row.of("-  -  -  Q  Q  -  - ", Fault.gray(List.of("submit", "report-download"))),
                Row.of("-  Q  -  -  -  Q  Q ", Fault.gray(List.of("connectivity-test", "find-submission", "purge"))),
                Row.of("-  -  Q  -  -  -  - ", Fault.gray(List.of("probe", "enquiry"))),
                Row.of("QR QR QR QR QR QR QR", Fault.partition()),
                // done, and the reply is late, lost or another
                Row.of("R  R  R  R  R  R  R ", Fault.partition(Between.CLIENT, Direction.RESPONSE)),
                Row.of("R  R  R  R  R  R  R ", Fault.reset(Phase.RESPONSE)),
                Row.of("R  R  R  R  R  R  R ", Fault.slow(SECOND)),
                Row.of("R  R  R  R  R  R  R ", Fault.slow(SECOND, SECOND)),
                Row.of("R  R  R  R  R  R  R ", Fault.slowBy(2)),
                Row.of("R  R  R  R  R  R  R ", Fault.coldStart(SECOND)),
                // what is applied: "the one operation that changes something"
                Row.of("-  -  -  -  R  -  - ", Fault.lostAck(1)),
                // what has a digest
                Row.of("-  -  R  R  -  -  - ", Fault.corrupt(1)),
                // what tells the site's name
                Row.of("R  R  -  -  -  -  - ", Fault.wrongSite()),
                // what tells the site's time
                Row.of("-  R  -  -  -  -  - ", Fault.clockSkew(SECOND)),
                // between sites, and of names
                Row.of("-  -  -  -  -  -  - ", Fault.partition(Between.SITE, Direction.REQUEST)),
                Row.of("-  -  -  -  -  -  - ", Fault.partition(Between.SITE, Direction.RESPONSE)),
                Row.of("-  -  -  -  -  -  - ", Fault.partition(Between.SITE, Direction.BOTH)),
                Row.of("-  -  -  -  -  -  - ", Fault.replicationLag(SECOND)),
                Row.of("-  -  -  -  -  -  - ", Fault.staleDns(SECOND)));
    }

    static List<ClearingRequest> requests() {
        return List.of(
                new ProbePing("P1"),
                new Greeting("P1"),
                new Enquiry("P1", 2),
                new ReportDownload("P1", "daily"),
                new Submission("P1", 1),
                new FindSubmission("P1", 1, Instant.parse("2024-03-23T04:00:00Z")),
                new Purge("P1"));
    }

    private final Simulation organiser = start();
    private final SimulatedSite primary = organiser.site(PRIMARY);
    private final List<String> asked = new ArrayList<>();

    /** Tells when it is asked. */
    private final class Witness implements Behaviour {
        private final String name;
        private final Set<Stage> stages;
        private final Class<?> kind;
        private final Verdict verdict;

        Witness(String name, Set<Stage> stages, Class<?> kind, Verdict verdict) {
            this.name = name;
            this.stages = stages;
            this.kind = kind;
            this.verdict = verdict;
        }

        @Override
        public boolean touches(Stage stage, ClearingRequest request) {
            return stages.contains(stage) && kind.isInstance(request);
        }

        @Override
        public Verdict connect(Message message, long now, Chance chance) {
            return asked(Stage.CONNECT);
        }

        @Override
        public Verdict request(Message message, long now, Chance chance) {
            return asked(Stage.REQUEST);
        }

        @Override
        public Verdict response(Message message, long now, Chance chance) {
            return asked(Stage.RESPONSE);
        }

        private Verdict asked(Stage stage) {
            asked.add(name + " " + stage);
            return verdict;
        }

        InflictedFault placed(Affects affects) {
            Occurrence occurrence = Fault.refuse().always().affecting(affects);
            return new InflictedFault(primary, occurrence, this, new MessageChance(1), true);
        }
    }

    private InflictedFault witness(String name, Verdict verdict, Class<?> kind, Stage... stages) {
        return new Witness(name, Set.of(stages), kind, verdict).placed(Affects.BOTH);
    }

    private static Simulation start() {
        return Simulation.seeded(7).start();
    }

    private static Message send(Simulation organiser, ClearingRequest request) {
        return (Message) organiser.endpoint("P1", PRIMARY).send(request);
    }

    private static String cell(InflictedFault fault, ClearingRequest request) {
        Obstacles obstacles = Obstacles.of(new InflictedFault[] {fault}, request);
        String cell = (obstacles.at(Stage.CONNECT).length > 0 ? "C" : "")
                + (obstacles.at(Stage.REQUEST).length > 0 ? "Q" : "")
                + (obstacles.at(Stage.RESPONSE).length > 0 ? "R" : "");
        assertThat(obstacles.isClear()).isEqualTo(cell.isEmpty());
        assertThat(obstacles.isClearOnceConnected()).isEqualTo(cell.isEmpty() || cell.equals("C"));
        return cell.isEmpty() ? "-" : cell;
    }

    private static List<String> cells(Occurrence occurrence) {
        InflictedFault fault = start().site(PRIMARY).inflict(occurrence);
        return requests().stream().map(request -> cell(fault, request)).toList();
    }

    /** What comes back of the first request, sent at the start, and when, is what comes back from a site without faults. */
    private static void assertReturnsAsUsual(Simulation organiser, Message message) {
        Observed usual = Observed.of(start(), PRIMARY, message.request);
        assertThat(usual.reply()).isNotNull();
        organiser.time().runUntil(usual.after().toNanos() - 1);
        assertThat(message.isDone()).isFalse();
        organiser.time().runUntil(usual.after().toNanos());
        assertThat(message).isCompletedWithValue(usual.reply());
    }

    @Test
    void theTableIsOfEveryOperation() {
        assertThat(requests().stream().map(ClearingRequest::operation)).isEqualTo(ClearingRequest.OPERATIONS);
        assertThat(table()).allSatisfy(row -> assertThat(row.cells()).hasSameSizeAs(ClearingRequest.OPERATIONS));
    }

    @Test
    void theTableIsOfEveryFaultThatASimulatedSitePlays() {
        List<Class<?>> played = new ArrayList<>(List.of(Fault.class.getPermittedSubclasses()));
        played.remove(Capacity.class);
        Set<Class<?>> told = new HashSet<>();
        table().forEach(row -> told.add(row.fault().getClass()));
        assertThat(told).containsExactlyInAnyOrderElementsOf(played);
        // a new factory is a new row
        assertThat(Arrays.stream(Fault.class.getMethods()).filter(method -> Modifier.isStatic(method.getModifiers())))
                .hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("table")
    void aFaultTouchesWhatItIsDocumentedToTouchAndNothingElse(Row row) {
        assertThat(cells(row.fault().always())).isEqualTo(row.cells());
    }

    @ParameterizedTest
    @MethodSource("table")
    void aFaultOfProbesTouchesProbesOnly(Row row) {
        List<String> probesOnly = new ArrayList<>(List.of(row.cells().get(0), "-", "-", "-", "-", "-", "-"));
        assertThat(cells(row.fault().always().affecting(Affects.PROBES))).isEqualTo(probesOnly);
    }

    @ParameterizedTest
    @MethodSource("table")
    void aFaultOfBusinessTouchesEverythingButProbes(Row row) {
        List<String> business = new ArrayList<>(row.cells());
        business.set(0, "-");
        assertThat(cells(row.fault().always().affecting(Affects.BUSINESS))).isEqualTo(business);
    }

    @ParameterizedTest
    @MethodSource("table")
    void pastAFaultThatCannotTouchItATripIsAsWithoutIt(Row row) {
        for (ClearingRequest request : requests()) {
            if (row.cell(request).equals("-")) {
                Simulation faulty = start();
                faulty.site(PRIMARY).inflict(row.fault());
                assertReturnsAsUsual(faulty, send(faulty, request));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void aTripIsOneEventUnlessTheFaultMayTouchIt(Row row) {
        for (ClearingRequest request : OneEventTripTest.requests()) {
            Simulation faulty = start();
            faulty.site(PRIMARY).inflict(row.fault());
            Message message = send(faulty, request);
            boolean untouched = row.cell(request).equals("-");
            assertThat(message.goesAtOnce()).as("%s", request).isEqualTo(untouched);
            if (untouched) {
                long before = faulty.time().eventsRun();
                assertReturnsAsUsual(faulty, message);
                assertThat(faulty.time().eventsRun() - before).isOne();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("table")
    void aTripUnderWayIsDetainedByAFaultThatMayTouchItAndLeftAloneByOthers(Row row) {
        for (ClearingRequest request : OneEventTripTest.requests()) {
            Simulation faulty = start();
            Message message = send(faulty, request);
            faulty.time().runUntil(message.arrivesAt() - 1);
            faulty.site(PRIMARY).inflict(row.fault());
            // it is connected; a crash ends it
            boolean leftAlone =
                    !(row.fault() instanceof Crash) && List.of("-", "C").contains(row.cell(request));
            assertThat(message.goesAtOnce()).as("%s", request).isEqualTo(leftAlone);
            if (leftAlone) {
                assertReturnsAsUsual(faulty, message);
            }
        }
    }

    @Test
    void atASiteThatOnlyConnectsBadlyATripThatConnectsIsAsUsual() {
        primary.traffic().place(List.of(witness("gate", Verdict.PASS, ProbePing.class, Stage.CONNECT)));
        Message message = send(organiser, new ProbePing("P1"));
        assertThat(message.goesAtOnce()).isFalse();
        assertReturnsAsUsual(organiser, message);
        assertThat(asked).containsExactly("gate CONNECT");
    }

    @Test
    void ofSeveralFaultsThoseThatTouchItAreAskedInTheOrderPlaced() {
        primary.traffic()
                .place(List.of(
                        witness("e", Verdict.PASS, Enquiry.class, Stage.REQUEST, Stage.RESPONSE),
                        witness("d", Verdict.PASS, ProbePing.class, Stage.values()),
                        witness("c", Verdict.PASS, Enquiry.class, Stage.CONNECT, Stage.RESPONSE),
                        witness("b", Verdict.PASS, ClearingRequest.class, Stage.REQUEST),
                        new Witness("a", Set.of(Stage.values()), Enquiry.class, Verdict.PASS).placed(Affects.PROBES),
                        witness("f", Verdict.PASS, Enquiry.class, Stage.CONNECT)));
        assertReturnsAsUsual(organiser, send(organiser, new Enquiry("P1", 2)));
        assertThat(asked)
                .containsExactly("c CONNECT", "f CONNECT", "e REQUEST", "b REQUEST", "e RESPONSE", "c RESPONSE");
    }

    @Test
    void afterOneThatEndsItTheOthersAreAskedAllTheSame() {
        primary.traffic()
                .place(List.of(
                        witness("first", Verdict.PASS, Enquiry.class, Stage.REQUEST),
                        witness("end", Verdict.DROP, Enquiry.class, Stage.REQUEST),
                        witness("last", Verdict.PASS, Enquiry.class, Stage.REQUEST, Stage.RESPONSE)));
        Message message = send(organiser, new Enquiry("P1", 2));
        organiser.runFor(SECOND);
        assertThat(message).isNotDone();
        assertThat(asked).containsExactly("first REQUEST", "end REQUEST", "last REQUEST");
    }

    @Test
    void eachKindOfRequestMeetsTheFaultsOfItsOwnWhicheverCameFirst() {
        primary.traffic()
                .place(List.of(
                        witness("probes", Verdict.PASS, ProbePing.class, Stage.REQUEST),
                        witness("enquiries", Verdict.PASS, Enquiry.class, Stage.REQUEST),
                        witness("submissions", Verdict.PASS, Submission.class, Stage.REQUEST)));
        for (int i = 0; i < 2; i++) {
            for (ClearingRequest request : requests()) {
                assertThat(Observed.of(organiser, PRIMARY, request).isSilence()).isFalse();
            }
        }
        assertThat(asked)
                .containsExactly(
                        "probes REQUEST",
                        "enquiries REQUEST",
                        "submissions REQUEST",
                        "probes REQUEST",
                        "enquiries REQUEST",
                        "submissions REQUEST");
    }

    @Test
    void oneInForceBesideAnotherIsMetFromTheMomentItIsPlacedToTheMomentItIsLifted() {
        primary.inflict(Fault.clockSkew(SECOND));
        assertThat(send(organiser, new Enquiry("P1", 2)).goesAtOnce()).isTrue();
        InflictedFault corrupt = primary.inflict(Fault.corrupt(1));
        assertThat(send(organiser, new Enquiry("P1", 2)).goesAtOnce()).isFalse();
        corrupt.lift();
        assertThat(send(organiser, new Enquiry("P1", 2)).goesAtOnce()).isTrue();
    }
}
