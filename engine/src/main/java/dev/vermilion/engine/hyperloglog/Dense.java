package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.resp.Slice;

/**
 * The dense encoding: six bits for each register, beginning at the lowest bit of the first byte.
 *
 * <pre>
 *   byte 0    byte 1    byte 2
 *   11000000  22221111  33333322    (the digits say which register a bit is of)
 * </pre>
 */
final class Dense {

    private static final int BITS = 6;
    private static final int MASK = (1 << BITS) - 1;
    /** The most that a register can say. */
    static final int MOST_VALUE = MASK;
    /** Length of the whole string. */
    static final int LENGTH = Hll.HEADER + Hll.REGISTERS * BITS / 8;

    private Dense() {}

    /** The register at {@code index} of a HyperLogLog that begins at {@code start}. */
    static int register(byte[] bytes, int start, int index) {
        int bit = index * BITS;
        int at = start + Hll.HEADER + (bit >> 3);
        int shift = bit & 7;
        int low = (bytes[at] & 0xff) >> shift;
        return shift <= 8 - BITS ? low & MASK : (low | (bytes[at + 1] & 0xff) << 8 - shift) & MASK;
    }

    /** Sets the register at {@code index} of a HyperLogLog that begins at 0. */
    static void set(byte[] bytes, int index, int value) {
        int bit = index * BITS;
        int at = Hll.HEADER + (bit >> 3);
        int shift = bit & 7;
        bytes[at] = (byte) (bytes[at] & ~(MASK << shift) | value << shift);
        if (shift > 8 - BITS) {
            bytes[at + 1] = (byte) (bytes[at + 1] & ~(MASK >> 8 - shift) | value >> 8 - shift);
        }
    }

    /** Raises a register to {@code value} if it is lower; returns whether it was. */
    static boolean raise(byte[] bytes, int index, int value) {
        if (value <= register(bytes, 0, index)) {
            return false;
        }
        set(bytes, index, value);
        return true;
    }

    /** Raises each of {@code most} to the register where that is higher. */
    static void merge(Slice bytes, byte[] most) {
        for (int i = 0; i < Hll.REGISTERS; i++) {
            int value = register(bytes.array(), bytes.offset(), i);
            if (value > most[i]) {
                most[i] = (byte) value;
            }
        }
    }

    /** Counts the registers by their value. */
    static void count(Slice bytes, int[] histogram) {
        byte[] array = bytes.array();
        for (int at = bytes.offset() + Hll.HEADER, end = bytes.offset() + LENGTH; at < end; at += 3) {
            int four = array[at] & 0xff | (array[at + 1] & 0xff) << 8 | (array[at + 2] & 0xff) << 16;
            histogram[four & MASK]++;
            histogram[four >> BITS & MASK]++;
            histogram[four >> 2 * BITS & MASK]++;
            histogram[four >> 3 * BITS]++;
        }
    }
}
