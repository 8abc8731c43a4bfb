package dev.sitefailover.authority;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Site;
import org.junit.jupiter.api.Test;

class SwitchAuthorityTest {
    private final SwitchAuthority authority = SwitchAuthority.inProcess();

    @Test
    void every_grant_comes_after_the_one_before() {
        assertThat(grant(0)).isEqualTo(1);
        assertThat(grant(1)).isEqualTo(2);
        assertThat(grant(1)).isEqualTo(3);
    }

    @Test
    void a_grant_comes_after_what_the_claimant_knows() {
        assertThat(grant(41)).isEqualTo(42);
        assertThat(grant(0)).isEqualTo(43);
    }

    private long grant(long last) {
        Claim claim = new Claim(Site.of("a"), new Epoch(last), "test");
        return authority.grant(claim).toCompletableFuture().join().number();
    }
}
