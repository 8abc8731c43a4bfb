package dev.sitefailover.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.site.Health;
import org.junit.jupiter.api.Test;

class SiteHealthTest {
    private static final ProbeSettings SETTINGS =
            ProbeSettings.defaults().withRise(2).withFall(3);
    private static final ProbeResult SERVING = ProbeResult.serving();
    private static final ProbeResult STANDBY = ProbeResult.standby("not promoted");
    private static final ProbeResult DOWN = ProbeResult.down("refused");

    private long now;

    @Test
    void one_answer_decides_for_serving_while_nothing_is_known() {
        assertThat(after(SERVING).health()).isEqualTo(Health.SERVING);
        assertThat(after(STANDBY).health()).isEqualTo(Health.STANDBY);
        assertThat(after(DOWN, DOWN, SERVING).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void only_as_many_failures_as_fall_decide_for_down_while_nothing_is_known() {
        assertThat(after(DOWN, DOWN).health()).isEqualTo(Health.UNKNOWN);
        assertThat(after(DOWN, DOWN, DOWN).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void fewer_failures_than_fall_change_nothing() {
        assertThat(after(SERVING, DOWN, DOWN).health()).isEqualTo(Health.SERVING);
        assertThat(after(SERVING, DOWN, DOWN, DOWN).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_good_answer_between_failures_starts_the_count_anew() {
        assertThat(after(SERVING, DOWN, DOWN, SERVING, DOWN, DOWN).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void a_site_rises_only_after_rise_good_answers_in_a_row() {
        SiteHealth down = after(SERVING, DOWN, DOWN, DOWN);
        assertThat(on(down, SERVING).health()).isEqualTo(Health.DOWN);
        assertThat(on(down, SERVING, DOWN, SERVING).health()).isEqualTo(Health.DOWN);
        assertThat(on(down, SERVING, SERVING).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void a_mixed_rise_becomes_the_lowest_of_the_streak() {
        SiteHealth down = after(DOWN, DOWN, DOWN);
        assertThat(on(down, SERVING, STANDBY).health()).isEqualTo(Health.STANDBY);
        assertThat(on(down, STANDBY, SERVING).health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void serving_answers_of_a_mixed_rise_count_on_towards_serving() {
        SiteHealth down = after(DOWN, DOWN, DOWN);
        assertThat(on(down, STANDBY, SERVING, SERVING).health()).isEqualTo(Health.SERVING);
        assertThat(on(down, SERVING, STANDBY, SERVING).health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void a_mixed_fall_goes_no_deeper_than_all_its_answers_agree_on() {
        assertThat(after(SERVING, DOWN, STANDBY, DOWN).health()).isEqualTo(Health.STANDBY);
        assertThat(after(SERVING, DOWN, DOWN, STANDBY).health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void failures_of_a_mixed_fall_count_on_towards_down() {
        assertThat(after(SERVING, STANDBY, DOWN, DOWN).health()).isEqualTo(Health.STANDBY);
        assertThat(after(SERVING, STANDBY, DOWN, DOWN, DOWN).health()).isEqualTo(Health.DOWN);
    }

    @Test
    void a_site_that_keeps_flapping_keeps_its_health() {
        SiteHealth health = after(STANDBY);
        for (int i = 0; i < 10; i++) {
            health = on(health, SERVING, DOWN);
        }
        assertThat(health.health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void promotion_is_seen_after_rise_answers() {
        assertThat(after(STANDBY, SERVING).health()).isEqualTo(Health.STANDBY);
        assertThat(after(STANDBY, SERVING, SERVING).health()).isEqualTo(Health.SERVING);
    }

    @Test
    void demotion_is_seen_after_fall_answers() {
        assertThat(after(SERVING, STANDBY, STANDBY).health()).isEqualTo(Health.SERVING);
        assertThat(after(SERVING, STANDBY, STANDBY, STANDBY).health()).isEqualTo(Health.STANDBY);
    }

    @Test
    void an_answer_that_changes_nothing_gives_the_same_object() {
        SiteHealth serving = after(SERVING);
        assertThat(serving.observe(SERVING, 99)).isSameAs(serving);
        SiteHealth down = after(DOWN, DOWN, DOWN);
        assertThat(down.observe(DOWN, 99)).isSameAs(down);
    }

    @Test
    void since_is_the_time_of_the_last_change() {
        SiteHealth serving = after(SERVING, SERVING, DOWN);
        assertThat(serving.since()).isEqualTo(1);
        assertThat(on(serving, DOWN, DOWN).since()).isEqualTo(5);
    }

    private SiteHealth after(ProbeResult... results) {
        now = 0;
        return on(SiteHealth.unknown(SETTINGS, now), results);
    }

    private SiteHealth on(SiteHealth start, ProbeResult... results) {
        SiteHealth health = start;
        for (ProbeResult result : results) {
            health = health.observe(result, ++now);
        }
        return health;
    }
}
