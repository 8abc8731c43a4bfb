package dev.sitefailover.examples;

import dev.sitefailover.rehearsal.RehearsalProgress;
import dev.sitefailover.rehearsal.rundown.Rundown;
import java.io.Console;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;

/** How far the run is, for who watches it: a bar on a terminal, lines in a log. */
interface Progress extends RehearsalProgress, AutoCloseable {

    /** Takes down what must not stay on the screen. */
    @Override
    default void close() {}

    /** Nobody watches. */
    static Progress none() {
        return new Progress() {};
    }

    /** What suits the place where the output goes. */
    static Progress on(PrintWriter out, Rundown plan) {
        return isTerminal() ? new ProgressOnTerminal(out, plan.timeZone()) : new ProgressLines(out, plan.timeZone());
    }

    @SuppressWarnings("SystemConsoleNull") // whether it is a terminal is asked below, where it can be asked
    static boolean isTerminal() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            // From Java 22 on there is a console without a terminal too, and this method to tell.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
