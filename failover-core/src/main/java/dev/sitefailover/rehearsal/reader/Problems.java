package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.rehearsal.rundown.Problem;
import dev.sitefailover.rehearsal.rundown.RundownException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What was found wrong so far. One reading at a time. */
final class Problems {
    /** More than anybody mends in one go; a file of nothing but errors must not fill the memory. */
    static final int MOST = 10_000;

    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private long unlisted;

    Problems(String file) {
        this.file = Shown.clean(file);
    }

    void add(Place place, String what, String allowed) {
        if (found.size() < MOST) {
            found.add(new Problem(file, place.line(), place.column(), what + "; " + allowed));
        } else {
            unlisted++;
        }
    }

    /** Counts one more when no more are listed: then words need not be found for it. */
    boolean unlisted() {
        if (found.size() < MOST) {
            return false;
        }
        unlisted++;
        return true;
    }

    boolean none() {
        return found.isEmpty();
    }

    RundownException asException() {
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
        return new RundownException(sorted);
    }
}
