package dev.sitefailover.rehearsal.rundown;

import java.time.Duration;
import java.util.Optional;

/**
 * What a rehearsal is judged by. An absent objective is reported, not judged. Immutable.
 *
 * @param rto longest time from the last good reply to the first success after a move
 * @param clientRto longest client's share of that time
 * @param rpo oldest acknowledgement that may be lost, as its age at the shutdown
 */
public record Objectives(Optional<Duration> rto, Optional<Duration> clientRto, Optional<Duration> rpo) {

    /** Nothing is judged. */
    public static final Objectives NONE = new Objectives(Optional.empty(), Optional.empty(), Optional.empty());

    public Objectives {
        rto.ifPresent(value -> RundownChecks.duration("objectives.rto", value));
        clientRto.ifPresent(value -> RundownChecks.duration("objectives.clientRto", value));
        rpo.ifPresent(value -> RundownChecks.duration("objectives.rpo", value));
    }
}
