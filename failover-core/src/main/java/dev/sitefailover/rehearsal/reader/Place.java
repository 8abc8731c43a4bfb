package dev.sitefailover.rehearsal.reader;

/** Where something stands in the file; both from 1, columns counted in code points. */
record Place(int line, int column) {
    /** Where errors of the file as a whole stand. */
    static final Place FILE = new Place(1, 1);

    @Override
    public String toString() {
        return line + ":" + column;
    }
}
