package dev.sitefailover.monitoring;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.routing.Finding;
import dev.sitefailover.routing.InDoubtEntry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes every event through slf4j, one message text per kind of event and the particulars as key-values, so that a
 * JSON encoder makes fields of them. WARN: somebody should look; INFO: somebody wants to know; DEBUG: the steps between.
 *
 * <table>
 * <caption>Events</caption>
 * <tr><th>message</th><th>level</th><th>keys (besides {@code client}, when a name was given)</th></tr>
 * <tr><td>health of a site changed</td><td>WARN when down, else INFO</td><td>site, before, after</td></tr>
 * <tr><td>calls fail at a site although probes pass</td><td>WARN</td><td>site, epoch</td></tr>
 * <tr><td>calls work again at a site</td><td>INFO</td><td>site, epoch</td></tr>
 * <tr><td>the site calls go to is lost</td><td>WARN</td><td>site, epoch, why</td></tr>
 * <tr><td>a move was decided</td><td>WARN when forced, else INFO</td>
 *     <td>procedure, aim (attach, move, detach), site, forced, declared, why</td></tr>
 * <tr><td>phase changed</td><td>DEBUG</td><td>procedure, before, after</td></tr>
 * <tr><td>an epoch was granted</td><td>DEBUG</td><td>procedure, site, epoch</td></tr>
 * <tr><td>logged on to a site</td><td>DEBUG</td><td>procedure, site, epoch</td></tr>
 * <tr><td>calls go to a site</td><td>INFO</td><td>site, epoch</td></tr>
 * <tr><td>calls go nowhere</td><td>INFO</td><td>site (the last one), epoch, why</td></tr>
 * <tr><td>a site was not reached</td><td>WARN</td>
 *     <td>procedure, site, why, failures (in a row), retryInMillis (absent: not by itself)</td></tr>
 * <tr><td>a move is complete</td><td>INFO when declared, else WARN</td>
 *     <td>from, to, epoch, why, declared, forced, decidedAfterMillis (from the loss; absent in a planned move),
 *     activatedAfterMillis and routedAfterMillis (from the decision)</td></tr>
 * <tr><td>a move was requested</td><td>INFO</td><td>request, site, why</td></tr>
 * <tr><td>a requested move ended</td><td>INFO when calls go there, else WARN</td>
 *     <td>request, outcome, epoch, why</td></tr>
 * <tr><td>automatic moves are held</td><td>INFO</td><td>forMillis, why</td></tr>
 * <tr><td>automatic moves are no longer held</td><td>INFO</td><td>expired</td></tr>
 * <tr><td>a site is excluded</td><td>INFO</td><td>site, forMillis, why</td></tr>
 * <tr><td>a site is no longer excluded</td><td>INFO</td><td>site, expired</td></tr>
 * <tr><td>the policy failed</td><td>WARN</td><td>why</td></tr>
 * <tr><td>the client is closed</td><td>INFO</td><td></td></tr>
 * <tr><td>a call is in doubt</td><td>WARN</td><td>operation, key, site, epoch, sentAt, why</td></tr>
 * <tr><td>a call in doubt was settled</td><td>INFO when applied, else WARN</td>
 *     <td>operation, key, site, epoch, finding</td></tr>
 * </table>
 *
 * Words are lower case, numbers are numbers. Safe for use by several threads.
 */
public final class EventLog implements FailoverListener {
    /** The logger's name unless one is given. */
    public static final String LOGGER = "dev.sitefailover.events";

    private final Logger logger;
    private final @Nullable String client;

    private EventLog(Logger logger, @Nullable String client) {
        this.logger = requireNonNull(logger);
        this.client = client;
    }

    /** To the logger {@value #LOGGER}. */
    public static EventLog create() {
        return to(LoggerFactory.getLogger(LOGGER));
    }

    /** To a logger of your own. */
    public static EventLog to(Logger logger) {
        return new EventLog(logger, null);
    }

    /** With the key {@code client}, where one process has several. */
    public EventLog named(String client) {
        return new EventLog(logger, requireNonNull(client));
    }

    @Override
    public void on(SwitchEvent event) {
        write(EventLine.of(event));
    }

    @Override
    public void inDoubt(InDoubtEntry entry) {
        write(entry(Level.WARN, "a call is in doubt", entry)
                .with("sentAt", entry.sentAt().toString())
                .with("why", entry.reason()));
    }

    @Override
    public void settled(InDoubtEntry entry, Finding finding) {
        write(entry(finding == Finding.APPLIED ? Level.INFO : Level.WARN, "a call in doubt was settled", entry)
                .with("finding", finding));
    }

    private static EventLine entry(Level level, String message, InDoubtEntry entry) {
        return new EventLine(level, message)
                .with("operation", entry.operation().name())
                .with("key", entry.key())
                .with("site", entry.site())
                .with("epoch", entry.epoch());
    }

    private void write(EventLine line) {
        LoggingEventBuilder event = logger.atLevel(line.level);
        if (client != null) {
            event = event.addKeyValue("client", client);
        }
        line.writeTo(event);
    }
}
