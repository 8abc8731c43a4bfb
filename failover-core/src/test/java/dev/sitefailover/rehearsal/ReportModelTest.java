package dev.sitefailover.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.rehearsal.result.Evidence;
import dev.sitefailover.rehearsal.result.RequestCounts;
import dev.sitefailover.rehearsal.result.SessionResult;
import dev.sitefailover.rehearsal.result.SessionTimeline;
import dev.sitefailover.rehearsal.result.StepResult;
import dev.sitefailover.rehearsal.result.SwitchoverResult;
import dev.sitefailover.rehearsal.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportModelTest {
    private static final Instant T = Instant.parse("2024-03-23T07:00:00Z");

    @Test
    void a_target_that_served_before_the_last_good_reply_leaves_all_to_the_client() {
        SwitchoverResult move = move(T.plusSeconds(10), T, T.plusSeconds(13));
        assertThat(move.organiserShare()).isEqualTo(Duration.ZERO);
        assertThat(move.clientShare()).isEqualTo(move.rto()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void shares_add_up_to_the_recovery_time() {
        SwitchoverResult move = move(T, T.plusSeconds(20), T.plusSeconds(23));
        assertThat(move.organiserShare()).isEqualTo(Duration.ofSeconds(20));
        assertThat(move.clientShare()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void without_first_success_there_is_no_recovery_time() {
        SwitchoverResult move = move(T, T.plusSeconds(20), null);
        assertThat(move.rto()).isNull();
        assertThat(move.organiserShare()).isNull();
        assertThat(move.clientShare()).isNull();
    }

    @Test
    void stages_out_of_order_are_refused() {
        assertThatThrownBy(() -> new SwitchoverResult(
                        "s", 0, "p", "a", "b", 2, "x", T, null, T, T.plusSeconds(2), T.plusSeconds(1), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("decidedAt must not be after activatedAt");
    }

    @Test
    void an_account_that_does_not_add_up_is_refused() {
        assertThatThrownBy(() -> new RequestCounts(10, 5, 4, 0, 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sent must be succeeded + failed + inDoubt, was 10 != 5 + 4 + 0");
    }

    @Test
    void a_session_cannot_pass_with_a_required_step_that_did_not() {
        StepResult skipped = StepResult.skipped("enquiry", "enquiry", false, null, "no time left");
        assertThatThrownBy(() -> new SessionResult(
                        "s", "s", "primary", T, T.plusSeconds(1), Verdict.PASSED, "", List.of(skipped), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_width_cuts_any_window_into_at_most_720_buckets() {
        for (long seconds : new long[] {1, 719, 721, 3_600, 7_200, 86_400, 1_000_000}) {
            Duration window = Duration.ofSeconds(seconds);
            Duration width = SessionTimeline.widthFor(window);
            assertThat(width.multipliedBy(720)).isGreaterThanOrEqualTo(window);
        }
    }

    @Test
    void evidence_keeps_its_order_and_refuses_what_cannot_be_written() {
        assertThat(Evidence.of("z", 1).and("a", "x").entries().keySet()).containsExactly("z", "a");
        assertThatThrownBy(() -> Evidence.of("x", Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Evidence.of("x", List.of(new Object())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("evidence.x[0] must be");
    }

    private static SwitchoverResult move(Instant lastGood, Instant serving, @Nullable Instant success) {
        return new SwitchoverResult("s", 0, "p", "a", "b", 2, "x", lastGood, null, serving, null, null, success);
    }
}
