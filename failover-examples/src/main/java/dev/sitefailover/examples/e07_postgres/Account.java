package dev.sitefailover.examples.e07_postgres;

import dev.sitefailover.endpoint.jdbc.CommitInDoubtException;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import dev.sitefailover.site.Site;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the gateway was told of every commit, and what the books say. Safe for use by several threads. */
final class Account {
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Map<String, InDoubtEntry> inDoubt = new ConcurrentHashMap<>();
    private final Set<String> notCommitted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private final String primary;
    private long lastAtPrimary;
    private long firstAtSecondary;
    private boolean servedAgain;
    private long promotedAt;

    Account(String primary) {
        this.primary = primary;
    }

    void acknowledged(String key, Site by) {
        long now = System.nanoTime();
        synchronized (this) {
            if (by.id().equals(primary)) {
                lastAtPrimary = now;
            } else if (!servedAgain) {
                firstAtSecondary = now;
                servedAgain = true;
            }
        }
        acknowledged.add(key);
        notCommitted.remove(key);
    }

    void inDoubt(String key, CommitInDoubtException doubt) {
        InDoubtEntry entry = doubt.entry();
        if (entry == null) {
            throw new IllegalStateException("a commit with a key is in doubt without an entry", doubt);
        }
        inDoubt.put(key, entry);
        notCommitted.remove(key);
    }

    void notCommitted(String key) {
        notCommitted.add(key);
    }

    void repeated() {
        repeated.incrementAndGet();
    }

    /** The organiser has opened the secondary. */
    synchronized void promoted() {
        promotedAt = System.nanoTime();
    }

    /** The secondary has acknowledged something. */
    synchronized boolean isServedAgain() {
        return servedAgain;
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /** Holds it all against the books of the site that serves now. */
    Statements close(Connection books) throws SQLException {
        Map<String, Integer> booked = new LinkedHashMap<>();
        try (Statement statement = books.createStatement();
                ResultSet rows = statement.executeQuery("select key, count(*) from payment group by key")) {
            while (rows.next()) {
                booked.put(rows.getString(1), rows.getInt(2));
            }
        }
        List<String> wrong = new ArrayList<>();
        for (String key : acknowledged) {
            check(booked.containsKey(key), "acknowledged and lost: " + key, wrong);
        }
        booked.forEach((key, times) -> check(times == 1, "booked " + times + " times: " + key, wrong));
        for (String key : notCommitted) {
            check(!booked.containsKey(key), "told as not committed, and booked: " + key, wrong);
        }
        int found = 0;
        int absent = 0;
        int open = 0;
        for (Map.Entry<String, InDoubtEntry> doubt : inDoubt.entrySet()) {
            Finding finding = doubt.getValue().settled().toCompletableFuture().getNow(Finding.UNKNOWN);
            boolean is = booked.containsKey(doubt.getKey());
            switch (finding) {
                case APPLIED -> found++;
                case ABSENT -> absent++;
                case UNKNOWN -> open++;
            }
            boolean right = finding == Finding.UNKNOWN || is == (finding == Finding.APPLIED);
            check(right, "settled as " + finding + ", which is not what the books say: " + doubt.getKey(), wrong);
        }
        return new Statements(acknowledged.size(), found, absent, open, repeated.get(), gap(), promotion(), wrong);
    }

    private static void check(boolean right, String otherwise, List<String> wrong) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    private synchronized Duration gap() {
        return servedAgain ? Duration.ofNanos(firstAtSecondary - lastAtPrimary) : ChronoUnit.FOREVER.getDuration();
    }

    private synchronized Duration promotion() {
        return Duration.ofNanos(promotedAt - lastAtPrimary);
    }

    /**
     * The account.
     *
     * @param repeated transactions that were told as not committed and sent again
     * @param withoutService from the last acknowledgement of the primary to the first of the secondary
     * @param untilPromoted the organiser's share of that: until the secondary was open
     * @param wrong what must not be; empty
     */
    record Statements(
            int acknowledged,
            int inDoubtFound,
            int inDoubtAbsent,
            int inDoubtOpen,
            int repeated,
            Duration withoutService,
            Duration untilPromoted,
            List<String> wrong) {

        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(
                    line("acknowledged, all in the books", acknowledged),
                    line("in doubt and found", inDoubtFound),
                    line("in doubt and absent", inDoubtAbsent),
                    line("in doubt and open", inDoubtOpen),
                    line("not committed, sent again", repeated),
                    line("without service, ms", withoutService.toSeconds() * 1000 + withoutService.toMillisPart()),
                    line("of that until promoted, ms", untilPromoted.toMillis()),
                    line("lost, doubled or told wrongly", wrong.size())));
            wrong.stream().limit(20).forEach(lines::add);
            return lines;
        }

        private static String line(String what, long number) {
            return what
                    + " ".repeat(34 - what.length())
                    + " ".repeat(10 - Long.toString(number).length())
                    + number;
        }
    }
}
