package dev.sitefailover.examples.standin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The tables and the statements on them. For one thread at a time. */
final class Database implements AutoCloseable {
    static final String FILE = "stand-in.db";

    /** "SFsi": whoever looks into the file's header sees whose it is. */
    private static final int APPLICATION = 0x53467369;

    private static final int FORMAT = 1;

    private static final String APPLY = "INSERT INTO submissions (participant, number, applied_at) VALUES (?, ?, ?)"
            + " ON CONFLICT DO UPDATE SET repeats = repeats + 1";
    private static final String MERGE =
            "INSERT INTO submissions (participant, number, applied_at) VALUES (?, ?, ?)" + " ON CONFLICT DO NOTHING";
    private static final String PURGE =
            "UPDATE submissions SET purged = 1 WHERE participant = ? AND number BETWEEN ? AND ?";
    private static final String REMOVE = "DELETE FROM submissions WHERE participant = ? AND number BETWEEN ? AND ?";
    private static final String NAME = "INSERT INTO participants (id, name) VALUES (?, ?)";
    private static final String REMEMBER =
            "INSERT INTO site (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value";

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    private Database(Connection connection) {
        this.connection = connection;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    static Database open(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".writable", null));
        } catch (IOException e) {
            throw new StoreException(
                    "nothing can be written there (" + e.getClass().getSimpleName() + ")", e);
        }
        Connection connection = null;
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setJournalMode(SQLiteConfig.JournalMode.WAL);
            config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
            config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
            config.setBusyTimeout(0);
            connection = config.createConnection("jdbc:sqlite:" + directory.resolve(FILE));
            prepare(connection);
            return new Database(connection);
        } catch (SQLException | RuntimeException e) {
            close(connection);
            throw e instanceof StoreException known ? known : new StoreException(reason(e), e);
        }
    }

    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            int application = number(statement, "PRAGMA application_id");
            int format = number(statement, "PRAGMA user_version");
            boolean empty = number(statement, "SELECT count(*) FROM sqlite_master") == 0;
            if (!empty && application != APPLICATION) {
                throw new StoreException(FILE + " is the database of another program", null);
            }
            if (format > FORMAT) {
                throw new StoreException(
                        FILE + " has format " + format + ", written by a newer version; this one knows " + FORMAT,
                        null);
            }
            if (empty) {
                statement.executeUpdate("BEGIN IMMEDIATE");
                statement.executeUpdate("CREATE TABLE site (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
                statement.executeUpdate(
                        "CREATE TABLE participants (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
                statement.executeUpdate(
                        "CREATE TABLE submissions (participant INTEGER NOT NULL, number INTEGER NOT NULL,"
                                + " applied_at INTEGER NOT NULL, purged INTEGER NOT NULL DEFAULT 0,"
                                + " repeats INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (participant, number)) WITHOUT ROWID");
                statement.executeUpdate("PRAGMA application_id = " + APPLICATION);
                statement.executeUpdate("PRAGMA user_version = " + FORMAT);
                statement.executeUpdate("COMMIT");
            } else {
                // Takes the lock now: a second process on the same directory must fail here and not later.
                statement.executeUpdate("BEGIN IMMEDIATE");
                statement.executeUpdate("COMMIT");
            }
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    static String reason(Throwable failure) {
        if (failure instanceof SQLiteException sqlite) {
            SQLiteErrorCode code = sqlite.getResultCode();
            return switch (code) {
                case SQLITE_BUSY, SQLITE_LOCKED -> FILE + " is in use by another process";
                case SQLITE_NOTADB -> FILE + " is not a database";
                case SQLITE_FULL -> "the disk is full";
                case SQLITE_CORRUPT -> FILE + " is damaged";
                case SQLITE_READONLY, SQLITE_PERM, SQLITE_CANTOPEN -> FILE + " cannot be written";
                default -> FILE + ": " + code.message;
            };
        }
        return FILE + ": "
                + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, value FROM site")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
        }
        return settings;
    }

    /** Reads everything into the index. */
    void load(Index index) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT id, name FROM participants ORDER BY id")) {
                while (rows.next()) {
                    index.add(rows.getInt(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT participant, number, purged, repeats FROM submissions ORDER BY participant, number")) {
                while (rows.next()) {
                    Index.Account account = index.byId(rows.getInt(1));
                    account.applied.add(rows.getLong(2));
                    if (rows.getInt(3) != 0) {
                        account.purged.add(rows.getLong(2));
                    }
                    account.repeats += rows.getLong(4);
                }
            }
        }
    }

    void name(int id, String participant) throws SQLException {
        PreparedStatement statement = prepared(NAME);
        statement.setInt(1, id);
        statement.setString(2, participant);
        statement.executeUpdate();
    }

    /** An effect takes place; what is there already is counted as repeated. */
    void apply(int participant, long number, long at) throws SQLException {
        insert(prepared(APPLY), participant, number, at);
    }

    /** A copy of an effect arrives. */
    void merge(int participant, long number, long at) throws SQLException {
        insert(prepared(MERGE), participant, number, at);
    }

    private static void insert(PreparedStatement statement, int participant, long number, long at) throws SQLException {
        statement.setInt(1, participant);
        statement.setLong(2, number);
        statement.setLong(3, at);
        statement.executeUpdate();
    }

    void purge(int participant, Ranges numbers) throws SQLException {
        each(prepared(PURGE), participant, numbers);
    }

    void remove(int participant, Ranges numbers) throws SQLException {
        each(prepared(REMOVE), participant, numbers);
    }

    private static void each(PreparedStatement statement, int participant, Ranges numbers) throws SQLException {
        for (int i = 0; i < numbers.count(); i++) {
            statement.setInt(1, participant);
            statement.setLong(2, numbers.from(i));
            statement.setLong(3, numbers.to(i));
            statement.executeUpdate();
        }
    }

    void remember(String setting, String value) throws SQLException {
        PreparedStatement statement = prepared(REMEMBER);
        statement.setString(1, setting);
        statement.setString(2, value);
        statement.executeUpdate();
    }

    /** Transactions are spelt out: after some failures the driver believes in one that is over. */
    void begin() throws SQLException {
        execute("BEGIN IMMEDIATE");
    }

    void commit() throws SQLException {
        execute("COMMIT");
    }

    /** Also of use when there is nothing to roll back; a statement that failed is not used again. */
    void rollback() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                // it is forgotten either way
            }
        }
        prepared.clear();
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // the database has done so itself
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** No more pages than these: how a full disk is rehearsed. */
    void limit(int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    @Override
    public void close() {
        close(connection);
    }

    private static void close(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // what was committed is kept either way
            }
        }
    }
}
