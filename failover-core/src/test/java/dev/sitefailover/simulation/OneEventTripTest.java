package dev.sitefailover.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.Enquiry;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.Greeting;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Refusal;
import dev.sitefailover.clearing.Report;
import dev.sitefailover.clearing.ReportDownload;
import dev.sitefailover.clearing.Submission;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Direction;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.fault.Phase;
import dev.sitefailover.fault.WrongSite;
import dev.sitefailover.runtime.Chance;
import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.EndpointException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trip that is one event instead of two, an arrival and a return: nobody can tell the difference. */
class OneEventTripTest {
    private static final String PRIMARY = "primary";
    private static final String SECONDARY = "secondary";
    private static final String RESET = "IN_DOUBT: primary reset the connection with the request on its way";
    private static final Duration LONGEST_ROUND_TRIP = Duration.ofMillis(10);

    /** While a fault may do something to a request its trip is two events. This one might slow answers, and is over at once. */
    private static final Occurrence HARMLESS = Fault.coldStart(Duration.ZERO).always();

    /** So that both runs draw the same for the faults of that kind that come later. */
    private static final Occurrence NOTHING = HARMLESS.withProbability(0);

    /** What came back, and when: a reply, or the failure in words. */
    private record Return(long at, Object what) {}

    /** A simulation and everything that came back, by the order of sending. */
    private static final class Run {
        final Simulation organiser;
        final boolean inTwo;
        final List<Message> sent = new ArrayList<>();
        final List<List<Return>> returns = new ArrayList<>();
        final List<Long> sentAt = new ArrayList<>();
        final List<Integer> order = new ArrayList<>();
        final Map<Integer, InflictedFault> placed = new HashMap<>();
        final List<String> recorded = new ArrayList<>();
        int atOnce;
        /** Of these, how many while a fault was in force at their site that can do nothing to them. */
        int pastFaults;

        int detained;
        int answeredBefore;
        int overtaken;

        Run(Simulation organiser, boolean inTwo) {
            this.organiser = organiser;
            this.inTwo = inTwo;
            organiser.trace().observeAll((number, nanos, type, actor, a, b, text) -> {
                if (!HARMLESS.fault().kind().equals(text)) {
                    recorded.add(nanos + " " + actor + " " + type + " " + a + " " + b + " " + text);
                }
            });
            organiser.sites().forEach(this::forceTwo);
        }

        private void forceTwo(SimulatedSite site) {
            site.inflict(inTwo ? HARMLESS : NOTHING);
        }

        SimulatedSite site(int index) {
            return organiser.sites().get(index);
        }

        long now() {
            return organiser.time().nanoTime();
        }

        Message send(String site, ClearingRequest request) {
            Message message =
                    (Message) organiser.endpoint(request.participant(), site).send(request);
            List<Return> back = new ArrayList<>();
            int index = sent.size();
            Telling.tell(message, (reply, error) -> {
                back.add(new Return(now(), error == null ? reply : words(error)));
                order.add(index);
            });
            sent.add(message);
            sentAt.add(now());
            returns.add(back);
            atOnce += message.goesAtOnce() ? 1 : 0;
            pastFaults += message.goesAtOnce() && isFaulty(message.traffic) ? 1 : 0;
            return message;
        }

        private boolean isFaulty(Traffic traffic) {
            return organiser.sites().stream()
                    .anyMatch(
                            site -> site.traffic() == traffic && !site.faults().isEmpty());
        }

        List<Return> returnsOf(Message message) {
            return returns.get(sent.indexOf(message));
        }

        void heal(int site) {
            site(site).heal();
            forceTwo(site(site));
        }

        void inflict(int fault, int site, Occurrence occurrence) {
            placed.put(fault, site(site).inflict(occurrence));
        }

        void lift(int fault) {
            requireNonNull(placed.get(fault)).lift();
        }

        void resynchronise(int site) {
            // a crashed site would turn it down
            if (!site(0).isCrashed() && !site(1).isCrashed()) {
                site(site).resynchroniseFrom(site(1 - site));
            }
        }

        /** Does what an organiser may do at any time, and counts what it does to the trips under way. */
        void order(Consumer<Run> order) {
            List<Message> under = sent.stream().filter(Message::goesAtOnce).toList();
            List<Position> positions =
                    organiser.sites().stream().map(SimulatedSite::position).toList();
            order.accept(this);
            List<Traffic> moved = new ArrayList<>();
            for (int i = 0; i < positions.size(); i++) {
                if (site(i).position() != positions.get(i)) {
                    moved.add(site(i).traffic());
                }
            }
            for (Message message : under) {
                if (message.goesAtOnce()) {
                    overtaken += moved.contains(message.traffic) ? 1 : 0;
                } else if (message.arrivesAt() <= now()) {
                    answeredBefore++;
                } else {
                    detained++;
                }
            }
        }

