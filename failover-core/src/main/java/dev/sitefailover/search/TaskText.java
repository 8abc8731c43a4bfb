package dev.sitefailover.search;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The acts that rundowns have no step for, as the text of a task: for people to read and for a search to do. */
final class TaskText {
    static final String END = "end: every fault is lifted, every site resynchronised";

    private static final Pattern PROMOTE = Pattern.compile("promote (.+)");
    private static final Pattern CLOSE = Pattern.compile("close (.+) gracefully");
    private static final Pattern COPY = Pattern.compile("resynchronise (.+) from (.+)");
    private static final Pattern STEP = Pattern.compile("step the wall clock by (\\S+)");
    private static final Pattern DECLARE = Pattern.compile("gateway (\\d{1,3}): declare a move to (.+)");
    private static final Pattern HOLD = Pattern.compile("gateway (\\d{1,3}): hold automatic moves for (\\S+)");
    private static final Pattern RESTART = Pattern.compile("gateway (\\d{1,3}): restart");

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
        Matcher m = PROMOTE.matcher(text);
        if (m.matches()) {
            return new Act.Promote(at, m.group(1));
        } else if ((m = CLOSE.matcher(text)).matches()) {
            return new Act.StandBy(at, m.group(1));
        } else if ((m = COPY.matcher(text)).matches()) {
            return new Act.Resynchronise(at, m.group(1), m.group(2));
        } else if ((m = STEP.matcher(text)).matches()) {
            return new Act.StepClock(at, Duration.parse(m.group(1)));
        } else if ((m = DECLARE.matcher(text)).matches()) {
            return new Act.Declare(at, gateway(m), m.group(2));
        } else if ((m = HOLD.matcher(text)).matches()) {
            return new Act.Hold(at, gateway(m), Duration.parse(m.group(2)));
        }
        return (m = RESTART.matcher(text)).matches() ? new Act.Restart(at, gateway(m)) : null;
    }

    private static int gateway(Matcher matcher) {
        return Integer.parseInt(matcher.group(1)) - 1;
    }
}
