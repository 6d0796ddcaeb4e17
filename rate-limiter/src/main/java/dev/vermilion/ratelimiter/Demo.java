package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;

/** Rules for a small shop, visitors on demand, and what must hold for all of them. */
final class Demo {

    static final String DOMAIN = "demo";
    static final String LEDGER = SharedMeters.PREFIX + "{demo}:ledger";
    static final Limit AUDITED = Limit.of("audited", Algorithm.SLIDING_LOG, 50, 5_000);
    private static final Limit REPORTS = Limit.of("reports", Algorithm.CONCURRENCY, 2, 10_000);
    private static final long LEDGER_SECONDS = 60;
    private static final int VISITORS = 40;
    private static final List<String> PATHS = List.of("/shop/products", "/shop/search", "/shop/login", "/shop/mail");

    private final UnifiedJedis redis;
    private final RateLimiter limiter;

    Demo(UnifiedJedis redis, RateLimiter limiter) {
        this.redis = redis;
        this.limiter = limiter;
    }

    static RuleSet rules() {
        Rule products = Rule.perAddress(
                "/shop/products",
                OnFailure.OPEN,
                List.of(
                        Limit.of("products", Algorithm.SLIDING_COUNTER, 60, 10_000),
                        Limit.of("products-stricter", Algorithm.GCRA, 20, 10_000)
                                .withBurst(10)
                                .watched()));
        Rule search = Rule.perAddress(
                "/shop/search",
                OnFailure.LOCAL,
                List.of(Limit.of("search", Algorithm.GCRA, 10, 10_000).withBurst(5)));
        Rule login = Rule.perAddress(
                "/shop/login", OnFailure.CLOSED, List.of(Limit.of("login", Algorithm.SLIDING_LOG, 5, 30_000)));
        Rule mail = Rule.perAddress(
                "/shop/mail",
                OnFailure.LOCAL,
                List.of(Limit.of("mail", Algorithm.LEAKY_BUCKET, 2, 1_000).withBurst(4)));
        Rule report = new Rule(
                "/shop/report", List.of(), List.of(), List.of(REPORTS), null, false, OnFailure.LOCAL, List.of());
        Rule export = new Rule("/shop/partner/export", List.of(), List.of(), List.of(), 10, false, null, List.of());
        Rule partner = new Rule(
                "/shop/partner/*",
                List.of(),
                List.of("header:x-api-key"),
                List.of(Limit.of("partner", Algorithm.TOKEN_BUCKET, 30, 10_000).withBurst(60)),
                null,
                false,
                OnFailure.CLOSED,
                List.of(export));
        Rule audited =
                new Rule("/audited", List.of(), List.of(), List.of(AUDITED), null, true, OnFailure.CLOSED, List.of());
        Rule root = new Rule(
                "/*",
                List.of(),
                List.of(),
                List.of(Limit.of("everything", Algorithm.TOKEN_BUCKET, 20_000, 1_000)),
                null,
                false,
                OnFailure.OPEN,
                List.of(products, search, login, mail, report, partner, audited));
        return new RuleSet(
                0, List.of("198.51.100.7"), List.of("192.0.2.0/24"), List.of("127.0.0.0/8", "::1"), 56, false, root);
    }

    /** Puts the shop's rules in place if there are none. */
    void seed() {
        RuleSet current = limiter.reloaded();
        if (current.version() == 0) {
            limiter.replace(rules());
        }
    }

    /** Deletes the keys of this app. */
    void deleteAll() {
        each(SharedMeters.PREFIX + "*", redis::del);
    }

    List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "visitors",
                        "Visitors",
                        "Forty visitors look, search, log in and send mails; a few of them far too often.",
                        100,
                        3_000,
                        this::visit),
                new Scenario(
                        "crowd",
                        "A crowd, audited",
                        "All ask for one route with a sliding log of 50 in 5 seconds; a ledger keeps who passed, and when.",
                        100,
                        2_000,
                        (random, number) -> audited()),
                new Scenario(
                        "reports",
                        "Reports, some of which crash",
                        "At most two at once; one of ten never gives its lease back.",
                        20,
                        500,
                        this::report));
    }

    private void visit(RandomGenerator random, long number) {
        int visitor = (int) Math.min(random.nextInt(VISITORS), random.nextInt(VISITORS)); // the first ones come often
        String path = PATHS.get(random.nextInt(PATHS.size()));
        limiter.decide(new Request("GET", path, "203.0.113." + visitor, Map.of()));
    }

    /** One request of the audited route; who passes is written down, by the time of the decision. */
    boolean audited() {
        Decision decision = limiter.decide(new Request("GET", "/audited", "203.0.113.200", Map.of()));
        if (decision.allowed() && decision.cause() == Decision.Cause.LIMITS) {
            redis.zadd(
                    LEDGER,
                    (double) decision.nowMicros(),
                    decision.nowMicros() + "-" + Long.toString(Race.random(), 36));
            redis.zremrangeByScore(LEDGER, 0, decision.nowMicros() - LEDGER_SECONDS * 1e6);
            redis.expire(LEDGER, 2 * LEDGER_SECONDS);
        }
        return decision.allowed();
    }

    private void report(RandomGenerator random, long number) {
        Decision decision = limiter.decide(new Request("GET", "/shop/report", "203.0.113.1", Map.of()));
        if (random.nextInt(10) > 0) {
            limiter.release(decision);
        }
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "Never more than the quota",
                        "Whoever counts the audited route by hand never finds more than 50 within 5 seconds.",
                        this::neverMore),
                new Invariant("Every count ends", "No state of a limit lasts for ever.", this::everyCountEnds),
                new Invariant(
                        "Two reports at once",
                        "There are never more than two leases, and each ends by itself.",
                        this::leases));
    }

    private Finding neverMore() {
        List<Long> times = new ArrayList<>();
        redis.zrangeWithScores(LEDGER, 0, -1).forEach(each -> times.add((long) each.getScore()));
        long peak = Race.peak(times, AUDITED.windowMicros());
        return new Finding(
                peak <= AUDITED.quota(),
                times.size() + " passed in the last minute, at most " + peak + " in 5 seconds.");
    }

    private Finding everyCountEnds() {
        long[] count = new long[2];
        each(limiter.shared().meterPrefix() + "*", key -> {
            count[0]++;
            if (redis.pttl(key) == -1) {
                count[1]++;
            }
        });
        return new Finding(count[1] == 0, count[0] + " counts, " + count[1] + " without an end.");
    }

    private Finding leases() {
        String key = limiter.shared().meterKey(new Charge(REPORTS, "all", 1, false));
        long held = redis.zcard(key);
        return new Finding(held <= REPORTS.quota(), held + " of " + REPORTS.quota() + " leases are known.");
    }

    private void each(String pattern, Consumer<String> action) {
        each(redis, pattern, action);
    }

    static void each(UnifiedJedis redis, String pattern, Consumer<String> action) {
        ScanIteration keys = redis.scanIteration(500, pattern);
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(action);
        }
    }
}