        /** What the organiser and the participants know in the end. */
        List<String> books(int participants, long numbers) {
            List<String> books = new ArrayList<>();
            for (int p = 0; p < participants; p++) {
                Account account = organiser.account(participant(p));
                books.add(participant(p) + " acknowledged " + account.acknowledged() + ", lost " + account.lost()
                        + ", duplicated " + account.duplicated() + ", rpo " + account.rpo());
                for (SimulatedSite site : organiser.sites()) {
                    Ledger ledger = site.ledger(participant(p));
                    StringBuilder applied = new StringBuilder();
                    for (long number = 1; number <= numbers; number++) {
                        applied.append(ledger.appliedTwice(number) ? '2' : ledger.applied(number) ? '1' : '0')
                                .append(account.acknowledged(number) ? 'a' : ' ')
                                .append(account.lost(number) ? 'l' : ' ');
                    }
                    books.add(site + " " + applied + " live " + ledger.live() + ", twice " + ledger.appliedTwice());
                }
            }
            for (SimulatedSite site : organiser.sites()) {
                books.add(site + " " + site.position() + ", serving since " + site.servingSince() + ", crashed at "
                        + site.crashedAt() + ", out of date " + site.isOutOfDate() + ", in flight "
                        + site.traffic().inFlight());
            }
            return books;
        }
    }

    private static String participant(int index) {
        return "P" + (index + 1);
    }

    private static String words(Throwable error) {
        return error instanceof EndpointException failed
                ? failed.delivery() + ": " + failed.getMessage()
                : error.getClass().getSimpleName();
    }

    /** Something at a nanosecond of a script, the same in both runs. */
    private record Step(long at, String what, Consumer<Run> action) {
        @Override
        public String toString() {
            return at + " " + what;
        }
    }

    /** Sends, and orders and faults in between, drawn from one seed; most of the time a site has no fault. */
    private static final class Script {
        private static final int PARTICIPANTS = 3;
        private static final long HORIZON = 400_000_000;
        private static final int SENDS = 120;
        private static final int ORDERS = 36;
        private static final long NUMBERS = 12;

        private final long seed;
        private final Chance chance;
        private final List<Step> steps = new ArrayList<>();
        private int faults;

        Script(long seed) {
            this.seed = seed;
            this.chance = Chance.of(seed, "script");
            for (int i = 0; i < SENDS; i++) {
                send(chance.below(HORIZON));
            }
            for (int i = 0; i < ORDERS; i++) {
                order(chance.below(HORIZON));
            }
        }

        Run run(boolean inTwo) {
            Chance settings = Chance.of(seed, "settings");
            Duration lag = settings.chance(0.5) ? Duration.ZERO : upTo(settings, 20);
            SiteSettings secondary = SiteSettings.of(SECONDARY).trailing(lag);
            SimulationBuilder builder = Simulation.seeded(seed)
                    .recordsPerParticipant(4)
                    .site(SiteSettings.of(PRIMARY).trailing(lag))
                    .site(settings.chance(0.2) ? secondary.servingAlways() : secondary);
            Run run = new Run((settings.chance(0.2) ? builder.ignoringKeys() : builder).start(), inTwo);
            for (Step step : steps) {
                run.organiser.at(
                        Duration.ofNanos(step.at()), () -> step.action().accept(run));
            }
            run.organiser.runFor(Duration.ofSeconds(10));
            return run;
        }

        private void send(long at) {
            String site = chance.chance(0.5) ? PRIMARY : SECONDARY;
            ClearingRequest request = request(participant((int) chance.below(PARTICIPANTS)));
            boolean givesUp = chance.chance(0.1);
            long patience = chance.below(LONGEST_ROUND_TRIP.toNanos());
            step(at, "send " + request + " to " + site + (givesUp ? ", cancel after " + patience : ""), run -> {
                Message message = run.send(site, request);
                if (givesUp) {
                    run.organiser.time().after(patience, () -> message.cancel(false));
                }
            });
        }

