package dev.sitefailover.rehearsal.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.clearing.ClearingCodec;
import dev.sitefailover.clearing.ClearingEndpoint;
import dev.sitefailover.clearing.Disposition;
import dev.sitefailover.clearing.FindSubmission;
import dev.sitefailover.clearing.FoundSubmission;
import dev.sitefailover.clearing.Pong;
import dev.sitefailover.clearing.Position;
import dev.sitefailover.endpoint.BytesReply;
import dev.sitefailover.endpoint.Endpoints;
import dev.sitefailover.endpoint.tcp.TcpServer;
import dev.sitefailover.endpoint.tcp.TcpServerSettings;
import dev.sitefailover.fault.Fault;
import dev.sitefailover.fault.Occurrence;
import dev.sitefailover.site.Reply;
import dev.sitefailover.site.Request;
import dev.sitefailover.site.SiteFailoverException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A site of somebody else's, over the framed protocol, which answers nothing but probes before a logon. */
class OperatedSiteTest {
    private final List<String> asked = new ArrayList<>();
    private final List<OperatedSite> sites = new ArrayList<>();
    private volatile Position position = Position.SERVING;
    private TcpServer server;

    @BeforeEach
    void start() throws IOException {
        server = TcpServer.start(TcpServerSettings.defaults(), this::answer, logon -> null);
    }

    @AfterEach
    void end() {
        sites.forEach(OperatedSite::close);
        server.close();
    }

    private CompletionStage<Reply> answer(Request request) {
        var said = ClearingCodec.decodeRequest(request.body()) instanceof FindSubmission find
                ? new FoundSubmission(find.number(), find.number() < 5 ? Disposition.APPLIED : Disposition.ABSENT)
                : new Pong("primary", position);
        return CompletableFuture.completedFuture(new BytesReply(said.status(), ClearingCodec.encode(said)));
    }

    private OperatedSite operated(Prompt prompt) {
        OperatedSite site = OperatedSite.at(
                "primary", server.address(), ClearingEndpoint.over(Endpoints.connector()), prompt, () -> false);
        sites.add(site);
        site.patience(Duration.ofMillis(200));
        return site;
    }

    private Prompt answering(Optional<String> answer) {
        return text -> {
            asked.add(text);
            return answer;
        };
    }

    private static List<ThrowingCallable> orders(OperatedSite site) {
        return List.of(
                site::crash,
                site::standBy,
                () -> site.inflict(Occurrence.of(Fault.refuse())),
                () -> site.inflict(Occurrence.of(Fault.crash())),
                () -> site.resynchronise(site));
    }

    @Test
    void theBooksAreReadAfterALogon() {
        SubmissionBooks books = operated(Prompt.UNATTENDED).books("P1");
        assertThat(books.applied(4)).isTrue();
        assertThat(books.applied(5)).isFalse();
    }

    @Test
    void anOrderThatTheOperatorRefusesFails() {
        for (ThrowingCallable order : orders(operated(answering(Optional.of(" No "))))) {
            assertThatThrownBy(order)
                    .isInstanceOf(SiteFailoverException.class)
                    .hasMessageContaining("the operator said no to:");
        }
        assertThat(asked).hasSize(5);
    }

    @Test
    void anOrderThatNobodyAnswersFails() {
        for (ThrowingCallable order : orders(operated(answering(Optional.empty())))) {
            assertThatThrownBy(order).hasMessageContaining("nobody confirmed:");
        }
    }

    @Test
    void anOrderThatTheOperatorConfirmsIsDone() {
        for (ThrowingCallable order : orders(operated(answering(Optional.of(""))))) {
            assertThatCode(order).doesNotThrowAnyException();
        }
    }

    @Test
    void whereNobodyIsThereWhatIsNotSeenIsNotDone() {
        for (ThrowingCallable order : orders(operated(Prompt.UNATTENDED))) {
            assertThatThrownBy(order).hasMessageMatching(".*(was not seen to|cannot be seen).*");
        }
    }

    @Test
    void whereNobodyIsThereWhatIsSeenIsDone() {
        OperatedSite site = operated(Prompt.UNATTENDED);
        site.patience(Duration.ofSeconds(30));
        assertThatCode(site::promote).doesNotThrowAnyException();
        position = Position.STANDBY;
        assertThatCode(site::standBy).doesNotThrowAnyException();
        server.close();
        assertThatCode(site::crash).doesNotThrowAnyException();
    }

    @Test
    void aSiteThatIsDownIsAskedForAlsoByWhoDidNotTakeItDown() {
        OperatedSite site = operated(answering(Optional.of("")));
        site.lift();
        assertThat(asked).isEmpty();
        server.close();
        site.lift();
        assertThat(asked).singleElement().asString().startsWith("bring primary up again");
    }

    @Test
    void aSiteThatNeverServesIsNotWaitedForBeyondTheWindow() {
        position = Position.STANDBY;
        assertThatThrownBy(() -> operated(Prompt.UNATTENDED).promote())
                .hasMessage("primary was not seen to serve by the end of the window");
        assertThatThrownBy(() -> operated(answering(Optional.of("no"))).promote())
                .hasMessageContaining("the operator said no to: open primary");
    }
}
