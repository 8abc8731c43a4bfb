package dev.sitefailover.monitoring;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** One event in the words of the log: a level, a fixed text and what varies. */
final class EventLine {
    private static final long MILLI = 1_000_000;

    final Level level;
    final String message;
    final Map<String, Object> keys = new LinkedHashMap<>();

    EventLine(Level level, String message) {
        this.level = level;
        this.message = message;
    }

    /** Words in lower case, numbers as numbers, sites by id. */
    EventLine with(String key, Object value) {
        Object shown = value;
        if (value instanceof Site site) {
            shown = site.id();
        } else if (value instanceof Epoch epoch) {
            shown = epoch.number();
        } else if (value instanceof Enum<?> constant) {
            shown = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        keys.put(key, shown);
        return this;
    }

    void writeTo(LoggingEventBuilder event) {
        LoggingEventBuilder filled = event;
        for (Map.Entry<String, Object> entry : keys.entrySet()) {
            filled = filled.addKeyValue(entry.getKey(), entry.getValue());
        }
        filled.log(message);
    }

    static EventLine of(SwitchEvent event) {
        if (event instanceof SwitchEvent.HealthChanged e) {
            return new EventLine(e.after() == Health.DOWN ? Level.WARN : Level.INFO, "health of a site changed")
                    .with("site", e.site())
                    .with("before", e.before())
                    .with("after", e.after());
        } else if (event instanceof SwitchEvent.ImpairmentChanged e) {
            return (e.impaired()
                            ? new EventLine(Level.WARN, "calls fail at a site although probes pass")
                            : new EventLine(Level.INFO, "calls work again at a site"))
                    .at(e.site(), e.epoch());
        } else if (event instanceof SwitchEvent.LossDetected e) {
            return new EventLine(Level.WARN, "the site calls go to is lost")
                    .at(e.site(), e.epoch())
                    .with("why", e.why());
        } else if (event instanceof SwitchEvent.Published e) {
            return new EventLine(Level.INFO, "calls go to a site").at(e.site(), e.epoch());
        } else if (event instanceof SwitchEvent.Withdrawn e) {
            return new EventLine(Level.INFO, "calls go nowhere")
                    .at(e.site(), e.epoch())
                    .with("why", e.why());
        } else if (event instanceof SwitchEvent.PolicyFailed e) {
            return new EventLine(Level.WARN, "the policy failed").with("why", e.why());
        } else if (event instanceof SwitchEvent.Closed) {
            return new EventLine(Level.INFO, "the client is closed");
        }
        return ofProcedure(event);
    }

    private static EventLine ofProcedure(SwitchEvent event) {
        if (event instanceof SwitchEvent.Decided e) {
            return new EventLine(e.forced() ? Level.WARN : Level.INFO, "a move was decided")
                    .with("procedure", e.procedure())
                    .with("aim", e.aim())
                    .with("site", e.site())
                    .with("forced", e.forced())
                    .with("declared", e.declared())
                    .with("why", e.reason());
        } else if (event instanceof SwitchEvent.PhaseChanged e) {
            return new EventLine(Level.DEBUG, "phase changed")
                    .with("procedure", e.procedure())
                    .with("before", e.before())
                    .with("after", e.after());
        } else if (event instanceof SwitchEvent.Granted e) {
            return new EventLine(Level.DEBUG, "an epoch was granted")
                    .with("procedure", e.procedure())
                    .at(e.to(), e.epoch());
        } else if (event instanceof SwitchEvent.Activated e) {
            return new EventLine(Level.DEBUG, "logged on to a site")
                    .with("procedure", e.procedure())
                    .at(e.site(), e.epoch());
        } else if (event instanceof SwitchEvent.AttemptFailed e) {
            return new EventLine(Level.WARN, "a site was not reached")
                    .with("procedure", e.procedure())
                    .with("site", e.site())
                    .with("why", e.why())
                    .with("failures", e.failures())
                    .until("retryInMillis", e.at(), e.retryAt());
        } else if (event instanceof SwitchEvent.Moved e) {
            return moved(e.switchover());
        }
        return ofOperator(event);
    }

    private static EventLine ofOperator(SwitchEvent event) {
        if (event instanceof SwitchEvent.Requested e) {
            return new EventLine(Level.INFO, "a move was requested")
                    .with("request", e.requestId())
                    .with("site", e.to())
                    .with("why", e.reason());
        } else if (event instanceof SwitchEvent.Settled e) {
            return new EventLine(e.outcome().isThere() ? Level.INFO : Level.WARN, "a requested move ended")
                    .with("request", e.requestId())
                    .with("outcome", e.outcome().kind())
                    .with("epoch", e.outcome().epoch())
                    .with("why", e.outcome().detail());
        } else if (event instanceof SwitchEvent.Held e) {
            return new EventLine(Level.INFO, "automatic moves are held")
                    .until("forMillis", e.at(), e.until())
                    .with("why", e.reason());
        } else if (event instanceof SwitchEvent.Released e) {
            return new EventLine(Level.INFO, "automatic moves are no longer held").with("expired", e.expired());
        } else if (event instanceof SwitchEvent.Excluded e) {
            return new EventLine(Level.INFO, "a site is excluded")
                    .with("site", e.site())
                    .until("forMillis", e.at(), e.until())
                    .with("why", e.reason());
        } else if (event instanceof SwitchEvent.Included e) {
            return new EventLine(Level.INFO, "a site is no longer excluded")
                    .with("site", e.site())
                    .with("expired", e.expired());
        }
        // a kind added later is still logged, if not yet in words
        return new EventLine(Level.INFO, event.getClass().getSimpleName()).with("event", event.toString());
    }

    private static EventLine moved(Switchover move) {
        EventLine line = new EventLine(move.declared() ? Level.INFO : Level.WARN, "a move is complete")
                .with("from", move.from())
                .with("to", move.to())
                .with("epoch", move.epoch())
                .with("why", move.cause())
                .with("declared", move.declared())
                .with("forced", move.forced());
        Long lost = move.lossDetectedAt();
        if (lost != null) {
            line.with("decidedAfterMillis", (move.decidedAt() - lost) / MILLI);
        }
        return line.with("activatedAfterMillis", (move.activatedAt() - move.decidedAt()) / MILLI)
                .with("routedAfterMillis", (move.publishedAt() - move.decidedAt()) / MILLI);
    }

    private EventLine at(Site site, Epoch epoch) {
        return with("site", site).with("epoch", epoch);
    }

    private EventLine until(String key, long from, long to) {
        return to == SwitchEvent.NEVER ? this : with(key, Math.max(0, to - from) / MILLI);
    }
}
