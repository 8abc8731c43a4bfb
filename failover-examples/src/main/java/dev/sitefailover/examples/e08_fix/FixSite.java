package dev.sitefailover.examples.e08_fix;

import dev.sitefailover.site.Site;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import quickfix.Application;
import quickfix.ApplicationAdapter;
import quickfix.ConfigError;
import quickfix.DefaultMessageFactory;
import quickfix.FieldConvertError;
import quickfix.FieldNotFound;
import quickfix.MemoryStoreFactory;
import quickfix.Message;
import quickfix.RejectLogon;
import quickfix.Session;
import quickfix.SessionID;
import quickfix.SocketAcceptor;
import quickfix.field.MsgType;
import quickfix.field.NextExpectedMsgSeqNum;

/** One of the organiser's sites: an acceptor with a book. On standby it listens and refuses every logon. */
public final class FixSite extends ApplicationAdapter implements Application, AutoCloseable {
    /** What the site does with an order, from the best case to the worst. */
    enum Manner {
        /** Applies, replicates and acknowledges it. */
        ACKNOWLEDGE,
        /** Applies and replicates it; the acknowledgement is never sent. */
        KEEP_QUIET,
        /** Takes it and dies before anything is done. */
        LOSE
    }

    private final String id;
    private final SocketAcceptor acceptor;
    private final AtomicInteger logons = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    final OrderBook book = new OrderBook();
    private volatile boolean serving;
    private volatile Manner manner = Manner.ACKNOWLEDGE;
    private volatile CountDownLatch arrivals = new CountDownLatch(0);
    private volatile @Nullable FixSite peer;

    /** The participant's next number, as far as replication has told. */
    private volatile int nextExpected = 1;

    public FixSite(String id, boolean serving) throws ConfigError, FieldConvertError {
        this.id = id;
        this.serving = serving;
        acceptor = new SocketAcceptor(
                this,
                new MemoryStoreFactory(),
                FixSettings.acceptor(),
                FixSettings.quiet(),
                new DefaultMessageFactory());
        acceptor.start();
    }

    /** A free port was taken: here it is. */
    public Site site() {
        var bound =
                (InetSocketAddress) acceptor.getEndpoints().iterator().next().getLocalAddress();
        return Site.of(id, "fix://127.0.0.1:" + bound.getPort());
    }

    public void replicateTo(FixSite other) {
        peer = other;
    }

    /** From now on orders are treated like that; the latch tells when so many have come. */
    CountDownLatch treat(Manner how, int orders) {
        CountDownLatch latch = new CountDownLatch(orders);
        arrivals = latch;
        manner = how;
        return latch;
    }

    /** Opens for business; the session goes on where replication left off. */
    void promote() throws IOException {
        session().getStore().setNextTargetMsgSeqNum(nextExpected);
        serving = true;
    }

    /** Every connection ends and nobody listens any more. */
    void crash() {
        serving = false;
        acceptor.stop(true);
    }

    /** How often that order took effect here. */
    public int times(String order) {
        return book.times(order);
    }

    /** How many logons there were; a probe must not add to them. */
    int logons() {
        return logons.get();
    }

    int refusals() {
        return refusals.get();
    }

    @Override
    public void fromAdmin(Message message, SessionID session) throws FieldNotFound, RejectLogon {
        if (!FixMessages.isOf(message, MsgType.LOGON)) {
            return;
        }
        if (!serving) {
            refusals.incrementAndGet();
            throw new RejectLogon("not open for business");
        }
        logons.incrementAndGet();
        if (message.isSetField(NextExpectedMsgSeqNum.FIELD)) {
            try {
                session().getStore().setNextSenderMsgSeqNum(message.getInt(NextExpectedMsgSeqNum.FIELD));
            } catch (IOException e) {
                throw new RejectLogon("sequence numbers could not be set: " + e.getMessage());
            }
        }
    }

    @Override
    public void fromApp(Message message, SessionID from) throws FieldNotFound {
        String order = FixMessages.id(message);
        if (FixMessages.isOf(message, MsgType.ORDER_STATUS_REQUEST)) {
            session().send(FixMessages.status(order, book.holds(order)));
            return;
        }
        Manner how = manner;
        if (how != Manner.LOSE) {
            book.apply(order, FixMessages.isPossibleDuplicate(message));
            replicate(order, how == Manner.ACKNOWLEDGE);
        }
        if (how == Manner.ACKNOWLEDGE) {
            session().send(FixMessages.taken(order));
        }
        arrivals.countDown();
    }

    /** Orders at once; the session's numbers with the acknowledgement, as a site does that logs them last. */
    private void replicate(String order, boolean acknowledged) {
        FixSite other = peer;
        if (other != null) {
            other.book.replicate(order);
            if (acknowledged) {
                other.nextExpected = session().getExpectedTargetNum() + 1;
            }
        }
    }

    /** Not by its id: both sites live in one process here, where QuickFIX/J knows an identity only once. */
    private Session session() {
        return acceptor.getManagedSessions().get(0);
    }

    @Override
    public void close() {
        acceptor.stop(true);
    }
}
