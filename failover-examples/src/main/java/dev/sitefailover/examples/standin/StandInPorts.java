package dev.sitefailover.examples.standin;

import dev.sitefailover.proxy.HeldPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** The ports of a site that runs as a child process; they stay its own while it is down. */
final class StandInPorts implements AutoCloseable {
    private static final int NOT_OFFERED = -1;

    private final String site;
    /** Business, administration, and the framed form where that is offered. */
    private final List<HeldPort> held = new ArrayList<>();

    /**
     * Those it asks for, any free ones for 0.
     *
     * @throws StandInException when somebody else has one of them
     */
    StandInPorts(StandInSpec spec) {
        site = spec.site();
        try {
            take("--port", spec.port());
            take("--admin-port", spec.adminPort());
            if (spec.tcpPort() != NOT_OFFERED) {
                take("--tcp-port", spec.tcpPort());
            }
        } catch (StandInException e) {
            close();
            throw e;
        }
    }

    private void take(String option, int port) {
        try {
            held.add(HeldPort.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        } catch (IOException e) {
            throw new StandInException(
                    "site " + site + ": " + option + " " + port + ": cannot listen there; " + e.getMessage(), e);
        }
    }

    /** The same site on these ports. */
    StandInSpec in(StandInSpec spec) {
        return spec.on(
                held.get(0).port(),
                held.get(1).port(),
                held.size() > 2 ? held.get(2).port() : NOT_OFFERED);
    }

    /** The process is about to start. */
    void makeRoom() {
        held.forEach(HeldPort::makeRoom);
    }

    /** The process is gone. */
    void hold() {
        try {
            for (HeldPort port : held) {
                port.hold();
            }
        } catch (IOException e) {
            throw new StandInException("site " + site + " cannot have its ports back: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        held.forEach(HeldPort::close);
    }
}
