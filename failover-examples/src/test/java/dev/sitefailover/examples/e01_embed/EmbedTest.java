package dev.sitefailover.examples.e01_embed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EmbedTest {
    @Test
    void callsFollowTheDeclaredMove() {
        assertThat(Embed.run(new Ccass.Organiser()))
                .containsExactly(
                        "order-1 taken at https://primary.example",
                        "move SWITCHED",
                        "order-2 taken at https://secondary.example");
    }
}
