package dev.sitefailover.preflight;

import static java.util.Objects.requireNonNull;

import dev.sitefailover.endpoint.TlsSettings;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Site;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every site from this machine and says what would go wrong on the day. It logs on nowhere and changes nothing.
 * Immutable; methods copy.
 *
 * <p>Sites are looked at side by side, so that one that hangs delays no other; each single step (a name, one connection,
 * the handshake, one answer) may take {@link #timeout}, and the whole {@value #STEPS} times that. Addresses with the
 * schemes {@code http}, {@code https}, {@code tcp}, {@code tcps} and {@code jdbc} can be checked; a {@code jdbc} site is
 * connected to and asked whether the connection is valid, instead of being greeted. What a site does not tell, as its
 * clock over tcp or its certificate over jdbc, is a row that says so at level OK.
 *
 * <p>Levels: WARN when names are kept for more than 60 s, when one of several addresses cannot be reached, when a
 * certificate ends within 30 days, when the clocks differ by more than 1 s beyond the uncertainty of the measurement, or
 * when the median of 5 probes exceeds the default probe timeout. FAIL when there is no address or no connection, when a
 * certificate is expired, not yet valid, for another host or untrusted, when another site or no site answers, or when
 * sites tell different environments.
 */
public final class Preflight {
    static final int STEPS = 6;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    final List<Site> sites;
    final Duration timeout;
    final String participant;
    final @Nullable KeyStore trusted;
    final @Nullable TlsSettings tls;
    final @Nullable Connector<Endpoint> connector;

    private Preflight(
            List<Site> sites,
            Duration timeout,
            String participant,
            @Nullable KeyStore trusted,
            @Nullable TlsSettings tls,
            @Nullable Connector<Endpoint> connector) {
        this.sites = List.copyOf(sites);
        this.timeout = timeout;
        this.participant = participant;
        this.trusted = trusted;
        this.tls = tls;
        this.connector = connector;
    }

    /** Of these sites, one or more, ids unique; as participant {@code preflight}, 5 s a step, the JVM's trust store and identity. */
    public static Preflight of(List<Site> sites) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("sites must be 1 or more, were none");
        }
        if (sites.stream().map(Site::id).distinct().count() < sites.size()) {
            throw new IllegalArgumentException("site ids must be unique, were " + sites);
        }
        return new Preflight(sites, TIMEOUT, "preflight", null, null, null);
    }

    /** Likewise. */
    public static Preflight of(Site... sites) {
        return of(List.of(sites));
    }

    /** Why a site with that address cannot be looked at: "its scheme is ftp", "it names no port"; empty when it can. */
    public static Optional<String> obstacle(URI address) {
        try {
            Target.of(address);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    /** How long one step may take; 1 ms to 10 min. */
    public Preflight timeout(Duration step) {
        if (step.toMillis() < 1 || step.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new IllegalArgumentException("timeout must be 1 ms to 10 min, was " + step);
        }
        return new Preflight(sites, step, participant, trusted, tls, connector);
    }

    /** Who greets. */
    public Preflight participant(String id) {
        return new Preflight(sites, timeout, requireNonNull(id), trusted, tls, connector);
    }

    /** The trust store that the gateway uses, where it is not the JVM's. */
    public Preflight trusting(KeyStore store) {
        return new Preflight(sites, timeout, participant, requireNonNull(store), tls, connector);
    }

    /** The certificate of our own for sites that ask for one, where it is not the JVM's ({@code javax.net.ssl.keyStore}). */
    public Preflight identity(KeyStore store, char[] password) {
        return new Preflight(
                sites, timeout, participant, trusted, TlsSettings.system().withIdentity(store, password), connector);
    }

    /** How tcp and tcps sites are reached; default: the ready-made endpoint. */
    public Preflight connector(Connector<Endpoint> connector) {
        return new Preflight(sites, timeout, participant, trusted, tls, requireNonNull(connector));
    }

    /** Looks, and waits for what is found; an interrupt ends the waiting and the rest is reported as not finished. */
    public PreflightReport run() {
        Instant at = Instant.now();
        long began = System.nanoTime();
        List<Notebook> notebooks = new ArrayList<>();
        List<Thread> inspectors = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(sites.size());
        for (Site site : sites) {
            Notebook notebook = new Notebook();
            notebooks.add(notebook);
            SiteInspection inspection = new SiteInspection(site, this, notebook);
            Thread inspector = new Thread(
                    () -> {
                        inspection.run();
                        notebook.finish();
                        done.countDown();
                    },
                    "site-failover-preflight-" + site.id());
            inspector.setDaemon(true);
            inspector.start();
            inspectors.add(inspector);
        }
        await(done);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < sites.size(); i++) {
            Check unfinished = notebooks.get(i).at();
            findings.addAll(notebooks.get(i).turn());
            if (!notebooks.get(i).isFinished()) {
                inspectors.get(i).interrupt();
                findings.add(Finding.fail(
                        sites.get(i).id(),
                        unfinished,
                        "not finished within " + Words.of(timeout.multipliedBy(STEPS)),
                        "Something on the way answers too slowly: look at this site alone, with a longer timeout."));
            }
        }
        return new PreflightReport(
                at, Duration.ofNanos(System.nanoTime() - began), sites, Environments.compared(findings));
    }

    private void await(CountDownLatch done) {
        try {
            boolean inTime = done.await(timeout.multipliedBy(STEPS).toNanos(), TimeUnit.NANOSECONDS);
            assert inTime || done.getCount() > 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
