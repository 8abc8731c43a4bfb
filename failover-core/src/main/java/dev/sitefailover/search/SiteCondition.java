package dev.sitefailover.search;

import dev.sitefailover.clearing.Position;
import dev.sitefailover.fault.Affects;
import dev.sitefailover.fault.Between;
import dev.sitefailover.fault.Blackhole;
import dev.sitefailover.fault.ClockSkew;
import dev.sitefailover.fault.Crash;
import dev.sitefailover.fault.ErrorRate;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Gray;
import dev.sitefailover.fault.Hang;
import dev.sitefailover.fault.Partition;
import dev.sitefailover.fault.Refuse;
import dev.sitefailover.fault.ReplicationLag;
import dev.sitefailover.fault.Reset;
import dev.sitefailover.fault.StaleDns;
import dev.sitefailover.fault.TlsExpired;
import dev.sitefailover.simulation.InflictedFault;
import dev.sitefailover.simulation.SimulatedSite;
import java.util.List;

/** What a site is worth to its clients, by what the organiser knows of it. */
public enum SiteCondition {
    /** Open, and no fault that a client could notice. */
    SOUND,
    /** Open and something is the matter: what a client makes of it may differ. */
    AILING,
    /** Open and every probe passes, but no business call succeeds. */
    GRAY,
    /** Closed, or no probe and no business call can succeed. */
    USELESS;

    /** Of the site with that number. */
    static SiteCondition of(List<SimulatedSite> sites, int index) {
        for (SimulatedSite site : sites) {
            for (InflictedFault fault : site.faults()) {
                if (fault.occurrence().fault() instanceof StaleDns) {
                    return AILING; // whoever asks for one site may reach another one
                }
            }
        }
        SimulatedSite site = sites.get(index);
        if (site.position() != Position.SERVING || site.isCrashed()) {
            return USELESS;
        }
        SiteCondition worst = SOUND;
        for (InflictedFault fault : site.faults()) {
            SiteCondition left =
                    leaves(fault.occurrence().fault(), fault.occurrence().affects());
            worst = left.compareTo(worst) > 0 ? left : worst;
        }
        return worst == GRAY && site.faults().size() > 1 ? AILING : worst;
    }

    private static SiteCondition leaves(Fault fault, Affects affects) {
        if (isHarmless(fault)) {
            return SOUND;
        }
        boolean business = affects.business();
        if (isFatal(fault)) {
            return business ? (affects.probes() ? USELESS : GRAY) : AILING;
        }
        if (fault instanceof Gray gray) {
            return business && gray.fraction() == 1 && gray.operations().isEmpty() ? GRAY : AILING;
        }
        return AILING;
    }

    /** Seen by no client. */
    private static boolean isHarmless(Fault fault) {
        return fault instanceof ClockSkew
                || fault instanceof ReplicationLag
                || (fault instanceof Partition cut && cut.between() == Between.SITE);
    }

    /** Nothing that it meets gets an answer. */
    private static boolean isFatal(Fault fault) {
        return fault instanceof Crash
                || fault instanceof Refuse
                || fault instanceof Blackhole
                || fault instanceof Partition
                || fault instanceof Reset
                || fault instanceof TlsExpired
                || (fault instanceof Hang hang && hang.afterRequests() == 0)
                || (fault instanceof ErrorRate rate && rate.p() == 1);
    }
}
