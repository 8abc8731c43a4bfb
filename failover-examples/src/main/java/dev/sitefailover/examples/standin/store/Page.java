package dev.sitefailover.examples.standin.store;

/**
 * One participant's submissions, or a part of them on its way to another site.
 *
 * @param participant whose
 * @param applied the numbers applied, purged ones included
 * @param purged those of them that have been purged
 * @param repeats how many effects were repeated here; not part of what is copied
 */
public record Page(String participant, Ranges applied, Ranges purged, long repeats) {

    /** One submission. */
    public static Page of(String participant, long number) {
        Ranges applied = new Ranges();
        applied.add(number);
        return new Page(participant, applied, new Ranges(), 0);
    }

    /** How many have not been purged. */
    public long held() {
        return applied.size() - purged.size();
    }
}
