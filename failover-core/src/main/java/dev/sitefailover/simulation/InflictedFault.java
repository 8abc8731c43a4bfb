package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingRequest;
import dev.sitefailover.clearing.ProbePing;
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

    /** Whether it may do anything to requests like that one at that stage. */
    boolean meets(Stage stage, ClearingRequest request) {
        return affects(request instanceof ProbePing) && behaviour.touches(stage, request);
    }

    Verdict verdict(Stage stage, Message message, long now) {
        MessageChance draws = chance.at(message, stage.ordinal());
        return switch (stage) {
            case CONNECT -> behaviour.connect(message, now, draws);
            case REQUEST -> behaviour.request(message, now, draws);
            case RESPONSE -> behaviour.response(message, now, draws);
        };
    }

    boolean affects(boolean probe) {
        return probe ? occurrence.affects().probes() : occurrence.affects().business();
    }

    @Override
    public String toString() {
        return occurrence.fault().kind() + " at " + site.id() + (lifted ? ", over" : ", in force");
    }
}
