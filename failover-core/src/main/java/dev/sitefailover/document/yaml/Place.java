package dev.sitefailover.document.yaml;

/** Where something stands in the file; both from 1, columns counted in code points. */
public record Place(int line, int column) {
    /** Where errors of the file as a whole stand. */
    public static final Place FILE = new Place(1, 1);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
