package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** Reads ids from the words of a command. */
final class IdWord {

    private static final String INVALID = "ERR Invalid stream ID specified as stream command argument";
    private static final String INVALID_START = "ERR invalid start ID for the interval";
    private static final String INVALID_END = "ERR invalid end ID for the interval";
    private static final int LONGEST = 127;

    private final Slice word;
    private final int end;
    private int at;
    private long number;

    private IdWord(Slice word) {
        this.word = word;
        this.end = word.length();
    }

    /** The id at {@code index}: {@code ms-seq}, or {@code ms} for {@code ms-0}. */
    static StreamId id(Call call, int index) {
        StreamId id = idOrNull(call.arg(index), 0);
        if (id == null) {
            throw Errors.of(INVALID);
        }
        return id;
    }

    /** As {@link #id}, and {@code -} and {@code +} are the smallest and the largest id. */
    static StreamId idOrEdge(Call call, int index) {
        return idOrEdge(call.arg(index), 0);
    }

    /** The ids from the word at {@code from} to that before {@code to}. */
    static StreamId[] ids(Call call, int from, int to) {
        StreamId[] ids = new StreamId[to - from];
        for (int i = from; i < to; i++) {
            ids[i - from] = id(call, i);
        }
        return ids;
    }

    /** The first id of a range; {@code (} in front leaves the id itself out. */
    static StreamId start(Call call, int index) {
        Slice word = call.arg(index);
        if (!isExclusive(word)) {
            return idOrEdge(word, 0);
        }
        StreamId start = behindBracket(word, 0).next();
        if (start == null) {
            throw Errors.of(INVALID_START);
        }
        return start;
    }

    /** The last id of a range; {@code (} in front leaves the id itself out. */
    static StreamId end(Call call, int index) {
        Slice word = call.arg(index);
        if (!isExclusive(word)) {
            return idOrEdge(word, -1);
        }
        StreamId end = behindBracket(word, -1).previous();
        if (end == null) {
            throw Errors.of(INVALID_END);
        }
        return end;
    }

    private static boolean isExclusive(Slice word) {
        return word.length() > 1 && word.byteAt(0) == '(';
    }

    private static StreamId behindBracket(Slice word, long missingSeq) {
        Slice rest = new Slice();
        rest.set(word.array(), word.offset() + 1, word.length() - 1);
        StreamId id = idOrNull(rest, missingSeq);
        if (id == null) {
            throw Errors.of(INVALID);
        }
        return id;
    }

    private static StreamId idOrEdge(Slice word, long missingSeq) {
        if (word.is("-")) {
            return StreamId.ZERO;
        }
        StreamId id = word.is("+") ? StreamId.MAX : idOrNull(word, missingSeq);
        if (id == null) {
            throw Errors.of(INVALID);
        }
        return id;
    }

    /** The time of {@code ms-*}; null if the word has another form. */
    static @Nullable StreamId timeOnly(Slice word) {
        int length = word.length();
        if (length < 3 || length > LONGEST || word.byteAt(length - 1) != '*' || word.byteAt(length - 2) != '-') {
            return null;
        }
        IdWord parser = new IdWord(word);
        return parser.number(length - 2) ? new StreamId(parser.number, 0) : null;
    }

    /** The id in a word, or null if there is none. */
    static @Nullable StreamId idOrNull(Slice word, long missingSeq) {
        if (word.length() > LONGEST) {
            return null;
        }
        IdWord parser = new IdWord(word);
        int hyphen = 0;
        while (hyphen < parser.end && word.byteAt(hyphen) != '-') {
            hyphen++;
        }
        if (!parser.number(hyphen)) {
            return null;
        }
        long ms = parser.number;
        if (hyphen == parser.end) {
            return new StreamId(ms, missingSeq);
        }
        parser.at = hyphen + 1;
        return parser.number(parser.end) ? new StreamId(ms, parser.number) : null;
    }

    /** Reads an unsigned number that ends at {@code to}, as C's {@code strtoull} does; false if it is none. */
    private boolean number(int to) {
        while (at < to && (word.byteAt(at) == ' ' || word.byteAt(at) >= '\t' && word.byteAt(at) <= '\r')) {
            at++;
        }
        if (at < to && word.byteAt(at) == '+') {
            at++;
        }
        if (at == to) {
            return false;
        }
        long value = 0;
        for (; at < to; at++) {
            int digit = word.byteAt(at) - '0';
            if (digit < 0 || digit > 9 || Long.compareUnsigned(value, Long.divideUnsigned(-1 - digit, 10)) > 0) {
                return false;
            }
            value = value * 10 + digit;
        }
        number = value;
        return true;
    }
}
