package dev.vermilion.engine.cli;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a server answers: a text, or elements. Immutable, if the bytes are left alone. */
final class Reply {

    /** The kinds that RESP3 tells apart. */
    enum Kind {
        STATUS,
        ERROR,
        INTEGER,
        DOUBLE,
        STRING,
        VERBATIM,
        NIL,
        BOOL,
        ARRAY,
        MAP,
        SET,
        PUSH
    }

    private final Kind kind;
    private final byte[] bytes;
    private final List<Reply> elements;

    private Reply(Kind kind, byte[] bytes, List<Reply> elements) {
        this.kind = kind;
        this.bytes = bytes;
        this.elements = elements;
    }

    static Reply of(Kind kind, byte[] bytes) {
        return new Reply(kind, bytes, List.of());
    }

    static Reply of(Kind kind, List<Reply> elements) {
        return new Reply(kind, new byte[0], elements);
    }

    Kind kind() {
        return kind;
    }

    /** The text of a reply that has one; of numbers their digits, of truth values {@code t} or {@code f}. */
    byte[] bytes() {
        return bytes;
    }

    /** The elements of a reply that has some; of a map keys and values by turns. */
    List<Reply> elements() {
        return elements;
    }

    boolean isError() {
        return kind == Kind.ERROR;
    }

    boolean isNil() {
        return kind == Kind.NIL;
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The number; 0 if it is none. */
    long number() {
        try {
            return Long.parseLong(text());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The element at an index; nil if there is none. */
    Reply at(int index) {
        return index < elements.size() ? elements.get(index) : of(Kind.NIL, new byte[0]);
    }

    /** The value behind a key of a map, or of a list of keys and values; nil if there is none. */
    Reply get(String key) {
        for (int i = 0; i + 1 < elements.size(); i += 2) {
            if (elements.get(i).text().equals(key)) {
                return elements.get(i + 1);
            }
        }
        return of(Kind.NIL, new byte[0]);
    }
}
