package dev.sitefailover.endpoint.jdbc;

/** What an operation on a connection does, as far as its loss matters. */
enum Act {
    /** Needs nobody's answer. */
    LOCAL,
    /** May wait for the server; neither begins nor ends a transaction. */
    ASK,
    /** Executes something that only reads; begins a transaction where there is none. */
    READ,
    /** Executes something that may write; without a transaction around it, it commits by itself. */
    WRITE,
    /** Executes something that may commit whatever is around it: DDL, procedures, the word COMMIT. */
    MAY_COMMIT,
    /** Commits. */
    COMMIT,
    /** Rolls back. */
    ROLLBACK;

    boolean executes() {
        return this == READ || this == WRITE || this == MAY_COMMIT;
    }

    /** Whether its loss leaves in doubt what was committed. */
    boolean settles(boolean autoCommit) {
        return this == COMMIT || this == MAY_COMMIT || (this == WRITE && autoCommit);
    }
}
