package dev.sitefailover.examples.e07_postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PostgresFailoverTest {

    @Test
    @Timeout(180)
    void noCommitIsLostDoubledOrToldWronglyWhenThePrimaryIsKilledAtFullLoad() throws Exception {
        String whyNot = PostgresBinaries.whyNot();
        assumeTrue(whyNot == null, whyNot);
        List<Path> before = homes();
        Account.Statements account = PostgresFailover.run(Duration.ofSeconds(2));
        assertThat(account.wrong()).isEmpty();
        assertThat(account.acknowledged()).isPositive();
        assertThat(account.inDoubtOpen()).isZero();
        assertThat(account.withoutService()).isPositive().isLessThan(Duration.ofSeconds(60));
        assertThat(homes()).as("files that remain").isSubsetOf(before);
        assertThat(ProcessHandle.current().descendants().filter(PostgresFailoverTest::isServer))
                .as("servers that remain")
                .isEmpty();
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/postgres");
    }

    private static List<Path> homes() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("site-failover-postgres-"))
                    .toList();
        }
    }
}
