package dev.vermilion.engine.table;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A part of a {@link ByteTable}: slots in parallel arrays, with linear probing. Deleting leaves no tombstones. */
final class Segment {

    private static final int OWN_BYTES = 48;

    final int depth;
    int size;
    int numbered;
    int[] hashes;
    byte[][] keys;

    @Nullable
    Object @Nullable [] values;

    long @Nullable [] numbers;
    int @Nullable [] marks;

    Segment(int depth, int capacity, boolean withValues, boolean withMarks) {
        this.depth = depth;
        this.hashes = new int[capacity];
        this.keys = new byte[capacity][];
        this.values = withValues ? new Object[capacity] : null;
        this.marks = withMarks ? new int[capacity] : null;
    }

    int capacity() {
        return hashes.length;
    }

    /** What it takes of the heap, without the keys. */
    long bytes() {
        int capacity = hashes.length;
        return OWN_BYTES
                + Footprint.array(4L * capacity)
                + Footprint.references(capacity)
                + (values == null ? 0 : Footprint.references(capacity))
                + (marks == null ? 0 : Footprint.array(4L * capacity))
                + (numbers == null ? 0 : Footprint.array(8L * capacity));
    }

    /** The slot of an entry, or -1. */
    int find(int hash, Slice key) {
        int capacity = hashes.length;
        int at = home(hash, capacity);
        while (keys[at] != null) {
            if (hashes[at] == hash && key.contentEquals(keys[at])) {
                return at;
            }
            if (++at == capacity) {
                at = 0;
            }
        }
        return -1;
    }

    /** Puts an entry that is not there into the first free slot of its run, which must exist. */
    int place(int hash, byte[] key) {
        int capacity = hashes.length;
        int at = home(hash, capacity);
        while (keys[at] != null) {
            if (++at == capacity) {
                at = 0;
            }
        }
        hashes[at] = hash;
        keys[at] = key;
        size++;
        return at;
    }

    void move(Segment from, int index) {
        int at = place(from.hashes[index], from.keys[index]);
        if (values != null && from.values != null) {
            values[at] = from.values[index];
        }
        if (marks != null && from.marks != null) {
            marks[at] = from.marks[index];
        }
        if (from.numbers != null && from.numbers[index] != ByteTable.NO_NUMBER) {
            number(at, from.numbers[index]);
        }
    }

    void number(int at, long number) {
        if (numbers == null) {
            if (number == ByteTable.NO_NUMBER) {
                return;
            }
            numbers = new long[hashes.length];
            Arrays.fill(numbers, ByteTable.NO_NUMBER);
        }
        numbered += (number == ByteTable.NO_NUMBER ? 0 : 1) - (numbers[at] == ByteTable.NO_NUMBER ? 0 : 1);
        numbers[at] = number;
        if (numbered == 0) {
            numbers = null;
        }
    }

    /** Frees a slot and moves the entries behind it back to where a search will find them. */
    void free(int index) {
        if (numbers != null) {
            number(index, ByteTable.NO_NUMBER);
        }
        int capacity = hashes.length;
        int hole = index;
        int at = index;
        while (true) {
            at = at + 1 == capacity ? 0 : at + 1;
            if (keys[at] == null) {
                break;
            }
            int home = home(hashes[at], capacity);
            boolean reachable = hole <= at ? home > hole && home <= at : home > hole || home <= at;
            if (!reachable) {
                shift(at, hole);
                hole = at;
            }
        }
        clear(hole);
        size--;
    }

    void shift(int from, int to) {
        hashes[to] = hashes[from];
        keys[to] = keys[from];
        if (values != null) {
            values[to] = values[from];
        }
        if (marks != null) {
            marks[to] = marks[from];
        }
        if (numbers != null) {
            numbers[to] = numbers[from];
            numbers[from] = ByteTable.NO_NUMBER;
        }
    }

    @SuppressWarnings("NullAway") // a free slot has no key
    void clear(int at) {
        hashes[at] = 0;
        keys[at] = null;
        if (values != null) {
            values[at] = null;
        }
        if (marks != null) {
            marks[at] = 0;
        }
    }

    void resize(int capacity) {
        Segment larger = new Segment(depth, capacity, values != null, marks != null);
        for (int i = 0; i < hashes.length; i++) {
            if (keys[i] != null) {
                larger.move(this, i);
            }
        }
        hashes = larger.hashes;
        keys = larger.keys;
        values = larger.values;
        numbers = larger.numbers;
        marks = larger.marks;
    }

    /** Where a probe for {@code hash} begins: its bits mixed, because all upper ones are alike within a segment. */
    private static int home(int hash, int capacity) {
        return (((hash * 0x9E3779B1) >>> 16) * capacity) >>> 16;
    }
}
