package dev.sitefailover.examples.clients;

import dev.sitefailover.examples.e08_fix.FixMessages;
import dev.sitefailover.examples.e08_fix.FixSettings;
import dev.sitefailover.examples.e08_fix.SequencePolicy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import quickfix.ApplicationAdapter;
import quickfix.DefaultMessageFactory;
import quickfix.FieldNotFound;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.SessionID;
import quickfix.SessionSettings;
import quickfix.SocketInitiator;

/** QuickFIX/J's own failover: one session, two hosts. An order that cannot be sent now it keeps and sends after the logon. */
final class TwoHosts extends ApplicationAdapter implements Client {
    /** One connection before the outage, and so many in vain. */
    private static final int HOPELESS_AFTER = 4;

    private final FixOutageTest.FixSites at;
    private final SocketInitiator initiator;
    private final CountDownLatch loggedOn = new CountDownLatch(1);
    private final Map<String, CompletableFuture<String>> unanswered = new ConcurrentHashMap<>();

    TwoHosts(FixOutageTest.FixSites at) throws Exception {
        this.at = at;
        SessionSettings settings =
                FixSettings.initiator(at.sites.as("fix://127.0.0.1:%d")[0].address(), SequencePolicy.KEEP);
        SessionID id = FixSettings.INITIATOR;
        settings.setString(id, "SocketConnectHost1", "127.0.0.1");
        settings.setLong(id, "SocketConnectPort1", at.sites.secondary().port());
        settings.setLong(id, "HeartBtInt", 1);
        settings.setLong(id, "ReconnectInterval", 1);
        settings.setLong(id, "SocketConnectTimeout", 1);
        settings.setLong(id, "LogonTimeout", 1);
        settings.setString(id, "EnableNextExpectedMsgSeqNum", "Y"); // else the second site's numbers are never right
        initiator = new SocketInitiator(
                this, new MemoryStoreFactory(), settings, FixSettings.quiet(), new DefaultMessageFactory());
        initiator.start();
        loggedOn.await();
    }

    @Override
    public String write(String key) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        unanswered.put(key, answer);
        initiator.getManagedSessions().get(0).send(FixMessages.order(key, false));
        return answer.get();
    }

    /** It connects to the first host again and again. */
    @Override
    public boolean isHopeless() {
        return at.sites.primary().accepted() > HOPELESS_AFTER;
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(8);
    }

    @Override
    public void onLogon(SessionID id) {
        loggedOn.countDown();
    }

    @Override
    public void fromApp(Message message, SessionID id) throws FieldNotFound {
        CompletableFuture<String> answer = unanswered.remove(FixMessages.id(message));
        if (answer != null) {
            answer.complete(at.sites.secondary().connections() > 0 ? SECONDARY : PRIMARY);
        }
    }

    @Override
    public void end() {
        Thread ending = new Thread(() -> initiator.stop(true), "initiator-end"); // a pending connect can take a minute
        ending.setDaemon(true);
        ending.start();
    }
}
