package dev.vermilion.leaderboard;

import dev.vermilion.leaderboard.Board.Operator;
import dev.vermilion.leaderboard.Board.Order;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.ZAddParams;

/**
 * One player in one {@link Span}: what is there, and what one change makes of it. Made for one attempt of a change, and
 * used in the order {@link #read}, {@link #propose}, {@link #readHolders}, {@link #write}, {@link #move}.
 */
final class Entry {

    private final Span span;
    private final String player;

    private @Nullable Response<Double> readScore;
    private @Nullable Response<String> readTicket;
    private @Nullable Response<Long> readHolders;
    private @Nullable Response<Long> ranksBeforeOld;
    private @Nullable Response<Long> ranksBeforeNew;

    private double submitted;
    private double newScore;
    private Ticket newTicket = Ticket.NONE;
    private boolean changes;

    Entry(Span span, String player) {
        this.span = span;
        this.player = player;
    }

    /** Asks for what is there now. */
    void read(AbstractPipeline pipeline) {
        readScore = pipeline.zscore(span.scores(), player);
        readTicket = pipeline.hget(span.tickets(), player);
    }

    /** The score that is there, null for a newcomer. */
    @Nullable
    Double score() {
        return readScore == null ? null : readScore.get();
    }

    Ticket ticket() {
        return Ticket.parse(readTicket == null ? null : readTicket.get());
    }

    /**
     * Decides what {@code score} does here. With a score that stays as it is, a better subscore counts, too; the time at
     * which the score was reached stays.
     *
     * @param sequence the number of this change
     */
    void propose(double score, long subscore, long sequence) {
        Double old = score();
        submitted = score;
        newScore = old == null ? score : combine(old, score);
        boolean moves = old == null || newScore != old;
        long newSubscore = old == null ? subscore : combineSubscores(moves, newScore == score, subscore);
        newTicket = new Ticket(moves ? span.ticket(sequence) : ticket().time(), newSubscore);
        changes = moves || newSubscore != ticket().subscore();
    }

    private long combineSubscores(boolean moves, boolean same, long subscore) {
        long old = ticket().subscore();
        return switch (span.board().operator()) {
            case BEST -> moves || same && span.board().better((double) subscore, (double) old) ? subscore : old;
            case SET -> subscore;
            case INCREMENT -> Math.min(Ticket.MOST, old + subscore);
        };
    }

    private double combine(double old, double score) {
        return switch (span.board().operator()) {
            case BEST -> span.board().better(score, old) ? score : old;
            case SET -> score;
            case INCREMENT -> Score.sum(old, score);
        };
    }

    boolean changes() {
        return changes;
    }

    /** Asks how many players hold the old score, if this one is about to leave it. */
    void readHolders(AbstractPipeline pipeline) {
        Double old = score();
        if (old != null) {
            readHolders = pipeline.zcount(span.scores(), old, old);
        }
    }

    /** Writes what was proposed, between a reading of the old rank and the new one. */
    void write(AbstractTransaction tx, Ties ties) {
        Double old = score();
        if (old != null) {
            ranksBeforeOld = span.ranksBefore(tx, ties, player, old, ticket());
        }
        if (changes) {
            writeScore(tx);
            leaveOldScore(tx);
            tx.zadd(span.firsts(), newScore, newTicket.first(player));
            tx.zadd(span.subscores(), newScore, newTicket.sub(player));
            tx.hset(span.tickets(), player, newTicket.text());
            tx.zadd(span.distinct(), newScore, Score.text(newScore));
            span.expiresAt().ifPresent(at -> span.keys().forEach(key -> tx.expireAt(key, at)));
        }
        ranksBeforeNew = span.ranksBefore(tx, ties, player, newScore, newTicket);
    }

    private void writeScore(AbstractTransaction tx) {
        Operator operator = span.board().operator();
        if (operator == Operator.INCREMENT) {
            tx.zincrby(span.scores(), submitted, player);
        } else if (operator == Operator.SET) {
            tx.zadd(span.scores(), submitted, player);
        } else {
            ZAddParams better = span.board().order() == Order.HIGH ? new ZAddParams().gt() : new ZAddParams().lt();
            tx.zadd(span.scores(), submitted, player, better);
        }
    }

    private void leaveOldScore(AbstractTransaction tx) {
        Double old = score();
        if (old == null) {
            return;
        }
        tx.zrem(span.firsts(), ticket().first(player));
        tx.zrem(span.subscores(), ticket().sub(player));
        if (readHolders != null && readHolders.get() == 1) {
            tx.zrem(span.distinct(), Score.text(old));
        }
    }

    /** Deletes the player from this span. */
    void delete(AbstractTransaction tx) {
        if (score() != null) {
            tx.zrem(span.scores(), player);
            leaveOldScore(tx);
            tx.hdel(span.tickets(), player);
        }
    }

    /** What was written; only after EXEC. */
    Change.Move move() {
        Long oldRank = ranksBeforeOld == null ? null : (Long) (ranksBeforeOld.get() + 1);
        long newRank = Objects.requireNonNull(ranksBeforeNew).get() + 1;
        return new Change.Move(span.period(), changes, score(), newScore, oldRank, newRank);
    }
}
