package dev.vermilion.urlshortener;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/** Visits to codes that no link has: misprints, deleted links, and people who guess. */
final class Orphans {

    private static final int MOST_VISITS = 1_000;
    private static final int MOST_CODES = 200;
    private static final int SHOWN = 20;

    private final UnifiedJedis redis;

    Orphans(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** A visit that led nowhere. */
    record Orphan(Instant at, String code, String referrer, boolean isBot) {}

    /**
     * What was looked for in vain.
     *
     * @param codes what was asked for most often
     * @param latest the last visits, the newest first
     */
    record Report(List<Statistics.Share> codes, List<Orphan> latest) {}

    void note(String code, Guest guest) {
        String shown = code.length() > 64 ? code.substring(0, 64) : code;
        redis.xadd(
                Keys.ORPHANS,
                XAddParams.xAddParams().maxLen(MOST_VISITS).approximateTrimming(),
                Map.of("code", shown, "referrer", guest.referrer(), "bot", guest.isBot() ? "1" : "0"));
        redis.zincrby(Keys.ORPHAN_CODES, 1, shown);
        redis.zremrangeByRank(Keys.ORPHAN_CODES, 0, -MOST_CODES - 1);
    }

    Report report() {
        List<Orphan> latest = redis.xrevrange(Keys.ORPHANS, (StreamEntryID) null, null, SHOWN).stream()
                .map(entry -> new Orphan(
                        Instant.ofEpochMilli(entry.getID().getTime()),
                        entry.getFields().getOrDefault("code", ""),
                        entry.getFields().getOrDefault("referrer", ""),
                        "1".equals(entry.getFields().get("bot"))))
                .toList();
        return new Report(StatisticsReader.shares(redis.zrevrangeWithScores(Keys.ORPHAN_CODES, 0, SHOWN - 1)), latest);
    }

    void deleteAll() {
        redis.del(Keys.ORPHANS, Keys.ORPHAN_CODES);
    }
}
