package dev.vermilion.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.Json;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import dev.vermilion.kit.testing.Together;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import redis.clients.jedis.RedisClient;

@EveryRedis
class RateLimiterApiTest {

    private static final int THREADS = 200;

    private AppTest app;
    private AppTest otherInstance;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(RateLimiterApp::new, redis);
        otherInstance = AppTest.start(RateLimiterApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
        otherInstance.close();
    }

    private static Http from(AppTest instance, String address) {
        return instance.http().with("X-Forwarded-For", address);
    }

    @Test
    void anAnswerSaysHowTheClientStandsInTheFieldsOfTheDraft() {
        Http.Response response = from(app, "203.0.113.1").get("shop/login");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("RateLimit-Policy")).contains("\"everything\";q=20000;w=1, \"login\";q=5;w=30;pk=:");
        assertThat(response.header("RateLimit-Policy")).doesNotContain("203.0.113.1");
        assertThat(response.header("RateLimit")).contains("\"login\";r=4;t=");
    }

    @Test
    void aRefusalIsAProblemWithItsPoliciesARetryAndATrace() {
        for (int i = 0; i < 5; i++) {
            from(otherInstance, "203.0.113.1").post("shop/login", null);
        }
        Http.Response refused = from(app, "203.0.113.1").post("shop/login", null);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(refused.json().get("type").asText()).endsWith("#quota-exceeded");
        assertThat(refused.json().get("violated-policies").get(0).asText()).isEqualTo("login");
        long retry = Long.parseLong(refused.header("Retry-After"));
        assertThat(retry).isBetween(1L, 30L);
        assertThat(refused.header("RateLimit")).endsWith("\"login\";r=0;t=" + retry);
        Http.Response trace = otherInstance.http().get("api/refusals/" + refused.header("RateLimit-Trace"));
        assertThat(trace.json().get("verdict").asText()).startsWith("Refused by login");
        assertThat(app.http().get("api/refusals/nothing").status()).isEqualTo(404);
    }

    @Test
    void twoHundredClientsAtOnceOnTwoInstancesGetExactlyTheQuotaOverHttp() throws Exception {
        List<Integer> statuses = Together.run(
                THREADS,
                thread -> from(thread % 2 == 0 ? app : otherInstance, "203.0.113.77")
                        .get("shop/login")
                        .status());
        assertThat(statuses.stream().filter(each -> each == 200)).hasSize(5);
        assertThat(statuses).containsOnly(200, 429);
    }

    @Test
    void theGatewayPassesMethodsBodiesAndHeadersOnAndLimits() {
        Javalin service = Javalin.create(config -> {
                    config.routes.post(
                            "/shop/echo", ctx -> ctx.header("X-Back", "yes").result(ctx.body()));
                    config.routes.get(
                            "/shop/query", ctx -> ctx.result(ctx.queryString() + " " + ctx.header("X-Forwarded-For")));
                })
                .start("localhost", 0);
        String upstream = "http://localhost:" + service.port();
        try (RedisClient redis = RedisClient.create("redis://localhost:1")) {
            RateLimiter open = new RateLimiter(redis, "gate", Clock.systemUTC());
            Gateway gateway = new Gateway(open);
            Javalin front = Javalin.create(config -> {
                        config.routes.get("/<path>", ctx -> gateway.handle(ctx, upstream, ctx.path()));
                        config.routes.post("/<path>", ctx -> gateway.handle(ctx, upstream, ctx.path()));
                        config.routes.put("/<path>", ctx -> gateway.handle(ctx, "http://localhost:1", ctx.path()));
                    })
                    .start("localhost", 0);
            try {
                Http http = new Http("http://localhost:" + front.port() + "/");
                String large = "\"" + "x".repeat(300_000) + "\"";
                Http.Response echo = http.post("shop/echo", large);
                assertThat(echo.body()).isEqualTo(large);
                assertThat(echo.header("X-Back")).isEqualTo("yes");
                assertThat(http.get("shop/query?a=b%20c").body()).isEqualTo("a=b%20c 127.0.0.1");
                assertThat(http.get("shop/missing").status()).isEqualTo(404);
                assertThat(http.put("shop/echo", "{}").status()).isEqualTo(502);
            } finally {
                front.stop();
            }
        } finally {
            service.stop();
        }
    }

    @Test
    void theGatewayOfTheAppLimitsTheShopBehindIt() {
        for (int i = 0; i < 5; i++) {
            assertThat(from(app, "203.0.113.5").get("gate/shop/login").status()).isEqualTo(200);
        }
        assertThat(from(otherInstance, "203.0.113.5").get("gate/shop/login").status())
                .isEqualTo(429);
        assertThat(from(app, "203.0.113.5").get("shop/login").status())
                .as("one count for both ways")
                .isEqualTo(429);
    }

    @Test
    void theGatewayStartsAloneAndTakesNewRulesFromItsFile(RedisServer redis, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("rules.json");
        Files.writeString(file, rules(1));
        GatewayMain main = new GatewayMain();
        new CommandLine(main)
                .execute(app.url() + "behind", "--port", "0", "--redis", redis.url(), "--rules", file.toString());
        try (main) {
            Http http = new Http("http://localhost:" + main.port() + "/");
            assertThat(http.get("shop/products").status()).isEqualTo(200);
            assertThat(http.get("shop/products").status()).isEqualTo(429);
            Files.writeString(file, rules(1_000));
            await().until(() -> http.get("shop/products").status() == 200);
        }
    }

    private static String rules(int quota) {
        return Json.write(RuleSet.of(Rule.perAddress(
                "/*", OnFailure.OPEN, List.of(Limit.of("all", Algorithm.SLIDING_LOG, quota, 3_600_000)))));
    }

    @Test
    void anyJavalinGetsLimitsByThePlugin(RedisServer redis) {
        try (RedisClient client = redis.jedis()) {
            RateLimiter limiter = new RateLimiter(client, "plugin", Clock.systemUTC());
            limiter.replace(Json.read(rules(2), RuleSet.class));
            Javalin javalin = Javalin.create(config -> {
                        config.registerPlugin(new RateLimitPlugin(limiter));
                        config.routes.get("/x", ctx -> ctx.result("passed"));
                    })
                    .start("localhost", 0);
            try {
                Http http = new Http("http://localhost:" + javalin.port() + "/");
                assertThat(http.get("x").body()).isEqualTo("passed");
                assertThat(http.get("x").status()).isEqualTo(200);
                assertThat(http.get("x").status()).isEqualTo(429);
            } finally {
                javalin.stop();
            }
        }
    }

    @Test
    void twoReportsAtOnceAreAllAndLeasesAreGivenBack() throws Exception {
        List<Integer> statuses = Together.run(
                6, thread -> from(app, "203.0.113.1").get("shop/report").status());
        assertThat(statuses.stream().filter(each -> each == 200)).hasSize(2);
        assertThat(from(app, "203.0.113.1").get("shop/report").status()).isEqualTo(200);
    }

    @Test
    void withThePlugPulledRoutesFailOpenClosedOrCountAlone() {
        Http http = from(app, "203.0.113.9");
        http.get("shop/search");
        app.http().put("api/plug?away=true", null);

        assertThat(http.get("shop/products").status()).isEqualTo(200);
        Http.Response closed = http.get("shop/login");
        assertThat(closed.status()).isEqualTo(503);
        assertThat(closed.json().get("type").asText()).endsWith("#temporary-reduced-capacity");
        assertThat(closed.header("Retry-After")).isEqualTo("1");
        for (int i = 0; i < 4; i++) {
            assertThat(http.get("shop/search").status()).isEqualTo(200);
        }
        assertThat(http.get("shop/search").status()).isEqualTo(429);
    }

    @Test
    void inARaceOnlyTheFixedWindowLetsTwiceTheQuotaPass() {
        JsonNode result = app.http()
                .post("api/races", Map.of("arrivals", "border", "quota", 50, "windowSeconds", 10))
                .json();
        assertThat(peak(result, 0)).isEqualTo(100);
        assertThat(peak(result, 1)).isEqualTo(50);
        assertThat(peak(result, 2)).isBetween(50, 60);
        assertThat(peak(result, 4)).isBetween(50, 52);
        assertThat(result.get("series")).hasSize(6);
    }

    @Test
    void threeNodesDriftApartUnlessTheyCountTogetherByOneClock() {
        Map<String, Object> traffic = Map.of("arrivals", "steady", "quota", 30, "windowSeconds", 10);
        JsonNode result = app.http()
                .post(
                        "api/drifts",
                        Map.of("traffic", traffic, "algorithm", "sliding-log", "uneven", true, "skewMillis", 5_000))
                .json();
        assertThat(peak(result, 0)).as("each node the whole quota").isGreaterThan(40);
        assertThat(peak(result, 1)).as("each node a third").isLessThan(30);
        assertThat(peak(result, 2)).as("shared").isEqualTo(30);
        assertThat(peak(result, 3)).as("by clocks that differ").isGreaterThan(33);
    }

    private static int peak(JsonNode result, int series) {
        return result.get("series").get(series).get("peak").asInt();
    }

    @Test
    void aDecisionIsAskedForAndExplainedByOtherServices() {
        Map<String, Object> question = Map.of("path", "/shop/login", "address", "203.0.113.3");
        assertThat(app.http()
                        .post("api/decisions", question)
                        .json()
                        .get("allowed")
                        .asBoolean())
                .isTrue();
        JsonNode why = app.http().post("api/explanations", question).json();
        assertThat(why.get("verdict").asText()).isEqualTo("Allowed: no limit refuses it.");
        assertThat(why.get("steps").toString()).contains("used 1, left 4");
        assertThat(app.http().post("api/decisions", Map.of("path", "/x")).status())
                .isEqualTo(400);
    }

    @Test
    void mistakesInRulesAreToldInASentence() {
        assertThat(app.http().put("api/rules", "{}").status()).isIn(400, 422);
        Http.Response twice = app.http().put("api/rules", rules(5).replace("\"all\"", "\"Not a name\""));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(twice.json().get("detail").asText()).contains("lower case letters");
        assertThat(app.http().put("api/rules", rules(5)).status())
                .as("an old version")
                .isEqualTo(409);
    }

    @Test
    void resetBringsTheDemoBackForAllInstances() {
        JsonNode rules = app.http().get("api/rules").json().get("rules");
        String other = rules(1).replace(
                        "\"version\":0", "\"version\":" + rules.get("version").asLong());
        assertThat(app.http().put("api/rules", other).status()).isEqualTo(200);
        from(otherInstance, "203.0.113.1").get("shop/login");
        assertThat(from(otherInstance, "203.0.113.1").get("shop/login").status())
                .isEqualTo(429);

        app.http().post("api/reset", null);

        assertThat(from(otherInstance, "203.0.113.1").get("shop/login").header("RateLimit"))
                .contains("\"login\";r=4");
    }

    @Test
    void theApiIsDescribed() {
        JsonNode paths = app.http().get("openapi.json").json().get("paths");
        assertThat(paths.has("/api/rules")).isTrue();
        assertThat(paths.has("/api/decisions")).isTrue();
    }
}
