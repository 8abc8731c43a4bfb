package dev.sitefailover.rehearsal;

import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.RunState;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.routing.InDoubtRegister;
import dev.sitefailover.site.Epoch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What of a participant outlives the client system of one session. Used by its station's thread of events. */
final class Participant {
    final ParticipantEntry entry;
    final Station station;
    private final AtomicLong epoch = new AtomicLong();
    /** Epochs go on across sessions. */
    final SwitchAuthority authority = claim -> CompletableFuture.completedFuture(
            new Epoch(epoch.updateAndGet(last -> Math.max(last, claim.last().number()) + 1)));
    /** What was in doubt when a client system stopped is enquired about by the next one. */
    final InDoubtRegister inDoubt = new InDoubtRegister();

    final Tally tally = new Tally();
    final List<SwitchoverResult> switchovers = new ArrayList<>();
    private final Map<String, String> digests = new LinkedHashMap<>();
    private long submissions;
    private @Nullable String failure;
    private long lostBefore;
    private long duplicatedBefore;
    private @Nullable Duration rpoBefore = Duration.ZERO;

    Participant(ParticipantEntry entry, Station station) {
        this.entry = entry;
        this.station = station;
    }

    String id() {
        return entry.id();
    }

    long nextSubmission() {
        return ++submissions;
    }

    /** Goes on where it was. */
    void resume(RunState.ParticipantState state) {
        RequestCounts requests = state.requests();
        tally.sent = requests.sent();
        tally.succeeded = requests.succeeded();
        tally.failed = requests.failed();
        tally.inDoubt = requests.inDoubt();
        tally.reconciled = requests.reconciled();
        tally.probes = state.probes();
        lostBefore = requests.lost();
        duplicatedBefore = requests.duplicated();
        rpoBefore = state.rpo();
        submissions = state.submissions();
        failure = state.failure();
        digests.putAll(state.digests());
        switchovers.addAll(state.switchovers());
        epoch.set(state.epoch());
    }

    long lost() {
        return lostBefore + station.books().lost();
    }

    long duplicated() {
        return duplicatedBefore + station.books().duplicated();
    }

    /** Null when it is not known. */
    @Nullable
    Duration rpo() {
        Duration since = station.books().rpo();
        Duration before = rpoBefore;
        return since == null || before == null ? null : since.compareTo(before) > 0 ? since : before;
    }

    /** Of them all: the worst, and null when of one it is not known. */
    static @Nullable Duration rpo(Stream<Participant> participants) {
        Duration worst = Duration.ZERO;
        for (Participant participant : participants.toList()) {
            Duration own = participant.rpo();
            if (own == null) {
                return null;
            }
            worst = own.compareTo(worst) > 0 ? own : worst;
        }
        return worst;
    }

    /** How far it is; calls under way have no outcome yet and count as failed. */
    RunState.ParticipantState state(List<SwitchoverResult> latest) {
        List<SwitchoverResult> moves = new ArrayList<>(switchovers);
        moves.addAll(latest);
        long failed = tally.sent - tally.succeeded - tally.inDoubt;
        RequestCounts requests = new RequestCounts(
                tally.sent, tally.succeeded, failed, tally.inDoubt, tally.reconciled, lost(), duplicated());
        return new RunState.ParticipantState(
                id(), epoch.get(), submissions, failure, requests, tally.probes, rpo(), digests, moves);
    }

    /** The first required step it failed is what its verdict says. */
    void fail(String why) {
        if (failure == null) {
            failure = why;
        }
    }

    ParticipantResult result() {
        return new ParticipantResult(
                id(),
                entry.title(),
                entry.registeredAt().orElse(null),
                failure == null ? Verdict.PASSED : Verdict.FAILED,
                failure == null ? "" : failure);
    }

    void downloaded(String session, String report, String sha256) {
        digests.put(session + '\n' + report, sha256);
    }

    @Nullable
    String digest(String session, String report) {
        return digests.get(session + '\n' + report);
    }

    /** The account of the calls. */
    static final class Tally {
        long sent;
        long succeeded;
        long failed;
        long inDoubt;
        long reconciled;
        /** Not calls: kept apart. */
        long probes;
    }
}
