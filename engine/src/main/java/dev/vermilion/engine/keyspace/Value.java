package dev.vermilion.engine.keyspace;

/**
 * What a key holds, seen from outside its room: everything but strings, which are kept bare in the key table to save an
 * object per key (see {@code string.StringValue} for their forms).
 */
public interface Value extends Sized {

    /** The type, as TYPE tells it. */
    ValueType type();

    /** The form it has now, as OBJECT ENCODING tells it. */
    String encoding();

    /** Number of elements; a value of 0 elements has no key, except for streams. */
    long elements();

    /** A value of its own with the same content, for COPY. O(n). */
    Value copy();
}
