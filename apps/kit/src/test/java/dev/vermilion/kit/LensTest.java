package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class LensTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(TinyApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aRequestThatDoesNotAskForItIsNotRecorded() {
        assertThat(app.http().post("api/add", null).header("Lens-Id")).isEmpty();
    }

    @Test
    void commandsAppearInOrderWithTheirReplies() {
        JsonNode record = record("api/add");
        assertThat(lines(record))
                .containsExactly(
                        "INCR tiny:count -> (integer) 42",
                        "EXPIRE tiny:count 3600 -> (integer) 1",
                        lines(record).get(2));
        assertThat(lines(record).get(2)).startsWith("PUBLISH tiny:events \"{");
        assertThat(record.get("method").asText()).isEqualTo("POST");
        assertThat(record.get("path").asText()).isEqualTo("/api/add");
        assertThat(record.get("status").asInt()).isEqualTo(200);
        assertThat(record.get("roundTrips").asInt()).isEqualTo(3);
        assertThat(record.get("steps").get(0).get("micros").asLong()).isPositive();
    }

    @Test
    void aWrittenKeyIsShownBeforeAndAfterWithItsTimeToLive() {
        JsonNode change = record("api/add").get("keys").get(0);
        assertThat(change.get("key").asText()).isEqualTo("tiny:count");
        assertThat(change.get("before").get("ttlMillis").asLong()).isEqualTo(-1);
        assertThat(change.get("before").get("entries").get(0).get("value").asText())
                .isEqualTo("41");
        assertThat(change.get("after").get("ttlMillis").asLong()).isBetween(3_590_000L, 3_600_000L);
        assertThat(change.get("after").get("entries").get(0).get("value").asText())
                .isEqualTo("42");
    }

    @Test
    void aPipelineIsOneRoundTrip() {
        JsonNode record = record("api/pipeline");
        assertThat(record.get("steps")).hasSize(1);
        assertThat(record.get("steps").get(0).get("kind").asText()).isEqualTo("pipeline");
        assertThat(record.get("roundTrips").asInt()).isEqualTo(1);
        assertThat(lines(record)).containsExactly("SET tiny:a 1 -> OK", "SET tiny:b 2 -> OK", "GET tiny:a -> \"1\"");
        assertThat(record.get("keys")).hasSize(2);
        assertThat(record.get("keys").get(0).get("before").isNull()).isTrue();
    }

    @Test
    void aTransactionIsOneStepWithWhatWasQueued() {
        JsonNode record = record("api/transfer");
        assertThat(record.get("steps")).hasSize(1);
        assertThat(record.get("steps").get(0).get("kind").asText()).isEqualTo("transaction");
        assertThat(lines(record))
                .containsExactly(
                        "MULTI -> OK",
                        "DECRBY tiny:from 5 -> QUEUED",
                        "INCRBY tiny:to 5 -> QUEUED",
                        "EXEC -> 1) (integer) -5\n2) (integer) 5");
        assertThat(record.get("steps")
                        .get(0)
                        .get("commands")
                        .get(1)
                        .get("queued")
                        .asBoolean())
                .isTrue();
        assertThat(record.get("keys").get(0).get("before").isNull()).isTrue();
        assertThat(record.get("keys")
                        .get(1)
                        .get("after")
                        .get("entries")
                        .get(0)
                        .get("value")
                        .asText())
                .isEqualTo("5");
    }

    @Test
    void aRecordIsOpenToThoseWhoKnowItsIdOnly() {
        assertThat(app.http().get("kit/lens/0123456789abcdef").status()).isEqualTo(404);
    }

    @Test
    void noSecretIsInTheRecord() {
        Http.Response response = app.http().with("Lens", "on").post("api/login", null);
        Http.Response record = app.http().get("kit/lens/" + response.header("Lens-Id"));
        assertThat(record.body()).contains("ann").contains("(redacted)");
        assertThat(record.body()).doesNotContain("hunter2").doesNotContain("4711");
    }

    @Test
    void moreThanTheLensKeepsIsSentAllTheSameAndToldToBeCut(RedisServer redis) {
        JsonNode record = record("api/many");
        assertThat(record.get("truncated").asBoolean()).isTrue();
        try (var jedis = redis.jedis()) {
            assertThat(jedis.strlen("tiny:many")).isEqualTo(100);
        }
    }

    @Test
    void aRequestThatFailsIsRecordedToo() {
        Http.Response response = app.http().with("Lens", "on").get("api/wrong");
        JsonNode record =
                app.http().get("kit/lens/" + response.header("Lens-Id")).json();
        assertThat(record.get("status").asInt()).isEqualTo(500);
        assertThat(record.get("steps")
                        .get(0)
                        .get("commands")
                        .get(0)
                        .get("error")
                        .asBoolean())
                .isTrue();
    }

    private JsonNode record(String path) {
        String id = app.http().with("Lens", "on").post(path, null).header("Lens-Id");
        return app.http().get("kit/lens/" + id).json();
    }

    private static List<String> lines(JsonNode record) {
        List<String> lines = new ArrayList<>();
        record.get("steps")
                .forEach(step -> step.get("commands").forEach(command -> {
                    StringBuilder line = new StringBuilder(command.get("name").asText());
                    command.get("arguments")
                            .forEach(argument -> line.append(' ').append(argument.asText()));
                    lines.add(line + " -> " + command.get("reply").asText());
                }));
        return lines;
    }
}
