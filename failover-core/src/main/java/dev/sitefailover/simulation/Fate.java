package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingReply;
import dev.sitefailover.clearing.Records;
import dev.sitefailover.clearing.Report;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all faults together make of a message at one stage: the first that ends it does, delays add up. */
final class Fate {
    private static final Fate UNHARMED = new Fate();

    private Verdict end = Verdict.PASS;
    private long delay;
    private boolean twice;
    private boolean corrupt;
    private @Nullable List<Verdict.Change> changes;

    private Fate() {}

    /** Every one of them is asked, also after one has ended the message: none may depend on what another did. */
    static Fate of(InflictedFault[] faults, Stage stage, Message message, long now) {
        Fate fate = UNHARMED;
        for (InflictedFault fault : faults) {
            Verdict verdict = fault.verdict(stage, message, now);
            if (verdict != Verdict.PASS) {
                fate = fate == UNHARMED ? new Fate() : fate;
                fate.add(verdict);
            }
        }
        return fate;
    }

    private void add(Verdict verdict) {
        if (verdict instanceof Verdict.Delay by) {
            delay += by.nanos();
        } else if (verdict instanceof Verdict.Twice) {
            twice = true;
        } else if (verdict instanceof Verdict.Corrupt) {
            corrupt = true;
        } else if (verdict instanceof Verdict.Change by) {
            List<Verdict.Change> all = changes == null ? new ArrayList<>(2) : changes;
            all.add(by);
            changes = all;
        } else if (end instanceof Verdict.Pass) {
            end = verdict;
        }
    }

    /** How the message ends here; {@link Verdict#PASS} when it goes on. */
    Verdict end() {
        return end;
    }

    /** By how many nanoseconds the answer is later. */
    long delay() {
        return delay;
    }

    boolean isTwice() {
        return twice;
    }

    /** What becomes of the answer. */
    @Nullable
    ClearingReply changed(@Nullable ClearingReply answer) {
        if (changes == null && !corrupt) {
            return answer;
        }
        ClearingReply changed = answer;
        for (Verdict.Change change : changes == null ? List.<Verdict.Change>of() : changes) {
            changed = changed == null ? null : change.by().apply(changed);
        }
        return corrupt ? corrupted(changed) : changed;
    }

    private static @Nullable ClearingReply corrupted(@Nullable ClearingReply answer) {
        if (answer instanceof Records records) {
            return records.corrupted();
        }
        return answer instanceof Report report ? report.corrupted() : answer;
    }
}
