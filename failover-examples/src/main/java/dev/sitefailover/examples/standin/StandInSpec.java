package dev.sitefailover.examples.standin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in site is told when it starts. Immutable.
 *
 * @param site its id
 * @param serving open for business when its data directory is new; afterwards the directory and the peer decide
 * @param servesAlways open for business whenever its data is up to date, promoted or not
 * @param replicationLag how far its copy of the peer's submissions trails, PT0S (synchronous) or longer
 * @param data where its database is; made when missing
 * @param seed seed of the production data
 * @param records production records per participant, at least 1
 * @param peer the admin address of the site it replicates to; null: none, or the one it was told last
 * @param port of its business, 0: any free one
 * @param adminPort of its administration, 0: any free one
 * @param tcpPort of the framed form of its business, 0: any free one, -1: not offered
 */
public record StandInSpec(
        String site,
        boolean serving,
        boolean servesAlways,
        Duration replicationLag,
        Path data,
        long seed,
        int records,
        @Nullable URI peer,
        int port,
        int adminPort,
        int tcpPort) {

    /** Records per participant when nothing else is said. */
    public static final int RECORDS = 1_000;

    public StandInSpec {
        if (site.isBlank()) {
            throw new IllegalArgumentException("site must not be blank");
        }
        if (replicationLag.isNegative()) {
            throw new IllegalArgumentException("replicationLag must be >= PT0S, was " + replicationLag);
        }
        if (records < 1) {
            throw new IllegalArgumentException("records must be >= 1, was " + records);
        }
    }

    /** A synchronous standby on free ports. */
    public static StandInSpec of(String site, Path data) {
        return new StandInSpec(site, false, false, Duration.ZERO, data, 1, RECORDS, null, 0, 0, -1);
    }

    /** The same, open for business when its data directory is new. */
    public StandInSpec servingFirst() {
        return new StandInSpec(
                site, true, servesAlways, replicationLag, data, seed, records, peer, port, adminPort, tcpPort);
    }

    /** The same, open whenever its data is up to date. */
    public StandInSpec servingAlways() {
        return new StandInSpec(
                site, serving, true, replicationLag, data, seed, records, peer, port, adminPort, tcpPort);
    }

    /** The same with a copy that trails. */
    public StandInSpec trailing(Duration lag) {
        return new StandInSpec(site, serving, servesAlways, lag, data, seed, records, peer, port, adminPort, tcpPort);
    }

    /** The same with that production data. */
    public StandInSpec holding(long dataSeed, int recordsPerParticipant) {
        return new StandInSpec(
                site,
                serving,
                servesAlways,
                replicationLag,
                data,
                dataSeed,
                recordsPerParticipant,
                peer,
                port,
                adminPort,
                tcpPort);
    }

    /** The same replicating to the site with that admin address. */
    public StandInSpec withPeer(@Nullable URI admin) {
        return new StandInSpec(
                site, serving, servesAlways, replicationLag, data, seed, records, admin, port, adminPort, tcpPort);
    }

    /** The same on those ports; {@code tcp} -1: not offered. */
    public StandInSpec on(int http, int admin, int tcp) {
        return new StandInSpec(
                site, serving, servesAlways, replicationLag, data, seed, records, peer, http, admin, tcp);
    }

    /** The arguments of {@code serve}. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("serve", "--site", site));
        option(arguments, "--port", port);
        option(arguments, "--admin-port", adminPort);
        if (tcpPort >= 0) {
            option(arguments, "--tcp-port", tcpPort);
        }
        option(arguments, "--data", data.toAbsolutePath());
        option(arguments, "--seed", seed);
        option(arguments, "--records", records);
        option(arguments, "--replication-lag", replicationLag);
        option(arguments, "--serves", servesAlways ? "always" : "promoted");
        if (serving) {
            arguments.add("--serving");
        }
        if (peer != null) {
            option(arguments, "--peer", peer);
        }
        return arguments;
    }

    private static void option(List<String> arguments, String name, Object value) {
        arguments.add(name);
        arguments.add(value.toString());
    }
}
