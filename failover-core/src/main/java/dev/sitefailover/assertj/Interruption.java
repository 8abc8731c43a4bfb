package dev.sitefailover.assertj;

import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A time in which calls had nowhere good to go: from the loss of the site they went to, or from when it was left, until
 * the first call is answered. Where the recording sees a simulation it begins with the fault, not with its detection.
 *
 * @param begin what began it
 * @param opening what opened the site where business goes on; null: not known
 * @param end what ended it; null: nothing yet
 */
record Interruption(Happening begin, @Nullable Happening opening, @Nullable Happening end) {

    /** When it began. */
    long from() {
        return begin.at();
    }

    /** From when on it was up to the client: what opened the site where business goes on, where that came later. */
    Happening clientsTurn() {
        Happening opened = opening;
        return opened == null || opened.at() < from() ? begin : opened;
    }

    /** All of them in order; the last one may not have ended. */
    static List<Interruption> in(List<Happening> happenings) {
        Reading reading = new Reading();
        happenings.forEach(reading::next);
        return reading.done();
    }

    private static final class Reading {
        private final List<Interruption> found = new ArrayList<>();
        /** The latest thing done to a site that is not over. */
        private final Map<String, Happening> trouble = new LinkedHashMap<>();

        private final Map<String, Happening> servingSince = new LinkedHashMap<>();
        private @Nullable Site routed;
        private @Nullable Happening begin;

        void next(Happening happening) {
            if (happening instanceof Happening.AtSite fact) {
                atSite(fact);
            } else if (happening instanceof Happening.FirstSuccess success) {
                over(happening, success.site());
            } else if (happening instanceof Happening.Engine engine) {
                engine(happening, engine.event());
            }
        }

        private void engine(Happening happening, SwitchEvent event) {
            if (event instanceof SwitchEvent.LossDetected lost) {
                begins(trouble.getOrDefault(lost.site().id(), happening));
            } else if (event instanceof SwitchEvent.Withdrawn left) {
                routed = null;
                left(happening, left);
            } else if (event instanceof SwitchEvent.Published published) {
                routed = published.site();
            } else if (event instanceof SwitchEvent.HealthChanged changed) {
                health(happening, changed);
            }
        }

        private void left(Happening happening, SwitchEvent.Withdrawn left) {
            if (left.why().equals("stopped")) {
                return; // the client was told to end
            }
            Happening why = trouble.get(left.site().id());
            begins(why instanceof Happening.AtSite fact && closes(fact) ? why : happening);
        }

        private void health(Happening happening, SwitchEvent.HealthChanged changed) {
            if (changed.after() == Health.SERVING) {
                servingSince.putIfAbsent(changed.site().id(), happening);
                if (changed.site().equals(routed)) {
                    over(happening, changed.site()); // calls go there all the while, and again with success
                }
            } else {
                servingSince.remove(changed.site().id());
            }
        }

        private void atSite(Happening.AtSite fact) {
            switch (fact.type()) {
                case "fault-inflicted", "site-crashed", "site-closed" -> {
                    trouble.put(fact.site(), fact);
                    if (closes(fact)) {
                        servingSince.remove(fact.site());
                    }
                }
                case "site-promoted" -> {
                    trouble.remove(fact.site());
                    servingSince.put(fact.site(), fact);
                }
                case "fault-lifted", "site-restarted" -> trouble.remove(fact.site());
                default -> {}
            }
        }

        private void begins(Happening with) {
            if (begin == null) {
                begin = with;
            }
        }

        private void over(Happening end, Site at) {
            Happening began = begin;
            if (began != null) {
                found.add(new Interruption(began, servingSince.get(at.id()), end));
                begin = null;
            }
        }

        List<Interruption> done() {
            Happening began = begin;
            if (began != null) {
                found.add(new Interruption(began, null, null));
            }
            return found;
        }

        private static boolean closes(Happening.AtSite fact) {
            return !fact.type().equals("fault-inflicted");
        }
    }
}
