package dev.sitefailover.fault;

/**
 * The site works on a few requests at a time, a few more wait their turn, and those beyond are turned away at once as not
 * done: what a burst of clients does to a site that is too small for it. It couples all clients of the site, so sites
 * whose clients are simulated apart do not play it; live ones do.
 *
 * @param concurrent how many requests are worked on at a time, 1 or more; in rundowns 10 when not given
 * @param queue how many wait, 0 or more; in rundowns 100 when not given
 */
public record Capacity(int concurrent, int queue) implements Fault {

    public Capacity {
        if (concurrent < 1) {
            throw new IllegalArgumentException("capacity.concurrent must be >= 1, was " + concurrent);
        }
        if (queue < 0) {
            throw new IllegalArgumentException("capacity.queue must be >= 0, was " + queue);
        }
    }

    @Override
    public String kind() {
        return "capacity";
    }
}
