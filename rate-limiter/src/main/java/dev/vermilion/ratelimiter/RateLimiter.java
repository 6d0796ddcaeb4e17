package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Decides which requests may pass. The rules and the counts of a domain lie in Redis and are shared by all instances; an
 * instance keeps a copy of the rules, and each decision checks in the same step that it is the newest. Safe for use by
 * many threads.
 */
public final class RateLimiter {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final int TRACES_A_SECOND = 50;
    private static final int KEPT_TRACES = 200;
    private static final long TRACE_SECONDS = 3_600;
    private static final int REPORTED_MINUTES = 10;
    private static final int LEASE_BYTES = 8;
    private static final int RELOADS = 3;

    private final UnifiedJedis redis;
    private final String domain;
    private final Clock clock;
    private final SharedMeters shared;
    private final LocalMeters local = new LocalMeters();
    private final RuleStore store;
    private final Breaker breaker = new Breaker(System::nanoTime, PAUSE_MILLIS);
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong traceSecond = new AtomicLong();
    private final AtomicLong tracesInSecond = new AtomicLong();
    private volatile @Nullable Known known;

    private record Known(RuleSet rules, Match.Lists lists) {

        static Known of(RuleSet rules) {
            return new Known(rules, Match.Lists.of(rules));
        }
    }

    /**
     * A limiter; it does not touch Redis yet.
     *
     * @param domain rules and counts are shared by all limiters with this domain; lower case letters, digits, hyphens
     * @param clock for what needs no common time: statistics, and limits while Redis is away
     */
    public RateLimiter(UnifiedJedis redis, String domain, Clock clock) {
        if (!domain.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("no domain: " + domain);
        }
        this.redis = redis;
        this.domain = domain;
        this.clock = clock;
        shared = new SharedMeters(redis, domain);
        store = new RuleStore(redis, shared.rulesKey());
    }

    /** Decides about a request, and charges it if it may pass. One round trip to Redis. Never throws because Redis is away. */
    public Decision decide(Request request) {
        return decide(request, true);
    }

    /** What {@link #decide} would say now, and why; nothing is charged. */
    public Trace explain(Request request) {
        Decision decision = decide(request, false);
        return Trace.of("", rules(), request, decision);
    }

    private Decision decide(Request request, boolean charging) {
        Known current = known();
        for (int tries = 0; ; tries++) {
            RuleSet rules = current.rules();
            Match match = Match.of(rules, current.lists(), request, new ArrayList<>());
            Network address = match.client().address();
            if (Match.contains(current.lists().deny(), address)) {
                return listed(rules, match, Decision.Cause.DENY_LIST);
            }
            if (Match.contains(current.lists().allow(), address)) {
                return listed(rules, match, Decision.Cause.ALLOW_LIST);
            }
            Optional<Decision> decision = byLimits(rules, match, charging, tries < RELOADS);
            if (decision.isPresent()) {
                return decision.get();
            }
            current = reload();
        }
    }

    private Decision listed(RuleSet rules, Match match, Decision.Cause cause) {
        return decision(cause != Decision.Cause.DENY_LIST, cause, match, List.of(), clock.millis() * 1_000, rules);
    }

    private static Decision decision(
            boolean allowed, Decision.Cause cause, Match match, List<Standing> standings, long now, RuleSet rules) {
        String client = match.client().block().toString();
        return new Decision(allowed, cause, client, now, standings, "", rules.version());
    }

    /** Empty if the rules are newer by now, which is asked only if {@code checked}. */
    private Optional<Decision> byLimits(RuleSet rules, Match match, boolean charging, boolean checked) {
        if (!breaker.lets()) {
            return Optional.of(withoutRedis(rules, match, charging));
        }
        String lease = lease(match);
        String version = checked ? Long.toString(rules.version()) : "";
        try {
            Optional<Outcome> outcome = shared.decide(
                    match.charges(), new SharedMeters.Asking(version, 0, clock.millis(), lease, charging, charging));
            breaker.worked();
            return outcome.map(each -> decided(rules, match, each, lease, charging));
        } catch (JedisException e) {
            away(e);
            return Optional.of(withoutRedis(rules, match, charging));
        }
    }

    private Decision decided(RuleSet rules, Match match, Outcome outcome, String lease, boolean charging) {
        if (charging && outcome.passes() && match.onFailure() == OnFailure.LOCAL) {
            local.follow(match.charges(), outcome.nowMicros(), lease);
        }
        Decision.Cause cause = match.charges().isEmpty() ? Decision.Cause.NO_LIMIT : Decision.Cause.LIMITS;
        return new Decision(
                outcome.passes(),
                cause,
                match.client().block().toString(),
                outcome.nowMicros(),
                outcome.standings(),
                outcome.passes() ? lease : "",
                rules.version());
    }

    private Decision withoutRedis(RuleSet rules, Match match, boolean charging) {
        long now = clock.millis() * 1_000;
        if (match.onFailure() != OnFailure.LOCAL) {
            boolean open = match.onFailure() == OnFailure.OPEN;
            return decision(open, Decision.Cause.REDIS_AWAY, match, List.of(), now, rules);
        }
        String lease = lease(match);
        Outcome outcome = local.decide(match.charges(), now, lease, charging);
        return new Decision(
                outcome.passes(),
                Decision.Cause.LOCAL_LIMITS,
                match.client().block().toString(),
                now,
                outcome.standings(),
                outcome.passes() ? lease : "",
                rules.version());
    }

