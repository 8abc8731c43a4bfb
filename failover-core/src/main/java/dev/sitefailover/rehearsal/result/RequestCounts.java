package dev.sitefailover.rehearsal.result;

/**
 * The account of every call of workload and steps; probes and retries inside a call are not counted.
 *
 * @param sent all of them; a call refused for want of a route is sent and failed
 * @param succeeded answered, or in doubt and found at the organiser
 * @param failed not answered, or in doubt and found absent
 * @param inDoubt still open at the end
 * @param reconciled in doubt once, found or found absent; already counted in succeeded or failed
 * @param lost acknowledged, absent after a move; part of succeeded
 * @param duplicated applied more than once at the organiser
 */
public record RequestCounts(
        long sent, long succeeded, long failed, long inDoubt, long reconciled, long lost, long duplicated) {

    public RequestCounts {
        Checks.notNegative("sent", sent);
        Checks.notNegative("succeeded", succeeded);
        Checks.notNegative("failed", failed);
        Checks.notNegative("inDoubt", inDoubt);
        Checks.notNegative("reconciled", reconciled);
        Checks.notNegative("lost", lost);
        Checks.notNegative("duplicated", duplicated);
        if (sent != succeeded + failed + inDoubt) {
            throw new IllegalArgumentException("sent must be succeeded + failed + inDoubt, was " + sent + " != "
                    + succeeded + " + " + failed + " + " + inDoubt);
        }
        if (lost > succeeded) {
            throw new IllegalArgumentException("lost must be <= succeeded, was " + lost + " > " + succeeded);
        }
        if (reconciled > succeeded + failed) {
            throw new IllegalArgumentException(
                    "reconciled must be <= succeeded + failed, was " + reconciled + " > " + (succeeded + failed));
        }
    }

    /** Nothing was sent. */
    public static RequestCounts none() {
        return new RequestCounts(0, 0, 0, 0, 0, 0, 0);
    }
}
