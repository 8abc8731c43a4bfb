package dev.sitefailover.authority;

import dev.sitefailover.site.Epoch;
import java.util.concurrent.CompletionStage;

/**
 * Grants site assignments; nobody else mints epochs. Implementations are safe for use by several threads.
 *
 * <p>Epochs granted grow strictly, and each comes after the claim's last one. A stage that completes exceptionally, a
 * method that throws and an answer that comes too late all mean: denied.
 */
@FunctionalInterface
public interface SwitchAuthority {

    CompletionStage<Epoch> grant(Claim claim);

    /** Whether {@link #grant} may occupy its thread. Default: it may, and runs on a thread of its own. */
    default boolean blocks() {
        return true;
    }

    /**
     * Grants every claim at once, from a counter in this process. Keep one across several instances of the engine and
     * their epochs go on.
     */
    static SwitchAuthority inProcess() {
        return new InProcessAuthority();
    }
}
