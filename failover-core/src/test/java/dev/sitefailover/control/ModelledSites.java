package dev.sitefailover.control;

import dev.sitefailover.control.World.Assignment;
import dev.sitefailover.health.SiteHealth;
import dev.sitefailover.policy.Situation;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Health;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can happen to a controller: sites come and go, answers are good or bad and come in any order, time passes,
 * operators interfere. Sites are modelled by what can be seen of them, and freely: whatever a real site can do is among
 * it.
 */
final class ModelledSites {
    static final Duration TICK = Duration.ofNanos(1);
    private final List<Site> sites;
    private final int openRequests;
    private final boolean overrides;
    private final List<SwitchRequest> requests =
            List.of(SwitchRequest.abrupt().because(""), new SwitchRequest(TICK, TICK, ""));

    /**
     * @param openRequests so many declared moves may be open at a time
     * @param overrides whether operators hold and exclude
     */
    ModelledSites(List<Site> sites, int openRequests, boolean overrides) {
        this.sites = sites;
        this.openRequests = openRequests;
        this.overrides = overrides;
    }

    /** One thing that happens: an input, or time passing when there is none. */
    record Happening(List<Input> input, int answers) {
        static final Happening TIME_PASSES = new Happening(List.of(), -1);

        static Happening of(Input input) {
            return new Happening(List.of(input), -1);
        }
    }

    List<Happening> whatCanHappen(World w) {
        List<Happening> all = new ArrayList<>();
        SwitchState s = w.state();
        for (int i = 0; i < w.unanswered().size(); i++) {
            Effect effect = w.unanswered().get(i);
            all.add(new Happening(List.of(goodAnswer(effect, s)), i));
            Input bad = badAnswer(effect);
            if (bad != null) {
                all.add(new Happening(List.of(bad), i));
            }
        }
        if (s.phase() == Phase.CLOSING || s.phase() == Phase.CLOSED) {
            return all; // nothing else is listened to any more
        }
        all.add(Happening.TIME_PASSES);
        if (s.reviewAt() <= 0) {
            all.add(Happening.of(new Input.Tick()));
        }
        for (SiteState site : s.sites()) {
            addSite(all, site, w.requests().size() < openRequests);
        }
        Site routed = s.routed();
        if (routed != null) {
            all.add(Happening.of(
                    new Input.Evidence(routed, s.assignedIn(), !s.site(routed).impaired())));
        }
        if (overrides) {
            all.add(Happening.of(s.heldUntil() == Situation.LONG_AGO ? new Input.Hold(1, "") : new Input.Release()));
        }
        all.add(Happening.of(Input.Stop.now()));
        all.add(Happening.of(new Input.Stop(TICK)));
        return all;
    }

    private void addSite(List<Happening> all, SiteState site, boolean mayRequest) {
        for (Health health : List.of(Health.DOWN, Health.STANDBY, Health.SERVING)) {
            if (site.health() != health) {
                all.add(Happening.of(new Input.HealthChanged(site.site(), SiteHealth.of(health, 0))));
            }
        }
        if (overrides) {
            boolean excluded = site.excludedUntil() != Situation.LONG_AGO;
            all.add(Happening.of(excluded ? new Input.Include(site.site()) : new Input.Exclude(site.site(), 1, "")));
        }
        if (mayRequest) {
            for (SwitchRequest request : requests) {
                all.add(Happening.of(new Input.SwitchRequested(7, site.site(), request)));
            }
        }
    }

    World initial() {
        SwitchState state = SwitchState.initial(sites);
        return new World(state, List.of(), 0, Assignment.NONE, Assignment.NONE, List.of());
    }

    int bit(Site site) {
        return 1 << sites.indexOf(site);
    }

    List<Site> sites() {
        return sites;
    }

    static Input goodAnswer(Effect effect, SwitchState s) {
        long number = procedureOf(effect);
        if (effect instanceof Effect.Drain) {
            return new Input.Drained(number);
        } else if (effect instanceof Effect.Deactivate) {
            return new Input.Deactivated(number);
        } else if (effect instanceof Effect.Claim) {
            return new Input.Granted(number, s.epoch().next());
        } else if (effect instanceof Effect.Activate) {
            return new Input.Activated(number);
        } else if (effect instanceof Effect.Verify) {
            return new Input.Verified(number);
        }
        return new Input.Undone(number);
    }

    private static @Nullable Input badAnswer(Effect effect) {
        long number = procedureOf(effect);
        if (effect instanceof Effect.Claim) {
            return new Input.Denied(number, "");
        } else if (effect instanceof Effect.Activate) {
            return new Input.ActivateFailed(number, "");
        } else if (effect instanceof Effect.Verify) {
            return new Input.VerifyFailed(number, "");
        }
        return null;
    }

    /** The procedure number of an effect that is to be answered; -1 for the others. */
    static long procedureOf(Effect effect) {
        if (effect instanceof Effect.Drain e) {
            return e.procedure();
        } else if (effect instanceof Effect.Deactivate e) {
            return e.procedure();
        } else if (effect instanceof Effect.Claim e) {
            return e.procedure();
        } else if (effect instanceof Effect.Activate e) {
            return e.procedure();
        } else if (effect instanceof Effect.Verify e) {
            return e.procedure();
        } else if (effect instanceof Effect.Undo e) {
            return e.procedure();
        }
        return -1;
    }

    static char letterOf(Effect effect) {
        if (effect instanceof Effect.Drain) {
            return 'd';
        } else if (effect instanceof Effect.Deactivate) {
            return 'D';
        } else if (effect instanceof Effect.Claim) {
            return 'C';
        } else if (effect instanceof Effect.Activate) {
            return 'A';
        } else if (effect instanceof Effect.Verify) {
            return 'V';
        }
        return 'U';
    }

    static Epoch epochOf(Effect effect) {
        if (effect instanceof Effect.Drain e) {
            return e.epoch();
        } else if (effect instanceof Effect.Deactivate e) {
            return e.epoch();
        } else if (effect instanceof Effect.Claim e) {
            return e.last();
        } else if (effect instanceof Effect.Activate e) {
            return e.epoch();
        } else if (effect instanceof Effect.Verify e) {
            return e.epoch();
        }
        return ((Effect.Undo) effect).epoch();
    }

    static Effect withProcedure(Effect effect, long number, Epoch epoch) {
        if (effect instanceof Effect.Drain e) {
            return new Effect.Drain(number, e.from(), epoch, e.bound());
        } else if (effect instanceof Effect.Deactivate e) {
            return new Effect.Deactivate(number, e.from(), epoch, e.bound());
        } else if (effect instanceof Effect.Claim e) {
            return new Effect.Claim(number, e.to(), epoch, "", e.bound());
        } else if (effect instanceof Effect.Activate e) {
            return new Effect.Activate(number, e.to(), epoch, e.bound());
        } else if (effect instanceof Effect.Verify e) {
            return new Effect.Verify(number, e.to(), epoch, e.bound());
        }
        Effect.Undo e = (Effect.Undo) effect;
        return new Effect.Undo(number, e.to(), epoch, e.bound());
    }
}
