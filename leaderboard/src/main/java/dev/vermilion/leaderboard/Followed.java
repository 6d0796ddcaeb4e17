package dev.vermilion.leaderboard;

import dev.vermilion.kit.Script;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells players that they fell or rose because of what others did. Pages say whom they follow, for a minute at a time; after
 * a change of the board, the ranks of those who are followed are looked up, and a script compares them with the ranks that
 * were told last and publishes the differences. A burst of changes is one message.
 *
 * <pre>
 * key                                    type    holds                                            TTL
 * leaderboard:{board}:followed           zset    "WEEK|FIRST|player" -> until when, in ms         2 minutes
 * leaderboard:{board}:followed:ranks     hash    the same -> the rank that was told last, and as
 *                                                of which change of the board                     2 minutes
 * </pre>
 */
final class Followed implements AutoCloseable {

    /** For so long a page follows, unless it says so again. */
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(Followed.class);
    private static final Script MOVED = Script.of(Followed.class, "moved");
    private static final int MOST = 500;
    private static final long LOOK_MILLIS = 200;

    private final UnifiedJedis redis;
    private final Leaderboard leaderboard;
    private final Clock clock;
    private final String channel;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "leaderboard-followed");
        made.setDaemon(true);
        return made;
    });

    Followed(UnifiedJedis redis, Leaderboard leaderboard, Clock clock, String channel) {
        this.redis = redis;
        this.leaderboard = leaderboard;
        this.clock = clock;
        this.channel = channel;
    }

    /** Begins to look after changes. */
    void start() {
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String key(String board) {
        return Leaderboard.key(board, "followed");
    }

    /** Follows a player for a minute. */
    void follow(String board, Period period, Ties ties, String player) {
        String member = period + "|" + ties + "|" + Leaderboard.playerName(player);
        long now = clock.millis();
        redis.zremrangeByScore(key(board), Double.NEGATIVE_INFINITY, (double) now);
        redis.zadd(key(board), (double) now + LEASE.toMillis(), member);
        redis.zremrangeByRank(key(board), 0, -MOST - 1);
        redis.expire(key(board), 2 * LEASE.toSeconds());
        tell(board); // so that the next fall is one from here
    }

    /** A board has changed: who is followed there will be told soon. */
    void changed(String board) {
        changed.add(board);
    }

    private void look() {
        for (String board : Set.copyOf(changed)) {
            changed.remove(board);
            try {
                tell(board);
            } catch (JedisException e) {
                changed.add(board);
                LOG.debug("nobody is told until Redis is back", e);
            }
        }
    }

    /** Looks up all who are followed, and publishes who moved. */
    void tell(String board) {
        List<String> members = redis.zrangeByScore(key(board), (double) clock.millis(), Double.POSITIVE_INFINITY);
        if (members.isEmpty()) {
            return;
        }
        String sequence = Objects.requireNonNullElse(redis.get(Leaderboard.key(board, "sequence")), "0");
        List<String> arguments =
                new ArrayList<>(List.of(board, channel, sequence, Long.toString(2 * LEASE.toSeconds())));
        Board known = leaderboard.board(board);
        List<Place> places = members.stream()
                .map(member -> Place.parse(known, member, today()))
                .toList();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            places.forEach(place -> place.readScore(pipeline));
            pipeline.sync();
            places.forEach(place -> place.readRank(pipeline));
            pipeline.sync();
        }
        for (Place place : places) {
            arguments.add(place.member);
            arguments.add(Long.toString(place.rank()));
        }
        MOVED.run(redis, List.of(key(board) + ":ranks"), arguments);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Somebody who is followed, while the rank is looked up. */
    private static final class Place {

        private final String member;
        private final Entry entry;
        private final Span span;
        private final Ties ties;
        private final String player;
        private @org.jspecify.annotations.Nullable Response<Long> before;

        private Place(String member, Span span, Ties ties, String player) {
            this.member = member;
            this.span = span;
            this.ties = ties;
            this.player = player;
            this.entry = new Entry(span, player);
        }

        static Place parse(Board board, String member, LocalDate today) {
            String[] parts = member.split("\\|", 3);
            Span span = new Span(board, Period.valueOf(parts[0].toUpperCase(Locale.ROOT)), today);
            return new Place(member, span, Ties.valueOf(parts[1]), parts[2]);
        }

        void readScore(AbstractPipeline pipeline) {
            entry.read(pipeline);
        }

        void readRank(AbstractPipeline pipeline) {
            Double score = entry.score();
            if (score != null) {
                before = span.ranksBefore(pipeline, ties, player, score, entry.ticket());
            }
        }

        /** From 1; 0 for nobody. */
        long rank() {
            Long ranks = before == null ? null : before.get();
            return ranks == null ? 0 : ranks + 1;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
