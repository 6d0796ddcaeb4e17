package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.ElementSource;
import dev.vermilion.engine.keyspace.ScoredSource;
import dev.vermilion.engine.keyspace.Tabled;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A set of byte strings. Touched by the command thread only.
 *
 * <p>While all members are integers and at most {@code set-max-intset-entries}, they are packed as such; otherwise, while
 * they are at most {@code set-max-listpack-entries} and none is longer than {@code set-max-listpack-value}, they stand in
 * a pack; all else is a table, and stays one. Operations on one member are O(1) in a table, and take time by the size of
 * the set in the others.
 */
public final class SetValue implements Value, ScoredSource, ElementSource, Tabled {

    /** Called for each member of a set. */
    @FunctionalInterface
    public interface Visitor {
        /** One member; the slice is valid during the call only. The set must not be changed. */
        void visit(Slice member);
    }

    /** Members looked at in a step of a walk that may end early. */
    private static final int STEP = 4096;

    private SetForm form = new IntSet();

    /** An empty set. */
    public SetValue() {}

    /**
     * What a key holds as a set.
     *
     * @param held what the key table says; null stays null
     * @throws dev.vermilion.engine.command.CommandException WRONGTYPE if it is something else
     */
    public static @Nullable SetValue of(@Nullable Object held) {
        if (held == null || held instanceof SetValue) {
            return (SetValue) held;
        }
        throw Errors.wrongType();
    }

    @Override
    public ValueType type() {
        return ValueType.SET;
    }

    @Override
    public @Nullable ByteTable table() {
        return form instanceof TableSet tabled ? tabled.table() : null;
    }

    @Override
    public String encoding() {
        return form.encoding();
    }

    /** Number of members. */
    @Override
    public long elements() {
        return form.size();
    }

    /** Number of members. */
    public int size() {
        return form.size();
    }

    /** True if {@code member} is in the set. Copies nothing. */
    public boolean contains(Slice member) {
        return form.contains(member);
    }

    /** 1 for a member, NaN for anything else. */
    @Override
    public double score(Slice member) {
        return form.contains(member) ? 1 : Double.NaN;
    }

    /** Visits all members, in no order that means anything. O(n). */
    public void forEach(Visitor visitor) {
        form.forEach(visitor);
    }

    @Override
    public void forEachScored(ScoredSource.Visitor visitor) {
        form.forEach(member -> visitor.visit(member, 1));
    }

    /** Visits members by their place in the order of {@link #forEach}. O(n). */
    @Override
    public void forEachElement(long from, long to, boolean descending, Consumer<Slice> visitor) {
        long[] index = {0};
        form.forEach(member -> {
            if (index[0] >= from && index[0] < to) {
                visitor.accept(member);
            }
            index[0]++;
        });
    }

    /** Adds a copy of {@code member}; false if it was there. */
    public boolean add(Slice member, Settings settings) {
        if (form instanceof IntSet ints) {
            if (Numbers.isLong(member)) {
                boolean added = ints.add(member);
                if (ints.size() > settings.setMaxIntsetEntries) {
                    toTable();
                }
                return added;
            }
            if (ints.size() < settings.setMaxListpackEntries
                    && Math.max(ints.longest(), member.length()) <= settings.setMaxListpackValue) {
                form = PackedSet.of(ints);
            } else {
                toTable();
            }
        } else if (form instanceof PackedSet
                && (form.size() >= settings.setMaxListpackEntries || member.length() > settings.setMaxListpackValue)) {
            if (form.contains(member)) {
                return false;
            }
            toTable();
        }
        return form.add(member);
    }

    /**
     * Says that so many members are about to be added, some of them perhaps the same: takes the form at once that can
     * hold them, so that they need not be moved later.
     *
     * @param first the first of them
     */
    void expect(Slice first, int members, Settings settings) {
        if (form.size() > 0) {
            if (members > (form instanceof IntSet ? settings.setMaxIntsetEntries : settings.setMaxListpackEntries)) {
                toTable();
            }
        } else if (!Numbers.isLong(first) || members > settings.setMaxIntsetEntries) {
            form = members > settings.setMaxListpackEntries ? new TableSet() : new PackedSet();
        }
    }

    private void toTable() {
        if (!(form instanceof TableSet)) {
            form = TableSet.of(form);
        }
    }

    /** Removes {@code member}; false if it was not there. */
    public boolean remove(Slice member) {
        return form.remove(member);
    }

    /** Visits members until {@code visitor} says false; returns whether it never did. */
    boolean forEachWhile(Predicate<Slice> visitor) {
        boolean[] go = {true};
        long cursor = 0;
        do {
            cursor = form.scan(cursor, STEP, member -> go[0] = go[0] && visitor.test(member));
        } while (cursor != 0 && go[0]);
        return go[0];
    }

    /** Visits the next members of a walk; see {@link dev.vermilion.engine.table.ByteTable#scan}. */
    long scan(long cursor, long count, Visitor visitor) {
        return form.scan(cursor, count, visitor);
    }

    /** Visits members chosen at random; one may come more than once. The set must not be empty. */
    void forEachRandom(long times, RandomGenerator random, Visitor visitor) {
        form.forEachRandom(times, random, visitor);
    }

    /** Visits a member chosen at random and removes it then. The set must not be empty. */
    void takeRandom(RandomGenerator random, Visitor visitor) {
        form.takeRandom(random, visitor);
    }

    /** Visits {@code count} members, all different: every choice is as likely as any other. O(n). */
    void forEachSampled(int count, RandomGenerator random, Visitor visitor) {
        sample(count, random, visitor, member -> {});
    }

    /** Visits {@code count} members as {@link #forEachSampled} and removes them by keeping the others. O(n). */
    void takeSampled(int count, RandomGenerator random, Settings settings, Visitor visitor) {
        SetValue kept = new SetValue();
        sample(count, random, visitor, member -> kept.add(member, settings));
        form = kept.form;
    }

    /** Takes each member with the chance that the sample still needs it. */
    private void sample(int count, RandomGenerator random, Visitor chosen, Visitor other) {
        int[] left = {form.size(), count};
        form.forEach(member -> {
            if (random.nextInt(left[0]--) < left[1]) {
                left[1]--;
                chosen.visit(member);
            } else {
                other.visit(member);
            }
        });
    }

    /** The integers if all members are packed as such, else null. */
    @Nullable
    IntSet integers() {
        return form instanceof IntSet ints ? ints : null;
    }

    /** A table of its own with the same members, whatever the form is. O(n). */
    TableSet copyToTable() {
        return TableSet.of(form);
    }

    @Override
    public Value copy() {
        SetValue copy = new SetValue();
        copy.form = form.copy();
        return copy;
    }

    @Override
    public long memoryBytes() {
        return 16 + form.memoryBytes();
    }
}
