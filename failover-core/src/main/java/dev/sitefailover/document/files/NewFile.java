package dev.sitefailover.document.files;

import java.io.IOException;
import java.io.Writer;

/** What one file of a set holds. */
public record NewFile(String name, Content content) {

    /** Writes the whole content; the caller closes. */
    @FunctionalInterface
    public interface Content {
        /** Writes it. */
        void writeTo(Writer out) throws IOException;
    }
}
