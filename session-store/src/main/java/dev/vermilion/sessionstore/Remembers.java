package dev.vermilion.sessionstore;

import dev.vermilion.kit.Script;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/**
 * Browsers that stay logged in. Each has a series, and in it one token that is good once: it is exchanged for the next
 * one whenever it is used. A token that comes a second time was copied, by the thief or from him; either way the whole
 * series must go. The idea is Barry Jaspan's ("Improved Persistent Login Cookie Best Practice", 2006).
 */
final class Remembers {

    static final Duration KEPT = Duration.ofDays(30);

    /** Two requests that a browser sends at once carry the same token; the second of them is no thief. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{12})\\.([A-Za-z0-9_-]{27})\\.([A-Za-z0-9_-]{27})");
    private static final Script ROTATE = Script.of(Remembers.class, "remember");

    private final UnifiedJedis redis;
    private final Clock clock;
    private final long graceMillis;

    Remembers(UnifiedJedis redis, Clock clock, Duration grace) {
        this.redis = redis;
        this.clock = clock;
        this.graceMillis = grace.toMillis();
    }

    enum Verdict {
        /** Good, and used up: the next cookie must be sent. */
        NEXT,
        /** Good, but another request has exchanged it just now; that one's answer brings the next cookie. */
        AGAIN,
        /** It was used before. */
        STOLEN,
        /** Expired, ended, or never ours. */
        UNKNOWN
    }

    /**
     * What came of a cookie.
     *
     * @param cookie the next one; empty unless the verdict is NEXT
     */
    record Outcome(Verdict verdict, Optional<Account> account, String cookie) {}

    /** Remembers this browser; returns the cookie. */
    String begin(Account account) {
        String series = Secrets.make();
        String secret = Secrets.make();
        String key = Keys.series(account.id(), Secrets.hash(series));
        try (AbstractPipeline pipeline = redis.pipelined()) {
            pipeline.hset(key, Map.of("token", Secrets.hash(secret), "user", account.name()));
            pipeline.expire(key, KEPT.toSeconds());
            pipeline.zremrangeByScore(Keys.allSeries(account.id()), 0, (double) clock.millis());
            pipeline.zadd(
                    Keys.allSeries(account.id()), (double) (clock.millis() + KEPT.toMillis()), Secrets.hash(series));
            pipeline.expire(Keys.allSeries(account.id()), KEPT.toSeconds());
            pipeline.sync();
        }
        return account.id() + "." + series + "." + secret;
    }

    /** Takes a cookie, and exchanges it where it is good. */
    Outcome use(String cookie) {
        var match = FORM.matcher(cookie);
        if (!match.matches()) {
            return new Outcome(Verdict.UNKNOWN, Optional.empty(), "");
        }
        String userId = match.group(1);
        String key = Keys.series(userId, Secrets.hash(match.group(2)));
        String next = Secrets.make();
        Object answer = ROTATE.run(
                redis,
                List.of(key),
                List.of(Secrets.hash(match.group(3)), Secrets.hash(next), Long.toString(graceMillis)));
        Verdict verdict = Verdict.valueOf(String.valueOf(answer).toUpperCase(Locale.ROOT));
        Optional<Account> account = verdict == Verdict.UNKNOWN
                ? Optional.empty()
                : Optional.ofNullable(redis.hget(key, "user")).map(name -> new Account(userId, name));
        String nextCookie = verdict == Verdict.NEXT ? userId + "." + match.group(2) + "." + next : "";
        return new Outcome(verdict, account, nextCookie);
    }

    /** Forgets the browser with this cookie. */
    void end(String cookie) {
        var match = FORM.matcher(cookie);
        if (match.matches()) {
            String series = Secrets.hash(match.group(2));
            redis.del(Keys.series(match.group(1), series));
            redis.zrem(Keys.allSeries(match.group(1)), series);
        }
    }

    /** Forgets all browsers of a user. */
    void endAll(String userId) {
        for (String series : redis.zrange(Keys.allSeries(userId), 0, -1)) {
            redis.del(Keys.series(userId, series));
        }
        redis.del(Keys.allSeries(userId));
    }
}
