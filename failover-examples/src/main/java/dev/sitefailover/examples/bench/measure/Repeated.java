package dev.sitefailover.examples.bench.measure;

/** The loop around an operation; in a Java machine that measures one subject it sees one operation only. */
record Repeated(Work.Once operation, Runnable afterwards) implements Work {

    /** No operation returns it, which the compiler cannot know: the field is not final. */
    @SuppressWarnings("FieldMayBeFinal")
    private static Object never = new Object();

    @Override
    public long run(long times) throws Exception {
        Object none = never;
        for (long i = 0; i < times; i++) {
            if (operation.once() == none) {
                throw new IllegalStateException("an operation returned what no operation has");
            }
        }
        return times;
    }

    @Override
    public void close() {
        afterwards.run();
    }
}
