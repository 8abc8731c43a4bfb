package dev.sitefailover.simulation;

import dev.sitefailover.runtime.Baton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees that an actor stands still for real: it is its turn, and it waits at one place by means that virtual time knows
 * nothing of. Of the thread outside.
 */
final class Standstill {
    private static final int SHOWN = 12;
    /** A look now and then costs nothing; several of them make a standstill. */
    private static final int LOOKS = 10;

    private final Duration longest;
    private @Nullable Actor suspect;
    private StackTraceElement[] where = {};
    private int looks;

    Standstill(Duration longest) {
        this.longest = longest;
    }

    /** Somebody goes on. */
    void begin() {
        suspect = null;
    }

    /** In real time. */
    long everyNanos() {
        return longest.toNanos() / LOOKS;
    }

    /** Called again and again: whether the one whose turn it is has stood at the same place long enough. */
    boolean isSeen(List<Actor> actors) {
        for (Actor actor : actors) {
            if (actor.runner.holdsTheBaton()) {
                Thread thread = actor.runner.thread();
                StackTraceElement[] now = thread.getStackTrace();
                boolean still = isStill(thread.getState(), now);
                looks = still && actor == suspect && Arrays.equals(now, where) ? looks + 1 : 0;
                suspect = still ? actor : null;
                where = now;
                return looks >= LOOKS;
            }
        }
        suspect = null;
        return false;
    }

    /** What ends by itself is none; a virtual thread that no thread carries is at the place where it was given its turn. */
    private static boolean isStill(Thread.State state, StackTraceElement[] stack) {
        return state == Thread.State.BLOCKED
                || state == Thread.State.WAITING
                || (state == Thread.State.RUNNABLE
                        && Arrays.stream(stack)
                                .filter(frame -> !isOfThePlatform(frame))
                                .limit(1)
                                .anyMatch(frame -> frame.getClassName().startsWith(Baton.class.getName())));
    }

    String inWords() {
        Actor stands = suspect;
        return (stands == null ? "somebody" : stands.name) + " has had its turn for " + longest.toSeconds()
                + " real seconds and waits by other means than virtual time, maybe for a lock that another one holds,";
    }

    /** Why actors cannot go on, and where each of them is. */
    static String told(String why, VirtualTime time, List<Actor> actors) {
        StringBuilder text = new StringBuilder("actors can never go on: " + why + " at " + time);
        for (Actor actor : actors) {
            text.append(System.lineSeparator()).append("  ").append(actor.name).append(" waits at");
            Arrays.stream(actor.runner.thread().getStackTrace())
                    .filter(frame -> !isMachinery(frame))
                    .limit(SHOWN)
                    .forEach(frame ->
                            text.append(System.lineSeparator()).append("    ").append(frame));
        }
        return text.toString();
    }

    private static boolean isMachinery(StackTraceElement frame) {
        String type = frame.getClassName();
        return isOfThePlatform(frame)
                || isOf(Baton.class, type)
                || isOf(Actors.class, type)
                || isOf(VirtualTime.class, type);
    }

    private static boolean isOf(Class<?> whole, String type) {
        return type.equals(whole.getName()) || type.startsWith(whole.getName() + "$");
    }

    private static boolean isOfThePlatform(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.startsWith("java.lang.Thread")
                || type.startsWith("java.lang.VirtualThread")
                || type.startsWith("java.util.concurrent.locks.")
                || type.startsWith("jdk.internal.");
    }
}
