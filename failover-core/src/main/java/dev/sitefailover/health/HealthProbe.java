package dev.sitefailover.health;

import dev.sitefailover.runtime.Telling;
import dev.sitefailover.site.Site;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one site whether it is open for business. A stage that completes exceptionally, a probe that throws and one that
 * does not answer in time all mean DOWN; none of them harms the rounds.
 *
 * <p>A probe should ask what the business needs (can I log on, is the business date open), not whether a port listens:
 * a site that accepts the connection and fails the logon is down. It should not itself log on where a second logon of
 * the same identity drops both sessions.
 *
 * @param <C> the client type
 */
@FunctionalInterface
public interface HealthProbe<C> {

    /** Asks the site; must return at once unless {@link #blocks()}. */
    CompletionStage<ProbeResult> probe(C client, Site site);

    /**
     * Asks the site and tells the answer, or what went wrong, once; what {@link #probe} returns unless overridden by a
     * probe that needs no stage to know its answer.
     */
    default void ask(C client, Site site, BiConsumer<@Nullable ProbeResult, @Nullable Throwable> answer) {
        Telling.tell(probe(client, site), answer::accept);
    }

    /** Whether {@link #probe} occupies its thread until the answer is there; it then runs on the runtime's executor. */
    default boolean blocks() {
        return false;
    }

    /** A probe from a function that waits for the site's answer; it may throw anything to say DOWN. */
    static <C> HealthProbe<C> blocking(Check<? super C> check) {
        return blocking((client, site) -> check.check(client));
    }

    /** A probe from a function of client and site that waits for the answer; it may throw anything to say DOWN. */
    static <C> HealthProbe<C> blocking(SiteCheck<? super C> check) {
        return new HealthProbe<>() {
            @Override
            public CompletionStage<ProbeResult> probe(C client, Site site) {
                try {
                    return CompletableFuture.completedFuture(check.check(client, site));
                } catch (Exception e) {
                    return CompletableFuture.failedFuture(e);
                }
            }

            @Override
            public boolean blocks() {
                return true;
            }
        };
    }

    /** A blocking question to a client. */
    @FunctionalInterface
    interface Check<C> {
        ProbeResult check(C client) throws Exception;
    }

    /** A blocking question to a client at a site. */
    @FunctionalInterface
    interface SiteCheck<C> {
        ProbeResult check(C client, Site site) throws Exception;
    }
}
