package dev.sitefailover.clearing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sitefailover.site.Reply;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClearingCodecTest {

    static List<ClearingRequest> requests() {
        return List.of(
                new ProbePing("P001"),
                new Greeting("P001"),
                new Enquiry("P001", 200),
                new ReportDownload("P001", "daily \"activity\" \u6c47\u603b"),
                new Submission("P001", 1L << 40),
                new FindSubmission("P001", 7, Instant.parse("2024-03-23T04:00:00.123456789Z")),
                new Purge("P001"));
    }

    static List<ClearingReply> replies() {
        return List.of(
                new Pong("primary", Position.STANDBY),
                new Greeted("secondary", Position.SERVING),
                new Greeted("secondary", Position.SERVING).in(Greeted.TEST).at(Instant.parse("2024-03-23T04:00:00.5Z")),
                new Records(List.of("a line", "another"), Long.MIN_VALUE),
                ProductionData.seeded(1, 10).report("P001", "daily-activity"),
                new Acknowledgement(7, true),
                new FoundSubmission(7, Disposition.UNKNOWN),
                new Purged(12),
                Refusal.CLOSED);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestSurvivesTheWire(ClearingRequest request) {
        assertThat(ClearingCodec.decodeRequest(request.body())).isEqualTo(request);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void aReplySurvivesTheWire(ClearingReply reply) {
        assertThat(ClearingCodec.decodeReply(reply.body())).isEqualTo(reply);
    }

    @Test
    void everyOperationHasANameThatFaultsCanUse() {
        assertThat(requests()).extracting(ClearingRequest::operation).isEqualTo(ClearingRequest.OPERATIONS);
    }

    @Test
    void aGreetingThatTellsNoMoreIsWhatItAlwaysWas() {
        assertThat(new Greeted("primary", Position.STANDBY).body())
                .asString(UTF_8)
                .isEqualTo("{\"type\":\"greeted\",\"site\":\"primary\",\"position\":\"STANDBY\"}");
    }

    @Test
    void recordsOfASimulatedSiteStillVerifyAfterTheWire() {
        Records records = ProductionData.seeded(1, 10).records("P001", 5);
        assertThat(ClearingCodec.decodeReply(records.body())).isEqualTo(records);
        assertThat(records.verifies()).isTrue();
    }

    @Test
    void unknownFieldsAreSkipped() {
        byte[] body = "{\"type\":\"purged\",\"new\":{\"a\":[1]},\"count\":3}".getBytes(UTF_8);
        assertThat(ClearingCodec.decodeReply(body)).isEqualTo(new Purged(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"type\":\"purged\"}",
                "{\"type\":\"purged\",\"count\":\"3\"}",
                "{\"type\":\"nonsense\"}",
                "{\"type\":\"refusal\",\"status\":\"OK\",\"reason\":\"\"}",
                "{\"type\":\"refusal\",\"status\":\"LOST\",\"reason\":\"\"}",
                "{\"type\":\"records\",\"check\":1,\"lines\":[1]}"
            })
    void whatIsNotAReplyIsRefusedInWords(String body) {
        assertThatThrownBy(() -> ClearingCodec.decodeReply(body.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(field|message|refusal).*");
    }

    @Test
    void aSubmissionIsFoundAgainByItsKey() {
        Submission submission = new Submission("HK/01", 42);
        assertThat(submission.key()).isEqualTo("HK/01/42");
        assertThat(Submission.ofKey("HK/01/42")).isEqualTo(submission);
        assertThat(Submission.ofKey("42")).isNull();
        assertThat(Submission.ofKey("P/0")).isNull();
        assertThat(Submission.ofKey("P/x")).isNull();
    }

    @Test
    void aRefusalIsNeverOk() {
        assertThatThrownBy(() -> new Refusal(Reply.Status.OK, "fine"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("status");
    }
}
