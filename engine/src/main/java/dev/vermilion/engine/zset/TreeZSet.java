package dev.vermilion.engine.zset;

import dev.vermilion.engine.keyspace.ScoredSource.Visitor;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;

/**
 * The large form of a sorted set: a hash table from the members to their scores, and a {@link ScoreTree} for the order.
 * Both hold the same member arrays.
 */
final class TreeZSet implements ZSetForm {

    private final ByteTable scores = new ByteTable(false, false);
    private final ScoreTree order = new ScoreTree();

    /**
     * The number column of the table keeps the complement of the score's bits: the one number that it takes for "none"
     * would be -0.0, and so becomes one of the many forms of NaN, which is no score.
     */
    static long toNumber(double score) {
        return ~Double.doubleToRawLongBits(score);
    }

    /** The score in a number column. */
    static double toScore(long number) {
        return Double.longBitsToDouble(~number);
    }

    /** The table of the members. */
    ByteTable table() {
        return scores;
    }

    @Override
    public int size() {
        return order.size();
    }

    @Override
    public double score(Slice member) {
        return scores.find(member) ? toScore(scores.number()) : Double.NaN;
    }

    @Override
    public void add(Slice member, double score) {
        byte[] own = member.toBytes();
        scores.insert(own);
        scores.number(toNumber(score));
        order.insert(score, own);
    }

    @Override
    public void rescore(Slice member, double old, double score) {
        scores.find(member);
        scores.number(toNumber(score));
        order.rescore(scores.key(), old, score);
    }

    @Override
    public boolean remove(Slice member) {
        if (!scores.find(member)) {
            return false;
        }
        order.remove(toScore(scores.number()), member);
        scores.remove();
        return true;
    }

    @Override
    public void removeRange(int from, int to) {
        byte[][] gone = new byte[Math.max(0, to - from)][];
        int[] count = new int[1];
        order.forEach(from, to, false, (member, score) -> gone[count[0]++] = member.array());
        Slice member = new Slice();
        for (byte[] each : gone) {
            member.set(each);
            remove(member);
        }
    }

    @Override
    public int countBefore(Bound bound) {
        return order.countBefore(bound);
    }

    @Override
    public void forEach(int from, int to, boolean descending, Visitor visitor) {
        order.forEach(from, to, descending, visitor);
    }

    @Override
    public long scan(long cursor, long count, Visitor visitor) {
        Slice member = new Slice();
        return scores.scan(cursor, count, (key, value, number) -> {
            member.set(key);
            visitor.visit(member, toScore(number));
        });
    }

    @Override
    public ZSetForm copy() {
        TreeZSet copy = new TreeZSet();
        forEach(0, size(), false, copy::add);
        return copy;
    }

    @Override
    public long memoryBytes() {
        return 40 + scores.memoryBytes() + order.memoryBytes();
    }
}
