package dev.sitefailover.examples.standin;

import dev.sitefailover.proxy.HeldPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The ports of a site that runs as a child process. While it is down nobody else is given them; where one cannot listen beside
 * a {@link HeldPort}, from {@link #hold()} to {@link #makeRoom()} only.
 */
final class StandInPorts implements AutoCloseable {
    private final String site;
    /** Business, administration, and the framed form where that is offered. */
    private final List<HeldPort> held = new ArrayList<>();

    /**
     * Those it asks for, any free ones for 0.
     *
     * @throws StandInException when one of them cannot be had
     */
    StandInPorts(StandInSpec spec) {
        site = spec.site();
        try {
            take("--port", spec.port());
            take("--admin-port", spec.adminPort());
            if (spec.tcpPort() >= 0) {
                take("--tcp-port", spec.tcpPort());
            }
        } catch (StandInException e) {
            close();
            throw e;
        }
    }

    private void take(String option, int port) {
        try {
            held.add(HeldPort.onLoopback(port));
        } catch (IOException | IllegalArgumentException e) {
            throw new StandInException(
                    "site " + site + ": " + option + " " + port + ": cannot listen there; " + e.getMessage(), e);
        }
    }

    /** The same site on these ports. */
    StandInSpec in(StandInSpec spec) {
        return spec.on(
                held.get(0).port(),
                held.get(1).port(),
                held.size() > 2 ? held.get(2).port() : -1);
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
