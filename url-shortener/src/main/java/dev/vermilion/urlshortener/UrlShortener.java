package dev.vermilion.urlshortener;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Short links in Redis: made, followed, counted and deleted, with limits that hold however many visitors come at once.
 *
 * <pre>
 * key                      type    TTL                     holds
 * short:{CODE}:link        hash    30 days after the end   target, created, entry; expires and max where there are limits
 * short:{CODE}:gate        zset    until the end           one member, "left": visits that are left, inf for no limit
 * short:{CODE}:visits      hash    30 days after the end   total, last, and a field for each day that had some: 2026-03-01
 * short:{CODE}:visitors    HLL     30 days after the end   how many different visitors came
 * short:links              zset    none                    an entry "CODE:nonce" for each link, scored by when it was made
 * </pre>
 *
 * A link without an expiry has no TTL. All times in Redis are milliseconds since 1970. The keys of one link share the hash
 * tag {@code {CODE}}, so that they live together on a node of a cluster; every link has its own.
 *
 * <p>Safe for use by many threads and by many processes.
 */
public final class UrlShortener {

    /** How long an ended link is remembered, so that visitors are told "expired" and not "unknown". */
    static final Duration MEMORY = Duration.ofDays(30);

    /** Days in {@link Statistics}. */
    static final int DAYS = 30;

    private static final String LINKS = "short:links";
    static final String LEFT = "left";
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final int MAX_ATTEMPTS = 30;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final RandomGenerator random;

    /** Short links in this Redis. */
    public UrlShortener(UnifiedJedis redis, Clock clock) {
        this(redis, clock, new SecureRandom());
    }

    UrlShortener(UnifiedJedis redis, Clock clock, RandomGenerator random) {
        this.redis = redis;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes a link. A generated code that is taken already is drawn again, and gets longer after every third collision.
     *
     * @param ownHost the host that the shortener is reached under: no link may lead there
     * @throws LinkException if something is not allowed, or the chosen code is taken
     */
    public Link create(NewLink wanted, String ownHost) {
        String target = Target.checked(wanted.url(), ownHost);
        Instant now = Instant.ofEpochMilli(clock.millis());
        wanted.checkLimits(now);
        String chosen = wanted.code();
        if (chosen != null && !chosen.isBlank()) {
            Link link = link(Codes.checked(chosen.strip()), target, now, wanted);
            if (!claim(link)) {
                throw LinkException.taken(link.code());
            }
            return link;
        }
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Link link = link(Codes.random(random, attempt), target, now, wanted);
            if (claim(link)) {
                return link;
            }
        }
        throw new IllegalStateException("no free code in " + MAX_ATTEMPTS + " attempts");
    }

    private static Link link(String code, String target, Instant now, NewLink wanted) {
        return new Link(code, target, now, wanted.expiresAt(), wanted.maxVisits(), 0, Link.State.ACTIVE);
    }

    /**
     * Makes the link whole, or leaves no trace. Atomic: the link's key is watched before it is looked at, so EXEC makes all
     * keys of the link at once, and only if nobody took the code since. The entry in the list is added before, so that no
     * link can be missing there; an entry that never got its link is dropped by {@link #links}.
     */
    private boolean claim(Link link) {
        String code = link.code();
        String entry = code + ":" + Long.toString(random.nextLong() >>> 1, 36);
        try (Watched watched = new Watched(redis, linkKey(code))) {
            Response<Boolean> taken = watched.pipeline().exists(linkKey(code));
            watched.send();
            if (taken.get()) {
                return false;
            }
            watched.pipeline().zadd(LINKS, (double) link.created().toEpochMilli(), entry);
            if (watched.commit(tx -> write(tx, link, entry)) != null) {
                return true;
            }
        }
        redis.zrem(LINKS, entry);
        return false;
    }

