package dev.sitefailover.search;

import dev.sitefailover.FailoverTiming;
import dev.sitefailover.control.SwitchEvent;
import dev.sitefailover.control.SwitchSettings;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Workload;
import dev.sitefailover.routing.Outcome.Answered;
import dev.sitefailover.search.Happening.Ended;
import dev.sitefailover.search.Happening.Kind;
import dev.sitefailover.search.Happening.Switched;
import dev.sitefailover.search.Invariant.Watch;
import dev.sitefailover.site.Site;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times each loss of a site that somebody is at while another one is sound. A clock starts when that becomes so and is
 * called off when anything else is done, since the formula knows one loss at a time.
 */
final class SwitchTimeWatch implements Watch {
    private static final long NONE = Long.MAX_VALUE;
    /** Of no interest while no clock runs. */
    private static final Set<Kind> ENDS = EnumSet.of(Kind.ACKNOWLEDGED, Kind.ANSWERED, Kind.UNANSWERED);

    private final World world;
    private final long failover;
    private final long follow;
    private final long recognition;
    private final long backOff = SwitchSettings.defaults().retryAtMost().toNanos();
    private final SiteCondition[] conditions;
    private final long[] soundSince;
    private final long[] uselessSince;
    private final long detection;
    private final long[] deadline;
    private final int[] lost;
    private final long[] lostAt;
    private final long[] lastFailure;

    /** Of a client system that moves by itself, with calls to tell when it has moved. */
    static Watch of(World world) {
        Workload workload = world.scenario().workload();
        double perSecond = Math.max(workload.enquiries(), workload.submissions());
        return world.scenario().client().failover() == Mode.AUTOMATIC && perSecond > 0
                ? new SwitchTimeWatch(world, perSecond)
                : Watch.NOTHING;
    }

    private SwitchTimeWatch(World world, double perSecond) {
        this.world = world;
        long pause = (long) (1e9 / perSecond);
        this.failover = world.timing().failoverBound().toNanos() + pause;
        this.follow = world.timing().followBound().toNanos() + pause;
        this.recognition = FailoverTiming.sum(world.timing().recognition()).toNanos();
        int sites = world.sites().size();
        int gateways = world.gateways().size();
        this.conditions = new SiteCondition[sites];
        this.soundSince = new long[sites];
        this.uselessSince = new long[sites];
        this.detection = FailoverTiming.sum(world.timing().detection()).toNanos();
        this.deadline = new long[gateways];
        this.lost = new int[gateways];
        this.lostAt = new long[gateways];
        this.lastFailure = new long[gateways];
        for (int i = 0; i < sites; i++) {
            conditions[i] = world.condition(i);
        }
        for (int i = 0; i < gateways; i++) {
            deadline[i] = NONE;
            lastFailure[i] = -backOff;
        }
    }

    @Override
    public @Nullable String after(Happening happening) {
        Kind kind = happening.kind();
        if (kind == Kind.ACTED || kind == Kind.EXPIRED || kind == Kind.HEALED) {
            changed();
            return null;
        }
        if (happening instanceof Ended ended && ended.outcome() instanceof Answered<?> answered) {
            int gateway = ended.gateway();
            if (deadline[gateway] != NONE
                    && world.now() <= deadline[gateway]
                    && world.indexOf(answered.site()) != lost[gateway]) {
                deadline[gateway] = NONE;
            }
        } else if (happening instanceof Switched switched && switched.event() instanceof SwitchEvent.AttemptFailed) {
            lastFailure[switched.gateway()] = world.now();
        }
        for (int i = 0; i < deadline.length; i++) {
            if (world.now() > deadline[i]) {
                return world.gateway(i).participant() + " has had no answer elsewhere for "
                        + Duration.ofNanos(world.now() - lostAt[i]) + " since "
                        + world.sites().get(lost[i])
                        + " was lost; the formula says " + Duration.ofNanos(deadline[i] - lostAt[i]);
            }
        }
        return null;
    }

    private void changed() {
        SiteCondition[] before = conditions.clone();
        for (int i = 0; i < conditions.length; i++) {
            conditions[i] = world.condition(i);
            if (conditions[i] == SiteCondition.SOUND && before[i] != SiteCondition.SOUND) {
                soundSince[i] = world.now();
            }
            if (conditions[i] == SiteCondition.USELESS && before[i] != SiteCondition.USELESS) {
                uselessSince[i] = world.now();
            }
        }
        for (int i = 0; i < deadline.length; i++) {
            deadline[i] = due(world.gateway(i));
            if (deadline[i] != NONE) {
                world.wake(this, ENDS);
            }
        }
    }

    /** Until when that gateway must be answered elsewhere; {@link #NONE} when it need not move. */
    private long due(GatewayView gateway) {
        Site routed = gateway.routed();
        long now = world.now();
        if (routed == null
                || conditions[world.indexOf(routed)] != SiteCondition.USELESS
                || gateway.heldUntil() > now
                || now - lastFailure[gateway.index()] < backOff
                || now - gateway.startedAt() < follow
                || (gateway.declaredAt() >= 0
                        && now - gateway.declaredAt()
                                < world.scenario().settling().toNanos())) {
            return NONE;
        }
        int left = world.indexOf(routed);
        lost[gateway.index()] = left;
        lostAt[gateway.index()] = now;
        long due = NONE;
        for (int i = 0; i < conditions.length; i++) {
            boolean knownUseless = conditions[i] == SiteCondition.USELESS && now - uselessSince[i] > detection;
            if (i != left && conditions[i] != SiteCondition.SOUND && !knownUseless) {
                return NONE; // it may be tried first, which the formula does not know
            }
            if (conditions[i] == SiteCondition.SOUND) {
                due = Math.min(due, now + (now - soundSince[i] > recognition ? failover : follow));
            }
        }
        return due;
    }
}
