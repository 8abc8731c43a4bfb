package dev.sitefailover.junit;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * Tells what led to a failure: attached to it as suppressed, so that the failure itself stays what it is. Without a stack
 * trace: its text is what counts.
 */
final class WhatHappened extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private WhatHappened(String text) {
        super(text, null, false, false);
    }

    /** With the failure, or where it takes nothing along, as an entry of the test's report. */
    static void tell(Throwable failure, TestRun run, ExtensionContext context) {
        if (failure instanceof TestAbortedException) {
            return;
        }
        WhatHappened told = new WhatHappened(text(run, context));
        failure.addSuppressed(told);
        if (List.of(failure.getSuppressed()).stream().noneMatch(each -> each == told)) {
            context.publishReportEntry("what happened", Objects.requireNonNull(told.getMessage()));
        }
    }

    private static String text(TestRun run, ExtensionContext context) {
        Story story = run.story();
        ChosenSeed seed = run.seed();
        Lines lines = new Lines("seed " + seed.value() + " (" + seed.by() + ")"
                + (story.now().isEmpty() ? "" : ", failed " + story.now()));
        lines.add("declared", run.plan().lines());
        lines.add("inflicted" + lastOf(story.faults().size(), story.inflicted()), story.faults());
        lines.add("events before it" + lastOf(story.events().size(), story.told()), story.events());
        Rehearsed rehearsed = run.rehearsedSoFar();
        if (rehearsed != null) {
            lines.add("the rehearsal failed", rehearsed.reasons());
            lines.add(
                    "events of the rehearsal" + lastOf(rehearsed.events().size(), rehearsed.told()),
                    rehearsed.events());
        }
        SeedRepetition.Turn turn = TestRun.store(context).get(SeedRepetition.Turn.class, SeedRepetition.Turn.class);
        if (turn != null && turn.endsIt()) {
            lines.add(
                    "stopped",
                    List.of("failure " + turn.failures().most() + ", as many as stopAfter allows: later seeds, up to "
                            + turn.last() + ", are not run"));
        }
        boolean several = turn == null && Replay.isOneOfSeveral(context);
        lines.add(
                "to replay it, put @Seed(" + seed.value() + ") on the method, or"
                        + (several ? " (every invocation; this is " + context.getDisplayName() + ")" : ""),
                List.of(Replay.command(context, seed.value())));
        return lines.toString();
    }

    private static String lastOf(int shown, long all) {
        return shown < all ? ", the last " + shown + " of " + all : "";
    }

    /** Headings and what stands under them; a heading without anything is left out. */
    private static final class Lines {
        private final StringBuilder text;

        Lines(String first) {
            text = new StringBuilder(first);
        }

        void add(String heading, List<String> below) {
            if (!below.isEmpty()) {
                text.append("\n  ").append(heading).append(':');
                below.forEach(line -> text.append("\n    ").append(line));
            }
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
