package dev.sitefailover.search;

import java.util.TreeSet;

/** When nothing has been done for so long that everybody has to have settled, long before the end. */
final class Quiet {
    private Quiet() {}

    /** Nanoseconds since the start, ascending; whatever an act that is left out changes is less, never more. */
    static long[] spells(Scenario scenario) {
        TreeSet<Long> changes = new TreeSet<>();
        changes.add(0L);
        for (Act act : scenario.acts()) {
            long at = act.at().toNanos();
            changes.add(at);
            if (act instanceof Act.Inflict inflict) {
                inflict.fault().lasting().ifPresent(lasting -> changes.add(at + lasting.toNanos()));
            } else if (act instanceof Act.Hold hold) {
                changes.add(at + hold.lasting().toNanos());
            }
        }
        long length = scenario.length().toNanos();
        long settling = scenario.settling().toNanos();
        TreeSet<Long> spells = new TreeSet<>();
        for (long change : changes) {
            Long next = changes.higher(change);
            long quietUntil = Math.min(next == null ? length : next, length);
            if (quietUntil - change > settling) {
                spells.add(change + settling);
            }
        }
        return spells.stream().mapToLong(Long::longValue).toArray();
    }
}
