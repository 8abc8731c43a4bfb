package dev.sitefailover.policy;

/**
 * Decides whether to move to another site. Pure: the same situation gives the same decision, and nothing else happens.
 *
 * <p>The engine keeps its own safety rules whatever a policy says: it never moves by itself to a site that is not
 * serving or is excluded, damps elective moves, and gives way to the operator's hold. A policy that throws counts as
 * one that stays.
 *
 * <p>Policies compose: {@code s -> open.getAsBoolean() ? base.decide(s) : Decision.stay("outside business hours")}. Such
 * a policy, which looks at more than the situation, is asked again one review period later (see the switch settings)
 * while the assigned site does not serve and another one does; otherwise when something changes, or when {@link
 * Decision#stayUntil} says.
 */
@FunctionalInterface
public interface FailoverPolicy {

    Decision decide(Situation situation);

    /** Follows the sites' health in order of preference; returns to a better site only when told to. */
    static FailoverPolicy automatic() {
        return automatic(Failback.declared());
    }

    /** Follows the sites' health in order of preference, returning as {@code failback} says. */
    static FailoverPolicy automatic(Failback failback) {
        return new AutomaticPolicy(failback);
    }

    /** Never moves by itself: the organiser or the operator declares every move. */
    static FailoverPolicy declared() {
        return situation -> Decision.stay("moves are declared");
    }
}
