package dev.sitefailover.simulation;

/**
 * One participant's submissions at one site: which took effect, which of them have not been purged since, and how many
 * took effect twice. Holds marks and bits, not a map of every submission.
 */
public final class Ledger {
    private final NumberSet applied = new NumberSet();
    private final NumberSet live = new NumberSet();
    private final NumberSet repeated = new NumberSet();
    private long appliedTwice;
    private long purged;

    Ledger() {}

    /** Whether the submission took effect here, purged since or not. */
    public boolean applied(long number) {
        return applied.contains(number);
    }

    /** How many different submissions took effect here. */
    public long applied() {
        return applied.size();
    }

    /** How many of them have not been purged. */
    public long live() {
        return live.size();
    }

    /** How many effects were repeated here: always 0 while the site looks at keys. */
    public long appliedTwice() {
        return appliedTwice;
    }

    /** Whether the effect of this one was repeated here. */
    public boolean appliedTwice(long number) {
        return repeated.contains(number);
    }

    /** How many submissions purges have removed here so far. */
    public long purged() {
        return purged;
    }

    /** Takes the effect once; false when it was there already. */
    boolean apply(long number, boolean lasting) {
        if (!applied.add(number)) {
            return false;
        }
        if (lasting) {
            live.add(number);
        }
        return true;
    }

    void applyAgain(long number) {
        repeated.add(number);
        appliedTwice++;
    }

    long purge(NumberSet remembered) {
        long count = live.size();
        live.forEach(remembered::add);
        live.clear();
        purged += count;
        return count;
    }

    /** Becomes the other's copy; what was purged there meanwhile counts as purged here. */
    void copyFrom(Ledger other, NumberSet purgedAnywhere) {
        if (!purgedAnywhere.isEmpty()) {
            live.forEach(number -> {
                if (purgedAnywhere.contains(number)) {
                    purged++;
                }
            });
        }
        applied.copyFrom(other.applied);
        live.copyFrom(other.live);
    }

    /** What it costs, in longs. */
    long words() {
        return applied.words() + live.words() + repeated.words() + 2;
    }
}
