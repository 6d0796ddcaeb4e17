package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;

/**
 * The string that is a HyperLogLog:
 *
 * <pre>
 *   H  Y  L  L  encoding  0  0  0  estimate (8 bytes, little endian)  registers ...
 * </pre>
 *
 * <p>The highest bit of the estimate is set while it is out of date. There are {@value #REGISTERS} registers; each keeps
 * the longest run of zero bits seen in the hashes that fell to it, plus one. {@link Dense} and {@link Sparse} are the two
 * ways in which they are kept.
 */
final class Hll {

    /** Bits of a hash that choose the register. */
    private static final int INDEX_BITS = 14;
    /** Number of registers. */
    static final int REGISTERS = 1 << INDEX_BITS;
    /** Bits of a hash in which zeros are counted; one more is the most that a register can say. */
    static final int HASH_BITS = 64 - INDEX_BITS;
    /** Where the registers begin. */
    static final int HEADER = 16;

    private static final int ENCODING = 4;
    private static final int ESTIMATE = 8;
    private static final byte DENSE = 0;
    private static final byte SPARSE = 1;
    private static final int SEED = 0xadc83b19;

    private Hll() {}

    /**
     * The bytes of a HyperLogLog, valid until it is changed.
     *
     * @param held what a key holds
     * @throws CommandException WRONGTYPE if it is no string, or a string that does not look like a HyperLogLog
     */
    static Slice checked(Object held) {
        StringValue.checked(held);
        Slice bytes = StringValue.slice(held);
        boolean valid = bytes.length() >= HEADER
                && bytes.byteAt(0) == 'H'
                && bytes.byteAt(1) == 'Y'
                && bytes.byteAt(2) == 'L'
                && bytes.byteAt(3) == 'L'
                && (bytes.byteAt(ENCODING) == SPARSE || (isDense(bytes) && bytes.length() == Dense.LENGTH));
        if (!valid) {
            throw Errors.of("WRONGTYPE Key is not a valid HyperLogLog string value.");
        }
        return bytes;
    }

    /** The registers do not add up. */
    static CommandException corrupted() {
        return Errors.of("INVALIDOBJ Corrupted HLL object detected");
    }

    /** True if the encoding is the dense one. */
    static boolean isDense(Slice bytes) {
        return bytes.byteAt(ENCODING) == DENSE;
    }

    /** As {@link #isDense(Slice)}, for one that is to be changed. */
    static boolean isDense(StringValue hll) {
        return hll.bytes()[ENCODING] == DENSE;
    }

    /** Writes into the header that the encoding is the dense one. */
    static void markDense(byte[] bytes) {
        bytes[ENCODING] = DENSE;
    }

    /** An empty HyperLogLog that no key holds. */
    static StringValue create() {
        StringValue hll = StringValue.growing(new byte[] {'H', 'Y', 'L', 'L', SPARSE});
        hll.resize(HEADER);
        Sparse.clear(hll);
        return hll;
    }

    /** The HyperLogLog that {@code key} holds, to be changed in place. */
    static StringValue writable(Call call, Slice key, Object held) {
        return held instanceof StringValue already ? already : StringValue.writable(call, key, 0);
    }

    /**
     * Tells it of an element.
     *
     * @param most length above which it becomes dense
     * @return true if a register changed
     */
    static boolean add(StringValue hll, Slice element, long most) {
        long hash = Murmur.hash(element, SEED);
        int index = (int) hash & REGISTERS - 1;
        return raise(hll, index, Long.numberOfTrailingZeros(hash >>> INDEX_BITS | 1L << HASH_BITS) + 1, most);
    }

    /** Raises a register to {@code value} if it is lower; returns whether it was. */
    static boolean raise(StringValue hll, int index, int value, long most) {
        return isDense(hll) ? Dense.raise(hll.bytes(), index, value) : Sparse.raise(hll, index, value, most);
    }

    /** The estimate in the header; negative if it is out of date. */
    static long estimate(Slice bytes) {
        long estimate = 0;
        for (int i = 7; i >= 0; i--) {
            estimate = estimate << 8 | bytes.byteAt(ESTIMATE + i) & 0xff;
        }
        return estimate;
    }

    /** Keeps an estimate in the header. */
    static void estimate(StringValue hll, long estimate) {
        for (int i = 0; i < 8; i++) {
            hll.bytes()[ESTIMATE + i] = (byte) (estimate >> 8 * i);
        }
    }

    /** Says in the header that the estimate is out of date. */
    static void outdate(StringValue hll) {
        hll.bytes()[ESTIMATE + 7] |= (byte) 0x80;
    }

    /** Raises each of {@code most} to the register of a HyperLogLog where that is higher. */
    static void merge(Slice bytes, byte[] most) {
        if (isDense(bytes)) {
            Dense.merge(bytes, most);
        } else {
            Sparse.merge(bytes, most);
        }
    }
}
