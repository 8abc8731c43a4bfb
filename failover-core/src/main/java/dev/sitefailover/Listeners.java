package dev.sitefailover;

import dev.sitefailover.runtime.EngineRuntime;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands events to listeners without ever waiting for one. */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(SiteFailover.class);
    private static final int MOST_BEHIND = 10_000;

    private final EngineRuntime runtime;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    Listeners(EngineRuntime runtime) {
        this.runtime = runtime;
    }

    FailoverListener.Registration add(FailoverListener listener) {
        Subscriber subscriber = new Subscriber(listener);
        subscribers.add(subscriber);
        return () -> {
            subscriber.gone = true;
            subscribers.remove(subscriber);
        };
    }

    void tell(Consumer<FailoverListener> event) {
        for (Subscriber subscriber : subscribers) {
            subscriber.offer(event);
        }
    }

    private final class Subscriber {
        private final FailoverListener listener;
        private final Queue<Consumer<FailoverListener>> queue = new ConcurrentLinkedQueue<>();
        /** Events queued and not yet handled; whoever raises it from 0 starts the delivery. */
        private final AtomicInteger behind = new AtomicInteger();

        private volatile boolean gone;
        private boolean missed;

        Subscriber(FailoverListener listener) {
            this.listener = listener;
        }

        void offer(Consumer<FailoverListener> event) {
            if (gone) {
                return;
            }
            if (behind.get() >= MOST_BEHIND) {
                if (!missed) {
                    missed = true;
                    LOG.warn("listener {} is {} events behind and misses some", listener, MOST_BEHIND);
                }
                return;
            }
            queue.add(event);
            if (behind.getAndIncrement() == 0) {
                try {
                    runtime.executor().execute(this::deliver);
                } catch (RejectedExecutionException e) {
                    gone = true; // the runtime is closed: nobody hears anything any more
                }
            }
        }

        private void deliver() {
            do {
                Consumer<FailoverListener> event = queue.remove();
                try {
                    if (!gone) {
                        event.accept(listener);
                    }
                } catch (Throwable t) {
                    LOG.warn("listener {} failed", listener, t);
                }
            } while (behind.decrementAndGet() > 0);
        }
    }
}
