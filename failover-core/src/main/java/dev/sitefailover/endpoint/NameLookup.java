package dev.sitefailover.endpoint;

import dev.sitefailover.runtime.EngineRuntime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out where a name leads. Ready-made endpoints ask the JVM's resolver, {@link #resolve}. */
@FunctionalInterface
public interface NameLookup {
    /** A resolver that takes longer must not hold up the switch to a site whose addresses are known. */
    Duration PATIENCE = Duration.ofMillis(500);

    /**
     * Where the name leads now; may block for as long as the resolver does.
     *
     * @param host a name or an address; an IPv6 address may stand in brackets, as in a URI
     * @throws UnknownHostException when there is no such name, or nobody could be asked
     */
    NameResolution lookUp(String host) throws UnknownHostException;

    /**
     * Looks a known name up again, on a thread of the runtime's executor. Never fails: an address written as text leads where
     * it did, at once, and so does a name when its resolver fails or takes longer than {@link #PATIENCE}.
     */
    default CompletionStage<NameResolution> again(NameResolution known, EngineRuntime runtime) {
        if (known.isLiteral()) {
            return CompletableFuture.completedFuture(known);
        }
        Logger log = LoggerFactory.getLogger(NameLookup.class);
        CompletableFuture<NameResolution> answer = new CompletableFuture<>();
        try {
            EngineRuntime.Timer bound =
                    runtime.schedule(PATIENCE, () -> runtime.executor().execute(() -> {
                        if (answer.complete(known)) {
                            log.warn("{}: the resolver did not answer within {}; the addresses stay", known, PATIENCE);
                        }
                    }));
            runtime.executor().execute(() -> {
                NameResolution found = known;
                try {
                    found = lookUp(known.host());
                } catch (UnknownHostException | RuntimeException e) {
                    log.warn("{}: the resolver does not know the name any more; the addresses stay", known, e);
                }
                bound.cancel();
                answer.complete(found);
            });
        } catch (RejectedExecutionException closed) {
            answer.complete(known);
        }
        return answer;
    }

    /** Asks the JVM's resolver; as {@link #lookUp}. */
    static NameResolution resolve(String host) throws UnknownHostException {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        List<InetAddress> addresses = List.of(InetAddress.getAllByName(bare));
        return new NameResolution(bare, addresses, Instant.now(), System.nanoTime(), DnsCachePolicy.ofThisJvm());
    }
}
