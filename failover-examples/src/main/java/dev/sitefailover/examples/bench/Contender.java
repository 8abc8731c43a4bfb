package dev.sitefailover.examples.bench;

import java.util.concurrent.CompletionStage;

/** A client of two sites, as the bench sees it. Safe for use by several threads. */
interface Contender extends AutoCloseable {

    /** One call; completes with the id of the site that answered, exceptionally when the call failed. */
    CompletionStage<String> call(long number);

    /** Returns when calls succeed. */
    void ready();

    @Override
    void close();
}
