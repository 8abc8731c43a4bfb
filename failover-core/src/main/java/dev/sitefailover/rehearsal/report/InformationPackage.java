package dev.sitefailover.rehearsal.report;

import dev.sitefailover.document.files.FileSet;
import dev.sitefailover.document.files.NewFile;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.nio.file.Path;
import java.util.List;

/**
 * What participants get before the day: {@code package.html} to read, print, fill in and sign, and {@code rundown.ics}
 * for their calendars. The same rundown gives the same bytes.
 */
public final class InformationPackage {
    /** Schedule, registration, guidelines and the activity rundown with blanks to sign. */
    public static final String HTML = "package.html";
    /** Sessions and registration deadline, RFC 5545. */
    public static final String CALENDAR = "rundown.ics";

    private InformationPackage() {}

    /**
     * Writes both; an existing file is replaced as a whole, never half-written.
     *
     * @param directory is created when missing
     * @throws dev.sitefailover.site.SiteFailoverException one line that names the file and what is wrong
     */
    public static void write(Rundown rundown, Path directory) {
        FileSet.write(
                directory,
                List.of(
                        new NewFile(HTML, out -> out.write(PackagePage.page(rundown))),
                        new NewFile(CALENDAR, out -> out.write(Calendar.of(rundown)))));
    }
}
