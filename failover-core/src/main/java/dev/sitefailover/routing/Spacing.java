package dev.sitefailover.routing;

/**
 * Two cache lines of nothing before what one thread writes at every call, as {@link Padding} is. What comes behind it has to
 * keep a distance too: the collector moves such objects next to anything, and one that was next to a breaker, which every
 * thread reads at every call, made two threads together a third slower. The object's header, and so its lock, is not helped.
 */
@SuppressWarnings("unused")
abstract class Spacing {
    /** Beside the header there may be room for four bytes, which Java would give to a field of a subclass. */
    private int p;

    private long p00, p01, p02, p03, p04, p05, p06, p07, p08, p09, p10, p11, p12, p13, p14, p15;
}
