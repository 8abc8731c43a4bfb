package dev.sitefailover.examples.e08_fix;

import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import quickfix.ApplicationAdapter;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldConvertError;
import quickfix.FieldNotFound;
import quickfix.Message;
import quickfix.MessageStore;
import quickfix.SessionID;
import quickfix.SocketInitiator;
import quickfix.field.MsgType;
import quickfix.field.NextExpectedMsgSeqNum;
import quickfix.field.Text;

/** A participant's session at one site, from the probe before the logon to the logout. */
public final class FixSession extends ApplicationAdapter implements AutoCloseable {
    private final Site site;
    private final SequencePolicy policy;
    private final MessageStore store;
    private final Map<String, CompletableFuture<Message>> unanswered = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> loggedOn = new CompletableFuture<>();
    private final AtomicReference<@Nullable SocketInitiator> initiator = new AtomicReference<>();

    FixSession(Site site, SequencePolicy policy, MessageStore store) {
        this.site = site;
        this.policy = policy;
        this.store = store;
    }

    /** The address is resolved now, not when the session was configured. Completes with the logon. */
    CompletionStage<Void> logOn() throws ConfigError, FieldConvertError {
        SocketInitiator starting = new SocketInitiator(
                this,
                id -> store,
                FixSettings.initiator(site.address(), policy),
                FixSettings.quiet(),
                new DefaultMessageFactory());
        initiator.set(starting);
        starting.start();
        return loggedOn;
    }

    /** Logs out if the site answers, and ends every thread either way. */
    void logOut(boolean atOnce) {
        SocketInitiator ending = initiator.getAndSet(null);
        if (ending != null) {
            ending.stop(atOnce);
        }
        failAll("the session has ended");
    }

    public boolean isLoggedOn() {
        SocketInitiator present = initiator.get();
        return present != null && present.isLoggedOn();
    }

    /** Whether business would be answered; until the logon only whether somebody listens, which needs no logon. */
    public boolean answers(Duration timeout) throws IOException {
        SocketInitiator present = initiator.get();
        if (present != null && loggedOn.isDone()) {
            return present.isLoggedOn();
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            site.address().getHost(), site.address().getPort()),
                    Math.toIntExact(timeout.toMillis()));
            return true;
        }
    }

    public CompletionStage<String> submit(String order, boolean sentBefore) {
        return ask("order " + order, FixMessages.order(order, sentBefore)).thenApply(report -> order);
    }

    public CompletionStage<Boolean> isKnown(String order) {
        return ask("enquiry " + order, FixMessages.enquiry(order)).thenApply(report -> {
            try {
                return FixMessages.isKnown(report);
            } catch (FieldNotFound e) {
                throw new EndpointException(Delivery.IN_DOUBT, "a report without a status", e);
            }
        });
    }

    private CompletionStage<Message> ask(String what, Message question) {
        SocketInitiator present = initiator.get();
        if (present == null || !present.isLoggedOn()) {
            // QuickFIX/J would keep it and send it at the next logon: nobody must be surprised by that
            return CompletableFuture.failedFuture(new EndpointException(Delivery.NOT_SENT, "not logged on"));
        }
        CompletableFuture<Message> answer = new CompletableFuture<>();
        unanswered.put(what, answer);
        if (!present.getManagedSessions().get(0).send(question) || !present.isLoggedOn()) {
            fail(what, "the session broke while it was sent");
        }
        return answer;
    }

    @Override
    public void onLogon(SessionID id) {
        loggedOn.complete(null);
    }

    @Override
    public void onLogout(SessionID id) {
        loggedOn.completeExceptionally(new EndpointException(Delivery.REFUSED, "the logon was not accepted"));
        failAll("the session broke");
    }

    @Override
    public void toAdmin(Message message, SessionID id) {
        try {
            if (policy == SequencePolicy.KEEP && FixMessages.isOf(message, MsgType.LOGON)) {
                message.setInt(NextExpectedMsgSeqNum.FIELD, store.getNextTargetMsgSeqNum());
            }
        } catch (FieldNotFound | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void fromAdmin(Message message, SessionID id) throws FieldNotFound {
        if (FixMessages.isOf(message, MsgType.LOGOUT)) {
            String why = message.isSetField(Text.FIELD) ? message.getString(Text.FIELD) : "no reason given";
            loggedOn.completeExceptionally(new EndpointException(Delivery.REFUSED, "logon refused: " + why));
        }
    }

    @Override
    public void fromApp(Message message, SessionID id) throws FieldNotFound {
        String kind = FixMessages.answersEnquiry(message) ? "enquiry " : "order ";
        CompletableFuture<Message> answer = unanswered.remove(kind + FixMessages.id(message));
        if (answer != null) { // else the answer to what the session sent again by itself
            answer.complete(message);
        }
    }

    private void failAll(String why) {
        unanswered.keySet().forEach(what -> fail(what, why));
    }

    private void fail(String what, String why) {
        CompletableFuture<Message> answer = unanswered.remove(what);
        if (answer != null) {
            answer.completeExceptionally(new EndpointException(Delivery.IN_DOUBT, why));
        }
    }

    @Override
    public void close() {
        logOut(true);
    }
}
