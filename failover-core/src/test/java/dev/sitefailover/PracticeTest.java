package dev.sitefailover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PracticeTest {

    @Test
    void whatIsPractisedIsASwitch() {
        assertThat(Practice.moved()).isEqualTo("practice-2");
    }

    @Test
    void practisingTwiceDoesNoHarm() {
        SiteFailover.practise();
        SiteFailover.practise();
        assertThat(Practice.moved()).isEqualTo("practice-2");
    }
}