        private ClearingRequest request(String participant) {
            int kind = (int) chance.below(20);
            if (kind < 6) {
                return new ProbePing(participant);
            } else if (kind < 10) {
                return new Enquiry(participant, 1 + (int) chance.below(3));
            } else if (kind < 14) {
                return new ReportDownload(participant, "daily-" + chance.below(3));
            } else if (kind < 15) {
                return new Greeting(participant);
            }
            // few numbers, so that some are submitted again
            long number = 1 + chance.below(NUMBERS);
            return kind < 19
                    ? new Submission(participant, number)
                    : new FindSubmission(participant, number, Instant.parse("2024-03-23T04:00:00Z"));
        }

        private void order(long at) {
            int site = (int) chance.below(2);
            switch ((int) chance.below(20)) {
                case 0, 1, 2 ->
                    order(at, "promote " + site, run -> run.site(site).promote());
                case 3, 4, 5 ->
                    order(at, "stand by " + site, run -> run.site(site).standBy());
                case 6 -> order(at, "heal " + site, run -> run.heal(site));
                case 7 ->
                    order(at, "take over at " + site, run -> run.site(site).takeOverFrom(run.site(1 - site)));
                case 8, 9 -> order(at, "resynchronise " + site, run -> run.resynchronise(site));
                default -> inflict(at, site);
            }
        }

        private void inflict(long at, int site) {
            inflictOne(at, site);
            // several at once make of a message what none does alone
            while (chance.chance(0.4)) {
                inflictOne(at, site);
            }
        }

        private void inflictOne(long at, int site) {
            Occurrence always = fault().always().affecting(Affects.values()[(int) chance.below(3)]);
            Occurrence maybe = always.withProbability(chance.chance(0.8) ? 1 : 0.5);
            boolean endsByItself = chance.chance(0.5);
            Occurrence occurrence = endsByItself ? maybe.lasting(upTo(chance, 15)) : maybe;
            int fault = faults++;
            order(at, "inflict " + occurrence + " on " + site, run -> run.inflict(fault, site, occurrence));
            // some stay until the site is healed
            if (!endsByItself && chance.chance(0.9)) {
                order(at + chance.below(20_000_000), "lift fault " + fault, run -> run.lift(fault));
            }
        }

        private Fault fault() {
            double p = chance.chance(0.5) ? 1 : 0.5;
            return switch ((int) chance.below(20)) {
                case 0 -> Fault.refuse();
                case 1 -> Fault.blackhole();
                case 2 -> Fault.hangAfter((int) chance.below(4));
                case 3 -> Fault.reset(Phase.values()[(int) chance.below(3)]);
                case 4 -> Fault.slow(chance.chance(0.2) ? Duration.ZERO : upTo(chance, 20));
                case 5 -> Fault.slow(Duration.ofMillis(1), upTo(chance, 30).plusMillis(1));
                case 6 -> Fault.slowBy(1 + 4 * chance.nextDouble());
                case 7 -> Fault.errorRate(p);
                case 8 -> Fault.gray(p);
                case 9 -> Fault.gray(List.of("submit", "report-download"));
                case 10 -> Fault.lostAck(p);
                case 11 -> Fault.duplicate(p);
                case 12 -> Fault.corrupt(p);
                case 13 ->
                    Fault.flap(upTo(chance, 5).plusNanos(1), upTo(chance, 5).plusNanos(1));
                case 14 ->
                    Fault.partition(
                            chance.chance(0.7) ? Between.CLIENT : Between.SITE,
                            Direction.values()[(int) chance.below(3)]);
                case 15 -> Fault.replicationLag(upTo(chance, 20));
                case 16 -> Fault.staleDns(upTo(chance, 50));
                case 17 -> chance.chance(0.5) ? Fault.wrongSite() : Fault.tlsExpired();
                case 18 -> Fault.coldStart(upTo(chance, 50).plusNanos(1));
                default -> Fault.crash();
            };
        }

        private static Duration upTo(Chance chance, int millis) {
            return Duration.ofNanos(chance.below(millis * 1_000_000L));
        }

        private void order(long at, String what, Consumer<Run> action) {
            step(at, what, run -> run.order(action));
        }

        private void step(long at, String what, Consumer<Run> action) {
            steps.add(new Step(at, what, action));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("seed " + seed);
            steps.stream().sorted(Comparator.comparingLong(Step::at)).forEach(step -> text.append('\n')
                    .append(step));
            return text.toString();
        }
    }

    private final Run run = new Run(Simulation.seeded(7).start(), false);
    private final SimulatedSite primary = run.site(0);
    private final SimulatedSite secondary = run.site(1);

