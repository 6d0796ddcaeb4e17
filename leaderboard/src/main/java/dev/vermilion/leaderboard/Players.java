package dev.vermilion.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.kit.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.XAddParams;

/**
 * What is known of the players of a board beside their scores. It changes in the transaction that changes the score.
 *
 * <pre>
 * key                                    type    holds                                           TTL
 * leaderboard:{board}:metadata           hash    player -> JSON                                  none
 * leaderboard:{board}:submissions        hash    player -> how many scores were submitted        none
 * leaderboard:{board}:history:PLAYER     stream  the scores that changed something, about 100    90 days
 * </pre>
 */
final class Players {

    private static final Duration HISTORY = Duration.ofDays(90);
    private static final int HISTORY_LENGTH = 100;

    private final UnifiedJedis redis;
    private final Leaderboard leaderboard;

    Players(UnifiedJedis redis, Leaderboard leaderboard) {
        this.redis = redis;
        this.leaderboard = leaderboard;
    }

    /** A score that changed something, when it came. */
    record Score(Instant at, double score, long subscore) {}

    /** How a player ended up, or stands, in one span. */
    record Place(String span, long rank, long players, double score) {}

    /**
     * A player.
     *
     * @param submissions how many scores were submitted, also those that changed nothing
     * @param history the last scores that changed something, the oldest first
     * @param seasons the seasons that are kept in which the player has a score, the newest first
     */
    record Player(
            String player, @Nullable JsonNode metadata, long submissions, List<Score> history, List<Place> seasons) {}

    static void write(AbstractTransaction tx, String board, Submission submission, double score, long nowMillis) {
        JsonNode metadata = submission.metadata();
        if (metadata != null) {
            tx.hset(Leaderboard.key(board, "metadata"), submission.player(), metadata.toString());
        }
        String history = history(board, submission.player());
        Map<String, String> fields = Map.of(
                "at", Long.toString(nowMillis),
                "score", dev.vermilion.leaderboard.Score.text(score),
                "subscore", Long.toString(submission.subscoreOrZero()));
        tx.xadd(history, XAddParams.xAddParams().maxLen(HISTORY_LENGTH).approximateTrimming(), fields);
        tx.expire(history, HISTORY.toSeconds());
    }

    static void delete(AbstractTransaction tx, String board, String player) {
        tx.hdel(Leaderboard.key(board, "metadata"), player);
        tx.hdel(Leaderboard.key(board, "submissions"), player);
        tx.del(history(board, player));
    }

    private static String history(String board, String player) {
        return Leaderboard.key(board, "history:" + player);
    }

    static @Nullable JsonNode metadata(@Nullable String json) {
        return json == null ? null : Json.read(json, JsonNode.class);
    }

    /**
     * What is known of a player, in two round trips.
     *
     * @return empty if the player never submitted a score
     */
    Optional<Player> find(String boardId, String player) {
        Board board = leaderboard.board(boardId);
        List<Span> seasons = leaderboard.spansKept(board, Period.SEASON);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<String> metadata = pipeline.hget(Leaderboard.key(boardId, "metadata"), player);
            Response<String> submissions = pipeline.hget(Leaderboard.key(boardId, "submissions"), player);
            var scores = pipeline.xrange(history(boardId, player), (StreamEntryID) null, null, HISTORY_LENGTH * 2);
            List<Response<Double>> inSeason = seasons.stream()
                    .map(span -> pipeline.zscore(span.scores(), player))
                    .toList();
            pipeline.sync();
            if (submissions.get() == null) {
                return Optional.empty();
            }
            List<Score> history =
                    scores.get().stream().map(entry -> score(entry.getFields())).toList();
            return Optional.of(new Player(
                    player,
                    metadata(metadata.get()),
                    Long.parseLong(submissions.get()),
                    history,
                    places(seasons, inSeason.stream().map(Response::get).toList())));
        }
    }

    private static Score score(Map<String, String> fields) {
        return new Score(
                Instant.ofEpochMilli(Long.parseLong(fields.getOrDefault("at", "0"))),
                Double.parseDouble(fields.getOrDefault("score", "0")),
                Long.parseLong(fields.getOrDefault("subscore", "0")));
    }

    private List<Place> places(List<Span> spans, List<@Nullable Double> scores) {
        List<Place> places = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<Long>> ranks = new ArrayList<>();
            List<Response<Long>> totals = new ArrayList<>();
            List<Integer> present = new ArrayList<>();
            for (int i = 0; i < spans.size(); i++) {
                Double score = scores.get(i);
                if (score != null) {
                    present.add(i);
                    ranks.add(spans.get(i).ranksBefore(pipeline, Ties.COMPETITION, score));
                    totals.add(pipeline.zcard(spans.get(i).scores()));
                }
            }
            pipeline.sync();
            for (int i = 0; i < present.size(); i++) {
                Double score = scores.get(present.get(i));
                if (score != null) {
                    String name = spans.get(present.get(i)).name();
                    places.add(new Place(
                            name, ranks.get(i).get() + 1, totals.get(i).get(), score));
                }
            }
        }
        return places;
    }
}
