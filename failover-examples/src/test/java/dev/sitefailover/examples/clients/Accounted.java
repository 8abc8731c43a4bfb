package dev.sitefailover.examples.clients;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every client behind the library. */
final class Accounted {
    private Accounted() {}

    static void forIn(Outage outage, Course course) {
        assertThat(course.wrong()).as("told wrongly in %s", outage).isEmpty();
        assertThat(course.twice()).as("took effect twice in %s", outage).isZero();
        assertThat(course.untold())
                .as("took effect and nobody was told in %s", outage)
                .isZero();
        assertThat(course.first()).isNotEqualTo(Course.WAITS);
        if (outage == Outage.SLOW) {
            assertThat(course.first()).as("slow is not down").isEqualTo(Client.PRIMARY);
            assertThat(course.reached()).isFalse();
        } else {
            assertThat(course.reached())
                    .as("reached the second site in %s: %s", outage, course)
                    .isTrue();
        }
        if (outage == Outage.HANG || outage == Outage.RESET) {
            assertThat(course.inDoubt())
                    .as("carried out without an answer: %s", course)
                    .isPositive();
        }
    }
}
