package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import java.util.Arrays;

/**
 * The sparse encoding: runs of equal registers, from the first register to the last.
 *
 * <pre>
 *   00llllll           l + 1 registers of zero
 *   01llllll llllllll  l + 1 registers of zero, the high bits of l first
 *   1vvvvvll           l + 1 registers of v + 1
 * </pre>
 */
final class Sparse {

    private static final int LONG_ZEROS = 0x40;
    private static final int VALUES = 0x80;
    private static final int MOST_SHORT_ZEROS = 64;
    private static final int MOST_VALUES = 4;
    /** The most that a register can say in this encoding. */
    static final int MOST_VALUE = 32;
    /** How many runs are looked at, from the one before a change on, for neighbours that can become one. */
    private static final int LOOKED_AT = 5;

    private Sparse() {}

    /** Makes all registers zero. */
    static void clear(StringValue hll) {
        hll.resize(Hll.HEADER + 2);
        putRun(hll.bytes(), Hll.HEADER, Hll.REGISTERS, 0);
    }

    /** Length in bytes of the run that begins with {@code first}. */
    static int size(byte first) {
        return (first & 0xc0) == LONG_ZEROS ? 2 : 1;
    }

    /** What the registers of a run say. */
    static int value(byte first) {
        return isValues(first) ? (first >> 2 & 0x1f) + 1 : 0;
    }

    /** Number of registers of the run at {@code at}; {@code end} is the end of the string. */
    static int registers(byte[] bytes, int at, int end) {
        byte first = bytes[at];
        if (isValues(first)) {
            return (first & 3) + 1;
        }
        if (size(first) == 1) {
            return (first & 0x3f) + 1;
        }
        int low = at + 1 < end ? bytes[at + 1] & 0xff : 0;
        return ((first & 0x3f) << 8 | low) + 1;
    }

    private static boolean isValues(byte first) {
        return (first & VALUES) != 0;
    }

    /** Writes a run in the shortest form; returns the index behind it. */
    private static int putRun(byte[] bytes, int at, int registers, int value) {
        int more = registers - 1;
        if (value > 0) {
            bytes[at] = (byte) (VALUES | value - 1 << 2 | more);
            return at + 1;
        }
        if (registers <= MOST_SHORT_ZEROS) {
            bytes[at] = (byte) more;
            return at + 1;
        }
        bytes[at] = (byte) (LONG_ZEROS | more >> 8);
        bytes[at + 1] = (byte) more;
        return at + 2;
    }

    /**
     * Raises a register to {@code value} if it is lower. It becomes dense if the value is too large for this encoding, or
     * if it would become longer than {@code most}.
     *
     * @return whether the register was lower
     */
    static boolean raise(StringValue hll, int index, int value, long most) {
        if (value > MOST_VALUE) {
            return raiseDense(hll, index, value);
        }
        byte[] bytes = hll.bytes();
        int end = hll.length();
        int before = Hll.HEADER;
        int at = Hll.HEADER;
        int first = 0;
        int registers = 0;
        while (at < end) {
            registers = registers(bytes, at, end);
            if (index < first + registers) {
                break;
            }
            before = at;
            at += size(bytes[at]);
            first += registers;
        }
        if (at >= end) {
            throw Hll.corrupted();
        }
        if (value(bytes[at]) >= value) {
            return false;
        }
        if (!split(hll, at, index - first, registers, value, most)) {
            return raiseDense(hll, index, value);
        }
        join(hll, before);
        Hll.outdate(hll);
        return true;
    }

