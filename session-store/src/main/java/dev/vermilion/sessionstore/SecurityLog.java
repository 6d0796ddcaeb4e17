package dev.vermilion.sessionstore;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** What happened to an account, for its owner to read: a stream that keeps the last fifty or so, for ninety days. */
final class SecurityLog {

    private static final int KEPT = 50;
    private static final long KEPT_SECONDS = 90L * 24 * 3600;

    /** One line of it. */
    record Entry(Instant at, String what, String device) {}

    private final UnifiedJedis redis;

    SecurityLog(UnifiedJedis redis) {
        this.redis = redis;
    }

    void add(String userId, String what, Client client) {
        redis.xadd(
                Keys.log(userId),
                Map.of("what", what, "device", Device.name(client.agent())),
                XAddParams.xAddParams().maxLen(KEPT).approximateTrimming());
        redis.expire(Keys.log(userId), KEPT_SECONDS);
    }

    /** The newest first. */
    List<Entry> read(String userId) {
        return redis.xrevrange(Keys.log(userId), "+", "-", KEPT).stream()
                .map(entry -> new Entry(
                        Instant.ofEpochMilli(entry.getID().getTime()),
                        entry.getFields().getOrDefault("what", ""),
                        entry.getFields().getOrDefault("device", "")))
                .toList();
    }
}
