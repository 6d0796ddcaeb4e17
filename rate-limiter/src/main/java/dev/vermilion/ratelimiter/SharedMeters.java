package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * Limits that all instances share: their state lies in Redis, and each decision is one run of {@code decide.lua}. All keys
 * of a domain carry one hash tag, so that a request is charged to all of its limits, or to none, on a cluster as well.
 */
final class SharedMeters {

    static final String PREFIX = "rate-limiter:";
    private static final Script DECIDE = Script.of(SharedMeters.class, "decide");
    private static final int PER_LIMIT = 6;
    private static final long MINUTE = 60_000;

    private final UnifiedJedis redis;
    private final String domain;

    SharedMeters(UnifiedJedis redis, String domain) {
        this.redis = redis;
        this.domain = domain;
    }

    /** Hash: version and text of the rules. */
    String rulesKey() {
        return PREFIX + "{" + domain + "}:rules";
    }

    /** Hash: limit and outcome → how often, in the minute of this time. */
    String statisticsKey(long millis) {
        return PREFIX + "{" + domain + "}:statistics:" + millis / MINUTE;
    }

    /** The state of a limit for one client; its type depends on the algorithm. */
    String meterKey(Charge charge) {
        return PREFIX + "{" + domain + "}:meter:" + charge.key();
    }

    /** What all keys of states begin with. */
    String meterPrefix() {
        return PREFIX + "{" + domain + "}:meter:";
    }

    /**
     * How a decision is asked for.
     *
     * @param version of the rules; empty if it does not matter
     * @param nowMicros the time to go by; 0 for the clock of Redis
     * @param millis the time for the statistics
     * @param charging false only looks
     * @param counting whether the statistics count it
     */
    record Asking(String version, long nowMicros, long millis, String lease, boolean charging, boolean counting) {

        static Asking at(long nowMicros) {
            return new Asking("", nowMicros, 0, "lease", true, false);
        }
    }

    /** Decides by all charges at once. Empty if the rules have another version by now; then nothing was charged. */
    Optional<Outcome> decide(List<Charge> charges, Asking asking) {
        List<?> answer =
                (List<?>) Objects.requireNonNull(DECIDE.run(redis, keys(charges, asking), arguments(charges, asking)));
        return number(answer, 0) < 0 ? Optional.empty() : Optional.of(outcome(charges, answer));
    }

    List<String> keys(List<Charge> charges, Asking asking) {
        List<String> keys = new ArrayList<>(charges.size() + 2);
        keys.add(rulesKey());
        keys.add(statisticsKey(asking.millis()));
        charges.forEach(each -> keys.add(meterKey(each)));
        return keys;
    }

    static List<String> arguments(List<Charge> charges, Asking asking) {
        List<String> arguments = new ArrayList<>(4 + 7 * charges.size());
        arguments.add(asking.version());
        arguments.add(Long.toString(asking.nowMicros()));
        arguments.add(asking.charging() ? "1" : "0");
        arguments.add(asking.lease());
        for (Charge each : charges) {
            Limit limit = each.limit();
            arguments.add(limit.algorithm().label());
            arguments.add(Long.toString(limit.quota()));
            arguments.add(Long.toString(limit.windowMicros()));
            arguments.add(Long.toString(limit.most()));
            arguments.add(Integer.toString(each.cost()));
            arguments.add(each.shadow() ? "1" : "0");
            arguments.add(asking.counting() ? limit.name() : "");
        }
        return arguments;
    }

    static Outcome outcome(List<Charge> charges, List<?> answer) {
        List<Standing> standings = new ArrayList<>(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            int at = 2 + i * PER_LIMIT;
            standings.add(new Standing(
                    charge.limit(),
                    charge.who(),
                    charge.shadow(),
                    number(answer, at) == 1,
                    number(answer, at + 1),
                    number(answer, at + 2),
                    number(answer, at + 3),
                    number(answer, at + 4),
                    number(answer, at + 5)));
        }
        return new Outcome(number(answer, 0), number(answer, 1) == 1, standings);
    }

    private static long number(List<?> answer, int place) {
        return (Long) answer.get(place);
    }

    /** Gives leases back. */
    void release(List<Charge> charges, String lease) {
        charges.forEach(each -> redis.zrem(meterKey(each), lease));
    }
}
