package dev.sitefailover.endpoint.tcp;

import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.runtime.EngineRuntime;
import dev.sitefailover.site.Delivery;
import dev.sitefailover.site.EndpointException;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection to one site; requests wait by their number. A broken one stays broken: there will be another. */
final class TcpLink implements Connection.Listener {
    private static final Duration LOGOUT_BOUND = Duration.ofMillis(200);

    private final Site site;
    private final TcpSettings settings;
    private final EngineRuntime runtime;
    private final Connection connection;
    private final AtomicLong numbers = new AtomicLong();
    private final Map<Long, CompletableFuture<Reply>> outstanding = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> logon = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private volatile @Nullable String ended;

    TcpLink(Site site, TcpSettings settings, EngineRuntime runtime, Dialling.Dialled line) {
        this.site = site;
        this.settings = settings;
        this.runtime = runtime;
        this.connection = new Connection(line.plain(), line.spoken(), "site-" + site + "-tcp", runtime, this);
        connection.start(settings.heartbeat(), Connection.patience(settings.heartbeat()));
    }

    boolean isOpen() {
        return ended == null;
    }

    CompletionStage<Reply> send(Request request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        CompletionStage<Reply> outcome = reply;
        long number = numbers.incrementAndGet();
        outstanding.put(number, reply);
        String gone = ended;
        if (gone != null) {
            outstanding.remove(number);
            return CompletableFuture.failedFuture(failure(Delivery.NOT_SENT, "not connected: " + gone));
        }
        EngineRuntime.Timer timeout = runtime.schedule(
                settings.requestTimeout(), () -> fail(reply, "no answer within " + settings.requestTimeout()));
        outcome.whenComplete((answer, error) -> {
            outstanding.remove(number);
            timeout.cancel();
        });
        try {
            write(number, request);
        } catch (IOException tooLong) {
            reply.completeExceptionally(
                    EndpointException.keptHere(about("nothing was sent: " + tooLong.getMessage()), tooLong));
        }
        return outcome;
    }

    private void write(long number, Request request) throws IOException {
        String key = request.key();
        connection.send(Frame.REQUEST, number, out -> {
            out.writeUTF(request.operation());
            out.writeByte(key == null ? 0 : 1);
            out.writeUTF(key == null ? "" : key);
            out.write(request.body());
        });
    }

    /** Logs on; refused and unanswered are failures, so that a site that lets nobody in counts as down. */
    CompletionStage<Void> logOn(Epoch epoch) {
        CompletionStage<Void> outcome = logon;
        EngineRuntime.Timer timeout = runtime.schedule(
                settings.logonTimeout(),
                () -> fail(logon, "the logon was not answered within " + settings.logonTimeout()));
        outcome.whenComplete((nothing, error) -> timeout.cancel());
        try {
            connection.send(Frame.LOGON, numbers.incrementAndGet(), out -> {
                out.writeUTF(settings.identity());
                out.writeLong(epoch.number());
                out.writeInt(Math.toIntExact(settings.heartbeat().toMillis()));
            });
        } catch (IOException tooLong) {
            logon.completeExceptionally(
                    failure(Delivery.NOT_SENT, "the logon cannot be sent: " + tooLong.getMessage()));
        }
        String gone = ended;
        if (gone != null) {
            logon.completeExceptionally(failure(Delivery.NOT_SENT, "the logon failed: " + gone));
        }
        return outcome;
    }

    /** Says goodbye when the site takes it at once, and is gone in any case. */
    CompletionStage<Void> logOut() {
        try {
            connection.send(Frame.LOGOUT, 0, out -> out.writeUTF("moving"));
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        connection.closeAfterWriting(LOGOUT_BOUND, "this client left the site");
        return left;
    }

    void close() {
        connection.close("this client left the site");
    }

    @Override
    public void received(Frame frame) throws IOException {
        switch (frame.type()) {
            case Frame.REPLY -> {
                CompletableFuture<Reply> waiting = outstanding.get(frame.id());
                Reply.Status status = status(frame.payload().readByte());
                if (waiting != null) { // else it was given up before
                    waiting.complete(new BytesReply(status, frame.rest()));
                }
            }
            case Frame.LOGON_ACCEPTED -> logon.complete(null);
            case Frame.LOGON_REFUSED -> refused(frame.id(), frame.payload().readUTF());
            case Frame.LOGOUT ->
                connection.close("the site logged us out: " + frame.payload().readUTF());
            case Frame.HEARTBEAT -> {}
            default -> throw new NotAFrameException("a frame of the type " + frame.type() + " comes from clients only");
        }
    }

    private void refused(long number, String why) {
        CompletableFuture<Reply> waiting = outstanding.get(number);
        EndpointException refusal = failure(Delivery.REFUSED, "the logon was refused: " + why);
        if (waiting == null) {
            logon.completeExceptionally(refusal);
        } else {
            waiting.completeExceptionally(refusal);
        }
    }

    @Override
    public void closed(String why) {
        ended = why;
        EndpointException inDoubt = failure(Delivery.IN_DOUBT, why + ", before the answer was there");
        for (CompletableFuture<Reply> waiting : List.copyOf(outstanding.values())) {
            waiting.completeExceptionally(inDoubt);
        }
        logon.completeExceptionally(failure(Delivery.NOT_SENT, "the logon failed: " + why));
        left.complete(null);
    }

    /** Not on the timer's thread: what waits for it is a caller's code. */
    private void fail(CompletableFuture<?> waiting, String what) {
        connection.later(() -> waiting.completeExceptionally(failure(Delivery.IN_DOUBT, what)));
    }

    private static Reply.Status status(byte ordinal) throws NotAFrameException {
        Reply.Status[] all = Reply.Status.values();
        if (ordinal < 0 || ordinal >= all.length) {
            throw new NotAFrameException("a reply of the unknown status " + ordinal);
        }
        return all[ordinal];
    }

    private EndpointException failure(Delivery delivery, String what) {
        return new EndpointException(delivery, about(what));
    }

    String about(String what) {
        return "site " + site + " (" + site.address() + "): " + what;
    }
}
