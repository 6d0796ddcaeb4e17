package dev.vermilion.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.testing.Together;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class RateLimiterTest {

    private static final String ADA = "203.0.113.1";
    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private RateLimiter limiter;
    private RateLimiter otherInstance;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        limiter = new RateLimiter(redis, "test", Clock.systemUTC());
        otherInstance = new RateLimiter(otherRedis, "test", Clock.systemUTC());
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private static Request request(String path, String address) {
        return new Request("GET", path, address, Map.of());
    }

    private static Rule rule(String path, OnFailure onFailure, Limit limit, Rule... children) {
        return Rule.perAddress(path, onFailure, List.of(limit), children);
    }

    private static Limit hourly(String name, long quota) {
        return Limit.of(name, Algorithm.SLIDING_LOG, quota, 3_600_000);
    }

    private long passed(RateLimiter each, String path, String address, int requests) {
        long passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += each.decide(request(path, address)).allowed() ? 1 : 0;
        }
        return passed;
    }

    @Test
    void theLimitsOfAllRulesOnTheWayThroughTheTreeApply() {
        Rule search = rule("/api/search", OnFailure.OPEN, hourly("search", 3));
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 5), search)));

        assertThat(passed(limiter, "/api/search", ADA, 10)).isEqualTo(3);
        assertThat(passed(limiter, "/other", ADA, 10)).isEqualTo(2);
        assertThat(passed(limiter, "/other", "203.0.113.2", 10)).isEqualTo(5);
    }

    @Test
    void aRuleThatReplacesDropsTheLimitsAboveIt() {
        Rule free =
                new Rule("/free", List.of(), List.of("ip"), List.of(hourly("free", 8)), null, true, null, List.of());
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 2), free)));

        assertThat(passed(limiter, "/free", ADA, 10)).isEqualTo(8);
        assertThat(passed(limiter, "/other", ADA, 10)).isEqualTo(2);
    }

    @Test
    void aRuleMayCountByMethodsAndHeadersAndCostMore() {
        Rule export = new Rule(
                "/*",
                List.of("POST"),
                List.of("header:X-Api-Key"),
                List.of(hourly("export", 10)),
                5,
                false,
                null,
                List.of());
        Rule root = new Rule("/*", List.of(), List.of(), List.of(), null, false, null, List.of(export));
        limiter.replace(RuleSet.of(root));

        for (String key : List.of("one", "two")) {
            Request post = new Request("POST", "/x", ADA, Map.of("x-api-key", key));
            assertThat(limiter.decide(post).allowed()).isTrue();
            assertThat(limiter.decide(post).allowed()).isTrue();
            assertThat(limiter.decide(post).allowed()).isFalse();
        }
        assertThat(limiter.decide(request("/x", ADA)).cause()).isEqualTo(Decision.Cause.NO_LIMIT);
    }

    @Test
    void newRulesAreInForceInAllInstancesFromTheNextDecisionOn() {
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 5))));
        assertThat(passed(otherInstance, "/", ADA, 3)).isEqualTo(3);

        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 4)))
                .withVersion(limiter.rules().version()));

        assertThat(passed(otherInstance, "/", ADA, 3)).as("the count goes on").isEqualTo(1);
    }

    @Test
    void whoChangesRulesThatHaveChangedMeanwhileIsTold() {
        RuleSet first = limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 5))));
        otherInstance.replace(first);
        assertThatThrownBy(() -> limiter.replace(first))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("version");
    }

    @Test
    void shadowModeRefusesNothingAndReportsWhatItWouldHaveRefused() {
        Rule root = Rule.perAddress(
                "/*",
                OnFailure.OPEN,
                List.of(hourly("real", 8), hourly("trial", 3).watched()));
        limiter.replace(RuleSet.of(root));

        assertThat(passed(limiter, "/", ADA, 10)).isEqualTo(8);

        assertThat(limiter.report())
                .containsExactly(
                        new RateLimiter.Report("real", false, 8, 2), new RateLimiter.Report("trial", true, 3, 5));
    }

    @Test
    void allowAndDenyListsComeBeforeAllLimits() {
        Rule root = rule("/*", OnFailure.OPEN, hourly("all", 1));
        limiter.replace(new RuleSet(
                0,
                List.of("198.51.100.0/24"),
                List.of("198.51.100.66", "2001:db8::/32"),
                List.of(),
                null,
                false,
                root));

        assertThat(passed(limiter, "/", "198.51.100.1", 10)).isEqualTo(10);
        assertThat(limiter.decide(request("/", "198.51.100.66")).cause()).isEqualTo(Decision.Cause.DENY_LIST);
        assertThat(limiter.decide(request("/", "2001:db8:7::1")).allowed()).isFalse();
        assertThat(limiter.decide(request("/", "::ffff:198.51.100.1")).cause()).isEqualTo(Decision.Cause.ALLOW_LIST);
    }

    @Test
    void allAddressesOfOneIpv6BlockAreOneClient() {
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 5))));

        long passed = 0;
        for (int i = 0; i < 20; i++) {
            passed += passed(limiter, "/", "2001:db8:1:22%02x::%x".formatted(i, i), 1);
        }
        assertThat(passed).isEqualTo(5);
        assertThat(limiter.decide(request("/", "2001:db8:1:2300::1")).allowed()).isTrue();
    }

    @Test
    void theForwardedAddressIsBelievedOfTrustedProxiesOnly() {
        Rule root = rule("/*", OnFailure.OPEN, hourly("all", 5));
        limiter.replace(new RuleSet(0, List.of(), List.of(), List.of("10.0.0.0/8"), null, false, root));
        Map<String, String> forwarded = Map.of("X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.0.0.2");

        Decision byProxy = limiter.decide(new Request("GET", "/", "10.0.0.1", forwarded));
        Decision byStranger = limiter.decide(new Request("GET", "/", ADA, forwarded));

        assertThat(byProxy.client())
                .as("1.1.1.1 may be what the client wrote itself")
                .isEqualTo("203.0.113.9");
        assertThat(byStranger.client()).isEqualTo(ADA);
    }

    @Test
    void aPathWrittenInAnotherWayIsTheSamePath() {
        limiter.replace(RuleSet.of(new Rule(
                "/login", List.of(), List.of("ip"), List.of(hourly("login", 1)), null, false, null, List.of())));
        passed(limiter, "/login", ADA, 1);

        for (String path : List.of("//login", "/%6cogin", "/./login", "/x/../login", "/login/", "/login;a=b")) {
            assertThat(limiter.decide(request(path, ADA)).allowed()).as(path).isFalse();
        }
    }

    @Test
    void twoHundredThreadsOnTwoInstancesGetExactlyTheQuota() throws Exception {
        limiter.replace(RuleSet.of(rule("/*", OnFailure.CLOSED, hourly("all", 100))));

        List<Boolean> allowed = Together.run(
                THREADS,
                thread -> (thread % 2 == 0 ? limiter : otherInstance)
                        .decide(request("/", ADA))
                        .allowed());

        assertThat(allowed.stream().filter(each -> each)).hasSize(100);
    }

    @Test
    void concurrentRequestsHoldLeasesThatAreGivenBackOrEndByThemselves() {
        Limit two = Limit.of("two", Algorithm.CONCURRENCY, 2, 300);
        limiter.replace(RuleSet.of(rule("/*", OnFailure.CLOSED, two)));

        Decision first = limiter.decide(request("/", ADA));
        assertThat(otherInstance.decide(request("/", ADA)).allowed()).isTrue();
        assertThat(limiter.decide(request("/", ADA)).allowed()).isFalse();
        limiter.release(first);
        limiter.release(first);
        assertThat(limiter.decide(request("/", ADA)).allowed()).isTrue();
        assertThat(limiter.decide(request("/", ADA)).allowed()).isFalse();
        await().until(() -> limiter.decide(request("/", ADA)).allowed());
    }

    @Test
    void whileRedisIsAwayEachRouteFailsOpenClosedOrCountsAlone(RedisServer server) {
        try (Relay relay = new Relay(server);
                RedisClient cutClient = RedisClient.create(relay.url())) {
            RateLimiter cut = new RateLimiter(cutClient, "test", Clock.systemUTC());
            cut.replace(RuleSet.of(new Rule(
                    "/*",
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    false,
                    null,
                    List.of(
                            rule("/open", OnFailure.OPEN, hourly("open", 1)),
                            rule("/closed", OnFailure.CLOSED, hourly("closed", 100)),
                            rule("/local", OnFailure.LOCAL, hourly("local", 5))))));
            assertThat(passed(cut, "/local", ADA, 3)).isEqualTo(3);

            relay.cut(true);

            assertThat(passed(cut, "/open", ADA, 10)).isEqualTo(10);
            assertThat(passed(cut, "/closed", ADA, 10)).isZero();
            assertThat(passed(cut, "/local", ADA, 10))
                    .as("it begins with what it has seen")
                    .isEqualTo(2);
            assertThat(cut.isAway()).isTrue();

            relay.cut(false);
            await().until(() -> cut.decide(request("/closed", ADA)).cause() == Decision.Cause.LIMITS);
            assertThat(cut.isAway()).isFalse();
        }
    }

    @Test
    void whyARequestWasRefusedIsToldStepByStep() {
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 1))));
        passed(limiter, "/x", ADA, 1);
        Request request = request("/x", ADA);

        String id = limiter.remember(request, limiter.decide(request));
        Trace trace = otherInstance.remembered(id).orElseThrow();

        assertThat(trace.verdict()).startsWith("Refused by all; again in");
        assertThat(trace.steps()).extracting(Trace.Step::what).anyMatch(each -> each.contains("rule everything"));
        assertThat(trace.steps()).extracting(Trace.Step::result).anyMatch(each -> each.startsWith("used 1, left 0"));
        assertThat(otherInstance.lastRefusals(10)).containsExactly(trace);
    }

    @Test
    void askingWhyChargesNothing() {
        limiter.replace(RuleSet.of(rule("/*", OnFailure.OPEN, hourly("all", 1))));
        List<Boolean> allowed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            allowed.add(limiter.explain(request("/", ADA)).allowed());
        }
        assertThat(allowed).containsOnly(true);
        assertThat(passed(limiter, "/", ADA, 2)).isEqualTo(1);
    }

    @Test
    void anotherAlgorithmBeginsAnewInsteadOfFailing() {
        for (Algorithm algorithm : Algorithm.values()) {
            RuleSet rules = RuleSet.of(rule("/*", OnFailure.CLOSED, Limit.of("all", algorithm, 5, 10_000)));
            limiter.replace(rules.withVersion(limiter.reloaded().version()));
            assertThat(limiter.decide(request("/", ADA)).allowed()).isTrue();
        }
    }
}
