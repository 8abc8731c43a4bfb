package dev.sitefailover.clearing;

import java.util.List;

/**
 * The answer to an enquiry. The check is the site's own 64-bit check of the lines it sent.
 *
 * @param lines the records, one line each; may be a view that makes its lines when read
 * @param check {@link ProductionData#check(List)} of the lines as the site sent them
 */
public record Records(List<String> lines, long check) implements ClearingReply {

    public int count() {
        return lines.size();
    }

    /** Whether the check belongs to the lines; reads all of them. */
    public boolean verifies() {
        return check == ProductionData.check(lines);
    }

    /** The same lines under a check that does not belong to them. */
    public Records corrupted() {
        return new Records(lines, ~check);
    }
}
