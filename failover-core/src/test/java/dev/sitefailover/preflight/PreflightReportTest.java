package dev.sitefailover.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.sitefailover.endpoint.DnsCachePolicy;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreflightReportTest {
    private static final Site PRIMARY =
            Site.of("primary", "jdbc:postgresql://db.example/ccass?user=u&password=secret&ssl=true");
    private static final Site SECONDARY = Site.of("secondary", "https://name:secret@two.example");
    private final PreflightReport report = new PreflightReport(
            Instant.parse("2024-03-16T02:00:00Z"),
            Duration.ofMillis(1234),
            List.of(PRIMARY, SECONDARY),
            List.of(
                    Finding.ok("primary", Check.NAME, "10.1.2.3 in 0.4 ms").with("tookMicros", 400L),
                    cache(null, 10),
                    Finding.fail("secondary", Check.GREETING, "evil \u001b[2J " + "x".repeat(200), "Ask the site.")));

    @Test
    void theTableFitsEightyColumnsAndSaysTheWayOut() {
        assertThat(report.toText().lines()).allMatch(line -> line.length() <= 80);
        assertThat(report.toText())
                .contains("  name         OK    10.1.2.3 in 0.4 ms\n")
                .contains("  dns cache    WARN  found names kept for ever, failures 10 s\n")
                .contains("-> A name that moves is noticed too late")
                .contains("primary WARN, secondary FAIL; in 1.2 s\n");
    }

    @Test
    void nothingASiteSaysMovesTheCursor() {
        assertThat(report.toText()).doesNotContain("\u001b");
        assertThat(report.toJson()).doesNotContain("\u001b");
    }

    @Test
    void passwordsInAddressesAreNotShown() {
        assertThat(report.toText() + report.toJson()).doesNotContain("secret").contains("password=...", "name:...@");
    }

    @Test
    void theJsonIsOneObjectWithTheDocumentedFields() throws Exception {
        List<String> fields = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(report.toJson())) {
            while (json.nextToken() != null) {
                if (json.currentName() != null && !fields.contains(json.currentName())) {
                    fields.add(json.currentName());
                }
            }
        }
        assertThat(fields)
                .containsExactly(
                        "format",
                        "at",
                        "took",
                        "level",
                        "sites",
                        "id",
                        "address",
                        "findings",
                        "check",
                        "value",
                        "advice",
                        "details",
                        "tookMicros",
                        "positiveSeconds",
                        "negativeSeconds");
        assertThat(report.toJson()).contains("\"dnsCache\"", "\"positiveSeconds\" : -1", "\"level\" : \"FAIL\"");
    }

    @Test
    void namesKeptLongerThanAMinuteAreAWarning() {
        assertThat(cache(60, 10).level()).isEqualTo(Level.OK);
        assertThat(cache(61, 10).advice()).contains("networkaddress.cache.ttl=30");
        assertThat(cache(30, null).advice()).contains("networkaddress.cache.negative.ttl=10");
    }

    private static Finding cache(@Nullable Integer positive, @Nullable Integer negative) {
        return NameCache.finding("primary", new DnsCachePolicy(seconds(positive), seconds(negative), Duration.ZERO));
    }

    private static @Nullable Duration seconds(@Nullable Integer seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    @Test
    void aDetailIsTextOrAWholeNumber() {
        assertThatThrownBy(() -> Finding.ok("a", Check.NAME, "x").with("took", 1.5))
                .hasMessageContaining("whole number");
        assertThat(Finding.ok("a", Check.NAME, "x").details()).isEqualTo(Map.of());
    }
}
