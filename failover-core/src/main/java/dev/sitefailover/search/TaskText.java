package dev.sitefailover.search;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The acts that rundowns have no step for, as the text of a task: for people to read and for a search to do. */
final class TaskText {
    static final String END = "end: every fault is lifted, every site resynchronised";

    private static final List<Form> FORMS = List.of(
            form("promote (.+)", (m, at) -> new Act.Promote(at, m.group(1))),
            form("close (.+) gracefully", (m, at) -> new Act.StandBy(at, m.group(1))),
            form("resynchronise (.+) from (.+)", (m, at) -> new Act.Resynchronise(at, m.group(1), m.group(2))),
            form("step the wall clock by (\\S+)", (m, at) -> new Act.StepClock(at, Duration.parse(m.group(1)))),
            form("gateway (\\d{1,3}): declare a move to (.+)", (m, at) -> new Act.Declare(at, gateway(m), m.group(2))),
            form(
                    "gateway (\\d{1,3}): hold automatic moves for (\\S+)",
                    (m, at) -> new Act.Hold(at, gateway(m), Duration.parse(m.group(2)))),
            form("gateway (\\d{1,3}): restart", (m, at) -> new Act.Restart(at, gateway(m))));

    /** A text and the act it says. */
    private record Form(Pattern pattern, BiFunction<Matcher, Duration, Act> act) {}

    private TaskText() {}

    /** People count gateways from 1. */
    static String of(Act act) {
        if (act instanceof Act.Promote promote) {
            return "promote " + promote.site();
        } else if (act instanceof Act.StandBy standBy) {
            return "close " + standBy.site() + " gracefully";
        } else if (act instanceof Act.Resynchronise copy) {
            return "resynchronise " + copy.site() + " from " + copy.from();
        } else if (act instanceof Act.StepClock step) {
            return "step the wall clock by " + step.by();
        } else if (act instanceof Act.Declare declare) {
            return "gateway " + (declare.gateway() + 1) + ": declare a move to " + declare.to();
        } else if (act instanceof Act.Hold hold) {
            return "gateway " + (hold.gateway() + 1) + ": hold automatic moves for " + hold.lasting();
        } else if (act instanceof Act.Restart restart) {
            return "gateway " + (restart.gateway() + 1) + ": restart";
        }
        throw new IllegalArgumentException("rundowns have a step for " + act);
    }

    /** Null when it is no act of a search. */
    static @Nullable Act read(String text, Duration at) {
        for (Form form : FORMS) {
            Matcher matcher = form.pattern.matcher(text);
            if (matcher.matches()) {
                return form.act.apply(matcher, at);
            }
        }
        return null;
    }

    private static Form form(String pattern, BiFunction<Matcher, Duration, Act> act) {
        return new Form(Pattern.compile(pattern), act);
    }

    private static int gateway(Matcher matcher) {
        return Integer.parseInt(matcher.group(1)) - 1;
    }
}