    @Test
    void whateverBefallsTheSitesItComesToTheSameAsInTwoEvents() {
        int atOnce = 0;
        int pastFaults = 0;
        int answeredBefore = 0;
        int overtaken = 0;
        int detained = 0;
        for (long seed = 1; seed <= 400; seed++) {
            Script script = new Script(seed);
            Run one = script.run(false);
            Run two = script.run(true);
            assertThat(two.atOnce).isZero();
            assertThat(two.sent).hasSameSizeAs(one.sent);
            for (int i = 0; i < one.sent.size(); i++) {
                assertThat(one.returns.get(i))
                        .as("%s from %s in %s", one.sent.get(i).request, one.sentAt.get(i), script)
                        .isEqualTo(two.returns.get(i));
            }
            assertThat(one.order).as("%s", script).isEqualTo(two.order);
            assertThat(one.recorded).as("%s", script).isEqualTo(two.recorded);
            assertThat(one.books(Script.PARTICIPANTS, Script.NUMBERS))
                    .as("%s", script)
                    .isEqualTo(two.books(Script.PARTICIPANTS, Script.NUMBERS));
            atOnce += one.atOnce;
            pastFaults += one.pastFaults;
            answeredBefore += one.answeredBefore;
            overtaken += one.overtaken;
            detained += one.detained;
        }
        // else nothing has been shown
        assertThat(atOnce).isGreaterThan(10_000);
        assertThat(pastFaults).isGreaterThan(3_000);
        assertThat(answeredBefore).isGreaterThan(1_000);
        assertThat(overtaken).isGreaterThan(500);
        assertThat(detained).isGreaterThan(700);
    }

    static List<ClearingRequest> requests() {
        return List.of(new ProbePing("P1"), new Enquiry("P1", 2), new ReportDownload("P1", "daily"));
    }

    private Message sendAtOnce(String site, ClearingRequest request) {
        // an instant of its own, so that no time here is also a length
        run.organiser.runFor(Duration.ofMillis(100));
        Message message = run.send(site, request);
        assertThat(message.goesAtOnce()).isTrue();
        return message;
    }

    private Message sendAtOnce(ClearingRequest request) {
        return sendAtOnce(PRIMARY, request);
    }

    private void passTo(long nanos) {
        run.organiser.time().runUntil(nanos);
    }

    private static long returnOf(Message message) {
        return message.arrivesAt() + message.responseHalf();
    }

    /** What came back once everything that may still be on its way is back. */
    private List<Return> settled(Message message) {
        run.organiser.runFor(Duration.ofSeconds(10));
        assertThat(primary.traffic().inFlight() + secondary.traffic().inFlight())
                .isZero();
        return run.returnsOf(message);
    }

    private void assertReturned(Message message, long at, boolean open) {
        assertThat(settled(message)).singleElement().satisfies(back -> {
            assertThat(back.at()).isEqualTo(at);
            assertThat(back.what()).isEqualTo(usual(message.traffic == primary.traffic(), message.request, open));
        });
    }

    private Object usual(boolean atPrimary, ClearingRequest request, boolean open) {
        if (request instanceof ProbePing) {
            return new Pong(atPrimary ? PRIMARY : SECONDARY, open ? Position.SERVING : Position.STANDBY);
        } else if (!open) {
            return Refusal.CLOSED;
        }
        return request instanceof Enquiry enquiry
                ? run.organiser.data().records("P1", enquiry.records())
                : run.organiser.data().report("P1", "daily");
    }

