package dev.sitefailover.junit;

import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.Simulation;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * What one test has: made when somebody first asks for it, closed after the test. Its context's store closes it, too,
 * where a test ends before it began.
 */
final class TestRun implements AutoCloseable {
    private static final Namespace NAMESPACE = Namespace.create(SimulationExtension.class);

    private final ExtensionContext context;
    private final Plan plan;
    private final Story story = new Story();
    private final Witness witness = new Witness(story);
    private @Nullable ChosenSeed seed;
    private @Nullable Simulation simulation;
    private @Nullable Actors actors;
    private @Nullable Rehearsed rehearsed;

    private TestRun(ExtensionContext context) {
        this.context = context;
        this.plan = PlanReader.read(context);
    }

    static Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    static TestRun of(ExtensionContext context) {
        TestRun run = soFar(context);
        if (run == null) {
            run = new TestRun(context);
            store(context).put(TestRun.class, run);
        }
        return run;
    }

    /** Null: there is none yet, or its annotations are wrong. */
    static @Nullable TestRun soFar(ExtensionContext context) {
        return store(context).get(TestRun.class, TestRun.class);
    }

    Plan plan() {
        return plan;
    }

    Story story() {
        return story;
    }

    Witness witness() {
        return witness;
    }

    ChosenSeed seed() {
        ChosenSeed chosen = seed;
        if (chosen == null) {
            chosen = ChosenSeed.of(context);
            seed = chosen;
        }
        return chosen;
    }

    Simulation simulation() {
        Simulation started = simulation;
        if (started == null) {
            started = plan.start(seed().value(), story);
            simulation = started;
        }
        return started;
    }

    Actors actors() {
        Actors acting = actors;
        if (acting == null) {
            acting = Actors.on(simulation().time());
            actors = acting;
        }
        return acting;
    }

    Rehearsed rehearsed() {
        Rehearsed read = rehearsed;
        if (read == null) {
            read = Rehearsed.of(context, seed().value());
            rehearsed = read;
        }
        return read;
    }

    /** Null: nobody asked for a rundown. */
    @Nullable
    Rehearsed rehearsedSoFar() {
        return rehearsed;
    }

    /** Actors first: what they use must not be closed under them. */
    @Override
    public void close() {
        story.end();
        ArrayDeque<AutoCloseable> opened = witness.opened();
        Actors acting = actors;
        if (acting != null) {
            actors = null;
            opened.push(acting);
        }
        Throwable first = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Throwable t) {
                if (first == null) {
                    first = t;
                } else if (first != t) {
                    first.addSuppressed(t);
                }
            }
        }
        if (first != null) {
            throw TestRun.<RuntimeException>unchecked(first);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E unchecked(Throwable failure) throws E {
        throw (E) failure;
    }
}
