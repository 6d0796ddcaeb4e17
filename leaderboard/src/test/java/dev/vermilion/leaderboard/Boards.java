package dev.vermilion.leaderboard;

import dev.vermilion.leaderboard.Board.Operator;
import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import redis.clients.jedis.UnifiedJedis;

/** What the tests of this module share. */
final class Boards {

    static final Board HIGH = new Board("high", "High", "points", Operator.BEST, Order.HIGH, Ties.FIRST);
    static final Board LOW = new Board("low", "Low", "ms", Operator.BEST, Order.LOW, Ties.FIRST);
    static final Board SUM = new Board("sum", "Sum", "steps", Operator.INCREMENT, Order.HIGH, Ties.DENSE);
    static final Board LAST = new Board("last", "Last", "points", Operator.SET, Order.HIGH, Ties.COMPETITION);

    /** A Monday that is far away: what these tests write must not expire while they run, in whatever year that is. */
    static final Instant NOON = Instant.parse("2082-11-23T12:00:00Z");

    private Boards() {}

    /** The boards above on {@code redis}, at noon on a Monday. */
    static Leaderboard at(UnifiedJedis redis) {
        return at(redis, NOON);
    }

    static Leaderboard at(UnifiedJedis redis, Instant now) {
        Leaderboard leaderboard = new Leaderboard(redis, Clock.fixed(now, ZoneOffset.UTC));
        List.of(HIGH, LOW, SUM, LAST).forEach(leaderboard::create);
        return leaderboard;
    }

    static Change submit(Leaderboard leaderboard, Board board, String player, String score) {
        return leaderboard.submit(board.id(), player, new BigDecimal(score), null);
    }

    /** The rows of the all-time board as {@code "rank player score"}. */
    static List<String> ranking(Leaderboard leaderboard, Board board, Ties ties) {
        return lines(
                leaderboard.page(board.id(), Period.ALL, ties, null, 0, 200).rows());
    }

    static List<String> lines(List<Row> rows) {
        return rows.stream()
                .map(row -> row.rank() + " " + row.player() + " " + Score.text(row.score()))
                .toList();
    }

    /** Runs {@code task} on this many threads that start at the same moment; the results in the order of the threads. */
    static <T> List<T> together(int threads, IntFunction<T> task) throws ExecutionException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                calls.add(() -> {
                    start.await();
                    return task.apply(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