    private long eventsOf(ClearingRequest request) {
        long before = run.organiser.time().eventsRun();
        assertThat(settled(run.send(PRIMARY, request))).hasSize(1);
        return run.organiser.time().eventsRun() - before;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aTripIsOneEventWhileTheSiteHasNoFaults(ClearingRequest request) {
        assertThat(eventsOf(request)).isEqualTo(1);
        primary.inflict(HARMLESS);
        assertThat(eventsOf(request)).isEqualTo(2);
        primary.heal();
        assertThat(eventsOf(request)).isEqualTo(1);
    }

    @Test
    void aSubmissionIsTwoEventsForItChangesTheSiteWhenItArrives() {
        assertThat(eventsOf(new Submission("P1", 1))).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aSiteThatClosesAfterTheArrivalHasAnsweredAsAnOpenOne(ClearingRequest request) {
        Message message = sendAtOnce(request);
        passTo(message.arrivesAt());
        primary.standBy();
        assertReturned(message, returnOf(message), true);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aSiteThatClosesBeforeTheArrivalAnswersAsAClosedOne(ClearingRequest request) {
        Message message = sendAtOnce(request);
        passTo(message.arrivesAt() - 1);
        primary.standBy();
        assertThat(message.goesAtOnce()).isTrue();
        assertReturned(message, returnOf(message), false);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aSiteThatOpensAfterTheArrivalHasAnsweredAsAClosedOne(ClearingRequest request) {
        Message message = sendAtOnce(SECONDARY, request);
        passTo(message.arrivesAt());
        secondary.promote();
        assertReturned(message, returnOf(message), false);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aSiteThatOpensBeforeTheArrivalAnswersAsAnOpenOne(ClearingRequest request) {
        Message message = sendAtOnce(SECONDARY, request);
        passTo(message.arrivesAt() - 1);
        secondary.promote();
        assertReturned(message, returnOf(message), true);
    }

    @Test
    void aSiteThatClosesForAnotherAfterTheArrivalHasAnsweredAsAnOpenOne() {
        Message message = sendAtOnce(new ProbePing("P1"));
        passTo(message.arrivesAt());
        secondary.promote();
        assertReturned(message, returnOf(message), true);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void ofSeveralChangesTheOneBeforeTheArrivalCounts(ClearingRequest request) {
        Message message = sendAtOnce(request);
        passTo(message.arrivesAt() - 2);
        primary.standBy();
        primary.promote();
        passTo(message.arrivesAt() - 1);
        primary.standBy();
        passTo(message.arrivesAt());
        primary.promote();
        passTo(message.arrivesAt() + 1);
        primary.standBy();
        passTo(message.arrivesAt() + 2);
        primary.promote();
        assertReturned(message, returnOf(message), false);
    }

    @Test
    void aFaultPlacedBeforeTheArrivalMeetsTheRequest() {
        Message message = sendAtOnce(new Enquiry("P1", 1));
        passTo(message.arrivesAt() - 1);
        primary.inflict(Fault.errorRate(1));
        assertThat(settled(message)).containsExactly(new Return(returnOf(message), Refusal.FAILED));
    }

    @Test
    void aResetPlacedBeforeTheArrivalFailsTheRequestWhenItsAnswerWouldHaveBeenThere() {
        for (Phase phase : List.of(Phase.REQUEST, Phase.RESPONSE)) {
            Message message = sendAtOnce(new Enquiry("P1", 1));
            passTo(message.arrivesAt() - 1);
            primary.inflict(Fault.reset(phase));
            assertThat(settled(message)).containsExactly(new Return(returnOf(message), RESET));
            primary.heal();
        }
    }

    @Test
    void silencePlacedBeforeTheArrivalSwallowsTheRequestForEver() {
        for (Fault fault : List.of(Fault.hang(), Fault.partition())) {
            Message message = sendAtOnce(new Enquiry("P1", 1));
            passTo(message.arrivesAt() - 1);
            primary.inflict(fault);
            passTo(message.arrivesAt());
            primary.heal();
            assertThat(settled(message)).isEmpty();
        }
    }

    @Test
    void damagePlacedBeforeTheArrivalIsDoneToTheAnswer() {
        Message enquiry = sendAtOnce(new Enquiry("P1", 2));
        Message download = run.send(PRIMARY, new ReportDownload("P1", "daily"));
        Message probe = run.send(PRIMARY, new ProbePing("P1"));
        primary.inflict(Fault.corrupt(1));
        primary.inflict(Fault.wrongSite());
        Records records = run.organiser.data().records("P1", 2);
        Report report = run.organiser.data().report("P1", "daily");
        assertThat(settled(enquiry)).containsExactly(new Return(returnOf(enquiry), records.corrupted()));
        assertThat(settled(download)).containsExactly(new Return(returnOf(download), report.corrupted()));
        assertThat(settled(probe))
                .containsExactly(new Return(returnOf(probe), new Pong(WrongSite.NAME, Position.SERVING)));
    }

    @Test
    void whatFailsConnectionsLeavesThoseMadeBeforeAlone() {
        for (Fault fault : List.of(Fault.refuse(), Fault.blackhole(), Fault.tlsExpired(), Fault.reset(Phase.CONNECT))) {
            Message message = sendAtOnce(new Enquiry("P1", 1));
            passTo(message.arrivesAt() - 1);
            primary.inflict(fault);
            assertReturned(message, returnOf(message), true);
            primary.heal();
        }
    }

    @Test
    void aFaultMeetsOnlyTheTripsUnderWayThatItAffects() {
        Message probe = sendAtOnce(new ProbePing("P1"));
        Message enquiry = run.send(PRIMARY, new Enquiry("P1", 1));
        primary.inflict(Fault.errorRate(1).always().affecting(Affects.BUSINESS));
        assertReturned(probe, returnOf(probe), true);
        assertThat(settled(enquiry)).containsExactly(new Return(returnOf(enquiry), Refusal.FAILED));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aFaultPlacedAfterTheArrivalChangesNeitherWhenNorWhatComesBack(ClearingRequest request) {
        for (Fault fault : List.of(
                Fault.errorRate(1),
                Fault.hang(),
                Fault.partition(),
                Fault.reset(Phase.REQUEST),
                Fault.reset(Phase.RESPONSE),
                Fault.slow(Duration.ofMillis(50)),
                Fault.corrupt(1),
                Fault.wrongSite(),
                Fault.refuse())) {
            Message message = sendAtOnce(request);
            passTo(message.arrivesAt());
            primary.inflict(fault);
            assertReturned(message, returnOf(message), true);
            primary.heal();
        }
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aLatencyPlacedBeforeTheArrivalDelaysTheReturnByItselfAndThereIsOne(ClearingRequest request) {
        // none, shorter and longer than what is left of the way
        for (long latency : new long[] {0, 1, 500_000, 50_000_000}) {
            Message message = sendAtOnce(request);
            passTo(message.arrivesAt() - 1);
            primary.inflict(Fault.slow(Duration.ofNanos(latency)));
            assertReturned(message, returnOf(message) + latency, true);
            primary.heal();
        }
    }

    @Test
    void aDelayedFailureComesWithTheDelay() {
        Message message = sendAtOnce(new Enquiry("P1", 1));
        primary.inflict(Fault.slow(Duration.ofMillis(50)));
        primary.inflict(Fault.reset(Phase.RESPONSE));
        assertThat(settled(message)).containsExactly(new Return(returnOf(message) + 50_000_000, RESET));
    }

    @Test
    void aDelayedAnswerStaysAsTheSiteGaveIt() {
        Message message = sendAtOnce(new ProbePing("P1"));
        primary.inflict(Fault.slow(Duration.ofMillis(50)));
        passTo(message.arrivesAt());
        primary.standBy();
        primary.heal();
        assertReturned(message, returnOf(message) + 50_000_000, true);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aFaultThatIsOverBeforeTheArrivalIsNotSeen(ClearingRequest request) {
        Message message = sendAtOnce(request);
        primary.inflict(Fault.errorRate(1).always().lasting(Duration.ofNanos(message.requestHalf() - 1)));
        assertReturned(message, returnOf(message), true);
    }

    @Test
    void ofFaultsThatComeAndGoTheOnesThereAtTheArrivalCount() {
        Message message = sendAtOnce(new Enquiry("P1", 1));
        primary.inflict(Fault.hang());
        primary.inflict(Fault.slow(Duration.ofMillis(3)));
        primary.heal();
        primary.inflict(Fault.slow(Duration.ofMillis(20)));
        primary.inflict(Fault.slow(Duration.ofMillis(30)));
        passTo(message.arrivesAt());
        primary.heal();
        primary.inflict(Fault.errorRate(1));
        assertReturned(message, returnOf(message) + 50_000_000, true);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void underAFaultThePositionAtTheArrivalCounts(ClearingRequest request) {
        Message message = sendAtOnce(request);
        primary.inflict(HARMLESS);
        passTo(message.arrivesAt() - 1);
        primary.standBy();
        passTo(message.arrivesAt());
        primary.promote();
        assertReturned(message, returnOf(message), false);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aCrashBreaksTheTripAtOnceWhereverItIs(ClearingRequest request) {
        for (boolean arrived : List.of(false, true)) {
            Message message = sendAtOnce(request);
            passTo(arrived ? message.arrivesAt() : message.arrivesAt() - 1);
            long crashedAt = run.now();
            primary.inflict(Fault.crash());
            primary.heal();
            assertThat(settled(message)).containsExactly(new Return(crashedAt, RESET));
        }
    }

    @Test
    void aTripThatIsCancelledComesBackToNobody() {
        Message message = sendAtOnce(new ProbePing("P1"));
        long cancelledAt = run.now();
        message.cancel(false);
        primary.inflict(Fault.slow(Duration.ofMillis(20)));
        assertThat(settled(message)).containsExactly(new Return(cancelledAt, "CancellationException"));
    }
}
