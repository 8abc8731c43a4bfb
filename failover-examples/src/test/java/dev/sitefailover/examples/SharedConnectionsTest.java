package dev.sitefailover.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sitefailover.clearing.ProbePing;
import dev.sitefailover.site.Connector;
import dev.sitefailover.site.Endpoint;
import dev.sitefailover.site.Epoch;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.Site;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest {
    private static final Site HTTP = Site.of("primary", "http://127.0.0.1:1");
    private static final Site TCP = Site.of("primary", "tcp://127.0.0.1:1");

    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Object>> asked = new ArrayList<>();
    private int opened;
    private final SharedConnections shared = new SharedConnections(recording());

    /** Tells what reaches it, with the number of the client. */
    @SuppressWarnings("unchecked")
    private Connector<Endpoint> recording() {
        record Client(int number, List<CompletableFuture<Object>> asked) implements Endpoint {
            @Override
            @SuppressWarnings("unchecked")
            public CompletionStage<Reply> send(Request request) {
                CompletableFuture<Object> reply = new CompletableFuture<>();
                asked.add(reply);
                return (CompletionStage<Reply>) (CompletionStage<?>) reply;
            }
        }
        return (Connector<Endpoint>) Proxy.newProxyInstance(
                Connector.class.getClassLoader(), new Class<?>[] {Connector.class}, (proxy, method, arguments) -> {
                    boolean toClient = arguments[0] instanceof Client;
                    boolean grown = arguments[arguments.length - 1] instanceof Epoch;
                    told.add(method.getName()
                            + (toClient ? " " + ((Client) arguments[0]).number : "")
                            + (grown ? " " + arguments[arguments.length - 1] : ""));
                    if (method.getName().equals("open")) {
                        return CompletableFuture.completedFuture(new Client(++opened, asked));
                    }
                    return method.getReturnType() == boolean.class
                            ? true
                            : method.getReturnType() == CompletionStage.class
                                    ? CompletableFuture.completedFuture(null)
                                    : null;
                });
    }

    private Endpoint open(Site site) {
        return shared.open(site).toCompletableFuture().join();
    }

    @Test
    void nothingIsLeftToTheDefaultsAndAllOfAnUnsharedSiteReachesItsConnector() throws ReflectiveOperationException {
        Endpoint client = open(TCP);
        for (Method method : Connector.class.getMethods()) {
            assertThat(Arrays.stream(SharedConnections.class.getDeclaredMethods())
                            .filter(own -> !Modifier.isPrivate(own.getModifiers()))
                            .map(Method::getName))
                    .contains(method.getName());
            Object[] arguments = Arrays.stream(method.getParameterTypes())
                    .map(type -> type == Site.class
                            ? TCP
                            : type == Epoch.class ? new Epoch(1) : type == Thread.class ? new Thread() : client)
                    .toArray();
            told.clear();
            method.invoke(shared, arguments);
            assertThat(told).singleElement().asString().startsWith(method.getName());
        }
    }

    @Test
    void whatASiteOfSharedClientsSaysOfItselfIsPassedOn() {
        assertThat(shared.recovers(HTTP)).isTrue();
        assertThat(shared.blocks(HTTP)).isTrue();
        shared.presence(HTTP);
        assertThat(told).containsExactly("recovers", "blocks", "presence");
    }

    @Test
    void theEpochReachesTheSiteOnceAndAnotherEpochGetsAnotherClient() {
        Endpoint one = open(HTTP);
        Endpoint two = open(HTTP);
        Endpoint three = open(HTTP);
        shared.activate(one, HTTP, new Epoch(1));
        shared.activate(two, HTTP, new Epoch(1));
        assertThat(told).containsExactly("open", "activate 1 1");
        shared.activate(three, HTTP, new Epoch(2));
        assertThat(told).containsExactly("open", "activate 1 1", "open", "activate 2 2");
    }

    @Test
    void theLastOneWhoLeavesClosesTheClient() {
        Endpoint one = open(HTTP);
        Endpoint two = open(HTTP);
        shared.activate(one, HTTP, new Epoch(1));
        shared.deactivate(one, HTTP, new Epoch(1));
        assertThat(told).doesNotContain("close 1");
        shared.close(two);
        shared.close(two);
        assertThat(told).containsOnlyOnce("close 1");
        open(HTTP);
        assertThat(opened).isEqualTo(2);
    }

    @Test
    void closingClosesWhatIsStillOpen() {
        open(HTTP);
        shared.close();
        shared.close();
        assertThat(told).containsExactly("open", "close 1");
    }

    @Test
    void aRequestThatNobodyWaitsForIsCancelledUnderneath() {
        Endpoint client = open(HTTP);
        CompletionStage<?> reply = client.send(new ProbePing("P1"));
        reply.toCompletableFuture().cancel(true);
        assertThat(asked.get(0)).isCancelled();
    }
}
