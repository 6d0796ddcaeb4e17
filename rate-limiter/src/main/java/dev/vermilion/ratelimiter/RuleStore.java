package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Script;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/** The rules of a domain in Redis. A change counts up the version, and must name the version that it was made from. */
final class RuleStore {

    private static final Script REPLACE = Script.of(RuleStore.class, "replace");

    private final UnifiedJedis redis;
    private final String key;

    RuleStore(UnifiedJedis redis, String key) {
        this.redis = redis;
        this.key = key;
    }

    /** The rules as they are now; rules without limits, of version 0, if there are none. */
    RuleSet load() {
        Map<String, String> stored = redis.hgetAll(key);
        String rules = stored.get("rules");
        return rules == null
                ? RuleSet.none()
                : Json.read(rules, RuleSet.class).withVersion(Long.parseLong(stored.getOrDefault("version", "0")));
    }

    /** Puts rules in place; 409 if they are newer than {@code rules.version()} by now. */
    RuleSet replace(RuleSet rules) {
        Object version = REPLACE.run(redis, List.of(key), List.of(Long.toString(rules.version()), Json.write(rules)));
        long number = (Long) Objects.requireNonNull(version);
        if (number < 0) {
            throw Problem.conflict("Somebody else has changed the rules; version " + rules.version()
                    + " is not the last one any more. Load them again.");
        }
        return rules.withVersion(number);
    }
}