    /**
     * Gives one register of a run another value.
     *
     * @param at where the run is
     * @param nth which of its registers
     * @return false if there is no room, and nothing was changed
     */
    private static boolean split(StringValue hll, int at, int nth, int registers, int value, long most) {
        byte[] bytes = hll.bytes();
        int old = value(bytes[at]);
        int oldSize = Math.min(size(bytes[at]), hll.length() - at); // a corrupted one may lack its last byte
        byte[] runs = new byte[5];
        int size = nth > 0 ? putRun(runs, 0, nth, old) : 0;
        size = putRun(runs, size, 1, value);
        size = nth < registers - 1 ? putRun(runs, size, registers - 1 - nth, old) : size;
        int end = hll.length();
        int more = size - oldSize;
        if (more > 0 && end + more > most) {
            return false;
        }
        if (more > 0) {
            hll.resize(end + more);
            bytes = hll.bytes();
        }
        int behind = at + oldSize;
        System.arraycopy(bytes, behind, bytes, at + size, end - behind);
        System.arraycopy(runs, 0, bytes, at, size);
        if (more < 0) {
            hll.resize(end + more);
        }
        return true;
    }

    /** Makes one of neighbouring runs with the same value, as far as a run can be long, near {@code from}. */
    private static void join(StringValue hll, int from) {
        byte[] bytes = hll.bytes();
        int at = from;
        for (int i = 0; i < LOOKED_AT && at < hll.length(); i++) {
            int behind = at + 1;
            if (isValues(bytes[at]) && behind < hll.length() && value(bytes[at]) == value(bytes[behind])) {
                int registers = (bytes[at] & 3) + (bytes[behind] & 3) + 2;
                if (registers <= MOST_VALUES) {
                    putRun(bytes, behind, registers, value(bytes[at]));
                    System.arraycopy(bytes, behind, bytes, at, hll.length() - behind);
                    hll.resize(hll.length() - 1);
                    continue; // the joined run may go on with the next one
                }
            }
            at += size(bytes[at]);
        }
    }

    private static boolean raiseDense(StringValue hll, int index, int value) {
        toDense(hll);
        return Dense.raise(hll.bytes(), index, value);
    }

    /**
     * Changes the encoding to the dense one; the header stays as it is.
     *
     * @throws dev.vermilion.engine.command.CommandException INVALIDOBJ if the registers do not add up
     */
    static void toDense(StringValue hll) {
        byte[] registers = new byte[Hll.REGISTERS];
        Slice bytes = StringValue.slice(hll);
        merge(bytes, registers);
        byte[] dense = Arrays.copyOf(Arrays.copyOf(hll.bytes(), Hll.HEADER), Dense.LENGTH);
        Hll.markDense(dense);
        for (int i = 0; i < registers.length; i++) {
            if (registers[i] > 0) {
                Dense.set(dense, i, registers[i]);
            }
        }
        hll.replace(dense);
    }

    /**
     * Raises each of {@code most} to the register where that is higher.
     *
     * @throws dev.vermilion.engine.command.CommandException INVALIDOBJ if the registers do not add up
     */
    static void merge(Slice bytes, byte[] most) {
        byte[] array = bytes.array();
        int end = bytes.offset() + bytes.length();
        int index = 0;
        for (int at = bytes.offset() + Hll.HEADER; at < end; at += size(array[at])) {
            int behind = index + registers(array, at, end);
            int value = value(array[at]);
            if (behind > Hll.REGISTERS) {
                throw Hll.corrupted();
            }
            for (int i = index; value > 0 && i < behind; i++) {
                most[i] = (byte) Math.max(most[i], value);
            }
            index = behind;
        }
        if (index != Hll.REGISTERS) {
            throw Hll.corrupted();
        }
    }

    /**
     * Counts the registers by their value.
     *
     * @throws dev.vermilion.engine.command.CommandException INVALIDOBJ if they do not add up
     */
    static void count(Slice bytes, int[] histogram) {
        byte[] array = bytes.array();
        int end = bytes.offset() + bytes.length();
        int sum = 0;
        for (int at = bytes.offset() + Hll.HEADER; at < end; at += size(array[at])) {
            int registers = registers(array, at, end);
            histogram[value(array[at])] += registers;
            sum += registers;
        }
        if (sum != Hll.REGISTERS) {
            throw Hll.corrupted();
        }
    }
}
