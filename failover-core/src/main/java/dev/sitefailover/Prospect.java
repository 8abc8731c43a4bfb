package dev.sitefailover;

import dev.sitefailover.control.Phase;
import dev.sitefailover.control.Procedure;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchState;
import dev.sitefailover.routing.FailureClassifier;

/** What those are told who cannot have what they asked for. */
final class Prospect {
    private Prospect() {}

    /** Whether a call without a route has something to wait for. */
    static boolean expectsRoute(SwitchState state) {
        Procedure procedure = state.procedure();
        if (procedure != null) {
            return procedure.aim() != SwitchEvent.Aim.DETACH;
        }
        return state.lastRouted() == null && state.phase() != Phase.CLOSED && state.phase() != Phase.CLOSING;
    }

    static String whyNotRouted(SwitchState state) {
        if (state.phase() == Phase.CLOSED || state.phase() == Phase.CLOSING) {
            return "this client is closed";
        }
        StringBuilder why = new StringBuilder("no site to send it to: ");
        state.sites().forEach(site -> why.append(site.site())
                .append(' ')
                .append(site.health())
                .append(site.impaired() ? " (calls fail)" : "")
                .append(", "));
        why.setLength(why.length() - 2);
        return why.toString();
    }

    /** An error in a few words. */
    static String describe(Throwable error) {
        Throwable cause = FailureClassifier.unwrap(error);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
