package dev.sitefailover.examples.standin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    @TempDir
    Path directory;

    private Ledger open() {
        return Ledger.open(directory, Clock.systemUTC());
    }

    @Test
    void whatWasAppliedPurgedAndRememberedIsThereAfterARestart() {
        try (Ledger ledger = open()) {
            assertThat(ledger.submit("P1", 1).join()).isTrue();
            assertThat(ledger.submit("P1", 1).join()).as("repeated").isFalse();
            assertThat(ledger.purge("P1").join()).hasToString("[1]");
            ledger.submit("P1", 3).join();
            ledger.remember(Map.of("position", "SERVING")).join();
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.page("P1").applied()).hasToString("[1, 3]");
            assertThat(ledger.page("P1").held()).isEqualTo(1);
            assertThat(ledger.page("P1").repeats()).isZero();
            assertThat(ledger.settings()).containsEntry("position", "SERVING");
            assertThat(ledger.submit("P1", 3).join()).isFalse();
        }
    }

    @Test
    void aMergeIsAUnionAndMayComeTwice() {
        try (Ledger ledger = open()) {
            ledger.submit("P1", 1).join();
            Page page = Page.of("P1", 2);
            page.purged().add(2);
            ledger.merge(List.of(page)).join();
            ledger.merge(List.of(page)).join();
            assertThat(ledger.page("P1").applied()).hasToString("[1-2]");
            assertThat(ledger.page("P1").held()).isEqualTo(1);
            assertThat(ledger.page("P1").repeats()).isZero();
        }
    }

    @Test
    void aReplacementLeavesNothingElse() {
        try (Ledger ledger = open()) {
            ledger.submit("P1", 1).join();
            ledger.submit("P2", 1).join();
            ledger.purge("P1").join();
            Page page = Page.of("P1", 1);
            page.applied().add(5);
            ledger.replace(List.of(page)).join();
            assertThat(ledger.page("P1").applied()).hasToString("[1, 5]");
            assertThat(ledger.page("P1").held())
                    .as("the purge is unknown there")
                    .isEqualTo(2);
            assertThat(ledger.page("P2").applied().isEmpty()).isTrue();
        }
        try (Ledger ledger = open()) {
            assertThat(ledger.page("P1").held()).isEqualTo(2);
            assertThat(ledger.page("P2").applied().isEmpty()).isTrue();
        }
    }

    @Test
    void whatAFullDiskStopsIsNotThereAndIsTold() {
        try (Ledger ledger = open()) {
            ledger.submit("P1", 1).join();
            ledger.limit(8).join();
            List<CompletableFuture<Boolean>> handed = new ArrayList<>();
            for (int number = 2; number < 5_000; number++) {
                handed.add(ledger.submit("P" + number, number));
            }
            long refused = handed.stream()
                    .filter(done -> done.handle((yes, no) -> no instanceof StoreException)
                            .join())
                    .count();
            assertThat(refused).isPositive();
            for (int i = 0; i < handed.size(); i++) {
                assertThat(ledger.applied("P" + (i + 2), i + 2))
                        .isEqualTo(!handed.get(i).isCompletedExceptionally());
            }
            int next = 5_000; // a last small batch may still have fitted, and then nothing is failing
            while (ledger.submit("P" + next, next)
                    .handle((yes, no) -> no == null)
                    .join()) {
                next++;
            }
            assertThat(ledger.failing()).isEqualTo("the disk is full");
            ledger.limit(1_000_000).join();
            assertThat(ledger.submit("P1", 2).join()).as("there is room again").isTrue();
            assertThat(ledger.failing()).isNull();
        }
    }

    @Test
    void aSecondUserOfTheDirectoryIsTurnedAway() {
        try (Ledger first = open()) {
            assertThat(first.failing()).isNull();
            assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("in use");
        }
    }

    @Test
    void whatIsNoDatabaseIsToldAndLeftAlone() throws Exception {
        Path file = directory.resolve(Database.FILE);
        String text = "dear diary, ".repeat(200);
        Files.writeString(file, text);
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("not a database");
        assertThat(Files.readString(file)).isEqualTo(text);
    }

    @Test
    void anotherProgramsOrANewerDatabaseIsTurnedAway() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(Database.FILE));
                Statement statement = other.createStatement()) {
            statement.executeUpdate("CREATE TABLE theirs (x)");
        }
        assertThatThrownBy(this::open).hasMessageContaining("of another program");
        Path newer = directory.resolve("newer");
        Ledger.open(newer, Clock.systemUTC()).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + newer.resolve(Database.FILE));
                Statement statement = other.createStatement()) {
            statement.executeUpdate("PRAGMA user_version = 99");
        }
        assertThatThrownBy(() -> Ledger.open(newer, Clock.systemUTC())).hasMessageContaining("format 99");
    }
}
