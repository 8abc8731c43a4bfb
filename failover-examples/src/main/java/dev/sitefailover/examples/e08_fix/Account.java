package dev.sitefailover.examples.e08_fix;

import java.util.List;

/**
 * What became of every order.
 *
 * @param acknowledged at once
 * @param foundApplied in doubt, and the new site had it
 * @param foundAbsent in doubt, and the new site did not have it; then sent again
 * @param recognised possible duplicates that the new site had already, and did not apply again
 * @param doubled orders that took effect twice
 * @param missing orders that the new site does not have
 * @param stillOpen in doubt to the end
 * @param refusedLogons at the new site, before it was promoted
 * @param logons at both sites; a probe adds none
 */
record Account(
        SequencePolicy policy,
        int orders,
        int acknowledged,
        int foundApplied,
        int foundAbsent,
        int recognised,
        int doubled,
        int missing,
        int stillOpen,
        int refusedLogons,
        int logons) {

    List<String> lines() {
        return List.of(
                "sequence numbers: " + policy,
                "orders " + orders + ": acknowledged " + acknowledged + ", in doubt " + (foundApplied + foundAbsent)
                        + " (applied " + foundApplied + ", absent and sent again " + foundAbsent + ")",
                "duplicates recognised " + recognised + ", doubled " + doubled + ", missing " + missing
                        + ", still open " + stillOpen,
                "logons " + logons + ", one for each site; refused before the promotion: "
                        + (refusedLogons > 0 ? "yes" : "no"));
    }
}
