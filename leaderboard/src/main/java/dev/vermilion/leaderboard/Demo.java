package dev.vermilion.leaderboard;

import dev.vermilion.leaderboard.Board.Operator;
import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Three boards with the scores that sixty players made in the last week, and rounds to play on. It has no Redis call: all
 * goes through {@link Leaderboard}.
 */
final class Demo {

    private static final int ROUND = 6; // players; enough to see rows cross, few enough to follow them
    private static final int[] DAYS_AGO = {6, 3, 1, 0};
    private static final double[] SHARE_PLAYING = {1, 0.6, 0.6, 0.45};

    private static final List<Board> BOARDS = List.of(
            new Board("comet-run", "Comet Run", "points", Operator.BEST, Order.HIGH, Ties.FIRST),
            new Board("glasshouse", "Glasshouse speedrun", "ms", Operator.BEST, Order.LOW, Ties.COMPETITION),
            new Board("steps", "Steps this autumn", "steps", Operator.INCREMENT, Order.HIGH, Ties.DENSE));

    private static final List<String> PLAYERS =
            List.of(("Ada Amir Anouk Astrid Benno Bilal Carmen Chidi Cleo Dagmar Dev"
                            + " Elif Emeka Enzo Esther Farah Felix Femke Gita Goran Hana Hugo Ida Imani Ines Ivo Jana Jonas Jun Kaia"
                            + " Kofi Lara Leon Lior Luca Maeve Malik Mara Mateo Mina Nadia Niko Noor Olga Omar Paula Priya Quinn"
                            + " Rafa Rosa Sami Sven Tala Theo Uma Vera Wanda Xenia Yuki Zoe")
                    .split(" "));

    private final UnifiedJedis redis;
    private final Clock clock;

    Demo(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Makes the boards that are not there yet, and fills those that it made. */
    void seed() {
        Leaderboard now = new Leaderboard(redis, clock);
        for (Board board : BOARDS) {
            if (now.create(board)) {
                fill(board, new Random(board.id().hashCode()));
            }
        }
    }

    /** Plays through the past days, each under a clock that stands on that day. */
    private void fill(Board board, Random random) {
        for (int i = 0; i < DAYS_AGO.length; i++) {
            Leaderboard then = new Leaderboard(redis, Clock.offset(clock, Duration.ofDays(-DAYS_AGO[i])));
            for (String player : PLAYERS) {
                if (random.nextDouble() < SHARE_PLAYING[i]) {
                    then.submit(board.id(), player, score(board, null, random), null);
                }
            }
        }
    }

    /** Lets some players, most of them from the upper half of today's board, play once. */
    List<Change> playRound(String boardId, @Nullable Ties ties) {
        Leaderboard now = new Leaderboard(redis, clock);
        Board board = now.board(boardId);
        Random random = ThreadLocalRandom.current();
        List<Row> rows = now.page(boardId, Period.DAY, null, null, 0, 20).rows();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            boolean known = !rows.isEmpty() && random.nextInt(ROUND) > 0;
            Row row = known ? rows.get(random.nextInt(rows.size())) : null;
            String player = row == null ? PLAYERS.get(random.nextInt(PLAYERS.size())) : row.player();
            changes.add(now.submit(boardId, player, score(board, row, random), ties));
        }
        return changes;
    }

    /** A believable score, near the one of {@code row} if there is one; coarse enough that ties happen. */
    private static BigDecimal score(Board board, @Nullable Row row, Random random) {
        if (board.operator() == Operator.INCREMENT) {
            return rounded(2_000 + 2_500 * Math.abs(random.nextGaussian()), 500);
        }
        boolean low = board.order() == Order.LOW;
        double usual = low ? 95_000 : 24_000;
        double spread = low ? 0.12 : 0.35;
        double middle = row == null ? usual : row.score() * (low ? 0.96 : 1.08);
        double factor = Math.max(0.4, 1 + spread * (row == null ? 1 : 0.4) * random.nextGaussian());
        return rounded(middle * factor, 1_000);
    }

    private static BigDecimal rounded(double value, long step) {
        return BigDecimal.valueOf(Math.max(step, Math.round(value / step) * step));
    }
}
