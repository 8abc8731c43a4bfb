package dev.sitefailover.control;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.time.Duration;

/**
 * What the interpreter of the controller is to do, in the order given, after the new state is stored.
 *
 * <p>An effect with a procedure number is answered by exactly one input with that number, within its bound: whoever
 * interprets it answers at the bound when the site does not. An answer that comes later is dropped by the interpreter
 * and, should it not be, by the controller.
 */
public sealed interface Effect {

    /** Wait until no call is in flight at the site in that epoch, at most {@code bound}. Answer: Drained. Never fails. */
    record Drain(long procedure, Site from, Epoch epoch, Duration bound) implements Effect {}

    /** Leave the site: close locally now, log off if it answers. Answer: Deactivated, at the bound too. Never fails. */
    record Deactivate(long procedure, Site from, Epoch epoch, Duration bound) implements Effect {}

    /** Ask the authority for the next epoch. Answer: Granted or Denied. */
    record Claim(long procedure, Site to, Epoch last, String reason, Duration bound) implements Effect {}

    /** Log on. Answer: Activated or ActivateFailed. */
    record Activate(long procedure, Site to, Epoch epoch, Duration bound) implements Effect {}

    /** Probe the site afresh. Answer: Verified when it serves, else VerifyFailed. */
    record Verify(long procedure, Site to, Epoch epoch, Duration bound) implements Effect {}

    /**
     * Take an activation back, also one that is still under way: whatever of it succeeds later must be taken back too.
     * Answer: Undone, at the bound too. Never fails.
     */
    record Undo(long procedure, Site to, Epoch epoch, Duration bound) implements Effect {}

    /** From now on calls go there in that epoch. */
    record Publish(Site to, Epoch epoch) implements Effect {}

    /** From now on calls go nowhere; those in flight may go on until the site is deactivated. */
    record Withdraw(Site from, Epoch epoch) implements Effect {}

    /** Feed {@link Input.Tick} at that time (the runtime's nanoseconds); replaces what was asked for before. */
    record Review(long at) implements Effect {}

    /** Completes a request: {@code requestId} has come to its end. */
    record Settle(long requestId, SwitchOutcome outcome) implements Effect {}

    /** Tell listeners and the trace. */
    record Announce(SwitchEvent event) implements Effect {}
}
