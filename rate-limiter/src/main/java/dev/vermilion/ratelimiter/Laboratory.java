package dev.vermilion.ratelimiter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redis.clients.jedis.UnifiedJedis;

/** What goes wrong elsewhere, done on purpose; with keys of its own, which it deletes. */
final class Laboratory {

    private static final int QUOTA = 10;
    private static final int THREADS = 40;
    private static final int CLIENTS = 30;
    private static final long WINDOW_MILLIS = 10_000;

    private final UnifiedJedis redis;
    private final Clock clock;

    Laboratory(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** How it is done. */
    enum Mode {
        NAIVE,
        CORRECT;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be tried. */
    enum Experiment {
        RACE,
        CRASH,
        SPOOF;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How it went.
     *
     * @param broken whether the limit did not hold, or holds for ever
     */
    record Result(boolean broken, List<String> steps, String verdict) {}

    Result run(Experiment experiment, Mode mode) throws InterruptedException {
        String key = SharedMeters.PREFIX + "{laboratory-" + Long.toString(Race.random(), 36) + "}:count";
        try {
            return switch (experiment) {
                case RACE -> race(key, mode);
                case CRASH -> mode == Mode.NAIVE ? naiveCrash(key) : correctCrash();
                case SPOOF -> spoof(mode);
            };
        } finally {
            redis.del(key);
        }
    }

    /** Many threads at once: look and count in two steps, or in one. */
    private Result race(String key, Mode mode) throws InterruptedException {
        SharedMeters meters = new SharedMeters(redis, "laboratory-" + Long.toString(Race.random(), 36));
        Charge charge = new Charge(Limit.of("race", Algorithm.FIXED_WINDOW, QUOTA, WINDOW_MILLIS), "all", 1, false);
        long now = clock.millis() * 1_000;
        CountDownLatch looked = new CountDownLatch(THREADS);
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        int passed = 0;
        try {
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tries.add(pool.submit(() -> mode == Mode.NAIVE
                        ? lookThenCount(key, looked)
                        : meters.decide(List.of(charge), SharedMeters.Asking.at(now))
                                .orElseThrow()
                                .passes()));
            }
            for (Future<Boolean> each : tries) {
                passed += each.get() ? 1 : 0;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
            redis.del(meters.meterKey(charge));
        }
        String how = mode == Mode.NAIVE
                ? "Each asks GET, compares, and then does INCR."
                : "Each runs one script that looks and counts.";
        return new Result(
                passed > QUOTA,
                List.of(THREADS + " requests at once, a quota of " + QUOTA + ".", how, passed + " passed."),
                passed > QUOTA ? "The limit did not hold." : "Exactly the quota passed.");
    }

    private boolean lookThenCount(String key, CountDownLatch looked) throws InterruptedException {
        String count = redis.get(key);
        looked.countDown();
        looked.await(); // what a slow network does by itself: all have looked before the first counts
        if (count != null && Integer.parseInt(count) >= QUOTA) {
            return false;
        }
        redis.incr(key);
        redis.pexpire(key, WINDOW_MILLIS);
        return true;
    }

    /** The process ends between INCR and EXPIRE. */
    private Result naiveCrash(String key) {
        redis.incrBy(key, QUOTA); // the last INCR of the window's quota ...
        long left = redis.ttl(key); // ... whose EXPIRE never came
        return new Result(
                left == -1,
                List.of("INCR counts to " + QUOTA + ".", "The process dies before EXPIRE.", "TTL says " + left + "."),
                "The key never ends: this client is refused for ever.");
    }

    private Result correctCrash() {
        SharedMeters meters = new SharedMeters(redis, "laboratory-" + Long.toString(Race.random(), 36));
        Charge charge = new Charge(Limit.of("crash", Algorithm.FIXED_WINDOW, QUOTA, WINDOW_MILLIS), "all", 1, false);
        meters.decide(List.of(charge), SharedMeters.Asking.at(0));
        String key = meters.meterKey(charge);
        redis.persist(key);
        long later = (clock.millis() + 2 * WINDOW_MILLIS) * 1_000;
        boolean passes = meters.decide(List.of(charge), SharedMeters.Asking.at(later))
                .orElseThrow()
                .passes();
        long left = redis.ttl(key);
        redis.del(key);
        return new Result(
                left < 0 || !passes,
                List.of(
                        "One script counts and sets the end: no process dies in between.",
                        "PERSIST takes the end away on purpose.",
                        "Two windows later the request " + (passes ? "passes" : "is refused") + ", TTL says " + left
                                + "."),
                "The window is part of the state: even a key without an end starts anew, and gets one.");
    }

    /** One attacker who writes another address into X-Forwarded-For each time. */
    private Result spoof(Mode mode) {
        Rule root = Rule.perAddress(
                "/*", OnFailure.CLOSED, List.of(Limit.of("spoof", Algorithm.SLIDING_LOG, QUOTA, WINDOW_MILLIS)));
        List<String> trusted = mode == Mode.NAIVE ? List.of("0.0.0.0/0") : List.of("10.0.0.0/8");
        RateLimiter limiter = new RateLimiter(redis, "laboratory-" + Long.toString(Race.random(), 36), clock);
        limiter.replace(new RuleSet(0, List.of(), List.of(), trusted, null, false, root));
        int passed = 0;
        for (int i = 0; i < CLIENTS; i++) {
            Map<String, String> headers = Map.of("X-Forwarded-For", "198.51.100." + i);
            Decision decision = limiter.decide(new Request("GET", "/", "203.0.113.66", headers));
            passed += decision.allowed() ? 1 : 0;
        }
        limiter.forget();
        return new Result(
                passed > QUOTA,
                List.of(
                        "One client sends " + CLIENTS + " requests, each with another X-Forwarded-For.",
                        mode == Mode.NAIVE ? "The header is believed from everybody." : "Only proxies are believed.",
                        passed + " passed of a quota of " + QUOTA + "."),
                passed > QUOTA ? "Whoever writes the header has no limit." : "The header of a stranger means nothing.");
    }
}
