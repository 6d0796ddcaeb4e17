package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call of SCAN, HSCAN, SSCAN or ZSCAN: its options, and the form of its reply. The walk itself is the affair of
 * whoever holds the elements.
 *
 * <pre>{@code
 *   long cursor = ScanStep.cursor(call.arg(2));      // before the key is looked at, as Redis does
 *   ScanStep step = new ScanStep(call, 3, ScanStep.NO_MORE);
 *   int start = call.reply().size();
 *   // ... write what step.matches() lets through, count the elements
 *   step.finish(start, next, elements);
 * }</pre>
 */
public final class ScanStep {

    /** An option that only one of the commands has. */
    @FunctionalInterface
    public interface Option {
        /** Takes the option at word {@code at}; returns how many words it took, 0 if it is none. */
        int take(Call call, int at);
    }

    /** For commands that have MATCH and COUNT only. */
    public static final Option NO_MORE = (call, at) -> 0;

    private static final long DEFAULT_COUNT = 10;

    private final ReplyWriter reply;
    private @Nullable Slice pattern;
    private long count = DEFAULT_COUNT;

    /** Reads the options from word {@code at} to the last. */
    public ScanStep(Call call, int at, Option more) {
        this.reply = call.reply();
        int next = at;
        while (next < call.count()) {
            next += take(call, next, more);
        }
    }

    private int take(Call call, int at, Option more) {
        boolean hasValue = at + 1 < call.count();
        if (hasValue && call.is(at, "COUNT")) {
            count = call.integer(at + 1);
            if (count < 1) {
                throw Errors.syntax();
            }
            return 2;
        }
        if (hasValue && call.is(at, "MATCH")) {
            pattern = call.arg(at + 1).is("*") ? null : call.arg(at + 1);
            return 2;
        }
        int words = more.take(call, at);
        if (words == 0) {
            throw Errors.syntax();
        }
        return words;
    }

    /** How many elements to look at, about; at least 1. */
    public long count() {
        return count;
    }

    /** True if {@code element} is one that MATCH asks for. */
    public boolean matches(Slice element) {
        return pattern == null || Glob.matches(pattern, element, false);
    }

    /** Completes the reply: everything written since the writer had {@code start} bytes are {@code elements} elements. */
    public void finish(int start, long cursor, long elements) {
        reply.arrayAround(start, elements);
        String digits = Long.toUnsignedString(cursor);
        String head = "*2\r\n$" + digits.length() + "\r\n" + digits + "\r\n";
        reply.insert(start, head.getBytes(StandardCharsets.US_ASCII));
    }

    /** The reply where there is no key to walk through. */
    public static void nothing(ReplyWriter reply) {
        reply.array(2);
        reply.bulk("0");
        reply.array(0);
    }

    /** A cursor as C's strtoul reads it: of 64 bits without a sign, though one is taken. */
    public static long cursor(Slice word) {
        String text = word.toString();
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        if (digits.isEmpty() && text.isEmpty()) {
            return 0;
        }
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw Errors.of("ERR invalid cursor");
        }
        try {
            long cursor = Long.parseUnsignedLong(digits);
            return negative ? -cursor : cursor;
        } catch (NumberFormatException e) {
            throw Errors.of("ERR invalid cursor");
        }
    }
}
