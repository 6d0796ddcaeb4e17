package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class TrafficTest {

    private AppTest app;
    private Http http;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(TinyApp::new, redis);
        http = app.http();
        http.post("api/reset", "");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aRunDoesAsManyStepsAsWereAskedForAndSaysSo() {
        assertThat(http.post("kit/traffic", order("count", 200, 1)).status()).isEqualTo(202);

        await().until(() -> !run().at("/running").asBoolean());
        assertThat(run().at("/done").asLong()).isEqualTo(200);
        assertThat(run().at("/failed").asLong()).isZero();
        assertThat(run().at("/progress").asDouble()).isEqualTo(1.0);
        assertThat(run().at("/rate").asDouble()).isBetween(50.0, 210.0);
        assertThat(http.get("api/value").body()).isEqualTo("{\"value\":\"241\"}");
    }

    @Test
    void stepsThatFailAreCountedAndTheLastReasonIsShown() {
        http.post("kit/traffic", order("fail", 100, 1));

        await().until(() -> !run().at("/running").asBoolean());
        assertThat(run().at("/done").asLong()).isEqualTo(50);
        assertThat(run().at("/failed").asLong()).isEqualTo(50);
        assertThat(run().at("/problem").asText()).matches("step \\d+ is odd");
    }

    @Test
    void aRunThatIsStoppedDoesNoMore() {
        http.post("kit/traffic", order("count", 100, 3600));
        await().until(() -> run().at("/done").asLong() > 5);

        assertThat(http.delete("kit/traffic").status()).isEqualTo(204);

        assertThat(run().at("/running").asBoolean()).isFalse();
        assertThat(run().at("/progress").asDouble()).isLessThan(0.1);
        assertThat(http.post("kit/traffic", order("count", 1, 1)).status()).isEqualTo(202);
    }

    @Test
    void aSecondRunIsRefusedWhileOneGoesOn() {
        http.post("kit/traffic", order("count", 1, 60));

        Http.Response second = http.post("kit/traffic", order("count", 1, 60));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("Traffic is running already; stop it first.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nothing | 1    | 1    | 404 | There is no scenario 'nothing'; there are: count, fail.",
                "count   | 0    | 1    | 422 | 'perSecond' must be 1 to 2000, not 0.",
                "count   | 2001 | 1    | 422 | 'perSecond' must be 1 to 2000, not 2001.",
                "count   | 1    | 3601 | 422 | 'seconds' must be 1 to 3600, not 3601.",
            })
    void anOrderThatCannotBeCarriedOutIsRefused(String scenario, int perSecond, int seconds, int status, String words) {
        Http.Response answer = http.post("kit/traffic", order(scenario, perSecond, seconds));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void invariantsAreCheckedAndOneThatCannotBeCheckedDoesNotHold(RedisServer redis) {
        assertThat(invariant(0)).isEqualTo(List.of("Count", "true", "It is 41."));
        assertThat(invariant(1)).isEqualTo(List.of("List", "false", "It could not be checked just now."));

        try (var talk = redis.talk()) {
            talk.run("SET tiny:count 3");
        }
        await().untilAsserted(() -> assertThat(invariant(0)).isEqualTo(List.of("Count", "false", "It is 3.")));
    }

    private List<String> invariant(int index) {
        JsonNode found = read(http.get("kit/invariants").body()).get(index);
        return List.of(
                found.get("name").asText(),
                found.get("holds").asText(),
                found.get("detail").asText());
    }

    private JsonNode run() {
        return read(http.get("kit/traffic").body()).get("run");
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String order(String scenario, int perSecond, int seconds) {
        return "{\"scenario\":\"%s\",\"perSecond\":%d,\"seconds\":%d}".formatted(scenario, perSecond, seconds);
    }
}
