package dev.vermilion.leaderboard;

import dev.vermilion.kit.Script;
import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Who plays with whom on a board, and how they stand among themselves: {@code leaderboard:{board}:friends:PLAYER}, a set of
 * the player and all friends, which ZINTER puts over the scores. It is as long as the shorter of the two is.
 */
final class Friends {

    /** So many friends a player may have. */
    static final int MOST = 200;

    private static final Script BEFRIEND = Script.of(Friends.class, "befriend");

    private final UnifiedJedis redis;
    private final Leaderboard leaderboard;

    Friends(UnifiedJedis redis, Leaderboard leaderboard) {
        this.redis = redis;
        this.leaderboard = leaderboard;
    }

    private static String key(String board, String player) {
        return Leaderboard.key(board, "friends:" + player);
    }

    /**
     * Makes two players friends, both ways in one step.
     *
     * @throws IllegalArgumentException if they are one and the same, or one of them has too many friends
     */
    void add(String boardId, String player, String friend) {
        String one = Leaderboard.playerName(player);
        String other = Leaderboard.playerName(friend);
        if (one.equals(other)) {
            throw new IllegalArgumentException("Nobody needs to be a friend of themselves.");
        }
        leaderboard.board(boardId);
        List<String> keys = List.of(key(boardId, one), key(boardId, other));
        Object answer = BEFRIEND.run(redis, keys, List.of(one, other, Integer.toString(MOST + 1)));
        if (!Long.valueOf(1).equals(answer)) {
            throw new IllegalArgumentException("A player may have at most " + MOST + " friends.");
        }
    }

    /** Ends a friendship, both ways in one step; says whether there was one. */
    boolean remove(String boardId, String player, String friend) {
        try (var transaction = redis.multi()) {
            var removed = transaction.srem(key(boardId, player), friend);
            transaction.srem(key(boardId, friend), player);
            transaction.exec();
            return removed.get() > 0;
        }
    }

    /** The friends of a player by name, without the player. */
    Set<String> of(String boardId, String player) {
        Set<String> friends = new TreeSet<>(redis.smembers(key(boardId, player)));
        friends.remove(player);
        return friends;
    }

    /** A player and all friends who have a score there, best first, ranked among themselves. */
    List<Row> rows(Span span, String player, Ties ties) {
        List<Tuple> tuples = new ArrayList<>(redis.zinterWithScores(
                new ZParams().weights(1, 0), span.scores(), key(span.board().id(), player)));
        if (tuples.isEmpty()) {
            return List.of();
        }
        List<String> texts = redis.hmget(
                span.tickets(), tuples.stream().map(Tuple::getElement).toArray(String[]::new));
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < tuples.size(); i++) {
            placed.add(new Placed(tuples.get(i), Ticket.parse(texts.get(i))));
        }
        boolean high = span.board().order() == Order.HIGH;
        placed.sort(high ? order(ties).reversed() : order(ties));
        // With nobody above them the first row's rank is 1, so it is never asked for.
        Ties shared = ties == Ties.COMPETITION || ties == Ties.DENSE ? ties : Ties.ORDINAL;
        List<Row> rows =
                span.ranked(shared, 0, placed.stream().map(Placed::tuple).toList(), score -> 0L);
        List<Row> detailed = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            detailed.add(rows.get(i).with(placed.get(i).ticket().subscore(), null));
        }
        return detailed;
    }

    private record Placed(Tuple tuple, Ticket ticket) {}

    /** As the sorted sets of the span would have them, the lowest first. */
    private static Comparator<Placed> order(Ties ties) {
        Comparator<Placed> scores =
                Comparator.comparingDouble(each -> each.tuple().getScore());
        return scores.thenComparing(each -> switch (ties) {
            case FIRST -> each.ticket().first(each.tuple().getElement());
            case SUBSCORE -> each.ticket().sub(each.tuple().getElement());
            default -> each.tuple().getElement();
        });
    }
}
