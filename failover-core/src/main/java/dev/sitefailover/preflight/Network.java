package dev.sitefailover.preflight;

import dev.sitefailover.endpoint.NameLookup;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names and connections, asked of the JVM as a gateway would ask. */
final class Network {
    /** A name with more addresses than this is a load balancer's; the first ones say enough. */
    private static final int MOST_ADDRESSES = 8;

    private final String site;
    private final Target target;
    private final Duration timeout;
    private final Notebook notebook;

    Network(String site, Target target, Duration timeout, Notebook notebook) {
        this.site = site;
        this.target = target;
        this.timeout = timeout;
        this.notebook = notebook;
    }

    /** The addresses behind the host; none when there are none. */
    List<InetAddress> lookUp(String host) {
        notebook.begin(Check.NAME);
        long began = System.nanoTime();
        try {
            List<InetAddress> addresses = NameLookup.resolve(host).addresses();
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            String list = list(addresses);
            notebook.add(Finding.ok(
                            site,
                            Check.NAME,
                            target.isLiteral() ? "an address, no name is looked up" : list + " in " + Words.of(took))
                    .with("host", host)
                    .with("addresses", list)
                    .with("tookMicros", took.toNanos() / 1000));
            return addresses.subList(0, Math.min(addresses.size(), MOST_ADDRESSES));
        } catch (UnknownHostException e) {
            notebook.add(Finding.fail(
                            site,
                            Check.NAME,
                            "no address for " + host,
                            "Check the name, and that the alternate DNS servers are configured on this machine.")
                    .with("host", host));
            return List.of();
        }
    }

    private static String list(List<InetAddress> addresses) {
        return String.join(
                ", ", addresses.stream().map(InetAddress::getHostAddress).toList());
    }

    /** Connects to each address; the first that answers, or null. */
    @Nullable
    InetAddress connect(List<InetAddress> addresses) throws InterruptedException {
        notebook.begin(Check.CONNECT);
        InetAddress first = null;
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        long fastest = Long.MAX_VALUE;
        boolean refused = false;
        for (InetAddress address : addresses) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long began = System.nanoTime();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(address, target.port()), Math.toIntExact(timeout.toMillis()));
                long took = System.nanoTime() - began;
                fastest = Math.min(fastest, took);
                good.add(address.getHostAddress() + " in " + Words.of(Duration.ofNanos(took)));
                first = first == null ? address : first;
            } catch (IOException e) {
                refused |= e instanceof ConnectException;
                bad.add(address.getHostAddress() + " " + Words.of(e));
            }
        }
        add(good, bad, refused, fastest);
        return first;
    }

    private void add(List<String> good, List<String> bad, boolean refused, long fastest) {
        String port = "port " + target.port() + ": ";
        if (good.isEmpty()) {
            notebook.add(Finding.fail(
                            site,
                            Check.CONNECT,
                            port + String.join(", ", bad),
                            refused
                                    ? "Nothing listens there, or a firewall says no: check the port, and that the site is up."
                                    : "Ask whether a firewall lets this machine reach the site's address range.")
                    .with("port", (long) target.port()));
            return;
        }
        List<String> all = new ArrayList<>(good);
        all.addAll(bad);
        Finding finding = bad.isEmpty()
                ? Finding.ok(site, Check.CONNECT, port + String.join(", ", all))
                : Finding.warn(
                        site,
                        Check.CONNECT,
                        port + String.join(", ", all),
                        "A client that takes these addresses in turn fails or waits at some of them.");
        notebook.add(finding.with("port", (long) target.port()).with("fastestMicros", fastest / 1000));
    }
}
