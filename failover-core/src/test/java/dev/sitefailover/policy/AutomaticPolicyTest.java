package dev.sitefailover.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.policy.Situation.SiteView;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomaticPolicyTest {
    private static final Site A = Site.of("a");
    private static final Site B = Site.of("b");
    private static final Site C = Site.of("c");
    private static final long NOW = 1_000;
    private static final FailoverPolicy POLICY = FailoverPolicy.automatic();

    @Test
    void the_most_preferred_serving_site_is_chosen() {
        assertThat(decide(A, view(A, Health.DOWN), view(B, Health.SERVING), view(C, Health.SERVING)))
                .isEqualTo(new Decision.Move(B, true, "a is DOWN"));
        assertThat(decide(A, view(A, Health.DOWN), view(B, Health.STANDBY), view(C, Health.SERVING)))
                .isInstanceOfSatisfying(
                        Decision.Move.class, move -> assertThat(move.to()).isEqualTo(C));
    }

    @Test
    void a_demoted_site_is_left() {
        assertThat(decide(A, view(A, Health.STANDBY), view(B, Health.SERVING)))
                .isInstanceOfSatisfying(
                        Decision.Move.class, move -> assertThat(move.forced()).isTrue());
    }

    @Test
    void a_site_that_serves_is_stayed_at() {
        assertThat(decide(B, view(A, Health.SERVING), view(B, Health.SERVING))).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void nothing_is_decided_while_nothing_is_known() {
        assertThat(decide(A, view(A, Health.UNKNOWN), view(B, Health.SERVING))).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void a_site_that_may_not_be_chosen_yet_gives_way_to_another() {
        SiteView later = limited(B, NOW + 5);
        assertThat(decide(A, view(A, Health.DOWN), later, view(C, Health.SERVING)))
                .isInstanceOfSatisfying(
                        Decision.Move.class, move -> assertThat(move.to()).isEqualTo(C));
        assertThat(decide(A, view(A, Health.DOWN), later, limited(C, NOW + 3)))
                .isInstanceOfSatisfying(
                        Decision.Stay.class, stay -> assertThat(stay.reviewAt()).isEqualTo(NOW + 3));
    }

    @Test
    void an_impaired_site_is_left_for_an_unimpaired_one_only() {
        SiteView gray = new SiteView(A, Health.SERVING, 0, true, Eligibility.anyTime());
        SiteView alsoGray = new SiteView(B, Health.SERVING, 0, true, Eligibility.anyTime());
        assertThat(decide(A, gray, view(B, Health.SERVING))).isInstanceOf(Decision.Move.class);
        assertThat(decide(A, gray, alsoGray)).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void failback_says_when_to_ask_again() {
        FailoverPolicy returning = FailoverPolicy.automatic(Failback.automatic(Duration.ofNanos(100)));
        SiteView since = new SiteView(A, Health.SERVING, NOW - 40, false, Eligibility.anyTime());
        Situation early = new Situation(NOW, List.of(since, view(B, Health.SERVING)), B, B, 0, NOW);
        assertThat(returning.decide(early))
                .isInstanceOfSatisfying(
                        Decision.Stay.class, stay -> assertThat(stay.reviewAt()).isEqualTo(NOW + 60));
        Situation due = new Situation(NOW + 60, early.sites(), B, B, 0, NOW);
        assertThat(returning.decide(due)).isInstanceOfSatisfying(Decision.Move.class, move -> assertThat(move.forced())
                .isFalse());
    }

    @Test
    void failback_does_not_go_to_a_less_preferred_site() {
        FailoverPolicy returning = FailoverPolicy.automatic(Failback.automatic(Duration.ZERO));
        Situation s = new Situation(
                NOW, List.of(view(A, Health.DOWN), view(B, Health.SERVING), view(C, Health.SERVING)), B, B, 0, 0);
        assertThat(returning.decide(s)).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void the_declared_policy_never_moves() {
        Situation s = new Situation(
                NOW,
                List.of(view(A, Health.DOWN), view(B, Health.SERVING)),
                A,
                null,
                Situation.LONG_AGO,
                Situation.LONG_AGO);
        assertThat(FailoverPolicy.declared().decide(s)).isInstanceOf(Decision.Stay.class);
    }

    private static Decision decide(Site assigned, SiteView... views) {
        return POLICY.decide(
                new Situation(NOW, List.of(views), assigned, assigned, Situation.LONG_AGO, Situation.LONG_AGO));
    }

    private static SiteView view(Site site, Health health) {
        return new SiteView(site, health, 0, false, Eligibility.anyTime());
    }

    private static SiteView limited(Site site, long from) {
        return new SiteView(site, Health.SERVING, 0, false, Eligibility.notBefore(from, "test"));
    }
}
