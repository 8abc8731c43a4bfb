package dev.sitefailover.examples.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a client did in an outage: one write before it, then one after the other until one is acknowledged by the second
 * site, one does not return, or there were enough. Writes that fail at once do not make it enough: how many of them fit
 * into the time of a switch is the machine's affair, so a client that is to follow has the time for it as well.
 *
 * @param first what it said to the first write in the outage: a site, a word of {@link Client}, an exception's name, or
 *     {@link #WAITS}
 * @param reached the second site acknowledged a write
 * @param tries how many writes there were in the outage
 * @param millis from the outage to that acknowledgement, or to the end
 * @param untold writes that failed, or did not return, and took effect all the same; the client did not say that they might
 * @param twice writes that took effect more than once
 * @param inDoubt writes that were said to be in doubt
 * @param wrong what it said and was not so: acknowledged and not in the book, not done and in the book
 */
record Course(
        String first, boolean reached, int tries, long millis, int untold, int twice, int inDoubt, List<String> wrong) {
    /** It had not returned when patience was over; with nothing to end it, it never will. */
    static final String WAITS = "waits";

    private static final int ENOUGH_WHEN_WELL = 3;
    private static final long LOOK_MILLIS = 50;
    private static final long TO_FOLLOW_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final AtomicInteger RUN = new AtomicInteger();

    private record Step(String key, String said) {}

    /** So many writes and no more. Closes the client. */
    static Course of(Client client, TwoSites sites, Book book, Outage outage, int atMost) throws Exception {
        return of(client, sites, book, outage, atMost, 0);
    }

    /** Writes until the second site acknowledges one, for 20 s at most. Closes the client. */
    static Course following(Client client, TwoSites sites, Book book, Outage outage) throws Exception {
        return of(client, sites, book, outage, 1, TO_FOLLOW_NANOS);
    }

    private static Course of(Client client, TwoSites sites, Book book, Outage outage, int tries, long nanos)
            throws Exception {
        int run = RUN.incrementAndGet();
        List<Step> steps = new ArrayList<>();
        long began;
        long ended;
        try {
            Step before = step(client, "run-" + run + "-before");
            if (!before.said.equals(Client.PRIMARY)) {
                throw new AssertionError("before the outage a write was to be acknowledged by the primary, it was: "
                        + before.said + "; nothing can be said about " + outage);
            }
            sites.primary().inflict(outage.fault());
            began = System.nanoTime();
            boolean over = false;
            for (int i = 1; !over && (i <= tries || System.nanoTime() - began < nanos); i++) {
                Step step = step(client, "run-" + run + "-" + i);
                steps.add(step);
                over = step.said.equals(Client.SECONDARY)
                        || step.said.equals(WAITS)
                        || (step.said.equals(Client.PRIMARY) && i == ENOUGH_WHEN_WELL);
                if (!over && nanos > 0) {
                    TimeUnit.MILLISECONDS.sleep(1); // what is refused at once would fill the time with writes
                }
            }
            ended = System.nanoTime();
        } finally {
            client.end();
        }
        return judged(steps, book, TimeUnit.NANOSECONDS.toMillis(ended - began));
    }

    private static Course judged(List<Step> steps, Book book, long millis) throws Exception {
        int untold = 0;
        int twice = 0;
        int inDoubt = 0;
        List<String> wrong = new ArrayList<>();
        for (Step step : steps) {
            int times = book.times(step.key);
            boolean acknowledged = step.said.equals(Client.PRIMARY) || step.said.equals(Client.SECONDARY);
            boolean doubtful = step.said.equals(Client.IN_DOUBT);
            boolean notDone = step.said.equals(Client.NOT_DONE);
            twice += times > 1 ? 1 : 0;
            inDoubt += doubtful ? 1 : 0;
            untold += times > 0 && !acknowledged && !doubtful && !notDone ? 1 : 0;
            if ((acknowledged && times == 0) || (notDone && times > 0)) {
                wrong.add(step + " and took effect " + times + " times");
            }
        }
        return new Course(
                steps.get(0).said,
                steps.get(steps.size() - 1).said.equals(Client.SECONDARY),
                steps.size(),
                millis,
                untold,
                twice,
                inDoubt,
                wrong);
    }

    /** On a thread of its own, which stays behind when it never returns. */
    private static Step step(Client client, String key) throws InterruptedException {
        FutureTask<String> write = new FutureTask<>(() -> client.write(key));
        Thread thread = new Thread(write, "write-" + key);
        thread.setDaemon(true);
        thread.start();
        long until = System.nanoTime() + client.patience().toNanos();
        while (true) {
            try {
                return new Step(key, write.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (client.isHopeless() || System.nanoTime() - until > 0) {
                    return new Step(key, WAITS);
                }
            } catch (ExecutionException e) {
                return new Step(key, e.getCause().getClass().getSimpleName());
            }
        }
    }

    /** For the table: whether and when the second site was reached, and what is not as it should be. */
    String words() {
        StringBuilder words = new StringBuilder();
        if (reached) {
            words.append(millis).append(" ms");
        } else if (first.equals(Client.PRIMARY)) {
            words.append("goes on");
        } else {
            words.append("never: ").append(first);
        }
        if (twice > 0) {
            words.append("; ").append(twice).append(" TWICE");
        }
        if (untold > 0) {
            words.append("; ").append(untold).append(" of ").append(tries).append(" failed and took effect");
        }
        if (inDoubt > 0) {
            words.append("; ").append(inDoubt).append(" in doubt, settled");
        }
        return words.toString();
    }
}
