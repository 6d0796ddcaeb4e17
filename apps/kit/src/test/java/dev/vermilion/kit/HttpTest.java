package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class HttpTest {

    private AppTest app;
    private Http http;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(TinyApp::new, redis);
        http = app.http();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aPathThatIsNotThereIsA404Problem() {
        assertProblem(http.get("no/such/path"), 404, "There is nothing at /no/such/path.");
    }

    @Test
    void aMethodThatIsNotPossibleIsA405Problem() {
        assertProblem(http.delete("api/value"), 405, "DELETE is not possible at /api/value.");
    }

    @Test
    void aProblemThatTheAppThrowsKeepsItsStatusAndDetail() {
        assertProblem(http.get("api/gone"), 410, "This link was deleted.");
    }

    @Test
    void aBugIsA500ProblemThatShowsNoInternals() {
        Http.Response response = http.get("api/bug");
        assertProblem(response, 500, "Something went wrong here; it has been logged.");
        assertThat(response.body()).doesNotContain("secret internals").doesNotContain("Exception");
    }

    @Test
    void aCommandThatRedisRefusesIsA500ProblemAndNotA503() {
        assertThat(http.get("api/wrong").status()).isEqualTo(500);
    }

    @Test
    void anUnknownFieldIsNamedAndTheKnownOnesAreListed() {
        assertProblem(
                http.post("api/order", "{\"item\":\"tea\",\"count\":2,\"amount\":2}"),
                400,
                "Unknown field 'amount'; known are count, day, item, note.");
    }

    @Test
    void aFieldOfTheWrongTypeIsNamed() {
        assertThat(http.post("api/order", "{\"item\":\"tea\",\"count\":\"many\"}")
                        .json()
                        .get("detail")
                        .asText())
                .startsWith("The field 'count' is missing or has the wrong form: 'many' is no int");
    }

    @Test
    void aBodyThatIsNoJsonIsA400Problem() {
        assertProblem(http.post("api/order", "{nonsense"), 400, "The body is not valid JSON (line 1, column 2).");
        assertThat(http.post("api/order", "").status()).isEqualTo(400);
    }

    @Test
    void aProblemThrownWhileABodyIsReadIsKept() {
        assertProblem(
                http.post("api/order", "{\"item\":\"tea\",\"count\":101,\"day\":\"2026-01-31\"}"),
                422,
                "At most 100 of one item.");
    }

    @Test
    void datesAreIsoAndOptionalsAreValuesOrNull() {
        Http.Response response = http.post("api/order", "{\"item\":\"tea\",\"count\":2,\"day\":\"2026-01-31\"}");
        assertThat(response.body()).isEqualTo("{\"item\":\"tea\",\"count\":2,\"day\":\"2026-01-31\",\"note\":null}");
    }

    @Test
    void thePageIsRevalidatedByItsTag() {
        Http.Response first = http.get("");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).startsWith("text/html");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(first.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(first.header("X-Content-Type-Options")).isEqualTo("nosniff");
        Http.Response second = http.with("If-None-Match", first.header("ETag")).get("");
        assertThat(second.status()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
    }

    @Test
    void filesAndKitRoutesWinOverARouteThatMatchesEverything() {
        assertThat(http.get("app.js").header("Content-Type")).startsWith("text/javascript");
        assertThat(http.get("health").status()).isEqualTo(200);
        assertThat(http.get("abc").body()).isEqualTo("code abc");
    }

    @Test
    void resetSeedsAnew() {
        http.post("api/add", null);
        assertThat(http.get("api/value").json().get("value").asText()).isEqualTo("42");
        assertThat(http.post("api/reset", null).status()).isEqualTo(204);
        assertThat(http.get("api/value").json().get("value").asText()).isEqualTo("41");
    }

    @Test
    void aMountedAppIsServedBelowItsNameOnly(RedisServer redis) {
        try (AppTest gallery = AppTest.start(OtherApp::new, Map.of("tiny", TinyApp::new), redis.url())) {
            assertThat(gallery.http().get("tiny").status()).isEqualTo(302);
            assertThat(gallery.http().get("tiny").header("Location")).endsWith("/tiny/");
            assertThat(gallery.http().get("tiny/").body()).contains("data-app=\"tiny\"");
            assertThat(gallery.http().get("tiny/api/info").json().get("title").asText())
                    .isEqualTo("Tiny");
            assertThat(gallery.http().get("tiny/kit/kit.js").status()).isEqualTo(200);
            assertThat(gallery.http().get("api/value").status()).isEqualTo(404);
            assertThat(gallery.http().get("kit/apps").json().get(0).get("name").asText())
                    .isEqualTo("tiny");
        }
    }

    @Test
    void healthTellsAboutRedis() {
        Http.Response health = http.get("health");
        assertThat(health.json().get("status").asText()).isEqualTo("up");
        assertThat(health.json().get("redis").get("reachable").asBoolean()).isTrue();
        assertThat(health.json().get("redis").get("version").asText()).isNotEmpty();
        assertThat(health.json().get("redis").get("latencyMicros").asLong()).isPositive();
    }

    @Test
    void metricsCountRequestsByRouteAndCommands() {
        http.get("api/value"); // has opened a connection, which takes commands of its own
        http.get("abc");
        http.get("def");
        String before = http.get("metrics").body();
        assertThat(before)
                .contains("http_request_duration_seconds_count{method=\"GET\",route=\"/{code}\",status=\"200\"} 2")
                .contains("le=\"+Inf\"")
                .contains("jvm_memory_used_bytes");
        http.post("api/pipeline", null);
        assertThat(commands(http.get("metrics").body()) - commands(before)).isEqualTo(3);
    }

    private static long commands(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("redis_commands_total "))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
                .findFirst()
                .orElseThrow();
    }

    private static void assertProblem(Http.Response response, int status, String detail) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/problem+json");
        assertThat(response.json().get("status").asInt()).isEqualTo(status);
        assertThat(response.json().get("title").asText()).isNotEmpty();
        assertThat(response.json().get("detail").asText()).isEqualTo(detail);
    }
}
