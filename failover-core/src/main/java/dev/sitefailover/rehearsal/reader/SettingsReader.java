package dev.sitefailover.rehearsal.reader;

import dev.sitefailover.document.yaml.Durations;
import dev.sitefailover.document.yaml.Fields;
import dev.sitefailover.document.yaml.Numbers;
import dev.sitefailover.document.yaml.Texts;
import dev.sitefailover.document.yaml.Type;
import dev.sitefailover.rehearsal.rundown.ClientSettings;
import dev.sitefailover.rehearsal.rundown.ClientSettings.Probe;
import dev.sitefailover.rehearsal.rundown.Mode;
import dev.sitefailover.rehearsal.rundown.Objectives;
import dev.sitefailover.rehearsal.rundown.Registration;
import dev.sitefailover.rehearsal.rundown.Rundown;
import dev.sitefailover.rehearsal.rundown.Workload;
import java.util.List;

/** Reads the small mappings of settings at a rundown's top. */
final class SettingsReader {
    private static final Type<Mode> MODE = Type.oneOf(Mode.class);
    private static final Type<Integer> COUNT = Numbers.count(1, Rundown.HIGHEST_COUNT);
    private static final Type<Double> RATE =
            Numbers.fraction("allowed is a number from 0 to 1000000, calls per second", 0, Workload.HIGHEST);

    private SettingsReader() {}

    static Registration registration(Fields rundown, LocalTimes times) {
        Fields fields = rundown.below("registration", List.of("by", "through"));
        return new Registration(fields.maybe("by", times.deadline()), fields.maybe("through", Texts.TEXT));
    }

    static Objectives objectives(Fields rundown) {
        Fields fields = rundown.below("objectives", List.of("rto", "clientRto", "rpo"));
        return new Objectives(
                fields.maybe("rto", Durations.DURATION),
                fields.maybe("clientRto", Durations.DURATION),
                fields.maybe("rpo", Durations.DURATION));
    }

    static Workload workload(Fields rundown) {
        Fields fields = rundown.below("workload", List.of("enquiries", "submissions"));
        Workload usual = Workload.DEFAULT;
        return new Workload(
                fields.maybe("enquiries", RATE).orElse(usual.enquiries()),
                fields.maybe("submissions", RATE).orElse(usual.submissions()));
    }

    static ClientSettings client(Fields rundown) {
        Fields fields = rundown.below("client", List.of("probe", "callTimeout", "failover", "failback", "stableFor"));
        ClientSettings usual = ClientSettings.DEFAULT;
        return new ClientSettings(
                probe(fields),
                fields.maybe("callTimeout", Durations.PERIOD).orElse(usual.callTimeout()),
                fields.maybe("failover", MODE).orElse(usual.failover()),
                fields.maybe("failback", MODE).orElse(usual.failback()),
                fields.maybe("stableFor", Durations.DURATION).orElse(usual.stableFor()));
    }

    private static Probe probe(Fields client) {
        Fields fields = client.below("probe", List.of("interval", "timeout", "rise", "fall"));
        Probe usual = Probe.DEFAULT;
        return new Probe(
                fields.maybe("interval", Durations.PERIOD).orElse(usual.interval()),
                fields.maybe("timeout", Durations.PERIOD).orElse(usual.timeout()),
                fields.maybe("rise", COUNT).orElse(usual.rise()),
                fields.maybe("fall", COUNT).orElse(usual.fall()));
    }
}
