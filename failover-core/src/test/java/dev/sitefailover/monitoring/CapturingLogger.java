package dev.sitefailover.monitoring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

/** Keeps what is logged, key-values included. */
final class CapturingLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    /** One logged event. */
    record Line(Level level, String message, Map<String, Object> keys) {}

    final transient List<Line> lines = new CopyOnWriteArrayList<>();
    private final Level least;

    CapturingLogger(Level least) {
        this.name = "captured";
        this.least = least;
    }

    @Override
    public void log(LoggingEvent event) {
        Map<String, Object> keys = new LinkedHashMap<>();
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                if (keys.put(pair.key, pair.value) != null) {
                    throw new AssertionError("key " + pair.key + " twice in " + event.getMessage());
                }
            }
        }
        lines.add(new Line(event.getLevel(), event.getMessage(), keys));
    }

    List<Line> of(String message) {
        return lines.stream().filter(line -> line.message().equals(message)).toList();
    }

    Line last(String message) {
        List<Line> found = of(message);
        if (found.isEmpty()) {
            throw new AssertionError("no line " + message + " in " + lines);
        }
        return found.get(found.size() - 1);
    }

    private boolean enabled(Level level) {
        return level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String message, Object @Nullable [] arguments, @Nullable Throwable throwable) {
        throw new AssertionError("not through the fluent API: " + message);
    }
}
