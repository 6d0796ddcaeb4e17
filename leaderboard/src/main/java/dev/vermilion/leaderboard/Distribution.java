package dev.vermilion.leaderboard;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.Tuple;

/**
 * How the scores of a span are spread.
 *
 * @param span which day, week or season it is about
 * @param players how many there are
 * @param buckets from the lowest score to the highest, in equal steps; empty for no players
 * @param percentiles the scores that the best 50, 10 and 1 of a hundred players reach at least
 * @param player where the player who was asked for stands; null for nobody
 */
record Distribution(
        String span,
        long players,
        List<Bucket> buckets,
        List<Percentile> percentiles,
        @Nullable Standing player) {

    private static final int BUCKETS = 20;
    private static final int[] PERCENTS = {50, 90, 99};

    /** So many players have scores from {@code from} to {@code to}; all but the last bucket leave {@code to} out. */
    record Bucket(double from, double to, long players) {}

    /** {@code percent} of a hundred players are not better than this score, and the others reach it. */
    record Percentile(int percent, double score) {}

    /** A player who is better than {@code betterThan} of a hundred others, and stands in bucket {@code bucket}. */
    record Standing(double score, double betterThan, int bucket) {}

    /** Reads it in three round trips, O(log n) for each bucket. */
    static Distribution of(UnifiedJedis redis, Span span, @Nullable String player) {
        Response<Long> total;
        Response<List<Tuple>> least;
        Response<List<Tuple>> most;
        Response<Double> own;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            total = pipeline.zcard(span.scores());
            least = pipeline.zrangeWithScores(span.scores(), 0, 0);
            most = pipeline.zrangeWithScores(span.scores(), -1, -1);
            own = pipeline.zscore(span.scores(), player == null ? "" : player);
            pipeline.sync();
        }
        if (least.get().isEmpty() || most.get().isEmpty()) {
            return new Distribution(span.name(), 0, List.of(), List.of(), null);
        }
        double from = least.get().get(0).getScore();
        double to = most.get().get(0).getScore();
        double width = (to - from) / BUCKETS;
        List<Bucket> buckets = buckets(redis, span, from, to, width > 0 ? BUCKETS : 1);
        Double score = own.get();
        Standing standing = score == null ? null : standing(redis, span, score, total.get(), from, width);
        return new Distribution(span.name(), total.get(), buckets, percentiles(redis, span, total.get()), standing);
    }

    private static List<Bucket> buckets(UnifiedJedis redis, Span span, double from, double to, int count) {
        double width = (to - from) / count;
        List<Response<Long>> counts = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (int i = 0; i < count; i++) {
                String end = i == count - 1 ? "+inf" : "(" + (from + (i + 1) * width);
                counts.add(pipeline.zcount(span.scores(), i == 0 ? "-inf" : Double.toString(from + i * width), end));
            }
            pipeline.sync();
        }
        List<Bucket> buckets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double end = i == count - 1 ? to : from + (i + 1) * width;
            buckets.add(new Bucket(from + i * width, end, counts.get(i).get()));
        }
        return buckets;
    }

    private static List<Percentile> percentiles(UnifiedJedis redis, Span span, long total) {
        boolean high = span.board().order() == Board.Order.HIGH;
        List<Percentile> percentiles = new ArrayList<>();
        for (int percent : PERCENTS) {
            long place = Math.max(0, (long) Math.ceil(total * (100 - percent) / 100.0) - 1);
            long index = high ? total - 1 - place : place;
            List<Tuple> tuples = redis.zrangeWithScores(span.scores(), index, index);
            if (!tuples.isEmpty()) {
                percentiles.add(new Percentile(percent, tuples.get(0).getScore()));
            }
        }
        return percentiles;
    }

    private static Standing standing(
            UnifiedJedis redis, Span span, double score, long total, double from, double width) {
        String text = dev.vermilion.leaderboard.Score.text(score);
        boolean high = span.board().order() == Board.Order.HIGH;
        long worse = high
                ? redis.zcount(span.scores(), "-inf", "(" + text)
                : redis.zcount(span.scores(), "(" + text, "+inf");
        double betterThan = total <= 1 ? 100 : 100.0 * worse / (total - 1);
        int bucket = width > 0 ? (int) Math.min(BUCKETS - 1, (score - from) / width) : 0;
        return new Standing(score, betterThan, bucket);
    }
}
