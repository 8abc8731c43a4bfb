package dev.sitefailover.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A test's seed.
 *
 * @param by who chose it, for people
 */
record ChosenSeed(long value, String by) {

    static ChosenSeed of(ExtensionContext context) {
        Optional<ChosenSeed> alone = alone(context);
        if (alone.isPresent()) {
            return alone.get();
        }
        SeedRepetition.Turn turn = TestRun.store(context).get(SeedRepetition.Turn.class, SeedRepetition.Turn.class);
        if (turn != null) {
            return new ChosenSeed(turn.seed(), "its turn under @RepeatedOverSeeds");
        }
        return Declared.nearest(context, Seed.class)
                .map(seed -> new ChosenSeed(seed.annotation().value(), "@Seed on " + seed.where()))
                .orElseGet(() -> new ChosenSeed(1, "default"));
    }

    /** One that is meant for this method and rules out all others. */
    static Optional<ChosenSeed> alone(ExtensionContext context) {
        Optional<String> configured = context.getConfigurationParameter(Seed.PROPERTY);
        if (configured.isPresent()) {
            return Optional.of(new ChosenSeed(number(Seed.PROPERTY, configured.get()), Seed.PROPERTY));
        }
        return Declared.onMethod(context, Seed.class).map(seed -> new ChosenSeed(seed.value(), "@Seed on the method"));
    }

    static long number(String property, String value) {
        try {
            return Long.parseLong(value.strip());
        } catch (NumberFormatException e) {
            throw new ExtensionConfigurationException(
                    property + "=" + value + ": allowed is a whole number, such as 17", e);
        }
    }
}