    private static void write(AbstractPipeline tx, Link link, String entry) {
        String code = link.code();
        Map<String, String> fields = new HashMap<>();
        fields.put("target", link.target());
        fields.put("created", Long.toString(link.created().toEpochMilli()));
        fields.put("entry", entry);
        Long max = link.maxVisits();
        if (max != null) {
            fields.put("max", max.toString());
        }
        Instant end = link.expiresAt();
        if (end != null) {
            fields.put("expires", Long.toString(end.toEpochMilli()));
        }
        tx.hset(linkKey(code), fields);
        tx.zadd(gateKey(code), max == null ? Double.POSITIVE_INFINITY : max.doubleValue(), LEFT);
        tx.hset(visitsKey(code), "total", "0");
        if (end != null) {
            long forgotten = end.plus(MEMORY).toEpochMilli();
            tx.pexpireAt(linkKey(code), forgotten);
            tx.pexpireAt(gateKey(code), end.toEpochMilli());
            tx.pexpireAt(visitsKey(code), forgotten);
        }
    }

    /**
     * Follows a link, and counts the visit if the visitor is let in.
     *
     * <p>The decision is one command, {@code ZADD gate XX INCR -1 left}, and so exact among any number of visitors: it
     * checks the limit and takes a visit in one step, infinity stays infinity, and XX makes it the one counter of Redis that
     * never creates its key: once the gate has expired by Redis's clock, or is deleted, the answer is nil. The statistics
     * follow in a transaction that does nothing if the link was deleted meanwhile, so no counter outlives its link.
     * A process that dies between the two loses an entry of the statistics; the limit holds.
     *
     * @param visitor anything that tells visitors apart; only a hash of it is kept
     */
    public Visit visit(String code, String visitor) {
        if (!Codes.wellFormed(code)) {
            return Visit.refused(Visit.Outcome.UNKNOWN);
        }
        try (Watched watched = new Watched(redis, linkKey(code))) {
            Response<List<String>> link = watched.pipeline().hmget(linkKey(code), "target", "max", "expires");
            Response<Double> left = watched.pipeline()
                    .zaddIncr(gateKey(code), -1, LEFT, ZAddParams.zAddParams().xx());
            watched.send();
            String target = link.get().get(0);
            if (target == null) {
                return Visit.refused(Visit.Outcome.UNKNOWN);
            }
            if (left.get() == null) {
                return Visit.refused(Visit.Outcome.EXPIRED);
            }
            if (left.get() < 0) {
                return Visit.refused(Visit.Outcome.USED_UP);
            }
            return admitted(watched, code, visitor, link.get());
        }
    }

    /** What {@link #visit} would answer now, without taking or counting a visit. */
    public Visit peek(String code) {
        if (!Codes.wellFormed(code)) {
            return Visit.refused(Visit.Outcome.UNKNOWN);
        }
        try (AbstractPipeline pipeline = redis.pipelined()) {
            LinkReader reading = new LinkReader(pipeline, code);
            pipeline.sync();
            return reading.link().map(Visit::to).orElseGet(() -> Visit.refused(Visit.Outcome.UNKNOWN));
        }
    }

    private Visit admitted(Watched watched, String code, String visitor, List<String> link) {
        Instant end = instant(link.get(2));
        boolean limited = end != null || link.get(1) != null;
        List<?> counted = watched.commit(tx -> count(tx, code, visitor, end));
        long visits = counted == null ? 0 : (Long) counted.get(0);
        return new Visit(Visit.Outcome.REDIRECT, link.get(0), limited, visits);
    }

    private void count(AbstractPipeline tx, String code, String visitor, @Nullable Instant end) {
        tx.hincrBy(visitsKey(code), "total", 1);
        tx.hincrBy(visitsKey(code), today().toString(), 1);
        tx.hset(visitsKey(code), "last", Long.toString(clock.millis()));
        tx.pfadd(visitorsKey(code), Fingerprint.of(code, visitor));
        if (end != null) {
            tx.pexpireAt(visitorsKey(code), end.plus(MEMORY).toEpochMilli());
        }
    }

