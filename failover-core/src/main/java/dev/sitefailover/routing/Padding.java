package dev.sitefailover.routing;

import java.lang.ref.WeakReference;

/**
 * Two cache lines of nothing before what one thread writes at every call, so that no other thread's writes are on the
 * same line. A thread that has ended is not kept.
 */
abstract class Padding extends WeakReference<Thread> {
    @SuppressWarnings("unused")
    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;

    Padding(Thread owner) {
        super(owner);
    }
}
