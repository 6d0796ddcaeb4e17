package dev.vermilion.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class AlgorithmsTest {

    private static final long SECOND = 1_000_000;
    private static final long BEGIN = 1_800_000_000L * SECOND;
    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private SharedMeters meters;
    private SharedMeters otherInstance;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        meters = new SharedMeters(redis, "test");
        otherInstance = new SharedMeters(otherRedis, "test");
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private Standing ask(Limit limit, long now) {
        return ask(limit, 1, now);
    }

    private Standing ask(Limit limit, int cost, long now) {
        return meters.decide(List.of(new Charge(limit, "ada", cost, false)), SharedMeters.Asking.at(now))
                .orElseThrow()
                .standings()
                .get(0);
    }

    private int passed(Limit limit, int requests, long now) {
        int passed = 0;
        for (int i = 0; i < requests; i++) {
            passed += ask(limit, now).allows() ? 1 : 0;
        }
        return passed;
    }

    private static Limit limit(Algorithm algorithm) {
        return Limit.of("l", algorithm, 10, 10_000);
    }

    @Test
    void aFixedWindowLetsTwiceItsQuotaPassAroundItsBorder() {
        Limit limit = limit(Algorithm.FIXED_WINDOW);
        assertThat(passed(limit, 15, BEGIN + 9 * SECOND)).isEqualTo(10);
        assertThat(ask(limit, BEGIN + 9 * SECOND).retryMicros()).isEqualTo(SECOND);
        assertThat(passed(limit, 15, BEGIN + 10 * SECOND)).isEqualTo(10);
    }

    @Test
    void aSlidingLogNeverLetsMoreThanItsQuotaPassInAnyWindow() {
        Limit limit = limit(Algorithm.SLIDING_LOG);
        assertThat(passed(limit, 15, BEGIN + 9 * SECOND)).isEqualTo(10);
        assertThat(passed(limit, 15, BEGIN + 18 * SECOND)).isZero();
        assertThat(ask(limit, BEGIN + 18 * SECOND).retryMicros()).isEqualTo(SECOND);
        assertThat(passed(limit, 15, BEGIN + 19 * SECOND)).isEqualTo(10);
    }

    @Test
    void aSlidingCounterWeighsTheWindowBefore() {
        Limit limit = limit(Algorithm.SLIDING_COUNTER);
        assertThat(passed(limit, 15, BEGIN + 9 * SECOND)).isEqualTo(10);
        assertThat(passed(limit, 15, BEGIN + 15 * SECOND)).isEqualTo(5);
        assertThat(ask(limit, BEGIN + 15 * SECOND).retryMicros()).isEqualTo(SECOND);
        assertThat(ask(limit, BEGIN + 16 * SECOND).allows()).isTrue();
    }

    @Test
    void aTokenBucketAllowsItsBurstAndThenItsRate() {
        Limit limit = limit(Algorithm.TOKEN_BUCKET).withBurst(20);
        assertThat(passed(limit, 30, BEGIN)).isEqualTo(20);
        assertThat(ask(limit, BEGIN).retryMicros()).isEqualTo(SECOND);
        assertThat(passed(limit, 30, BEGIN + 3 * SECOND)).isEqualTo(3);
        assertThat(passed(limit, 30, BEGIN + 100 * SECOND)).isEqualTo(20);
    }

    @Test
    void aLeakyBucketLetsRequestsWaitForTheirTurnAndRefusesWhenItsQueueIsFull() {
        Limit limit = limit(Algorithm.LEAKY_BUCKET).withBurst(3);
        assertThat(ask(limit, BEGIN).delayMicros()).isZero();
        assertThat(ask(limit, BEGIN).delayMicros()).isEqualTo(SECOND);
        assertThat(ask(limit, BEGIN).delayMicros()).isEqualTo(2 * SECOND);
        assertThat(ask(limit, BEGIN).delayMicros()).isEqualTo(3 * SECOND);
        Standing full = ask(limit, BEGIN);
        assertThat(full.allows()).isFalse();
        assertThat(full.retryMicros()).isEqualTo(SECOND);
        assertThat(ask(limit, BEGIN + SECOND).delayMicros()).isEqualTo(3 * SECOND);
    }

    @Test
    void gcraAllowsItsBurstAndThenOneAtATimeInOneKey() {
        Limit limit = limit(Algorithm.GCRA).withBurst(5);
        assertThat(passed(limit, 8, BEGIN)).isEqualTo(5);
        assertThat(ask(limit, BEGIN).retryMicros()).isEqualTo(SECOND);
        assertThat(passed(limit, 8, BEGIN + SECOND)).isEqualTo(1);
        assertThat(redis.keys("*")).hasSize(1);
    }

    @Test
    void aRetryAfterTheTimeThatWasToldIsAllowedWithEveryAlgorithm() {
        for (Algorithm algorithm : Algorithm.values()) {
            Limit limit = Limit.of("retry", algorithm, 7, 10_000);
            if (algorithm == Algorithm.CONCURRENCY) {
                continue; // a lease that is given back earlier is nothing that can be told before
            }
            long now = BEGIN + 3_333_333;
            passed(limit, 20, now);
            Standing refused = ask(limit, now);
            assertThat(refused.allows()).as(algorithm.label()).isFalse();
            assertThat(ask(limit, now + refused.retryMicros()).allows())
                    .as(algorithm.label())
                    .isTrue();
        }
    }

    @Test
    void aRequestThatCostsMoreTakesMore() {
        for (Algorithm algorithm : List.of(Algorithm.FIXED_WINDOW, Algorithm.SLIDING_LOG, Algorithm.TOKEN_BUCKET)) {
            assertThat(ask(limit(algorithm), 8, BEGIN).left()).isEqualTo(2);
            assertThat(ask(limit(algorithm), 3, BEGIN).allows()).isFalse();
            assertThat(ask(limit(algorithm), 2, BEGIN).allows()).isTrue();
        }
    }

    @Test
    void whatOneLimitRefusesIsChargedToNone() {
        Charge wide = new Charge(Limit.of("wide", Algorithm.TOKEN_BUCKET, 100, 10_000), "ada", 1, false);
        Charge narrow = new Charge(Limit.of("narrow", Algorithm.GCRA, 2, 10_000), "ada", 1, false);
        for (int i = 0; i < 10; i++) {
            meters.decide(List.of(wide, narrow), SharedMeters.Asking.at(BEGIN));
        }
        assertThat(ask(wide.limit(), BEGIN).used()).isEqualTo(2);
    }

    @Test
    void theLocalLimiterDecidesExactlyAsTheSharedOne() {
        for (Algorithm algorithm : Algorithm.values()) {
            LocalMeters local = new LocalMeters();
            Charge charge = new Charge(Limit.of("same", algorithm, 7, 3_000).withBurst(5), "ada", 1, false);
            Random random = new Random(42);
            long now = BEGIN;
            for (int i = 0; i < 300; i++) {
                now += random.nextInt(600_000);
                String lease = "lease-" + i;
                SharedMeters.Asking asking = new SharedMeters.Asking("", now, 0, lease, true, false);
                Outcome shared = meters.decide(List.of(charge), asking).orElseThrow();
                assertThat(local.decide(List.of(charge), now, lease, true))
                        .as(algorithm.label() + " " + i)
                        .isEqualTo(shared);
            }
        }
    }

    @Test
    void twoHundredThreadsOnTwoInstancesNeverGetMoreThanTheQuotaFromAnyAlgorithm() throws Exception {
        for (Algorithm algorithm : Algorithm.values()) {
            Charge charge =
                    new Charge(Limit.of("crowd", algorithm, 50, 3_600_000).withBurst(50), "all", 1, false);
            List<Boolean> allowed = Together.run(THREADS, thread -> {
                SharedMeters each = thread % 2 == 0 ? meters : otherInstance;
                SharedMeters.Asking asking = new SharedMeters.Asking("", BEGIN, 0, "lease-" + thread, true, false);
                return each.decide(List.of(charge), asking).orElseThrow().passes();
            });
            int most = algorithm == Algorithm.LEAKY_BUCKET ? 51 : 50; // one goes, and as many as the burst wait
            assertThat(allowed.stream().filter(each -> each))
                    .as(algorithm.label())
                    .hasSize(most);
        }
    }

    @Test
    void noStateLastsForEverEvenIfItsEndWasTakenAway() {
        List<String> keys = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            Charge charge = new Charge(limit(algorithm), "ada", 1, false);
            ask(charge.limit(), BEGIN);
            keys.add(meters.meterKey(charge));
            assertThat(redis.pttl(meters.meterKey(charge))).isPositive();
            redis.persist(meters.meterKey(charge));
            assertThat(ask(charge.limit(), BEGIN + 1_000 * SECOND).allows()).isTrue();
        }
        for (String key : keys) {
            assertThat(redis.pttl(key)).as(key).isPositive();
        }
    }

    @Test
    void withoutATimeOfTheCallerTheClockOfRedisCounts() {
        long before = System.currentTimeMillis() * 1_000 - 5 * SECOND;
        Outcome outcome = meters.decide(List.of(), SharedMeters.Asking.at(0)).orElseThrow();
        assertThat(outcome.nowMicros()).isBetween(before, before + 10 * SECOND);
    }
}
