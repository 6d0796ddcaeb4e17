package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** HSCAN: a walk through the fields in steps. */
final class HScan {

    private static final long DEFAULT_COUNT = 10;

    private HScan() {}

    static void hscan(Call call) {
        long cursor = cursor(call.arg(2));
        HashValue hash = Hashes.read(call);
        if (hash == null) {
            write(call.reply(), 0, 0, call.reply().size());
            return;
        }
        Slice pattern = null;
        long count = DEFAULT_COUNT;
        boolean values = true;
        for (int i = 3; i < call.count(); i++) {
            if (call.is(i, "NOVALUES")) {
                values = false;
            } else if (i + 1 < call.count() && call.is(i, "MATCH")) {
                pattern = call.arg(++i);
            } else if (i + 1 < call.count() && call.is(i, "COUNT")) {
                count = call.integer(++i);
            } else {
                throw Errors.syntax();
            }
            if (count < 1) {
                throw Errors.syntax();
            }
        }
        scan(call.reply(), hash.form(), cursor, count, pattern, values);
    }

    private static void scan(
            ReplyWriter reply, HashForm form, long cursor, long count, @Nullable Slice pattern, boolean values) {
        int start = reply.size();
        int[] elements = {0};
        long next = form.scan(cursor, count, (field, value, expiry) -> {
            if (pattern == null || Glob.matches(pattern, field, false)) {
                reply.bulk(field);
                if (values) {
                    reply.bulk(value);
                }
                elements[0] += values ? 2 : 1;
            }
        });
        write(reply, next, elements[0], start);
    }

    /** Puts the cursor in front of the elements written since {@code start}. */
    private static void write(ReplyWriter reply, long cursor, int elements, int start) {
        byte[] written = Arrays.copyOfRange(reply.array(), start, reply.size());
        reply.truncate(start);
        reply.array(2);
        reply.bulk(Long.toUnsignedString(cursor));
        reply.array(elements);
        reply.raw(written);
    }

    /** A cursor as C's strtoul reads it: of 64 bits without a sign, though one is taken. */
    private static long cursor(Slice word) {
        String text = word.toString();
        if (text.isEmpty()) {
            return 0;
        }
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (!digits.matches("[0-9]+")) {
            throw invalid();
        }
        try {
            long cursor = Long.parseUnsignedLong(digits);
            return negative ? -cursor : cursor;
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static CommandException invalid() {
        return Errors.of("ERR invalid cursor");
    }
}
