package dev.sitefailover.preflight;

import java.util.ArrayList;
import java.util.List;

/** Findings of one site as they come in; what comes after the page was turned is not read any more. */
final class Notebook {
    private final List<Finding> findings = new ArrayList<>();
    private boolean turned;
    private boolean finished;
    private Check at = Check.ADDRESS;

    synchronized void begin(Check check) {
        at = check;
    }

    synchronized void add(Finding finding) {
        if (!turned) {
            findings.add(finding);
        }
    }

    /** What is being looked at. */
    synchronized Check at() {
        return at;
    }

    /** Nothing more will come. */
    synchronized void finish() {
        finished = !turned;
    }

    /** Whether everything was looked at before the page was turned. */
    synchronized boolean isFinished() {
        return finished;
    }

    synchronized List<Finding> turn() {
        turned = true;
        return List.copyOf(findings);
    }
}
