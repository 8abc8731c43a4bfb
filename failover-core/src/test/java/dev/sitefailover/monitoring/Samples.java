package dev.sitefailover.monitoring;

import dev.sitefailover.control.Phase;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchOutcome;
import dev.sitefailover.control.Switchover;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** An event of any kind, filled with something. */
final class Samples {
    private static final Site SITE = Site.of("primary");
    private static final Epoch EPOCH = new Epoch(2);

    private Samples() {}

    static SwitchEvent of(Class<?> kind) {
        RecordComponent[] parts = kind.getRecordComponents();
        try {
            Constructor<?> constructor = kind.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return (SwitchEvent) constructor.newInstance(
                    Arrays.stream(parts).map(part -> value(part.getType())).toArray());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(kind.getName(), e);
        }
    }

    private static Object value(Class<?> type) {
        if (type == long.class) {
            return 1L;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type == String.class) {
            return "why";
        }
        if (type == Switchover.class) {
            return new Switchover(SITE, Site.of("b"), EPOCH, "why", true, false, null, 1, 2, null, null, null, 3, 4);
        }
        for (Object sample : new Object[] {
            SITE,
            EPOCH,
            Health.DOWN,
            Phase.ATTACHED,
            SwitchEvent.Aim.MOVE,
            new SwitchOutcome(SwitchOutcome.Kind.SWITCHED, EPOCH, "why")
        }) {
            if (type.isInstance(sample)) {
                return sample;
            }
        }
        throw new AssertionError("no sample of " + type);
    }
}
