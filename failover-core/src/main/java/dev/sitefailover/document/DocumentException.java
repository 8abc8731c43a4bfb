package dev.sitefailover.document;

import dev.sitefailover.site.SiteFailoverException;
import java.util.List;
import java.util.stream.Collectors;

/** A document cannot be used; {@link #problems()} are all reasons found, in the order of the file. */
public class DocumentException extends SiteFailoverException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // an immutable list of records of strings; nobody sends it anywhere
    private final List<Problem> problems;

    public DocumentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false);
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, sorted by place; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
