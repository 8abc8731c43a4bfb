package dev.sitefailover.endpoint.jdbc;

import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.routing.Operation;
import dev.sitefailover.routing.Passage;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A physical connection, what is known of its transaction, and its end. Everything that may wait for the server goes
 * through {@link #perform}, which gives it a deadline and says what its loss means.
 */
final class Physical {
    /** What is done on the driver's object. */
    @FunctionalInterface
    interface Work {
        @Nullable
        Object run() throws Throwable;
    }

    private static final Fate CLOSED = new Fate("the connection is closed", "08003", false);
    private static final String NOT_COMMITTED = "; its transaction is certainly not committed";

    private final SiteConnections home;
    private final Epoch epoch;
    private final Connection raw;
    private final Watch watch;
    private volatile @Nullable Fate fate;

    // guarded by this
    private boolean autoCommit;
    private boolean inTransaction;
    private int underway;
    private @Nullable Passage passage;
    private Operation operation = FailoverDataSource.COMMIT;
    private @Nullable String key;

    Physical(SiteConnections home, Epoch epoch, Connection raw, Watch watch) throws SQLException {
        this.home = home;
        this.epoch = epoch;
        this.raw = raw;
        this.watch = watch;
        this.autoCommit = raw.getAutoCommit();
    }

    Site site() {
        return home.site();
    }

    Epoch epoch() {
        return epoch;
    }

    Connection raw() {
        return raw;
    }

    boolean selectsMayWrite() {
        return home.selectsMayWrite();
    }

    boolean isAt(SiteConnections client) {
        return home == client;
    }

    boolean isDead() {
        return fate != null;
    }

    synchronized void key(Operation named, String newKey) {
        operation = named;
        key = newKey;
    }

    /** A pool took the connection back: a key that no transaction used is not for the next user's. */
    synchronized void forgetUnusedKey() {
        if (!inTransaction) {
            key = null;
        }
    }

    /** What a change of the auto-commit mode does: it commits the transaction in progress. */
    synchronized Act changing(boolean newAutoCommit) {
        return newAutoCommit != autoCommit && inTransaction ? Act.COMMIT : Act.ASK;
    }

    synchronized void changed(boolean newAutoCommit) {
        autoCommit = newAutoCommit;
    }

    /** Whether something new may begin here, or goes on that began. */
    boolean mayGoOn() {
        if (isInTransaction()) {
            return true;
        }
        Gate.Admission admission = home.gate().enter(home);
        if (admission.passage() != null) {
            admission.passage().released();
        }
        return admission.granted();
    }

    synchronized boolean isInTransaction() {
        return inTransaction;
    }

    /**
     * @param more nanoseconds it may take beyond the common timeout
     * @throws SQLException 08006 when the connection was or is lost and nothing was committed, 08007 when that is in doubt
     */
    @Nullable
    Object perform(Act act, String what, long more, Work work) throws Throwable {
        Underway begun = begin(act, what, more);
        if (begun == null) {
            Fate left = new Fate("site " + site() + " is being left in epoch " + epoch, SqlStates.BROKEN, false);
            die(left);
            throw dead(left, "");
        }
        boolean settles = settles(act);
        Instant sentAt = watch.runtime().instant();
        Object value;
        try {
            value = work.run();
        } catch (Throwable t) {
            begun.end();
            throw failed(act, settles, what, sentAt, t);
        }
        begun.end();
        ended(act);
        return value;
    }

    /** Null when nothing may begin here any more. */
    private synchronized @Nullable Underway begin(Act act, String what, long more) throws SQLException {
        checkAlive();
        if (act.executes()) {
            if (!inTransaction || autoCommit) {
                Gate.Admission admission = home.gate().enter(home);
                if (!admission.granted()) {
                    return null;
                }
                passage = admission.passage();
            }
            inTransaction = true;
        }
        underway++;
        return watch.begin(this, what, more);
    }

    void checkAlive() throws SQLException {
        Fate dead = fate;
        if (dead != null) {
            throw dead(dead, isInTransaction() ? NOT_COMMITTED : "");
        }
    }

    private synchronized boolean settles(Act act) {
        if (act == Act.COMMIT) {
            return inTransaction;
        }
        return act.settles(autoCommit) || (act == Act.READ && autoCommit && key != null);
    }

    private void ended(Act act) {
        Passage over = null;
        synchronized (this) {
            underway--;
            boolean ends = act == Act.COMMIT || act == Act.ROLLBACK || (act.executes() && autoCommit);
            if (ends || (fate != null && underway == 0)) {
                over = passage;
                passage = null;
            }
            if (ends) {
                key = null;
                inTransaction = false;
            }
        }
        if (over != null) {
            over.answered();
        }
    }

    private Throwable failed(Act act, boolean settles, String what, Instant sentAt, Throwable error) {
        Fate dead = fate;
        if (dead == null) {
            boolean answer = SqlStates.isAnswer(error) && !isClosed();
            if (answer || !(settles || SqlStates.endsConnection(error) || isClosed())) {
                turnedDown(act, error);
                return error;
            }
            String cause = String.valueOf(SqlStates.sql(error) == null ? error : error.getMessage());
            die(new Fate("the connection to site " + site() + " broke: " + cause, SqlStates.BROKEN, true));
            dead = fate;
        }
        return lost(dead == null ? new Fate("lost", SqlStates.BROKEN, true) : dead, settles, what, sentAt, error);
    }

    /** The site answered with an error: the connection lives. */
    private void turnedDown(Act act, Throwable error) {
        Passage over = null;
        synchronized (this) {
            underway--;
            if (act.executes() && autoCommit) {
                over = passage;
                passage = null;
                key = null;
                inTransaction = false;
            }
        }
        boolean readOnly = SqlStates.of(error).equals(SqlStates.READ_ONLY);
        if (over != null && readOnly) {
            over.failed(error);
        } else if (over != null) {
            over.answered();
        }
        if (readOnly) {
            home.gate().suspect(site()); // it may have been demoted
        }
    }

    private SQLException lost(Fate dead, boolean settles, String what, Instant sentAt, Throwable error) {
        Passage over;
        String named;
        Operation as;
        boolean transaction;
        synchronized (this) {
            underway--;
            over = passage;
            named = settles ? key : null;
            as = operation;
            transaction = inTransaction;
            if (underway == 0 || settles) {
                passage = null;
                key = null;
            }
            if (settles) {
                inTransaction = false; // whatever comes after must not call it certain
            }
        }
        if (dead.trouble()) {
            home.gate().suspect(site());
        }
        if (settles) {
            InDoubtEntry entry = null;
            if (over != null && named != null) {
                entry = home.doubts().enter(over, as, named, sentAt, what + ": " + dead.why(), error);
            } else if (over != null) {
                end(over, dead, error);
            }
            return new CommitInDoubtException(what, site(), epoch, dead.why(), entry, error);
        }
        if (over != null) {
            end(over, dead, error);
        }
        SQLException lost = dead(dead, transaction ? NOT_COMMITTED : "; nothing was committed");
        lost.initCause(error);
        return lost;
    }

    private static void end(Passage passage, Fate dead, Throwable error) {
        if (dead.trouble()) {
            passage.failed(error);
        } else {
            passage.released();
        }
    }

    private static SQLException dead(Fate fate, String more) {
        return new SQLRecoverableException(fate.why() + more, fate.state());
    }

    /** The end of this connection, once: what runs on it is made to return. */
    CompletionStage<Void> die(Fate of) {
        return retire(of) ? watch.abandon(this) : CompletableFuture.completedFuture(null);
    }

    private boolean retire(Fate of) {
        Passage over = null;
        synchronized (this) {
            if (fate != null) {
                return false;
            }
            fate = of;
            if (underway == 0) {
                over = passage;
                passage = null;
            }
        }
        if (over != null) {
            over.released();
        }
        home.forget(this);
        return true;
    }

    /** Closed by its owner: a transaction in progress is rolled back, whatever the driver would make of it. */
    void close() throws Throwable {
        if (isDead()) {
            return;
        }
        try {
            if (isInTransaction()) {
                perform(Act.ROLLBACK, "Connection.rollback", 0, () -> {
                    if (!raw.getAutoCommit()) {
                        raw.rollback();
                    }
                    return null;
                });
            }
            perform(Act.ASK, "Connection.close", 0, () -> {
                raw.close();
                return null;
            });
            retire(CLOSED);
        } finally {
            die(CLOSED);
        }
    }

    void abortRaw() throws SQLException {
        raw.abort(Runnable::run);
    }

    void closeRaw() {
        try {
            raw.close();
        } catch (Exception | LinkageError e) {
            watch.log().debug("closing an aborted connection to site {} failed", site(), e);
        }
    }

    private boolean isClosed() {
        try {
            return raw.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }
}
