package dev.sitefailover.simulation;

import dev.sitefailover.clearing.ClearingRequest;
import java.util.ArrayList;
import java.util.List;

/** The faults that one kind of request meets at a site, by stage, in the order they were placed. Immutable. */
final class Obstacles {
    private static final InflictedFault[] NOTHING = {};
    /** Of requests of any kind, where there are no faults. */
    static final Obstacles NONE =
            new Obstacles(ClearingRequest.class, new InflictedFault[][] {NOTHING, NOTHING, NOTHING});

    private final Class<?> kind;
    private final InflictedFault[][] met;
    private final boolean isClearOnceConnected;
    private final boolean isClear;

    private Obstacles(Class<?> kind, InflictedFault[][] met) {
        this.kind = kind;
        this.met = met;
        this.isClearOnceConnected = at(Stage.REQUEST).length == 0 && at(Stage.RESPONSE).length == 0;
        this.isClear = isClearOnceConnected && at(Stage.CONNECT).length == 0;
    }

    /** Of all requests like that one. */
    static Obstacles of(InflictedFault[] inForce, ClearingRequest request) {
        Stage[] stages = Stage.values();
        InflictedFault[][] met = new InflictedFault[stages.length][];
        for (Stage stage : stages) {
            List<InflictedFault> here = new ArrayList<>(inForce.length);
            for (InflictedFault fault : inForce) {
                if (fault.meets(stage, request)) {
                    here.add(fault);
                }
            }
            met[stage.ordinal()] = here.isEmpty() ? NOTHING : here.toArray(NOTHING);
        }
        return new Obstacles(request.getClass(), met);
    }

    boolean areFor(ClearingRequest request) {
        return kind == request.getClass();
    }

    InflictedFault[] at(Stage stage) {
        return met[stage.ordinal()];
    }

    /** Whether there are none for a request that is connected. */
    boolean isClearOnceConnected() {
        return isClearOnceConnected;
    }

    boolean isClear() {
        return isClear;
    }
}
