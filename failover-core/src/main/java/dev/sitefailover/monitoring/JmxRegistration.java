package dev.sitefailover.monitoring;

import dev.sitefailover.FailoverListener;
import dev.sitefailover.SiteFailover;
import dev.sitefailover.control.SwitchEvent;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client in the JMX server, as a {@link FailoverMXBean} named {@code dev.sitefailover:type=SiteFailover,name=NAME}.
 * Ends when it is closed or when the client is, so that no server keeps a closed client alive. Safe for use by several
 * threads.
 *
 * <p>Whoever may reach the JMX server may move this client: protect remote access as the JDK's guide says.
 */
public final class JmxRegistration implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JmxRegistration.class);

    private final MBeanServer server;
    private final ObjectName name;
    private final AtomicBoolean over = new AtomicBoolean();
    private final FailoverListener.Registration listening;

    private JmxRegistration(SiteFailover<?> client, String name, MBeanServer server) {
        this.server = server;
        this.name = objectName(name);
        try {
            server.registerMBean(new FailoverBean(client), this.name);
        } catch (InstanceAlreadyExistsException e) {
            throw new IllegalStateException(
                    this.name + " is registered already; close that registration first or give this client another"
                            + " name",
                    e);
        } catch (JMException e) {
            throw new IllegalStateException(this.name + " could not be registered: " + e.getMessage(), e);
        }
        this.listening = client.listen(event -> {
            if (event instanceof SwitchEvent.Closed) {
                unregister();
            }
        });
    }

    /**
     * Registers a client in the platform's server.
     *
     * @param name tells several clients of one process apart; quoted where JMX asks for it
     * @throws IllegalStateException when a client is registered under that name already
     */
    public static JmxRegistration of(SiteFailover<?> client, String name) {
        return of(client, name, ManagementFactory.getPlatformMBeanServer());
    }

    /** Likewise, in a server of your own. */
    public static JmxRegistration of(SiteFailover<?> client, String name, MBeanServer server) {
        return new JmxRegistration(client, name, server);
    }

    /** Under which name the client is found. */
    public ObjectName name() {
        return name;
    }

    /** Takes the client out of the server; idempotent. */
    @Override
    public void close() {
        listening.close();
        unregister();
    }

    private void unregister() {
        if (!over.compareAndSet(false, true)) {
            return; // the name may be somebody else's by now
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException gone) {
            LOG.debug("{} was taken out by somebody else", name);
        } catch (JMException e) {
            LOG.warn("{} could not be taken out", name, e);
        }
    }

    private static ObjectName objectName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the client must not be blank");
        }
        String value = name.matches("[\\w .@/+-]+") ? name : ObjectName.quote(name);
        try {
            return new ObjectName("dev.sitefailover:type=SiteFailover,name=" + value);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("the name " + name + " is none that JMX takes", e);
        }
    }
}
