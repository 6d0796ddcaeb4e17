package dev.vermilion.engine.stream;

import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The id of an entry: a time in milliseconds and a number among those of the same time, both unsigned.
 *
 * @param ms the time
 * @param seq the number
 */
record StreamId(long ms, long seq) implements Comparable<StreamId> {

    /** Below all ids that an entry can have. */
    static final StreamId ZERO = new StreamId(0, 0);
    /** The largest id. */
    static final StreamId MAX = new StreamId(-1, -1);

    /** Compares two ids given as their parts. */
    static int compare(long ms, long seq, long otherMs, long otherSeq) {
        return ms == otherMs ? Long.compareUnsigned(seq, otherSeq) : Long.compareUnsigned(ms, otherMs);
    }

    @Override
    public int compareTo(StreamId other) {
        return compare(ms, seq, other.ms, other.seq);
    }

    /** True if it comes before {@code other}. */
    boolean isBefore(StreamId other) {
        return compareTo(other) < 0;
    }

    /** True if it comes behind {@code other}. */
    boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    /** True for 0-0. */
    boolean isZero() {
        return ms == 0 && seq == 0;
    }

    /** The larger one. */
    StreamId max(StreamId other) {
        return isBefore(other) ? other : this;
    }

    /** The next id, or null behind the largest. */
    @Nullable
    StreamId next() {
        if (seq != -1) {
            return new StreamId(ms, seq + 1);
        }
        return ms == -1 ? null : new StreamId(ms + 1, 0);
    }

    /** The id before it, or null for 0-0. */
    @Nullable
    StreamId previous() {
        if (seq != 0) {
            return new StreamId(ms, seq - 1);
        }
        return ms == 0 ? null : new StreamId(ms - 1, -1);
    }

    /** Writes it as a bulk string. */
    void write(ReplyWriter reply) {
        write(ms, seq, reply);
    }

    /** Writes an id given as its parts as a bulk string. */
    static void write(long ms, long seq, ReplyWriter reply) {
        reply.bulk(toBytes(ms, seq));
    }

    /** The id as text, {@code 1526919030474-55}. */
    byte[] toBytes() {
        return toBytes(ms, seq);
    }

    private static byte[] toBytes(long ms, long seq) {
        if (ms < 0 || seq < 0) {
            String text = Long.toUnsignedString(ms) + '-' + Long.toUnsignedString(seq);
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        byte[] bytes = new byte[Numbers.lengthOf(ms) + 1 + Numbers.lengthOf(seq)];
        int at = Numbers.writeLong(ms, bytes, 0);
        bytes[at] = '-';
        Numbers.writeLong(seq, bytes, at + 1);
        return bytes;
    }
}
