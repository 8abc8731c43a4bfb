package dev.sitefailover.rehearsal.rundown;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.document.Problem;
import java.util.List;

/** A rundown cannot be used; {@link #problems()} are all reasons found, in the order of the file. */
public class RundownException extends DocumentException {
    private static final long serialVersionUID = 1L;

    public RundownException(List<Problem> problems) {
        super(problems);
    }
}
