package dev.sitefailover.clearing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProductionDataTest {
    private final ProductionData data = ProductionData.seeded(42, 200);

    @Test
    void equalSeedsHoldEqualData() {
        ProductionData same = ProductionData.seeded(42, 200);
        assertThat(same.records("P001", 200)).isEqualTo(data.records("P001", 200));
        assertThat(same.report("P001", "daily-activity")).isEqualTo(data.report("P001", "daily-activity"));
    }

    @Test
    void anotherSeedParticipantOrNameIsOtherData() {
        assertThat(ProductionData.seeded(43, 200).records("P001", 1).check())
                .isNotEqualTo(data.records("P001", 1).check());
        assertThat(data.records("P002", 1).check())
                .isNotEqualTo(data.records("P001", 1).check());
        assertThat(data.report("P001", "positions").sha256())
                .isNotEqualTo(data.report("P001", "daily-activity").sha256());
    }

    @Test
    void aRecordLooksLikeAPosition() {
        assertThat(data.records("P001", 200).lines())
                .allMatch(line -> line.matches("\\d{6} \\d{5}\\.HK (LONG|SHORT) \\d{9} (HKD|USD|CNY) \\d+\\.\\d\\d"));
    }

    @Test
    void anEnquiryForMoreThanThereIsReturnsAllThereIs() {
        assertThat(data.records("P001", 5_000).count()).isEqualTo(200);
    }

    @Test
    void enquiriesOfDifferentSizesDoNotDisturbOneAnother() {
        Records one = data.records("P001", 1);
        Records all = data.records("P001", 200);
        Records some = data.records("P001", 100);
        assertThat(all.lines().subList(0, 100)).isEqualTo(some.lines());
        assertThat(data.records("P001", 1)).isSameAs(one);
        assertThat(some.verifies() && all.verifies() && one.verifies()).isTrue();
    }

    @Test
    void damageShows() {
        assertThat(data.records("P001", 3).corrupted().verifies()).isFalse();
        assertThat(data.report("P001", "daily-activity").verifies()).isTrue();
        assertThat(data.report("P001", "daily-activity").corrupted().verifies()).isFalse();
    }

    @Test
    void aLargerDataSetLeavesReportsAsTheyWere() {
        assertThat(ProductionData.seeded(42, 5_000).report("P001", "daily-activity"))
                .isEqualTo(data.report("P001", "daily-activity"));
    }

    @Test
    void thereIsAlwaysAtLeastOneRecord() {
        assertThatThrownBy(() -> ProductionData.seeded(1, 0)).hasMessageContaining("recordsPerParticipant");
    }
}
