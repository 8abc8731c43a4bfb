package dev.sitefailover.examples.standin.store;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Every participant's submissions at one site, durable. A future completes once the change is committed, in the order the
 * changes were handed in, on the writing thread; it fails with {@link StoreException} when the database could not be
 * written, and then nothing has changed. Safe for use by several threads.
 */
public final class Ledger implements AutoCloseable {
    private final Database database;
    private final Index index = new Index();
    private final Map<String, String> settings;
    private final GroupCommit commits;
    private final Clock clock;

    private Ledger(Database database, Clock clock) throws SQLException {
        this.database = database;
        this.clock = clock;
        this.settings = database.settings();
        database.load(index);
        this.commits = new GroupCommit(database, index);
    }

    /**
     * Opens or makes the database in that directory.
     *
     * @throws StoreException when it cannot be used
     */
    public static Ledger open(Path directory, Clock clock) {
        Database database = Database.open(directory);
        try {
            return new Ledger(database, clock);
        } catch (SQLException e) {
            database.close();
            throw new StoreException(Database.reason(e), e);
        }
    }

    /** What {@link #remember} kept, as it was when the database was opened. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** Keeps the site's own settings. */
    public CompletableFuture<Boolean> remember(Map<String, String> changed) {
        return commits.hand(undo -> {
            for (Map.Entry<String, String> entry : changed.entrySet()) {
                database.remember(entry.getKey(), entry.getValue());
            }
            return true;
        });
    }

    /** Applies a submission once; false when it had been applied already. */
    public CompletableFuture<Boolean> submit(String participant, long number) {
        return commits.hand(undo -> {
            Index.Account account = account(participant, undo);
            if (!account.applied.add(number)) {
                return false;
            }
            undo.add(() -> account.applied.remove(number, number));
            database.apply(account.id, number, clock.millis());
            return true;
        });
    }

    /** Adds what another site has applied and purged; what is here already stays as it is. */
    public CompletableFuture<Boolean> merge(List<Page> pages) {
        return commits.hand(undo -> {
            for (Page page : pages) {
                merge(account(page.participant(), undo), page, undo);
            }
            return true;
        });
    }

    private void merge(Index.Account account, Page page, List<Runnable> undo) throws SQLException {
        Ranges missing = page.applied().minus(account.applied);
        long now = clock.millis();
        for (int i = 0; i < missing.count(); i++) {
            for (long number = missing.from(i); number <= missing.to(i); number++) {
                database.merge(account.id, number, now);
            }
        }
        account.applied.addAll(missing);
        undo.add(() -> account.applied.removeAll(missing));
        purge(account, page.purged().minus(account.purged), undo);
    }

    private void purge(Index.Account account, Ranges numbers, List<Runnable> undo) throws SQLException {
        database.purge(account.id, numbers);
        account.purged.addAll(numbers);
        undo.add(() -> account.purged.removeAll(numbers));
    }

    /** Becomes a copy: what the pages do not hold is removed. */
    public CompletableFuture<Boolean> replace(List<Page> pages) {
        return commits.hand(undo -> {
            Set<String> named = new LinkedHashSet<>();
            for (Page page : pages) {
                named.add(page.participant());
                become(account(page.participant(), undo), page, undo);
            }
            for (Index.Account account : List.copyOf(index.all())) {
                if (!named.contains(account.participant)) {
                    become(account, new Page(account.participant, new Ranges(), new Ranges(), 0), undo);
                }
            }
            return true;
        });
    }

    private void become(Index.Account account, Page page, List<Runnable> undo) throws SQLException {
        Ranges surplus = account.applied.minus(page.applied());
        // A purge that the other site does not know of is undone by forgetting the number and taking it anew.
        surplus.addAll(account.purged.minus(page.purged()));
        if (!surplus.isEmpty()) {
            database.remove(account.id, surplus);
            Ranges applied = account.applied;
            Ranges purged = account.purged;
            undo.add(() -> {
                account.applied = applied;
                account.purged = purged;
            });
            account.applied = applied.minus(surplus);
            account.purged = purged.minus(surplus);
        }
        merge(account, page, undo);
    }

    /** Purges what the participant holds here; the numbers purged. */
    public CompletableFuture<Ranges> purge(String participant) {
        return commits.hand(undo -> {
            Index.Account account = account(participant, undo);
            Ranges held = account.applied.minus(account.purged);
            purge(account, held, undo);
            return held;
        });
    }

    /** Completes when everything handed in before is committed. */
    public CompletableFuture<Boolean> settled() {
        return commits.hand(undo -> true);
    }

    /** Whether it was applied here, purged since or not. */
    public boolean applied(String participant, long number) {
        synchronized (index) {
            Index.Account account = index.of(participant);
            return account != null && account.applied.contains(number);
        }
    }

    /** One participant's part as of now. */
    public Page page(String participant) {
        synchronized (index) {
            Index.Account account = index.of(participant);
            return account == null ? new Page(participant, new Ranges(), new Ranges(), 0) : account.page();
        }
    }

    /** Everything as of now. */
    public List<Page> pages() {
        synchronized (index) {
            List<Page> pages = new ArrayList<>();
            for (Index.Account account : index.all()) {
                pages.add(account.page());
            }
            return pages;
        }
    }

    /** Why the last change could not be written; null when it could. */
    public @Nullable String failing() {
        return commits.failing();
    }

    /** No more pages than these: how a full disk is rehearsed. */
    CompletableFuture<Boolean> limit(int pages) {
        return commits.hand(undo -> {
            database.limit(pages);
            return true;
        });
    }

    private Index.Account account(String participant, List<Runnable> undo) throws SQLException {
        Index.Account known = index.of(participant);
        if (known != null) {
            return known;
        }
        Index.Account added = index.add(index.nextId(), participant);
        undo.add(() -> index.removeLast(added));
        database.name(added.id, participant);
        return added;
    }

    /** Commits what was handed in and closes the database. */
    @Override
    public void close() {
        commits.close();
        database.close();
    }
}
