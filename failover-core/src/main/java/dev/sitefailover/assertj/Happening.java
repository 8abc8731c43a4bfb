package dev.sitefailover.assertj;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.monitoring.EventWords;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;

/** One thing a recording has seen; {@code at} is the runtime's nanoseconds. */
sealed interface Happening {
    long at();

    /** One line, without the time. */
    String words();

    /** The engine told it. */
    record Engine(SwitchEvent event) implements Happening {
        @Override
        public long at() {
            return event.at();
        }

        @Override
        public String words() {
            return EventWords.of(event);
        }
    }

    record FirstSuccess(long at, Site site, Epoch epoch) implements Happening {
        @Override
        public String words() {
            return "first call answered by " + site + " in epoch " + epoch;
        }
    }

    record Doubt(long at, InDoubtEntry entry) implements Happening {
        @Override
        public String words() {
            return EventWords.inDoubt(entry);
        }
    }

    record Settled(long at, InDoubtEntry entry, Finding finding) implements Happening {
        @Override
        public String words() {
            return EventWords.settled(entry, finding);
        }
    }

    /**
     * A simulated site did it, or it was done to it.
     *
     * @param type as in the trace
     */
    record AtSite(long at, String site, String type, String words) implements Happening {}

    /** The test says so. */
    record Note(long at, String words) implements Happening {}
}