    /**
     * The link, without counting a visit. One round trip.
     *
     * @throws LinkException if there is none
     */
    public Link find(String code) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            LinkReader reading = new LinkReader(pipeline, code);
            pipeline.sync();
            return reading.link().orElseThrow(() -> LinkException.unknown(code));
        }
    }

    /**
     * Who came, and when. One round trip; the numbers may be a visit apart while visitors are coming.
     *
     * @throws LinkException if there is no such link
     */
    public Statistics statistics(String code) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            LinkReader reading = new LinkReader(pipeline, code);
            Response<Map<String, String>> visits = pipeline.hgetAll(visitsKey(code));
            Response<Long> uniques = pipeline.pfcount(visitorsKey(code));
            pipeline.sync();
            Link link = reading.link().orElseThrow(() -> LinkException.unknown(code));
            List<Statistics.Day> days = today().minusDays(DAYS - 1L)
                    .datesUntil(today().plusDays(1))
                    .map(day -> new Statistics.Day(day, number(visits.get().get(day.toString()))))
                    .toList();
            return new Statistics(
                    link,
                    uniques.get(),
                    reading.turnedAway(),
                    instant(visits.get().get("last")),
                    days);
        }
    }

    /**
     * A page of the list, the newest first, in two round trips. Entries whose link has ended for good are dropped on the
     * way: an entry names one making of a link only, so it cannot be the entry of a link that has the same code today.
     *
     * @param page from 1
     * @param size links to a page
     */
    public LinkPage links(int page, int size) {
        long first = (page - 1L) * size;
        List<Tuple> entries = redis.zrevrangeWithScores(LINKS, first, first + size - 1);
        List<Link> links = new ArrayList<>(entries.size());
        List<String> stale = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<LinkReader> readings = entries.stream()
                    .map(entry -> new LinkReader(pipeline, codeOf(entry.getElement())))
                    .toList();
            pipeline.sync();
            long settled = clock.instant().minus(SETTLED).toEpochMilli();
            for (int i = 0; i < readings.size(); i++) {
                Tuple entry = entries.get(i);
                if (readings.get(i).belongsTo(entry.getElement())) {
                    readings.get(i).link().ifPresent(links::add);
                } else if (entry.getScore() < settled) {
                    stale.add(entry.getElement());
                }
            }
        }
        if (!stale.isEmpty()) {
            redis.zrem(LINKS, stale.toArray(String[]::new));
        }
        return new LinkPage(links, page, size, redis.zcard(LINKS));
    }

    /**
     * Deletes a link with all that was counted for it. Atomic: the keys go in one command, and only if the link is still
     * the one whose entry was read.
     *
     * @throws LinkException if there is no such link
     */
    public void delete(String code) {
        String entry;
        try (Watched watched = new Watched(redis, linkKey(code))) {
            Response<String> read = watched.pipeline().hget(linkKey(code), "entry");
            watched.send();
            entry = read.get();
            if (entry == null
                    || watched.commit(tx -> tx.unlink(linkKey(code), gateKey(code), visitsKey(code), visitorsKey(code)))
                            == null) {
                throw LinkException.unknown(code);
            }
        }
        redis.zrem(LINKS, entry);
    }

    /** Deletes all links. Links that are made at the same time may stay. */
    public void deleteAll() {
        List<String> entries = redis.zrange(LINKS, 0, -1);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (String entry : entries) {
                String code = codeOf(entry);
                pipeline.unlink(linkKey(code), gateKey(code), visitsKey(code), visitorsKey(code));
                pipeline.zrem(LINKS, entry);
            }
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    private static String codeOf(String entry) {
        return entry.substring(0, entry.indexOf(':'));
    }

    static String linkKey(String code) {
        return "short:{" + code + "}:link";
    }

    static String gateKey(String code) {
        return "short:{" + code + "}:gate";
    }

    static String visitsKey(String code) {
        return "short:{" + code + "}:visits";
    }

    static String visitorsKey(String code) {
        return "short:{" + code + "}:visitors";
    }
}
