package dev.sitefailover.simulation;

import dev.sitefailover.fault.Occurrence;

/** A fault that was placed at a site. */
public final class InflictedFault {
    private final SimulatedSite site;
    private final Occurrence occurrence;
    private final Behaviour behaviour;
    private final MessageChance chance;
    private final boolean occurred;
    private boolean lifted;

    InflictedFault(
            SimulatedSite site, Occurrence occurrence, Behaviour behaviour, MessageChance chance, boolean occurred) {
        this.site = site;
        this.occurrence = occurrence;
        this.behaviour = behaviour;
        this.chance = chance;
        this.occurred = occurred;
        this.lifted = !occurred;
    }

    /** The fault and its circumstances. */
    public Occurrence occurrence() {
        return occurrence;
    }

    /** Whether it occurred at all: false when its probability was against it. */
    public boolean occurred() {
        return occurred;
    }

    /** Whether it is at work now. */
    public boolean isInForce() {
        return !lifted;
    }

    /** Ends the fault; does nothing when it has ended. */
    public void lift() {
        if (!lifted) {
            lifted = true;
            site.lifted(this);
        }
    }

    boolean meets(boolean probe) {
        return probe ? occurrence.affects().probes() : occurrence.affects().business();
    }

    Behaviour behaviour() {
        return behaviour;
    }

    MessageChance chance() {
        return chance;
    }

    @Override
    public String toString() {
        return occurrence.fault().kind() + " at " + site.id() + (lifted ? ", over" : ", in force");
    }
}
