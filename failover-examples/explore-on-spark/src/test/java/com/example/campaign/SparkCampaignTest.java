package com.example.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.document.DocumentException;
import dev.sitefailover.health.ProbeResult;
import dev.sitefailover.search.ClientSystem;
import dev.sitefailover.search.Search;
import dev.sitefailover.search.SearchResult;
import dev.sitefailover.search.SeedRange;
import dev.sitefailover.search.report.SearchReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers in this process, as a cluster of two machines would do it. */
class SparkCampaignTest {
    private static final byte[] SPACE =
            """
            format: 1
            sites: { servesAlways: 0 }
            gateways: 1
            lasting: PT1M
            client: { failover: automatic }
            faults: { number: 1..4, lasting: PT5S..PT20S, kinds: [crash, refuse] }
            """
                    .getBytes(StandardCharsets.UTF_8);

    private static final SeedRange SEEDS = SeedRange.of(1, 60);

    private static final JavaSparkContext SPARK = new JavaSparkContext(new SparkConf()
            .setMaster("local[2]")
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "localhost")
            .set("spark.driver.bindAddress", "127.0.0.1"));

    @AfterAll
    static void stop() {
        SPARK.close();
    }

    /** Takes whoever accepts a connection for open: moves to sites that are closed. */
    private static Search ofABadClient() {
        return SparkCampaign.of(SPACE).search().client(ClientSystem.siteFailover(wiring -> wiring.builder()
                .probe((endpoint, site) -> CompletableFuture.completedFuture(ProbeResult.serving()))));
    }

    @Test
    void manyPartsFindWhatOneMachineFinds() {
        SearchResult one = ofABadClient().run(SEEDS);
        SearchResult many = SparkCampaign.run(SPARK, SparkCampaignTest::ofABadClient, SEEDS, 7);
        assertThat(one.found()).isNotEmpty();
        assertThat(many.seeds()).isEqualTo(one.seeds());
        assertThat(many.found()).isEqualTo(one.found());
        assertThat(many.byInvariant()).isEqualTo(one.byInvariant());
        assertThat(many.coverage()).isEqualTo(one.coverage());
        assertThat(many.operations()).isEqualTo(one.operations());
    }

    @Test
    void theDriverWritesWhatExploreWrites(@TempDir Path home) {
        SearchReport report = SparkCampaign.explore(SPARK, SparkCampaign.of(SPACE), SEEDS, home);
        assertThat(report.runs()).isEqualTo(60);
        assertThat(report.violations()).isEmpty();
        assertThat(SearchReport.read(home.resolve(SearchReport.NAME)).coverage())
                .isEqualTo(report.coverage());
    }

    @Test
    void aWrongSpaceIsToldBeforeAnyMachineStarts() {
        assertThatThrownBy(() -> SparkCampaign.of("format: 1\ngateway: 2\n".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("the space:2:1: unknown key \"gateway\"");
    }
}
