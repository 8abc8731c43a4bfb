package dev.sitefailover.policy;

import dev.sitefailover.site.Site;

/** What a policy decided. Immutable. */
public sealed interface Decision {

    /** Why, for people. */
    String reason();

    /** An elective move: it would be better elsewhere. Damped and held back by the engine. */
    static Decision move(Site to, String reason) {
        return new Move(to, false, reason);
    }

    /** A forced move: business is impossible where we are. Never damped. */
    static Decision forcedMove(Site to, String reason) {
        return new Move(to, true, reason);
    }

    /** No move; ask again when something changes. */
    static Decision stay(String reason) {
        return new Stay(Situation.NEVER, reason);
    }

    /** No move; ask again when something changes, at the latest at that time (the runtime's nanoseconds). */
    static Decision stayUntil(long reviewAtNanos, String reason) {
        return new Stay(reviewAtNanos, reason);
    }

    /**
     * Move there.
     *
     * @param forced whether business is impossible where we are
     */
    record Move(Site to, boolean forced, String reason) implements Decision {}

    /**
     * Stay, or stay nowhere.
     *
     * @param reviewAt ask again at the latest then, in the runtime's nanoseconds; {@link Situation#NEVER} for only on
     *     change
     */
    record Stay(long reviewAt, String reason) implements Decision {}
}
