package dev.vermilion.leaderboard;

import dev.vermilion.kit.Script;
import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * Contests on a board: they begin and end, have so many places, and so many attempts for each player. The best score of a
 * player counts, by the order of the board; equal scores share a rank. {@code tournament.lua} takes each step at once, by
 * Redis's clock, so that all instances agree on when it is over.
 *
 * <pre>
 * key                                            type    holds                           TTL
 * leaderboard:{board}:tournaments                zset    id -> when it ends, in ms       none
 * leaderboard:{board}:tournament:ID              hash    title and rules                 30 days after the end
 * leaderboard:{board}:tournament:ID:scores       zset    player -> best score            as above
 * leaderboard:{board}:tournament:ID:attempts     hash    player -> attempts              as above
 * leaderboard:{board}:tournament:ID:players      set     who has joined                  as above
 * </pre>
 */
final class Tournaments {

    private static final Script SCRIPT = Script.of(Tournaments.class, "tournament");
    private static final Duration MEMORY = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int MOST_PLAYERS = 10_000;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final int SHOWN = 50;

    private final UnifiedJedis redis;
    private final Leaderboard leaderboard;
    private final Clock clock;

    Tournaments(UnifiedJedis redis, Leaderboard leaderboard, Clock clock) {
        this.redis = redis;
        this.leaderboard = leaderboard;
        this.clock = clock;
    }

    /**
     * A contest that shall be held.
     *
     * @param id 1 to 32 of {@code a-z 0-9 -}
     * @param title for people, 1 to 60 characters
     * @param startsAt null for now
     * @param endsAt within 90 days after the start
     * @param maxPlayers 2 to 10,000
     * @param maxAttempts 1 to 1,000 for each player; null for any number
     * @param joinRequired whether players must join before they play; null for no
     */
    record Plan(
            @Nullable String id,
            @Nullable String title,
            @Nullable Instant startsAt,
            @Nullable Instant endsAt,
            @Nullable Integer maxPlayers,
            @Nullable Integer maxAttempts,
            @Nullable Boolean joinRequired) {}

    /** A contest, with how many have joined; {@code state} is {@code early}, {@code open} or {@code over}. */
    record Tournament(
            String id,
            String title,
            Instant startsAt,
            Instant endsAt,
            int maxPlayers,
            int maxAttempts,
            boolean joinRequired,
            long players,
            String state) {}

    /** What became of a score: the best one so far, its rank, and the attempts that are left, -1 for any number. */
    record Result(double best, long rank, int attemptsLeft) {}

    private static String key(String board, String id) {
        return Leaderboard.key(board, "tournament:" + id);
    }

    private static List<String> keys(String board, String id) {
        String key = key(board, id);
        return List.of(key, key + ":scores", key + ":attempts", key + ":players");
    }

    /**
     * Announces a contest. Atomic: HSETNX of its title claims the id.
     *
     * @throws IllegalArgumentException if a rule is out of range
     * @throws IllegalStateException if there is one with this id
     */
    Tournament create(String boardId, Plan plan) {
        leaderboard.board(boardId);
        Tournament made = checked(plan);
        String key = key(boardId, made.id());
        if (redis.hsetnx(key, "title", made.title()) == 0) {
            throw new IllegalStateException("There is a tournament '" + made.id() + "' already.");
        }
        try (var transaction = redis.multi()) {
            transaction.hset(
                    key,
                    Map.of(
                            "startsAt", Long.toString(made.startsAt().toEpochMilli()),
                            "endsAt", Long.toString(made.endsAt().toEpochMilli()),
                            "maxPlayers", Integer.toString(made.maxPlayers()),
                            "maxAttempts", Integer.toString(made.maxAttempts()),
                            "joinRequired", made.joinRequired() ? "1" : "0"));
            transaction.pexpireAt(key, made.endsAt().plus(MEMORY).toEpochMilli());
            transaction.zadd(
                    Leaderboard.key(boardId, "tournaments"),
                    (double) made.endsAt().toEpochMilli(),
                    made.id());
            transaction.exec();
        }
        return made;
    }

