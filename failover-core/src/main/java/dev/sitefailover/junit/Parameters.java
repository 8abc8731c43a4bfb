package dev.sitefailover.junit;

import dev.sitefailover.rehearsal.Rehearsal;
import dev.sitefailover.rehearsal.result.Report;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.simulation.Actors;
import dev.sitefailover.simulation.SimulatedSite;
import dev.sitefailover.simulation.Simulation;
import dev.sitefailover.simulation.VirtualTime;
import dev.sitefailover.site.Site;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** Which parameters a test may have, and what each is given. */
final class Parameters {

    private Parameters() {}

    /** What a parameter is given. */
    @FunctionalInterface
    interface Need {
        Object from(TestRun run);
    }

    /** Null: it is somebody else's parameter. */
    static @Nullable Need need(ParameterContext context) {
        Parameter parameter = context.getParameter();
        Class<?> type = parameter.getType();
        Optional<Seed> seed = context.findAnnotation(Seed.class);
        if (seed.isPresent()) {
            return seed(context, seed.get());
        }
        Optional<At> at = context.findAnnotation(At.class);
        if (at.isPresent()) {
            return at(context, at.get().value());
        }
        if (type == List.class) {
            return list(parameter.getParameterizedType());
        }
        if (type == SimulatedSite.class) {
            return run -> run.simulation().site(byName(context, run));
        }
        return type == Rundown.class || type == Rehearsal.class || type == Report.class
                ? rehearsed(type)
                : ofSimulation(type);
    }

    private static @Nullable Need ofSimulation(Class<?> type) {
        if (type == Simulation.class) {
            return TestRun::simulation;
        }
        if (type == VirtualTime.class || type == EngineRuntime.class) {
            return run -> run.simulation().time();
        }
        if (type == Actors.class) {
            return TestRun::actors;
        }
        return type == Witness.class ? TestRun::witness : null;
    }

    private static Need rehearsed(Class<?> type) {
        if (type == Rundown.class) {
            return run -> run.rehearsed().rundown();
        }
        return type == Rehearsal.class
                ? run -> run.rehearsed().rehearsal()
                : run -> run.rehearsed().report();
    }

    private static @Nullable Need list(Type type) {
        Type of = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : Object.class;
        if (of == Site.class) {
            return run -> run.simulation().addresses();
        }
        return of == SimulatedSite.class ? run -> run.simulation().sites() : null;
    }

    private static Need seed(ParameterContext context, Seed asked) {
        Class<?> type = context.getParameter().getType();
        return run -> {
            if (type != long.class && type != Long.class) {
                throw new ParameterResolutionException(name(context) + ": a seed is a long");
            }
            if (asked.value() != 1) {
                throw new ParameterResolutionException(
                        name(context) + ": on a parameter, @Seed asks for the seed; to set it" + " to " + asked.value()
                                + ", put @Seed(" + asked.value() + ") on the method or the class");
            }
            return run.seed().value();
        };
    }

    private static Need at(ParameterContext context, String id) {
        Class<?> type = context.getParameter().getType();
        return run -> {
            SimulatedSite site = known(name(context) + ": @At(\"" + id + "\")", id, run);
            if (type == SimulatedSite.class) {
                return site;
            }
            if (type == Site.class) {
                return site.site();
            }
            throw new ParameterResolutionException(
                    name(context) + ": @At stands at a parameter of type SimulatedSite or Site");
        };
    }

    private static String byName(ParameterContext context, TestRun run) {
        Parameter parameter = context.getParameter();
        String way = name(context) + ": say which site with @At(\""
                + run.plan().sites().ids().get(0) + "\")";
        if (!parameter.isNamePresent()) {
            throw new ParameterResolutionException(
                    way + ", or compile with -parameters and give the parameter the name of a site");
        }
        return known(way + "; its name is none of the sites' ids", parameter.getName(), run)
                .id();
    }

    private static SimulatedSite known(String what, String id, TestRun run) {
        List<String> ids = run.plan().sites().ids();
        if (!ids.contains(id)) {
            throw new ParameterResolutionException(
                    what + ": there is no site " + id + "; the sites are " + String.join(", ", ids));
        }
        return run.simulation().site(id);
    }

    /** The parameter as its author wrote it. */
    static String name(ParameterContext context) {
        Parameter parameter = context.getParameter();
        return "parameter " + (context.getIndex() + 1) + " ("
                + parameter.getType().getSimpleName()
                + (parameter.isNamePresent() ? " " + parameter.getName() : "") + ") of "
                + context.getDeclaringExecutable().getName();
    }
}
