package dev.vermilion.engine.bitmap;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The commands that set, read, count and find single bits. */
final class Bits {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Bits from {@code first} to {@code last}, both counted; none if {@code last} is smaller. */
    private record Range(long first, long last) {}

    private Bits() {}

    static void setbit(Call call) {
        Slice key = call.arg(1);
        long offset = BitString.offset(call, 2);
        boolean on = call.is(3, "1");
        if (!on && !call.is(3, "0")) {
            throw Errors.of("ERR bit is not an integer or out of range");
        }
        long length = (offset >> 3) + 1;
        boolean grows = BitString.isShorter(call, key, length);
        Slice bytes = BitString.writable(call, key, length);
        boolean old = BitString.bit(bytes, offset);
        if (grows || on != old) {
            bytes.array()[(int) (offset >> 3)] ^= (byte) (on == old ? 0 : 0x80 >> (offset & 7));
            call.changed(key, EventClass.STRING, "setbit");
        }
        call.reply().integer(old);
    }

    static void getbit(Call call) {
        long offset = BitString.offset(call, 2);
        Slice bytes = BitString.bytes(call.db().lookup(call.arg(1)));
        call.reply().integer(bytes != null && offset >> 3 < bytes.length() && BitString.bit(bytes, offset));
    }

    static void bitcount(Call call) {
        Slice bytes = BitString.bytes(call.db().lookup(call.arg(1)));
        if (bytes == null) {
            call.reply().integer(0);
            return;
        }
        if (call.count() == 3) {
            throw Errors.syntax();
        }
        Range range = call.count() == 2 ? new Range(0, bytes.length() * 8L - 1) : range(call, 2, bytes.length());
        call.reply().integer(isBackwardFromEnd(call) ? 0 : count(bytes, range));
    }

    /** True if BITCOUNT's range ends before it starts, both counted from the end; BITPOS does not look for that. */
    private static boolean isBackwardFromEnd(Call call) {
        return call.count() > 3 && call.integer(3) < 0 && call.integer(2) > call.integer(3) && call.integer(2) < 0;
    }

    /** The range whose start is at {@code at}, its end and unit behind it if they are there. */
    private static Range range(Call call, int at, int length) {
        if (call.count() > at + 3) {
            throw Errors.syntax();
        }
        long first = call.integer(at);
        long last = at + 1 < call.count() ? call.integer(at + 1) : -1;
        boolean bits = call.count() == at + 3 && checkUnit(call, at + 2);
        long total = bits ? length * 8L : length;
        first = first < 0 ? Math.max(0, first + total) : first;
        last = Math.min(last < 0 ? Math.max(0, last + total) : last, total - 1);
        if (first > last) {
            return new Range(0, -1);
        }
        return bits ? new Range(first, last) : new Range(first * 8, last * 8 + 7);
    }

    /** True for BIT, false for BYTE. */
    private static boolean checkUnit(Call call, int at) {
        boolean bits = call.is(at, "BIT");
        if (!bits && !call.is(at, "BYTE")) {
            throw Errors.syntax();
        }
        return bits;
    }

    private static long count(Slice bytes, Range range) {
        if (range.last < range.first) {
            return 0;
        }
        int first = (int) (range.first >> 3);
        int last = (int) (range.last >> 3);
        long sum = 0;
        int at = first;
        for (; at + 8 <= last + 1; at += 8) {
            sum += Long.bitCount((long) LONGS.get(bytes.array(), at));
        }
        for (; at <= last; at++) {
            sum += Integer.bitCount(bytes.byteAt(at) & 0xff);
        }
        int before = bytes.byteAt(first) & 0xff & ~(0xff >> (range.first & 7));
        int behind = bytes.byteAt(last) & (1 << (7 - (range.last & 7))) - 1;
        return sum - Integer.bitCount(before) - Integer.bitCount(behind);
    }

    static void bitpos(Call call) {
        long bit = call.integer(2);
        if (bit != 0 && bit != 1) {
            throw Errors.of("ERR The bit argument must be 1 or 0.");
        }
        Slice bytes = BitString.bytes(call.db().lookup(call.arg(1)));
        if (bytes == null) {
            call.reply().integer(bit == 1 ? -1 : 0);
            return;
        }
        if (call.count() == 6) { // the unit is looked at before the end
            call.integer(3);
            checkUnit(call, 5);
        }
        boolean endGiven = call.count() > 4;
        Range range = call.count() == 3 ? new Range(0, bytes.length() * 8L - 1) : range(call, 3, bytes.length());
        long position = find(bytes, range, bit == 1);
        boolean behind = position < 0 && bit == 0 && !endGiven && range.first <= range.last;
        call.reply().integer(behind ? bytes.length() * 8L : position); // behind the end of a string all bits are zero
    }

    /** Position of the first bit that is {@code wanted}, or -1. */
    private static long find(Slice bytes, Range range, boolean wanted) {
        int flip = wanted ? 0 : 0xff;
        for (int at = (int) (range.first >> 3), last = (int) (range.last >> 3); at <= last; at++) {
            if (at + 8 <= last && at > range.first >> 3 && (long) LONGS.get(bytes.array(), at) == (wanted ? 0 : -1)) {
                at += 7;
                continue;
            }
            int found = (bytes.byteAt(at) ^ flip) & 0xff;
            if (at == range.first >> 3) {
                found &= 0xff >> (range.first & 7);
            }
            if (found != 0) {
                long position = at * 8L + Integer.numberOfLeadingZeros(found) - 24;
                return position <= range.last ? position : -1;
            }
        }
        return -1;
    }
}