    private String lease(Match match) {
        if (leased(match.charges()).isEmpty()) {
            return "";
        }
        byte[] bytes = new byte[LEASE_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static List<Charge> leased(List<Charge> charges) {
        return charges.stream()
                .filter(each -> each.limit().algorithm() == Algorithm.CONCURRENCY)
                .toList();
    }

    /** Gives back what the request of {@code decision} held of limits of concurrent requests; may be called twice. */
    public void release(Decision decision) {
        if (decision.lease().isEmpty()) {
            return;
        }
        List<Charge> leased = leased(decision.standings().stream()
                .map(each -> new Charge(each.limit(), each.who(), 1, each.shadow()))
                .toList());
        local.release(leased, decision.lease());
        if (!breaker.open()) {
            try {
                shared.release(leased, decision.lease());
            } catch (JedisException e) {
                away(e); // the lease ends by itself
            }
        }
    }

    private void away(JedisException e) {
        LOG.warn("Redis does not answer, each rule does what it says for that: {}", e.getMessage());
        breaker.failed();
    }

    /** The rules in force, as far as this instance knows; the next decision makes sure. */
    public RuleSet rules() {
        return known().rules();
    }

    /** The rules as they are in Redis. */
    RuleSet reloaded() {
        return reload().rules();
    }

    private Known known() {
        Known current = known;
        return current == null ? reload() : current;
    }

    /** Loads the rules. If Redis is away: those that were known last, or else none, for now. */
    private Known reload() {
        try {
            Known loaded = Known.of(store.load());
            known = loaded;
            return loaded;
        } catch (JedisException e) {
            away(e);
        }
        Known current = known;
        return current == null ? Known.of(RuleSet.none()) : current;
    }

    /** Puts rules in force everywhere, from the next decision on; 409 if they have changed since their version. */
    public RuleSet replace(RuleSet rules) {
        RuleSet replaced = store.replace(rules);
        known = Known.of(replaced);
        return replaced;
    }

    /** Whether Redis counts as away. */
    public boolean isAway() {
        return breaker.open();
    }

    /** Behaves as if Redis were away, for demonstrations; for this instance only. */
    void pullPlug(boolean away) {
        breaker.pull(away);
    }

    /**
     * Keeps why a request was refused, for an hour, and returns under which id; empty if that cannot be, or if there were
     * very many in this second.
     */
    public String remember(Request request, Decision decision) {
        long second = clock.millis() / 1_000;
        if (traceSecond.getAndSet(second) != second) {
            tracesInSecond.set(0);
        }
        if (breaker.open() || tracesInSecond.incrementAndGet() > TRACES_A_SECOND) {
            return "";
        }
        byte[] bytes = new byte[LEASE_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        try {
            redis.setex(traceKey(id), TRACE_SECONDS, Json.write(Trace.of(id, rules(), request, decision)));
            redis.lpush(tracesKey(), id);
            redis.ltrim(tracesKey(), 0, KEPT_TRACES - 1L);
            redis.expire(tracesKey(), TRACE_SECONDS);
            return id;
        } catch (JedisException e) {
            away(e);
            return "";
        }
    }

    /** Why a request was refused; empty if that is not kept any more. */
    public Optional<Trace> remembered(String id) {
        return Optional.ofNullable(redis.get(traceKey(id))).map(each -> Json.read(each, Trace.class));
    }

    /** The last refusals that were kept, the newest first. */
    public List<Trace> lastRefusals(int most) {
        return redis.lrange(tracesKey(), 0, most - 1L).stream()
                .map(this::remembered)
                .flatMap(Optional::stream)
                .toList();
    }

    private String traceKey(String id) {
        return SharedMeters.PREFIX + "{" + domain + "}:trace:" + id;
    }

    private String tracesKey() {
        return SharedMeters.PREFIX + "{" + domain + "}:traces";
    }

    /**
     * What a limit has done in the last ten minutes.
     *
     * @param shadow it is only watched: {@code refused} is what it would have refused
     */
    public record Report(String limit, boolean shadow, long allowed, long refused) {}

    /** What each limit has done in the last ten minutes. */
    public List<Report> report() {
        Map<String, Long> sums = new TreeMap<>();
        for (int i = 0; i < REPORTED_MINUTES; i++) {
            redis.hgetAll(shared.statisticsKey(clock.millis() - i * 60_000L))
                    .forEach((field, count) -> sums.merge(field, Long.parseLong(count), Long::sum));
        }
        RuleSet rules = rules();
        return rules.limits().stream()
                .map(each -> new Report(
                        each.name(),
                        each.shadow() || rules.shadow(),
                        sums.getOrDefault(each.name() + ":allowed", 0L),
                        sums.getOrDefault(each.name() + ":refused", 0L)))
                .toList();
    }

    /** Deletes all that Redis holds of this domain. */
    void forget() {
        Demo.each(redis, SharedMeters.PREFIX + "{" + domain + "}:*", redis::del);
        known = null;
    }

    SharedMeters shared() {
        return shared;
    }
}
