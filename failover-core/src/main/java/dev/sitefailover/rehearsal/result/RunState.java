package dev.sitefailover.rehearsal.result;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a rehearsal is, so that it can go on later after its last finished step. Immutable.
 *
 * @param finished the sessions that ended or were skipped
 * @param session the session under way; null between sessions
 * @param began when it began; null between sessions
 * @param steps its finished steps
 * @param participants in the rundown's order, those who take part
 * @param trace the fingerprint so far
 */
public record RunState(
        List<SessionResult> finished,
        @Nullable String session,
        @Nullable Instant began,
        List<StepResult> steps,
        List<ParticipantState> participants,
        TraceDigest trace) {

    public RunState {
        finished = List.copyOf(finished);
        steps = List.copyOf(steps);
        participants = List.copyOf(participants);
    }

    /**
     * One participant's part.
     *
     * @param id as in the rundown
     * @param epoch its last epoch
     * @param submissions the number of its last submission
     * @param failure the first required step it failed, and why; null when none
     * @param requests its account; lost and duplicated as found so far
     * @param probes how many it sent
     * @param rpo as found so far; null when it is not known
     * @param digests of the reports it downloaded, by session and name
     * @param switchovers its moves
     */
    public record ParticipantState(
            String id,
            long epoch,
            long submissions,
            @Nullable String failure,
            RequestCounts requests,
            long probes,
            @Nullable Duration rpo,
            Map<String, String> digests,
            List<SwitchoverResult> switchovers) {

        public ParticipantState {
            digests = Collections.unmodifiableMap(new LinkedHashMap<>(digests));
            switchovers = List.copyOf(switchovers);
        }
    }
}
