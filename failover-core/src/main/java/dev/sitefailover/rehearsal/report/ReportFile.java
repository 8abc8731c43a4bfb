package dev.sitefailover.rehearsal.report;

import java.io.IOException;
import java.io.Writer;

/** What one file of a set holds. */
record ReportFile(String name, Content content) {

    /** Writes the whole content; the caller closes. */
    @FunctionalInterface
    interface Content {
        void writeTo(Writer out) throws IOException;
    }
}
