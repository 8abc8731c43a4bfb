package dev.sitefailover.examples.standin.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a soak came to.
 *
 * @param counts what became of the calls
 * @param kills of either site
 * @param stops of either site
 * @param promotions the operator's
 * @param resynchronised how often a site was made a copy again
 * @param waits how often nobody was promoted because the survivor was not in sync
 * @param acknowledged submissions the clients know to have taken effect
 * @param lost of them not in the serving site's books at the end
 * @param twice effects repeated at a site
 * @param refusedYetApplied submissions told to be undelivered that are in the books
 * @param absentYetApplied submissions in doubt that were found absent and are in the books
 * @param differing participants whose books differ between the two sites at the end
 * @param unsettled submissions still in doubt at the end
 * @param reasons the most frequent ones why calls failed
 * @param quarters footprints at the quarters of the run
 * @param flat whether the last footprint is about what the first was
 * @param trouble what went wrong with the soak itself
 */
public record SoakResult(
        Calls counts,
        long kills,
        long stops,
        long promotions,
        long resynchronised,
        long waits,
        long acknowledged,
        long lost,
        long twice,
        long refusedYetApplied,
        long absentYetApplied,
        long differing,
        long unsettled,
        List<String> reasons,
        List<String> quarters,
        boolean flat,
        List<String> trouble) {

    public SoakResult {
        reasons = List.copyOf(reasons);
        quarters = List.copyOf(quarters);
        trouble = List.copyOf(trouble);
    }

    /** Calls by outcome, and the longest one took. */
    public record Calls(
            long sent,
            long answered,
            long failed,
            long inDoubt,
            long foundApplied,
            long foundAbsent,
            double worstMillis) {}

    /** Whether nothing was lost, doubled, told wrongly or leaked. */
    public boolean passed() {
        return isTrue() && flat;
    }

    /** The same but for leaks, which a run of a few seconds cannot tell from warming up. */
    public boolean isTrue() {
        return lost == 0
                && twice == 0
                && refusedYetApplied == 0
                && absentYetApplied == 0
                && differing == 0
                && unsettled == 0
                && trouble.isEmpty();
    }

    /** A table and the verdict. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "calls        %,d sent: %,d answered, %,d failed, %,d in doubt (%,d found applied, %,d found absent); longest %.0f ms",
                counts.sent,
                counts.answered,
                counts.failed,
                counts.inDoubt,
                counts.foundApplied,
                counts.foundAbsent,
                counts.worstMillis));
        lines.add(String.format(
                Locale.ROOT,
                "faults       %d sites killed, %d stopped; %d promotions, %d resynchronisations, %d times no site was in sync",
                kills,
                stops,
                promotions,
                resynchronised,
                waits));
        lines.add(String.format(
                Locale.ROOT,
                "submissions  %,d acknowledged: %d lost, %d applied twice; %d refused yet applied, %d found absent yet applied; %d still in doubt; books differ for %d participants",
                acknowledged,
                lost,
                twice,
                refusedYetApplied,
                absentYetApplied,
                unsettled,
                differing));
        reasons.forEach(reason -> lines.add("failed       " + reason));
        quarters.forEach(quarter -> lines.add("footprint    " + quarter));
        trouble.forEach(text -> lines.add("trouble      " + text));
        lines.add("verdict      " + (passed() ? "PASSED" : "FAILED"));
        return lines;
    }
}
