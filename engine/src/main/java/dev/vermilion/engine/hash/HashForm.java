package dev.vermilion.engine.hash;

import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One of the two encodings of a hash. A successful {@link #find}, {@link #insert} or {@link #findRandom} leaves it
 * standing at a field: the methods without a field speak of that one, until the next call that finds or changes.
 */
interface HashForm {

    /** What OBJECT ENCODING says. */
    String encoding();

    /** Number of fields. */
    int size();

    /** Stands at {@code field}; false if it is not there. */
    boolean find(Slice field);

    /** Stands at a field chosen at random, each as likely as any other, nearly. The hash must not be empty. */
    void findRandom(RandomGenerator random);

    /** Stands at fields chosen at random {@code times} times, and runs {@code each} at every one. */
    void pickRandom(long times, RandomGenerator random, Runnable each);

    /** Points {@code into} at the field. */
    void readField(Slice into);

    /** Points {@code into} at the value. */
    void readValue(Slice into);

    /** Length of the value, in bytes. */
    int valueLength();

    /** Writes the field as a bulk string. */
    void writeField(ReplyWriter reply);

    /** Writes the value as a bulk string. */
    void writeValue(ReplyWriter reply);

    /** Sets the value; the expiry stays. */
    void replaceValue(Slice value);

    /** Adds a field that is not there, and stands at it. Both are copied. */
    void insert(Slice field, Slice value);

    /** Removes the field. */
    void remove();

    /** When the field expires, in milliseconds since 1970, or {@link HashValue#NEVER}. */
    long expiry();

    /** Sets when the field expires; {@link HashValue#NEVER} takes its expiry away. */
    void expiry(long wallMillis);

    /** When the first field expires, or {@link HashValue#NEVER}. */
    long nextExpiry();

    /** Removes at most {@code limit} fields that expire before {@code now}; returns how many there were. */
    int expireDue(long now, int limit, Consumer<Slice> removed);

    /** Visits all fields. */
    void forEach(HashValue.Visitor visitor);

    /** Writes all fields, or values, or each field with its value, as bulk strings. */
    void writeAll(ReplyWriter reply, boolean fields, boolean values);

    /** A step of a walk; see {@link dev.vermilion.engine.table.ByteTable#scan}. */
    long scan(long cursor, long count, HashValue.Visitor visitor);

    /** A form of its own with the same content. */
    HashForm copy();

    /** Estimate of the heap it takes, in bytes, judged by {@code samples} fields; 0 for all. */
    long memoryBytes();
}
