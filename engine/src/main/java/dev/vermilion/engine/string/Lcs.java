package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/**
 * LCS: the longest common subsequence of two strings, by the table of the lengths for all pairs of prefixes. Time and
 * memory O(n·m).
 */
final class Lcs {

    private final Slice a;
    private final Slice b;
    private final int width;
    /** At {@code i * width + j} the length for the first i bytes of a and the first j of b. */
    private final int[] lengths;

    private Lcs(Slice a, Slice b, long mostBytes) {
        this.a = a;
        this.b = b;
        this.width = b.length() + 1;
        long cells = (a.length() + 1L) * width;
        if (cells * Integer.BYTES > mostBytes) {
            throw Errors.of("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
        }
        this.lengths = new int[(int) cells];
        fill();
    }

    static void lcs(Call call) {
        Slice a = string(call.db().lookup(call.arg(1)));
        Slice b = string(call.db().lookup(call.arg(2)));
        boolean length = false;
        boolean ranges = false;
        boolean withLengths = false;
        long shortest = 0;
        for (int i = 3; i < call.count(); i++) {
            if (call.is(i, "IDX")) {
                ranges = true;
            } else if (call.is(i, "LEN")) {
                length = true;
            } else if (call.is(i, "WITHMATCHLEN")) {
                withLengths = true;
            } else if (i + 1 < call.count() && call.is(i, "MINMATCHLEN")) {
                shortest = Math.max(0, call.integer(++i));
            } else {
                throw Errors.syntax();
            }
        }
        if (length && ranges) {
            throw Errors.of("ERR If you want both the length and indexes, please just use IDX.");
        }
        Lcs lcs = new Lcs(a, b, call.settings().protoMaxBulkLen);
        if (length) {
            call.reply().integer(lcs.length());
        } else if (ranges) {
            lcs.writeRanges(call.reply(), shortest, withLengths);
        } else {
            call.reply().bulk(lcs.common());
        }
    }

    private static Slice string(@Nullable Object value) {
        if (value instanceof Value) {
            throw Errors.of("ERR The specified keys must contain string values");
        }
        return value == null ? new Slice() : StringValue.slice(value);
    }

    private void fill() {
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int at = i * width + j;
                lengths[at] = a.byteAt(i - 1) == b.byteAt(j - 1)
                        ? lengths[at - width - 1] + 1
                        : Math.max(lengths[at - width], lengths[at - 1]);
            }
        }
    }

    private int length() {
        return lengths[lengths.length - 1];
    }

    private byte[] common() {
        byte[] common = new byte[length()];
        int at = common.length;
        int i = a.length();
        int j = b.length();
        while (at > 0) {
            if (a.byteAt(i - 1) == b.byteAt(j - 1)) {
                common[--at] = a.byteAt(i - 1);
                i--;
                j--;
            } else if (aIsShortened(i, j)) {
                i--;
            } else {
                j--;
            }
        }
        return common;
    }

    /** True if the way back goes on with one byte less of a, false if with one less of b. */
    private boolean aIsShortened(int i, int j) {
        return lengths[(i - 1) * width + j] > lengths[i * width + j - 1];
    }

    /** The runs of bytes that belong together in both strings, from the last to the first. */
    private void writeRanges(ReplyWriter reply, long shortest, boolean withLengths) {
        reply.map(2);
        reply.bulk("matches");
        int start = reply.size();
        int ranges = 0;
        int i = a.length();
        int j = b.length();
        while (i > 0 && j > 0) {
            int run = 0;
            while (i > run && j > run && a.byteAt(i - run - 1) == b.byteAt(j - run - 1)) {
                run++;
            }
            if (run == 0) {
                if (aIsShortened(i, j)) {
                    i--;
                } else {
                    j--;
                }
                continue;
            }
            if (run >= shortest) {
                writeRange(reply, i - run, j - run, run, withLengths);
                ranges++;
            }
            i -= run;
            j -= run;
        }
        reply.arrayAround(start, ranges);
        reply.bulk("len");
        reply.integer(length());
    }

    private static void writeRange(ReplyWriter reply, int i, int j, int run, boolean withLength) {
        reply.array(withLength ? 3 : 2);
        reply.array(2);
        reply.integer(i);
        reply.integer(i + run - 1L);
        reply.array(2);
        reply.integer(j);
        reply.integer(j + run - 1L);
        if (withLength) {
            reply.integer(run);
        }
    }
}
