package dev.sitefailover.rehearsal;

import dev.sitefailover.authority.SwitchAuthority;
import dev.sitefailover.rehearsal.result.ParticipantResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import dev.sitefailover.rehearsal.rundown.ParticipantEntry;
import dev.sitefailover.routing.InDoubtRegister;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a participant outlives the client system of one session. Used by its station's thread of events. */
final class Participant {
    final ParticipantEntry entry;
    final Station station;
    /** Epochs go on across sessions. */
    final SwitchAuthority authority = SwitchAuthority.inProcess();
    /** What was in doubt when a client system stopped is enquired about by the next one. */
    final InDoubtRegister inDoubt = new InDoubtRegister();

    final Tally tally = new Tally();
    final List<SwitchoverResult> switchovers = new ArrayList<>();
    private final Map<String, String> digests = new LinkedHashMap<>();
    private long submissions;
    private @Nullable String failure;

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
