package dev.sitefailover.preflight;

import dev.sitefailover.endpoint.DnsCachePolicy;
import dev.sitefailover.endpoint.TlsSettings;
import dev.sitefailover.endpoint.tcp.TcpEndpoints;
import dev.sitefailover.endpoint.tcp.TcpSettings;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Site;
import dev.sitefailover.site.SiteFailoverException;
import java.net.InetAddress;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One site, from its name to its answers; ends where going on makes no sense. */
final class SiteInspection {
    private final Site site;
    private final Duration timeout;
    private final String participant;
    private final @Nullable KeyStore trusted;
    private final @Nullable TlsSettings tls;
    private final @Nullable Connector<Endpoint> connector;
    private final Notebook notebook;

    SiteInspection(Site site, Preflight settings, Notebook notebook) {
        this.site = site;
        this.timeout = settings.timeout;
        this.participant = settings.participant;
        this.trusted = settings.trusted;
        this.tls = settings.tls;
        this.connector = settings.connector;
        this.notebook = notebook;
    }

    void run() {
        try {
            inspect();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the time is up; who waited says so
        } catch (Exception e) {
            notebook.add(Finding.fail(
                    site.id(), notebook.at(), "the check itself failed: " + e, "Please report this as a bug."));
        }
    }

    private void inspect() throws Exception {
        Target target;
        try {
            target = Target.of(site.address());
        } catch (IllegalArgumentException e) {
            notebook.add(Finding.fail(
                    site.id(),
                    Check.ADDRESS,
                    site.address() + " cannot be checked: " + e.getMessage(),
                    "Give an http, https, tcp, tcps or jdbc address, with a port for tcp and tcps."));
            return;
        }
        String host = target.host();
        InetAddress reached = null;
        if (host != null) {
            reached = reach(target, host);
            if (reached == null && target.port() >= 0) {
                return;
            }
        }
        if (target.kind() == Target.Kind.JDBC) {
            tellWhatOnlyTheDriverKnows(target);
            Database.check(site.id(), site.address(), timeout, notebook);
        } else if (host != null && reached != null) {
            talk(target, host, reached);
        }
    }

    private void tellWhatOnlyTheDriverKnows(Target target) {
        if (target.host() == null) {
            notebook.add(Finding.notTold(site.id(), Check.NAME, "only the driver reads this address"));
        }
        if (target.port() < 0) {
            notebook.add(Finding.notTold(site.id(), Check.CONNECT, "only the driver knows where to"));
        }
        notebook.add(Finding.notTold(
                site.id(),
                Check.CERTIFICATE,
                "TLS is the driver's; PostgreSQL's checks the host name with sslmode=verify-full only"));
    }

    private @Nullable InetAddress reach(Target target, String host) throws InterruptedException {
        Network network = new Network(site.id(), target, timeout, notebook);
        List<InetAddress> addresses = network.lookUp(host);
        if (!target.isLiteral()) {
            notebook.begin(Check.DNS_CACHE);
            notebook.add(NameCache.finding(site.id(), DnsCachePolicy.ofThisJvm()));
        }
        return addresses.isEmpty() || target.port() < 0 ? null : network.connect(addresses);
    }

    private void talk(Target target, String host, InetAddress reached) throws Exception {
        SSLContext context = null;
        if (target.kind().secured) {
            notebook.begin(Check.CERTIFICATE);
            Trust trust = Trust.over(trusted);
            try {
                context = trust.context(tls());
            } catch (SiteFailoverException | LinkageError e) {
                notebook.add(Finding.fail(
                        site.id(),
                        Check.CERTIFICATE,
                        "our own certificate cannot be used: " + Words.of(e),
                        "Check javax.net.ssl.keyStore, its type and its password."));
                return;
            }
            Finding finding = new CertificateCheck(site.id(), target, host, trust, Instant.now())
                    .run(context, reached, target.port(), timeout);
            notebook.add(finding);
            if (!CertificateCheck.wasTaken(finding)) {
                return;
            }
        }
        notebook.begin(Check.GREETING);
        try (Questions questions = questions(target, context)) {
            new Conversation(site.id(), questions, participant, !target.kind().isHttp(), notebook).hold();
        }
    }

    private Questions questions(Target target, @Nullable SSLContext context) throws Exception {
        if (target.kind().isHttp()) {
            return new HttpQuestions(site.address(), context, timeout);
        }
        TcpSettings settings =
                TcpSettings.defaults().withConnectTimeout(timeout).withRequestTimeout(timeout);
        if (target.kind().secured) {
            settings = settings.withTls(tls());
        }
        return EndpointQuestions.open(connector == null ? TcpEndpoints.connector(settings) : connector, site, timeout);
    }

    /** What a gateway shows and trusts. */
    private TlsSettings tls() {
        TlsSettings ours = tls == null ? TlsSettings.system() : tls;
        return trusted == null ? ours : ours.withTrust(trusted);
    }
}
