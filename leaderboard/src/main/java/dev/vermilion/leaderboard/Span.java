package dev.vermilion.leaderboard;

import static redis.clients.jedis.params.ZRangeParams.zrangeParams;

import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Response;
import redis.clients.jedis.commands.SortedSetPipelineCommands;
import redis.clients.jedis.resps.Tuple;

/**
 * One board in one day, one week or for all time: five keys that always change together, see {@link Leaderboard}. Its
 * methods read; {@link Entry} writes. "Best first" is backwards through the sorted set where high wins.
 */
final class Span {

    private static final long TICKETS =
            10_000_000_000_000_000L; // more than a sequence, milliseconds and a count, gets to

    private final Board board;
    private final Period period;
    private final LocalDate date;
    private final boolean high;

    Span(Board board, Period period, LocalDate date) {
        this.board = board;
        this.period = period;
        this.date = date;
        this.high = board.order() == Order.HIGH;
    }

    Board board() {
        return board;
    }

    Period period() {
        return period;
    }

    String name() {
        return period.name(date);
    }

    OptionalLong expiresAt() {
        return period.expiresAt(date);
    }

    String scores() {
        return Leaderboard.key(board.id(), name());
    }

    String firsts() {
        return scores() + ":firsts";
    }

    String tickets() {
        return scores() + ":tickets";
    }

    String distinct() {
        return scores() + ":distinct";
    }

    String subscores() {
        return scores() + ":subscores";
    }

    List<String> keys() {
        return List.of(scores(), firsts(), tickets(), distinct(), subscores());
    }

    /**
     * The sequence as text whose order by bytes is the order in time. Read backwards (high wins), the earliest must come
     * last by bytes, so there it counts down.
     */
    String ticket(long sequence) {
        return String.format("%016d", high ? TICKETS - sequence : sequence);
    }

    /** The rows from {@code offset} on, best first, in the order that {@code ties} asks for. O(log n + count). */
    Response<List<Tuple>> rows(SortedSetPipelineCommands redis, Ties ties, long offset, long count) {
        String key = switch (ties) {
            case FIRST -> firsts();
            case SUBSCORE -> subscores();
            default -> scores();
        };
        var range = zrangeParams((int) offset, (int) (offset + count - 1));
        return redis.zrangeWithScores(key, high ? range.rev() : range);
    }

    /** The player of a row that {@link #rows} returned. */
    private static String player(Ties ties, String member) {
        boolean ticketed = ties == Ties.FIRST || ties == Ties.SUBSCORE;
        return ticketed ? member.substring(member.indexOf(':') + 1) : member;
    }

    /** How many ranks are before this player, who has this score and ticket. O(log n). */
    Response<Long> ranksBefore(SortedSetPipelineCommands redis, Ties ties, String player, double score, Ticket ticket) {
        return switch (ties) {
            case COMPETITION, DENSE -> ranksBefore(redis, ties, score);
            case ORDINAL -> position(redis, scores(), player);
            case FIRST -> position(redis, firsts(), ticket.first(player));
            case SUBSCORE -> position(redis, subscores(), ticket.sub(player));
        };
    }

    /** How many ranks are before those who share this score; only for policies where ties share a rank. O(log n). */
    Response<Long> ranksBefore(SortedSetPipelineCommands redis, Ties ties, double score) {
        String text = Score.text(score);
        if (ties == Ties.DENSE) {
            return position(redis, distinct(), text);
        }
        return high ? redis.zcount(scores(), "(" + text, "+inf") : redis.zcount(scores(), "-inf", "(" + text);
    }

    private Response<Long> position(SortedSetPipelineCommands redis, String key, String member) {
        return high ? redis.zrevrank(key, member) : redis.zrank(key, member);
    }

    /**
     * Ranks rows that follow each other.
     *
     * @param offset rows before them
     * @param ranksBefore asked at most once, for the first row: it may share a rank with the rows before it
     */
    List<Row> ranked(Ties ties, long offset, List<Tuple> tuples, Function<Double, @Nullable Long> ranksBefore) {
        List<Row> rows = new ArrayList<>();
        for (Tuple tuple : tuples) {
            long position = offset + rows.size() + 1;
            boolean shared = ties == Ties.COMPETITION || ties == Ties.DENSE;
            long rank = shared ? sharedRank(ties, position, rows, tuple.getScore(), ranksBefore) : position;
            rows.add(Row.of(rank, player(ties, tuple.getElement()), tuple.getScore()));
        }
        return rows;
    }

    private static long sharedRank(
            Ties ties, long position, List<Row> above, double score, Function<Double, @Nullable Long> ranksBefore) {
        if (position == 1) {
            return 1;
        }
        if (above.isEmpty()) {
            Long before = ranksBefore.apply(score);
            return before == null ? position : before + 1;
        }
        Row last = above.get(above.size() - 1);
        if (last.score() == score) {
            return last.rank();
        }
        return ties == Ties.DENSE ? last.rank() + 1 : position;
    }
}
