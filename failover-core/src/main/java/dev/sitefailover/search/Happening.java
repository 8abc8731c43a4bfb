package dev.sitefailover.search;

import dev.sitefailover.clearing.Acknowledgement;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Outcome;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;

/** Something that happened in a run, at {@link World#now()}. Immutable. Gateways and sites are numbered from 0. */
public sealed interface Happening {

    /** What kind of thing. */
    Kind kind();

    /** The kinds of happenings. */
    enum Kind {
        /** {@link Acted}. */
        ACTED,
        /** {@link Expired}. */
        EXPIRED,
        /** {@link Healed}. */
        HEALED,
        /** {@link Sent}, other than {@link #SENT_AGAIN}. */
        SENT,
        /** {@link Sent} although it may have taken effect already. */
        SENT_AGAIN,
        /** {@link Ended} with the acknowledgement of a submission. */
        ACKNOWLEDGED,
        /** {@link Ended} with an answer other than {@link #ACKNOWLEDGED}. */
        ANSWERED,
        /** {@link Ended} without one. */
        UNANSWERED,
        /** {@link Switched}. */
        SWITCHED,
        /** {@link Doubted}. */
        DOUBTED,
        /** {@link Settled}. */
        SETTLED,
        /** {@link Calm}. */
        CALM,
        /** {@link Finished}. */
        FINISHED
    }

    /** An act was done. */
    record Acted(Act act) implements Happening {
        @Override
        public Kind kind() {
            return Kind.ACTED;
        }
    }

    /** A fault has lasted its time. */
    record Expired(Act.Inflict act) implements Happening {
        @Override
        public Kind kind() {
            return Kind.EXPIRED;
        }
    }

    /** Every fault was lifted and every site resynchronised; nothing more will be done. */
    record Healed() implements Happening {
        @Override
        public Kind kind() {
            return Kind.HEALED;
        }
    }

    /**
     * A gateway is about to send a request, no probe, to a site.
     *
     * @param again whether it is a submission that was sent before and may have taken effect
     */
    record Sent(int gateway, int site, Request request, boolean again) implements Happening {
        @Override
        public Kind kind() {
            return again ? Kind.SENT_AGAIN : Kind.SENT;
        }
    }

    /**
     * A business call of a gateway came to its end.
     *
     * @param number of the submission; 0 for an enquiry
     * @param startedAt nanoseconds since the start of the run
     */
    record Ended(int gateway, Operation operation, long number, long startedAt, Outcome<Reply> outcome)
            implements Happening {
        @Override
        public Kind kind() {
            if (!(outcome instanceof Outcome.Answered<Reply> answered)) {
                return Kind.UNANSWERED;
            }
            return number > 0 && answered.value() instanceof Acknowledgement ? Kind.ACKNOWLEDGED : Kind.ANSWERED;
        }
    }

    /** A gateway told something about its switch. */
    record Switched(int gateway, SwitchEvent event) implements Happening {
        @Override
        public Kind kind() {
            return Kind.SWITCHED;
        }
    }

    /** A gateway told that a call went in doubt. */
    record Doubted(int gateway, InDoubtEntry entry) implements Happening {
        @Override
        public Kind kind() {
            return Kind.DOUBTED;
        }
    }

    /** A gateway told that an enquiry settled an entry. */
    record Settled(int gateway, InDoubtEntry entry, Finding finding) implements Happening {
        @Override
        public Kind kind() {
            return Kind.SETTLED;
        }
    }

    /**
     * Nothing has been done to the sites or the client systems for so long that every client system has to have settled.
     *
     * @param last whether this is the end of the run, after everything was healed
     */
    record Calm(boolean last) implements Happening {
        @Override
        public Kind kind() {
            return Kind.CALM;
        }
    }

    /** Every client system was closed and the run is over: what is not accounted for now never will be. */
    record Finished() implements Happening {
        @Override
        public Kind kind() {
            return Kind.FINISHED;
        }
    }
}
