package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.ScoredSource;
import dev.vermilion.engine.keyspace.Tabled;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set: members that are unique, each with a score, ordered by score and then by the bytes of the member. Ranks
 * count from 0, at the lowest score. Touched by the command thread only.
 *
 * <p>A small one is packed, and its operations take time by its size; a large one finds members in O(1) and places in
 * O(log n). It becomes large when it outgrows {@code zset-max-listpack-entries} or {@code -value}, and stays large.
 */
public final class ZSetValue implements Value, ScoredSource, ElementSource, Tabled {

    private ZSetForm form = new PackedZSet();

    /** An empty sorted set. */
    public ZSetValue() {}

    /**
     * What a key holds as a sorted set.
     *
     * @param held what the key table says; null stays null
     * @throws dev.vermilion.engine.command.CommandException WRONGTYPE if it is something else
     */
    public static @Nullable ZSetValue of(@Nullable Object held) {
        if (held == null || held instanceof ZSetValue) {
            return (ZSetValue) held;
        }
        throw Errors.wrongType();
    }

    @Override
    public ValueType type() {
        return ValueType.ZSET;
    }

    @Override
    public @Nullable ByteTable table() {
        return form instanceof TreeZSet tabled ? tabled.table() : null;
    }

    @Override
    public String encoding() {
        return form instanceof PackedZSet ? "listpack" : "skiplist";
    }

    @Override
    public long elements() {
        return form.size();
    }

    /** Number of elements. */
    public int size() {
        return form.size();
    }

    @Override
    public double score(Slice member) {
        return form.score(member);
    }

    /**
     * Adds {@code member}, or changes its score.
     *
     * @param score any number but NaN
     * @return true if it was not there
     */
    public boolean put(Slice member, double score, Settings settings) {
        return put(member, form.score(member), score, settings);
    }

    /** As {@link #put(Slice, double, Settings)} for who knows the score it has, or NaN. */
    boolean put(Slice member, double old, double score, Settings settings) {
        if (!Double.isNaN(old)) {
            form.rescore(member, old, score);
            return false;
        }
        if (form instanceof PackedZSet
                && (form.size() >= settings.zsetMaxListpackEntries
                        || member.length() > settings.zsetMaxListpackValue)) {
            TreeZSet large = new TreeZSet();
            forEachScored(large::add);
            form = large;
        }
        form.add(member, score);
        return true;
    }

    /** Removes {@code member}; false if it was not there. */
    public boolean remove(Slice member) {
        return form.remove(member);
    }

    /** Removes the elements with the ranks {@code from} (inclusive) to {@code to} (exclusive). */
    void removeRange(int from, int to) {
        form.removeRange(from, to);
    }

    /** The rank of {@code member}, or -1 if it is not there. */
    public int rank(Slice member) {
        double score = form.score(member);
        return Double.isNaN(score) ? -1 : form.countBefore(Bound.before(score, member));
    }

    /**
     * Number of elements below {@code score}: the rank of the first one that is not.
     *
     * @param inclusive true to count those that have this score as well
     */
    public int countBelow(double score, boolean inclusive) {
        return form.countBefore(Bound.ofScore(score, inclusive));
    }

    /** Number of elements that the bound covers. */
    int countBefore(Bound bound) {
        return form.countBefore(bound);
    }

    /** Visits all elements from the lowest to the highest. O(n). */
    @Override
    public void forEachScored(Visitor visitor) {
        form.forEach(0, form.size(), false, visitor);
    }

    /**
     * Visits the elements with the ranks {@code from} (inclusive) to {@code to} (exclusive), both from 0 to
     * {@link #size()}. O(log n + visited).
     *
     * @param descending true to begin with the highest
     */
    public void forEach(int from, int to, boolean descending, Visitor visitor) {
        form.forEach(from, to, descending, visitor);
    }

    /** Visits members by rank, from the lowest to the highest or back. */
    @Override
    public void forEachElement(long from, long to, boolean descending, Consumer<Slice> visitor) {
        form.forEach((int) from, (int) to, descending, (member, score) -> visitor.accept(member));
    }

    /** Visits {@code count} elements chosen at random; one may come more than once. */
    void forEachRandom(long count, RandomGenerator random, Visitor visitor) {
        form.forEachRandom(count, random, visitor);
    }

    /** Visits the next elements of a walk in no order; see {@link dev.vermilion.engine.table.ByteTable#scan}. */
    long scan(long cursor, long count, Visitor visitor) {
        return form.scan(cursor, count, visitor);
    }

    /**
     * Makes {@code key} hold this sorted set and nothing else, or removes it if this one is empty; the reply is the size.
     *
     * @param event what it is called when it is stored
     */
    public void store(Call call, Slice key, String event) {
        Elements.store(call, key, this, event);
    }

    @Override
    public Value copy() {
        ZSetValue copy = new ZSetValue();
        copy.form = form.copy();
        return copy;
    }

    @Override
    public long memoryBytes() {
        return 16 + form.memoryBytes();
    }
}
