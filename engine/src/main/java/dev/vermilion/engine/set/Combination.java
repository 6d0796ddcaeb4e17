package dev.vermilion.engine.set;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Several sets, of which a union, an intersection or a difference is asked for. Each of those visits its members once,
 * until the visitor says false.
 */
final class Combination {

    private static final Comparator<SetValue> BY_SIZE = Comparator.comparingInt(SetValue::size);

    private final List<SetValue> sets;

    /** The sets at the keys, {@code count} words from {@code from}; where there is no key an empty one. */
    Combination(Call call, int from, int count) {
        sets = new ArrayList<>(count);
        for (int at = from; at < from + count; at++) {
            SetValue set = SetValue.of(call.db().lookup(call.arg(at)));
            sets.add(set == null ? new SetValue() : set);
        }
    }

    /** What any of the sets has. O(n), with memory for what is not in the largest. */
    void union(Predicate<Slice> visitor) {
        sets.sort(BY_SIZE.reversed());
        SetValue largest = sets.get(0);
        boolean more = largest.forEachWhile(visitor);
        ByteTable seen = new ByteTable(false, false);
        for (int i = 1; i < sets.size() && more; i++) {
            more = sets.get(i)
                    .forEachWhile(
                            member -> largest.contains(member) || seen.findOrInsert(member) || visitor.test(member));
        }
    }

    /** What all sets have. O(n) of the smallest, times the number of sets. */
    void intersection(Predicate<Slice> visitor) {
        sets.sort(BY_SIZE);
        List<IntSet> integers = integers();
        if (integers != null) {
            IntSet.forEachCommon(integers, visitor);
            return;
        }
        sets.get(0).forEachWhile(member -> !allOthersHave(member) || visitor.test(member));
    }

    /** All sets as sets of integers, or null if one is not. */
    private @Nullable List<IntSet> integers() {
        List<IntSet> integers = new ArrayList<>(sets.size());
        for (SetValue set : sets) {
            IntSet each = set.integers();
            if (each == null) {
                return null;
            }
            integers.add(each);
        }
        return integers;
    }

    private boolean allOthersHave(Slice member) {
        for (int i = 1; i < sets.size(); i++) {
            if (!sets.get(i).contains(member)) {
                return false;
            }
        }
        return true;
    }

    /** What the first set has and no other. Takes the cheaper of two ways, by the sizes of the sets. */
    void difference(Predicate<Slice> visitor) {
        SetValue first = sets.remove(0);
        if (first.size() == 0 || sets.contains(first)) {
            return;
        }
        long bySearch = (long) first.size() * (sets.size() + 1) / 2; // many searches end at an early set
        long byRemoval = first.size() + sets.stream().mapToLong(SetValue::size).sum();
        if (bySearch <= byRemoval) {
            sets.sort(BY_SIZE.reversed());
            first.forEachWhile(member -> anyHas(member) || visitor.test(member));
        } else {
            byRemoval(first, visitor);
        }
    }

    private boolean anyHas(Slice member) {
        for (SetValue set : sets) {
            if (set.contains(member)) {
                return true;
            }
        }
        return false;
    }

    private void byRemoval(SetValue first, Predicate<Slice> visitor) {
        TableSet left = first.copyToTable();
        for (SetValue set : sets) {
            set.forEachWhile(member -> {
                left.remove(member);
                return left.size() > 0;
            });
        }
        boolean[] more = {true};
        left.forEach(member -> more[0] = more[0] && visitor.test(member));
    }
}