    private Tournament checked(Plan plan) {
        Instant now = clock.instant();
        Instant start = Objects.requireNonNullElse(plan.startsAt(), now);
        Instant end = plan.endsAt();
        String id = plan.id();
        String title = plan.title();
        int players = Objects.requireNonNullElse(plan.maxPlayers(), MOST_PLAYERS);
        int attempts = Objects.requireNonNullElse(plan.maxAttempts(), 0);
        require(
                id != null && id.matches("[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?"),
                "The tournament's id must be 1 to 32 of a-z, 0-9 and inner hyphens.");
        require(title != null && !title.isBlank() && title.length() <= 60, "The title must have 1 to 60 characters.");
        require(
                end != null && end.isAfter(start) && end.isAfter(now) && !end.isAfter(start.plus(LONGEST)),
                "The end must be in the future, and within 90 days after the start.");
        require(players >= 2 && players <= MOST_PLAYERS, "A tournament has 2 to " + MOST_PLAYERS + " players.");
        require(
                plan.maxAttempts() == null || attempts >= 1 && attempts <= MOST_ATTEMPTS,
                "A player has 1 to " + MOST_ATTEMPTS + " attempts, or any number.");
        return new Tournament(
                Objects.requireNonNull(id),
                Objects.requireNonNull(title),
                start,
                Objects.requireNonNull(end),
                players,
                attempts,
                Boolean.TRUE.equals(plan.joinRequired()),
                0,
                start.isAfter(now) ? "early" : "open");
    }

    /** The contests of a board that are remembered, those that end last first. */
    List<Tournament> all(String boardId) {
        leaderboard.board(boardId);
        String list = Leaderboard.key(boardId, "tournaments");
        redis.zremrangeByScore(list, 0, (double) clock.instant().minus(MEMORY).toEpochMilli());
        List<Tournament> all = new ArrayList<>();
        for (String id : redis.zrevrange(list, 0, SHOWN - 1)) {
            Map<String, String> fields = redis.hgetAll(key(boardId, id));
            if (fields.containsKey("endsAt")) {
                all.add(tournament(id, fields, redis.scard(key(boardId, id) + ":players")));
            }
        }
        return all;
    }

    private Tournament tournament(String id, Map<String, String> fields, long players) {
        Instant start = Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault("startsAt", "0")));
        Instant end = Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault("endsAt", "0")));
        Instant now = clock.instant();
        return new Tournament(
                id,
                fields.getOrDefault("title", id),
                start,
                end,
                Integer.parseInt(fields.getOrDefault("maxPlayers", "0")),
                Integer.parseInt(fields.getOrDefault("maxAttempts", "0")),
                "1".equals(fields.get("joinRequired")),
                players,
                now.isBefore(start) ? "early" : now.isBefore(end) ? "open" : "over");
    }

    /**
     * Takes a place.
     *
     * @throws NoSuchElementException if there is no such tournament
     * @throws IllegalStateException if it is full or over
     */
    void join(String boardId, String id, String player) {
        run(boardId, id, List.of("join", Leaderboard.playerName(player)));
    }

    /**
     * Takes an attempt.
     *
     * @throws NoSuchElementException if there is no such tournament
     * @throws IllegalStateException if it has not begun, is full or over, the player has not joined, or has no attempt left
     */
    Result submit(String boardId, String id, String player, BigDecimal score) {
        Board board = leaderboard.board(boardId);
        String text = dev.vermilion.leaderboard.Score.text(dev.vermilion.leaderboard.Score.exact(score));
        String order = board.order() == Order.HIGH ? "high" : "low";
        List<?> answer = run(boardId, id, List.of("submit", Leaderboard.playerName(player), text, order));
        return new Result(
                Double.parseDouble(String.valueOf(answer.get(3))), (Long) answer.get(1), Math.toIntExact((Long)
                        answer.get(2)));
    }

    private List<?> run(String boardId, String id, List<String> arguments) {
        List<?> answer = (List<?>) Objects.requireNonNull(SCRIPT.run(redis, keys(boardId, id), arguments));
        String word = String.valueOf(answer.get(0));
        switch (word) {
            case "joined", "counted" -> {
                return answer;
            }
            case "unknown" -> throw new NoSuchElementException("There is no tournament '" + id + "'.");
            case "over" -> throw new IllegalStateException("The tournament is over.");
            case "early" -> throw new IllegalStateException("The tournament has not begun yet.");
            case "full" -> throw new IllegalStateException("The tournament is full.");
            case "stranger" -> throw new IllegalStateException("Join the tournament before you play.");
            default -> throw new IllegalStateException("All attempts are spent.");
        }
    }

    /** The best of a contest, best first. */
    List<Row> standings(String boardId, String id, int limit) {
        Board board = leaderboard.board(boardId);
        if (!redis.exists(key(boardId, id))) {
            throw new NoSuchElementException("There is no tournament '" + id + "'.");
        }
        String scores = key(boardId, id) + ":scores";
        List<Tuple> tuples = board.order() == Order.HIGH
                ? redis.zrevrangeWithScores(scores, 0, limit - 1L)
                : redis.zrangeWithScores(scores, 0, limit - 1L);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < tuples.size(); i++) {
            Tuple tuple = tuples.get(i);
            boolean tied = i > 0 && tuples.get(i - 1).getScore() == tuple.getScore();
            long rank = tied ? rows.get(i - 1).rank() : i + 1L;
            rows.add(Row.of(rank, tuple.getElement(), tuple.getScore()));
        }
        return rows;
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
