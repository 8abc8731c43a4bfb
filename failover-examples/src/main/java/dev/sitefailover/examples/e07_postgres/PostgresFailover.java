package dev.sitefailover.examples.e07_postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A gateway at full load, the primary database killed, the secondary promoted: what became of every commit? */
public final class PostgresFailover {
    private PostgresFailover() {}

    static Account.Statements run(Duration load) throws IOException, InterruptedException, SQLException {
        try (PostgresPair pair = PostgresPair.start()) {
            pair.primary().execute(Gateway.TABLES);
            Account account = new Account(pair.primary().site().id());
            try (Gateway gateway =
                    new Gateway(account, pair.primary().site(), pair.secondary().site())) {
                gateway.open();
                TimeUnit.NANOSECONDS.sleep(load.toNanos());
                pair.primary().kill();
                pair.promote();
                account.promoted();
                for (int i = 0; i < 3000 && !account.isServedAgain(); i++) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                TimeUnit.NANOSECONDS.sleep(load.toNanos());
                gateway.stop();
                try (Connection books = pair.secondary().connect()) {
                    return account.close(books);
                }
            }
        }
    }

    /** Ends with 1 when an acknowledged payment is missing, one is doubled, or the gateway was told wrongly. */
    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        String whyNot = PostgresBinaries.whyNot();
        if (whyNot != null) {
            System.out.println("skipped: " + whyNot);
            return;
        }
        // a pool tells every connection it loses, with its stack: here that is what is meant to happen
        System.setProperty("org.slf4j.simpleLogger.log.com.zaxxer.hikari", "error");
        Account.Statements account = run(Duration.ofSeconds(5));
        account.lines().forEach(System.out::println);
        System.exit(account.wrong().isEmpty() ? 0 : 1);
    }
}
