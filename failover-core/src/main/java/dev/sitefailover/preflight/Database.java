package dev.sitefailover.preflight;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;

/** A site that is a database: its driver connects, and the connection says whether it is any good. */
final class Database {
    private static final int QUESTIONS = 5;

    private Database() {}

    static void check(String site, URI address, Duration timeout, Notebook notebook) {
        notebook.begin(Check.GREETING);
        int seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
        long began = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(address.toString())) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            if (!connection.isValid(seconds)) {
                notebook.add(Finding.fail(
                        site,
                        Check.GREETING,
                        "connected, but the connection is not valid",
                        "The database accepts and does not answer: ask the site."));
                return;
            }
            String product = connection.getMetaData().getDatabaseProductName() + " "
                    + connection.getMetaData().getDatabaseProductVersion();
            boolean readOnly = connection.isReadOnly();
            notebook.add(Finding.ok(
                            site,
                            Check.GREETING,
                            product + (readOnly ? ", read-only" : "") + ", session in " + Words.of(took)
                                    + "; which site and environment is not told")
                    .with("product", product)
                    .with("sessionMicros", took.toNanos() / 1000));
            notebook.begin(Check.CLOCK);
            notebook.add(clock(site, connection, seconds));
            notebook.begin(Check.ROUND_TRIP);
            long[] times = new long[QUESTIONS];
            for (int i = 0; i < QUESTIONS; i++) {
                long asked = System.nanoTime();
                connection.isValid(seconds);
                times[i] = System.nanoTime() - asked;
            }
            notebook.add(Conversation.roundTrip(site, times));
        } catch (SQLException e) {
            boolean noDriver = "08001".equals(e.getSQLState())
                    && String.valueOf(e.getMessage()).contains("No suitable driver");
            notebook.add(Finding.fail(
                    site,
                    Check.GREETING,
                    Words.of(e),
                    noDriver
                            ? "Put the database's JDBC driver on the class path."
                            : "Check the database's name, the user and the password in the address."));
        }
    }

    /** Asked twice: the first statement waits for classes to be loaded. */
    private static Finding clock(String site, Connection connection, int seconds) {
        Finding clock = Finding.notTold(site, Check.CLOCK, "no time with its offset came from the database");
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(seconds);
            for (int i = 0; i < 2; i++) {
                Instant askedAt = Instant.now();
                long began = System.nanoTime();
                try (ResultSet answer = statement.executeQuery("select current_timestamp")) {
                    Duration half = Duration.ofNanos((System.nanoTime() - began) / 2);
                    String type = answer.getMetaData().getColumnTypeName(1).toLowerCase(Locale.ROOT);
                    boolean withOffset = type.equals("timestamptz") || type.endsWith("with time zone");
                    if (withOffset && answer.next()) {
                        Instant theirs =
                                answer.getObject(1, OffsetDateTime.class).toInstant();
                        clock = Conversation.clock(
                                site, Duration.between(askedAt.plus(half), theirs), half.plusMillis(1));
                    }
                }
            }
        } catch (SQLException notInThisDialect) {
            // then it is not told
        }
        return clock;
    }
}
