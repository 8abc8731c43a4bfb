package dev.sitefailover.search;

import java.util.List;

/** What an act is about. */
final class Acts {
    /** The organiser's acts and the world's concern no gateway. */
    static final int NOBODY = -1;

    private Acts() {}

    static List<String> sitesOf(Act act) {
        if (act instanceof Act.Inflict inflict) {
            return List.of(inflict.site());
        } else if (act instanceof Act.Restore restore) {
            return List.of(restore.site());
        } else if (act instanceof Act.Promote promote) {
            return List.of(promote.site());
        } else if (act instanceof Act.StandBy standBy) {
            return List.of(standBy.site());
        } else if (act instanceof Act.Resynchronise resynchronise) {
            return List.of(resynchronise.site(), resynchronise.from());
        }
        return act instanceof Act.Declare declare ? List.of(declare.to()) : List.of();
    }

    static int gatewayOf(Act act) {
        if (act instanceof Act.Declare declare) {
            return declare.gateway();
        } else if (act instanceof Act.Hold hold) {
            return hold.gateway();
        }
        return act instanceof Act.Restart restart ? restart.gateway() : NOBODY;
    }

    /** The same for the gateways that are left when one is gone, which are numbered anew. */
    static Act withoutGateway(Act act, int gone) {
        int gateway = gatewayOf(act);
        if (gateway <= gone) {
            return act;
        } else if (act instanceof Act.Declare declare) {
            return new Act.Declare(declare.at(), gateway - 1, declare.to());
        } else if (act instanceof Act.Hold hold) {
            return new Act.Hold(hold.at(), gateway - 1, hold.lasting());
        }
        return new Act.Restart(act.at(), gateway - 1);
    }
}
