package dev.sitefailover.routing;

import org.jspecify.annotations.Nullable;

/** Notices the first call that is answered after a route was published; all others pay one look at a field. */
final class FirstSuccess {
    private final Router.Evidence evidence;
    private volatile @Nullable Route<?> awaited;

    FirstSuccess(Router.Evidence evidence) {
        this.evidence = evidence;
    }

    void await(Route<?> published) {
        awaited = published;
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isAwaited(Route<?> at) {
        return awaited == at;
    }

    @SuppressWarnings("ReferenceEquality") // a route is published once, also in an epoch it had before
    void answered(Route<?> at, long now) {
        if (awaited == at && isFirst(at)) {
            evidence.firstSuccess(at, now);
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private synchronized boolean isFirst(Route<?> at) {
        boolean first = awaited == at;
        if (first) {
            awaited = null;
        }
        return first;
    }
}
