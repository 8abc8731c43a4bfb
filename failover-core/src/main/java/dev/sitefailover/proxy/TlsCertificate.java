package dev.sitefailover.proxy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * A certificate to be made: what it says, and with it what is wrong with it. Immutable; the methods copy.
 *
 * @param name its owner's common name
 * @param names the host names and addresses it speaks for
 * @param from when it becomes valid, counted from when it is made; negative: it has been for so long
 * @param lasting for how long from then it is valid; longer than PT0S
 * @param issued by the {@link TlsAuthority} that clients trust; else it vouches for itself, and nobody trusts it
 * @param forClientsOnly its owner may not be a server
 */
public record TlsCertificate(
        String name, List<String> names, Duration from, Duration lasting, boolean issued, boolean forClientsOnly) {
    private static final TlsCertificate GOOD = new TlsCertificate(
            "A site", List.of("127.0.0.1", "localhost"), Duration.ofDays(-1), Duration.ofDays(91), true, false);

    public TlsCertificate {
        requireNonNull(name, "name");
        names = List.copyOf(names);
        requireNonNull(from, "from");
        if (lasting.isNegative() || lasting.isZero()) {
            throw new IllegalArgumentException("lasting must be longer than PT0S, was " + lasting);
        }
    }

    /** For 127.0.0.1 and localhost, since yesterday, for 90 more days. */
    public static TlsCertificate valid() {
        return GOOD;
    }

    /** Was valid until yesterday. */
    public static TlsCertificate expired() {
        return GOOD.valid(Duration.ofDays(-91), Duration.ofDays(90));
    }

    /** Will be valid from tomorrow on. */
    public static TlsCertificate notYetValid() {
        return GOOD.valid(Duration.ofDays(1), Duration.ofDays(90));
    }

    /** Good in everything, but {@code elsewhere.example}'s. */
    public static TlsCertificate ofAnotherHost() {
        return GOOD.speakingFor("elsewhere.example");
    }

    /** Nobody vouches for it. */
    public static TlsCertificate untrusted() {
        return new TlsCertificate("A stranger", GOOD.names, GOOD.from, GOOD.lasting, false, false);
    }

    public TlsCertificate named(String newName) {
        return new TlsCertificate(newName, names, from, lasting, issued, forClientsOnly);
    }

    public TlsCertificate speakingFor(String... hosts) {
        return new TlsCertificate(name, List.of(hosts), from, lasting, issued, forClientsOnly);
    }

    /** From a while before (negative) or after it is made, for so long. */
    public TlsCertificate valid(Duration newFrom, Duration newLasting) {
        return new TlsCertificate(name, names, newFrom, newLasting, issued, forClientsOnly);
    }

    /** Good for logging on with, not for being a server. */
    public TlsCertificate forClients() {
        return new TlsCertificate(name, names, from, lasting, issued, true);
    }
}
