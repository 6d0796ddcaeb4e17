package dev.vermilion.engine.hash;

import dev.vermilion.engine.resp.Footprint;
import java.util.Arrays;

/**
 * The fields of a large hash that expire, the first to do so in front: a binary heap. A field whose expiry was changed or
 * that was removed stays until it comes to the front; the owner knows it by its number in the table, and rebuilds the
 * queue when too many such are in it. Adding and removing is O(log n).
 */
final class ExpiryQueue {

    private static final int OBJECT_BYTES = 24;

    private long[] times = new long[8];
    private byte[][] fields = new byte[8][];
    private int size;

    int size() {
        return size;
    }

    /** When the field in front expires; the queue must not be empty. */
    long firstTime() {
        return times[0];
    }

    /** The field in front; the queue must not be empty. */
    byte[] firstField() {
        return fields[0];
    }

    void clear() {
        Arrays.fill(fields, 0, size, null);
        size = 0;
    }

    void add(byte[] field, long time) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            fields = Arrays.copyOf(fields, size * 2);
        }
        int at = size++;
        while (at > 0 && times[(at - 1) / 2] > time) {
            move((at - 1) / 2, at);
            at = (at - 1) / 2;
        }
        times[at] = time;
        fields[at] = field;
    }

    void removeFirst() {
        size--;
        long time = times[size];
        byte[] field = fields[size];
        fields[size] = null;
        int at = 0;
        for (int child = 1; child < size; child = at * 2 + 1) {
            if (child + 1 < size && times[child + 1] < times[child]) {
                child++;
            }
            if (times[child] >= time) {
                break;
            }
            move(child, at);
            at = child;
        }
        if (size > 0) {
            times[at] = time;
            fields[at] = field;
        }
    }

    /** What it takes of the heap, in bytes; the fields are the table's. */
    long memoryBytes() {
        return OBJECT_BYTES + Footprint.array(8L * times.length) + Footprint.references(fields.length);
    }

    private void move(int from, int to) {
        times[to] = times[from];
        fields[to] = fields[from];
    }
}
