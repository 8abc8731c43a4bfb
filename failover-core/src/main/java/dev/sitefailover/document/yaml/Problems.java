package dev.sitefailover.document.yaml;

import dev.sitefailover.document.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong with a document so far. One reading at a time. */
public final class Problems {
    /** More than anybody mends in one go; a file of nothing but errors must not fill the memory. */
    public static final int MOST = 10_000;

    private final String file;
    private final String noun;
    private final List<Problem> found = new ArrayList<>();
    private long unlisted;

    /**
     * None yet.
     *
     * @param file what problems call the file
     * @param noun what people call such a document, with its article: {@code a rundown}
     */
    public Problems(String file, String noun) {
        this.file = Shown.clean(file);
        this.noun = noun;
    }

    /** What people call such a document, with its article. */
    public String noun() {
        return noun;
    }

    /** One more: what is wrong; what is allowed. */
    public void add(Place place, String what, String allowed) {
        if (found.size() < MOST) {
            found.add(new Problem(file, place.line(), place.column(), what + "; " + allowed));
        } else {
            unlisted++;
        }
    }

    /** Counts one more when no more are listed: then words need not be found for it. */
    public boolean unlisted() {
        if (found.size() < MOST) {
            return false;
        }
        unlisted++;
        return true;
    }

    /** Whether nothing was found. */
    public boolean none() {
        return found.isEmpty();
    }

    /** All of them in the order of the file; those too many to list are counted by a last one. */
    public List<Problem> all() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (unlisted > 0) {
            Problem last = sorted.get(sorted.size() - 1);
            sorted.add(new Problem(
                    file,
                    last.line(),
                    last.column(),
                    "and " + unlisted + " more problems; at most " + MOST + " are listed"));
        }
        return sorted;
    }
}
