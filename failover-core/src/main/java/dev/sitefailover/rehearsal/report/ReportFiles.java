package dev.sitefailover.rehearsal.report;

import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.rehearsal.result.Report;
import java.nio.file.Path;
import java.util.List;

/**
 * A report as files: {@code report.txt} and {@code report.html} for people, {@code report.json} for programs, {@code
 * junit.xml} for a build server. The same report gives the same bytes: no file says when or where it was written.
 */
public final class ReportFiles {
    /** For people, in a terminal or a mail. */
    public static final String TEXT = "report.txt";
    /** For programs. */
    public static final String JSON = "report.json";
    /** For people, in a browser and on paper; one file that loads nothing. */
    public static final String HTML = "report.html";
    /** For build servers. */
    public static final String JUNIT = "junit.xml";

    private ReportFiles() {}

    /**
     * Writes all four; an existing file is replaced as a whole, never half-written.
     *
     * @param directory is created when missing
     * @throws dev.sitefailover.site.SiteFailoverException one line that names the file and what is wrong; then none of
     *     the new files is left half-written
     */
    public static void write(Report report, Path directory) {
        FileSet.write(
                directory,
                List.of(
                        new NewFile(TEXT, out -> out.write(ReportText.full(report))),
                        new NewFile(JSON, out -> new ReportJson(report).writeTo(out)),
                        new NewFile(HTML, out -> out.write(HtmlReport.page(report))),
                        new NewFile(JUNIT, out -> new JUnitXml(report).writeTo(out))));
    }
}
