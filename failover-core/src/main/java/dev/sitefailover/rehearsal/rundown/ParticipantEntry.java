package dev.sitefailover.rehearsal.rundown;

import java.time.Instant;
import java.util.Optional;

/**
 * One participant of a rundown. Immutable.
 *
 * @param id unique in the rundown
 * @param title what people call it; the id when not given
 * @param registeredAt when it registered; empty: counts as registered in time
 */
public record ParticipantEntry(String id, String title, Optional<Instant> registeredAt) {

    public ParticipantEntry {
        RundownChecks.notBlank("participant.id", id);
    }
}
