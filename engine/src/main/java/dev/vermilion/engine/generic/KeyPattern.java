package dev.vermilion.engine.generic;

import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.ExpiringElements;
import dev.vermilion.engine.keyspace.FieldSource;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of SORT's BY and GET: {@code weight_*} is the string at the key that has an element in place of the first
 * star, {@code object_*->field} a field of the hash there, and {@code #} the element itself.
 */
final class KeyPattern {

    private final Slice pattern;
    private final int star;
    private final int keyEnd;

    private KeyPattern(Slice pattern, int star, int keyEnd) {
        this.pattern = pattern;
        this.star = star;
        this.keyEnd = keyEnd;
    }

    /** Understands a pattern, over the bytes of {@code word}. */
    static KeyPattern of(Slice word) {
        int star = 0;
        while (star < word.length() && word.byteAt(star) != '*') {
            star++;
        }
        int arrow = star + 1;
        while (arrow + 1 < word.length() && !(word.byteAt(arrow) == '-' && word.byteAt(arrow + 1) == '>')) {
            arrow++;
        }
        boolean field = arrow + 2 < word.length();
        return new KeyPattern(word, star, field ? arrow : word.length());
    }

    /** True if it names a key for each element. */
    boolean hasStar() {
        return star < pattern.length();
    }

    /** What the pattern stands for with {@code element}, or null if there is no such thing. */
    @Nullable
    Slice read(Database db, Slice element) {
        if (pattern.is("#")) {
            return element;
        }
        if (!hasStar()) {
            return null;
        }
        Slice key = Slice.of(key(element));
        Object value = db.lookup(key);
        Slice found = new Slice();
        if (keyEnd < pattern.length()) {
            Slice field = new Slice();
            part(field, keyEnd + 2, pattern.length());
            if (value instanceof ExpiringElements elements) {
                db.expireElements(key, elements, field);
            }
            return value instanceof FieldSource hash && hash.read(field, found) ? found.copy() : null;
        }
        if (value == null || value instanceof Value) {
            return null;
        }
        StringValue.read(value, found);
        return found.copy();
    }

    private byte[] key(Slice element) {
        byte[] key = new byte[keyEnd - 1 + element.length()];
        Slice part = new Slice();
        part(part, 0, star);
        part.copyTo(key, 0);
        element.copyTo(key, star);
        part(part, star + 1, keyEnd);
        part.copyTo(key, star + element.length());
        return key;
    }

    private void part(Slice part, int from, int to) {
        part.set(pattern.array(), pattern.offset() + from, to - from);
    }
}
