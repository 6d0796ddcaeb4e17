package dev.vermilion.engine.set;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.set.SetValue.Visitor;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** A set of integers only, in ascending order. Finding is O(log n), adding and removing O(n) of moved bytes. */
final class IntSet implements SetForm {

    /* The integers lie in bytes[0, size * width), ascending, little endian, all as wide as the widest needs:
     *
     *   width 2   -7 .. 100        F9 FF | 05 00 | 64 00
     *   width 4   100000 is added  F9 FF FF FF | 05 00 00 00 | 64 00 00 00 | A0 86 01 00
     *
     * The width never becomes smaller again, as in Redis.
     */

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** Characters of the longest integer. */
    private static final int LONGEST = 20;
    /** Arrays up to this length are not made smaller. */
    private static final int SMALL = 64;

    private byte[] bytes = new byte[0];
    private int width = Short.BYTES;
    private int size;

    @Override
    public String encoding() {
        return "intset";
    }

    @Override
    public int size() {
        return size;
    }

    /** The integer at {@code index}, counted from the lowest. */
    long at(int index) {
        int at = index * width;
        return switch (width) {
            case Short.BYTES -> (short) SHORTS.get(bytes, at);
            case Integer.BYTES -> (int) INTS.get(bytes, at);
            default -> (long) LONGS.get(bytes, at);
        };
    }

    @Override
    public boolean contains(Slice member) {
        return Numbers.isLong(member) && contains(Numbers.parseLong(member));
    }

    private boolean contains(long value) {
        int index = search(0, size, value);
        return index < size && at(index) == value;
    }

    /**
     * Index of the first integer that is not below {@code value}, or {@link #size()}. Looks from index {@code from} on in
     * growing steps: O(log d), d being the distance.
     */
    private int seek(int from, long value) {
        int low = from;
        int step = 1;
        while (low + step < size && at(low + step) < value) {
            low += step;
            step *= 2;
        }
        return search(low, Math.min(size, low + step), value);
    }

    /** Index of the first integer in a part of the set that is not below {@code value}, or the end of the part. */
    private int search(int from, int to, long value) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle) < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public boolean add(Slice member) {
        return add(Numbers.parseLong(member));
    }

    private boolean add(long value) {
        int index = search(0, size, value);
        if (index < size && at(index) == value) {
            return false;
        }
        widen(value == (short) value ? Short.BYTES : value == (int) value ? Integer.BYTES : Long.BYTES);
        int used = size * width;
        if (bytes.length < used + width) {
            bytes = Arrays.copyOf(bytes, used + width + used / 4 / width * width);
        }
        int at = index * width;
        System.arraycopy(bytes, at, bytes, at + width, used - at);
        set(bytes, width, index, value);
        size++;
        return true;
    }

    @Override
    public boolean remove(Slice member) {
        if (!Numbers.isLong(member)) {
            return false;
        }
        long value = Numbers.parseLong(member);
        int index = search(0, size, value);
        if (index == size || at(index) != value) {
            return false;
        }
        removeAt(index);
        return true;
    }

    private void removeAt(int index) {
        int at = index * width;
        System.arraycopy(bytes, at + width, bytes, at, size * width - at - width);
        size--;
        if (bytes.length > SMALL && size * width < bytes.length / 4) {
            bytes = Arrays.copyOf(bytes, bytes.length / 2);
        }
    }

    private void widen(int wanted) {
        if (wanted <= width) {
            return;
        }
        byte[] wider = new byte[(size + 1) * wanted];
        for (int i = 0; i < size; i++) {
            set(wider, wanted, i, at(i));
        }
        bytes = wider;
        width = wanted;
    }

    private static void set(byte[] bytes, int width, int index, long value) {
        int at = index * width;
        switch (width) {
            case Short.BYTES -> SHORTS.set(bytes, at, (short) value);
            case Integer.BYTES -> INTS.set(bytes, at, (int) value);
            default -> LONGS.set(bytes, at, value);
        }
    }

    /**
     * Visits the integers that all of {@code sets} have, until {@code visitor} says false. The first should be the
     * smallest: each of its integers is looked for in the others, from where the last one was found.
     */
    static void forEachCommon(List<IntSet> sets, Predicate<Slice> visitor) {
        IntSet first = sets.get(0);
        int[] places = new int[sets.size()];
        Slice member = new Slice();
        byte[] digits = new byte[LONGEST];
        for (int i = 0; i < first.size; i++) {
            long value = first.at(i);
            boolean common = true;
            for (int j = 1; j < places.length && common; j++) {
                IntSet other = sets.get(j);
                places[j] = other.seek(places[j], value);
                common = places[j] < other.size && other.at(places[j]) == value;
            }
            if (common) {
                member.set(digits, 0, Numbers.writeLong(value, digits, 0));
                if (!visitor.test(member)) {
                    return;
                }
            }
        }
    }

    /** Length of the longest member as a string. */
    int longest() {
        return size == 0 ? 0 : Math.max(Numbers.lengthOf(at(0)), Numbers.lengthOf(at(size - 1)));
    }

    @Override
    public void forEach(Visitor visitor) {
        Slice member = new Slice();
        byte[] digits = new byte[LONGEST];
        for (int i = 0; i < size; i++) {
            visit(at(i), member, digits, visitor);
        }
    }

    @Override
    public long scan(long cursor, long count, Visitor visitor) {
        forEach(visitor);
        return 0;
    }

    @Override
    public void forEachRandom(long times, RandomGenerator random, Visitor visitor) {
        Slice member = new Slice();
        byte[] digits = new byte[LONGEST];
        for (long i = 0; i < times; i++) {
            visit(at(random.nextInt(size)), member, digits, visitor);
        }
    }

    @Override
    public void takeRandom(RandomGenerator random, Visitor visitor) {
        int index = random.nextInt(size);
        visit(at(index), new Slice(), new byte[LONGEST], visitor);
        removeAt(index);
    }

    private static void visit(long value, Slice member, byte[] digits, Visitor visitor) {
        member.set(digits, 0, Numbers.writeLong(value, digits, 0));
        visitor.visit(member);
    }

    @Override
    public SetForm copy() {
        IntSet copy = new IntSet();
        copy.bytes = Arrays.copyOf(bytes, size * width);
        copy.width = width;
        copy.size = size;
        return copy;
    }

    @Override
    public long memoryBytes() {
        return 24 + Footprint.array(bytes.length);
    }
}
