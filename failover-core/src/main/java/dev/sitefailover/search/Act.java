package dev.sitefailover.search;

import dev.sitefailover.fault.Occurrence;
import java.time.Duration;

/**
 * One thing that somebody does to the sites or to a client system at a time of a {@link Scenario}. Immutable. An act that
 * cannot be done then (a resynchronisation with a site that is crashed) is left out by the run.
 */
public sealed interface Act {

    /** When, since the start of the run. */
    Duration at();

    /** The same at another time. */
    Act at(Duration other);

    /**
     * A fault begins at a site.
     *
     * @param fault with its duration; without one it lasts until a restoration or the end. Its probability is 1: chance
     *     has been drawn
     */
    record Inflict(Duration at, String site, Occurrence fault) implements Act {
        public Inflict {
            if (fault.probability() != 1) {
                throw new IllegalArgumentException(
                        "a fault of a scenario must be certain (its probability is drawn before), " + "was "
                                + fault.probability());
            }
        }

        @Override
        public Inflict at(Duration other) {
            return new Inflict(other, site, fault);
        }

        /** The same with that fault instead. */
        public Inflict with(Occurrence other) {
            return new Inflict(at, site, other);
        }
    }

    /** Every fault at a site is lifted. */
    record Restore(Duration at, String site) implements Act {
        @Override
        public Restore at(Duration other) {
            return new Restore(other, site);
        }
    }

    /** The organiser opens a site; the others close, unless they always serve. */
    record Promote(Duration at, String site) implements Act {
        @Override
        public Promote at(Duration other) {
            return new Promote(other, site);
        }
    }

    /** The organiser closes a site gracefully. */
    record StandBy(Duration at, String site) implements Act {
        @Override
        public StandBy at(Duration other) {
            return new StandBy(other, site);
        }
    }

    /** The organiser makes a site a copy of another one, if that is the only other one where business can be done. */
    record Resynchronise(Duration at, String site, String from) implements Act {
        @Override
        public Resynchronise at(Duration other) {
            return new Resynchronise(other, site, from);
        }
    }

    /** The operator of a gateway, from 0, declares a move. */
    record Declare(Duration at, int gateway, String to) implements Act {
        @Override
        public Declare at(Duration other) {
            return new Declare(other, gateway, to);
        }
    }

    /** The operator of a gateway holds automatic moves for that long. */
    record Hold(Duration at, int gateway, Duration lasting) implements Act {
        @Override
        public Hold at(Duration other) {
            return new Hold(other, gateway, lasting);
        }
    }

    /** A gateway is closed and started again, with the register of what is in doubt. */
    record Restart(Duration at, int gateway) implements Act {
        @Override
        public Restart at(Duration other) {
            return new Restart(other, gateway);
        }
    }

    /** The wall clock of everybody steps by that much; negative is back. */
    record StepClock(Duration at, Duration by) implements Act {
        @Override
        public StepClock at(Duration other) {
            return new StepClock(other, by);
        }
    }
}
