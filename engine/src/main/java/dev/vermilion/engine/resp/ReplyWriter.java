package dev.vermilion.engine.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes replies in RESP2 or RESP3 into one growing array. A command writes in terms of RESP3; where a client speaks
 * RESP2 the same call leaves the form that Redis gives there (a map becomes an array of twice the length, a double a
 * bulk string, and so on).
 *
 * <p>Not thread safe: used by the command thread only.
 */
public final class ReplyWriter {

    private static final byte[] EMPTY = new byte[0];
    private static final byte[] NULL_BULK = ascii("$-1\r\n");
    private static final byte[] NULL_ARRAY = ascii("*-1\r\n");
    private static final byte[] NULL = ascii("_\r\n");
    private static final byte[] OK = ascii("+OK\r\n");

    private final BufferPool pool;
    private byte[] buffer = EMPTY;
    private int size;
    private long limit;
    private boolean stoppable;
    private int protocol = 2;

    /** A writer without a pool, for replies that do not go to a network. */
    public ReplyWriter() {
        this(new BufferPool(0));
    }

    /** A writer that takes its first array from {@code pool}, and gives it back. */
    public ReplyWriter(BufferPool pool) {
        this.pool = pool;
    }

    /** The protocol version replies are written in: 2 or 3. */
    public int protocol() {
        return protocol;
    }

    /** Sets the protocol version of the replies to come, 2 or 3. */
    public void protocol(int version) {
        this.protocol = version;
    }

    /** Number of bytes waiting to be sent. */
    public int size() {
        return size;
    }

    /** The array that holds the waiting bytes, from index 0. Read only, and only until the next write. */
    public byte[] array() {
        return buffer;
    }

    /** Forgets all waiting bytes, because they were sent, and holds no memory until the next write. */
    public void clear() {
        size = 0;
        pool.give(buffer);
        buffer = EMPTY;
    }

    /**
     * Sets how many bytes may wait here. Looked at now and then only, and only while {@link #stoppable} is set: whoever
     * sends what is here looks again.
     *
     * @param bytes 0 for any number
     */
    public void limit(long bytes) {
        this.limit = bytes;
    }

    /** Sets whether a reply beyond the limit is stopped by an exception: not that of a command that changes something. */
    public void stoppable(boolean stoppable) {
        this.stoppable = stoppable;
    }

    /** Forgets what was written after the writer had {@code size} bytes: the start of a reply that became an error. */
    public void truncate(int size) {
        this.size = size;
    }

    /** {@code +OK}. */
    public void ok() {
        raw(OK);
    }

    /** A simple string: short ASCII text without line ends. */
    public void simple(String text) {
        line('+', text);
    }

    /** An error; {@code text} begins with its code, such as {@code ERR}. Line ends in it become spaces. */
    public void error(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ensure(bytes.length + 3);
        buffer[size++] = '-';
        for (byte b : bytes) {
            buffer[size++] = b == '\r' || b == '\n' ? (byte) ' ' : b;
        }
        crlf();
    }

    /** An integer. */
    public void integer(long value) {
        header(':', value);
    }

    /** 1 or 0: what Redis answers for yes and no in most commands. */
    public void integer(boolean value) {
        header(':', value ? 1 : 0);
    }

    /** A bulk string with all of {@code bytes}. */
    public void bulk(byte[] bytes) {
        bulk(bytes, 0, bytes.length);
    }

    /** A bulk string with the bytes of {@code slice}. */
    public void bulk(Slice slice) {
        bulk(slice.array(), slice.offset(), slice.length());
    }

    /** A bulk string with a part of {@code bytes}. */
    public void bulk(byte[] bytes, int offset, int length) {
        header('$', length);
        ensure(length + 2);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        crlf();
    }

    /** A bulk string with the UTF-8 bytes of {@code text}. */
    public void bulk(String text) {
        bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A bulk string with the decimal form of {@code value}. */
    public void bulk(long value) {
        int length = Numbers.lengthOf(value);
        header('$', length);
        ensure(length + 2);
        size = Numbers.writeLong(value, buffer, size);
        crlf();
    }

    /** The null that stands for a missing string. */
    public void nullBulk() {
        raw(protocol == 2 ? NULL_BULK : NULL);
    }

    /** The null that stands for a missing array. */
    public void nullArray() {
        raw(protocol == 2 ? NULL_ARRAY : NULL);
    }

    /** The start of an array; {@code count} elements follow. */
    public void array(long count) {
        header('*', count);
    }

    /** The start of a map; {@code count} pairs follow. */
    public void map(long count) {
        if (protocol == 2) {
            header('*', count * 2);
        } else {
            header('%', count);
        }
    }

    /** The start of a set; {@code count} elements follow. */
    public void set(long count) {
        header(protocol == 2 ? '*' : '~', count);
    }

    /** An integer of any size, given by its digits. */
    public void bigNumber(String digits) {
        if (protocol == 2) {
            bulk(digits);
        } else {
            line('(', digits);
        }
    }

    /** The start of a message that is no reply; {@code count} elements follow. */
    public void push(long count) {
        header(protocol == 2 ? '*' : '>', count);
    }

    /** A floating point number: a double in RESP3, a bulk string in RESP2. */
    public void real(double value) {
        real(Numbers.toBytes(value));
    }

    /** A floating point number, given in its decimal form. */
    public void real(byte[] digits) {
        if (protocol == 2) {
            bulk(digits);
        } else {
            ensure(digits.length + 3);
            buffer[size++] = ',';
            append(digits);
            crlf();
        }
    }

    /** A boolean in RESP3, 1 or 0 in RESP2. */
    public void bool(boolean value) {
        if (protocol == 2) {
            integer(value);
        } else {
            line('#', value ? "t" : "f");
        }
    }

    /** Text that is meant for people; {@code format} is three letters, {@code txt} or {@code mkd}. */
    public void verbatim(String format, String text) {
        if (protocol == 2) {
            bulk(text);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        header('=', bytes.length + 4L);
        ensure(bytes.length + 6);
        append(ascii(format));
        buffer[size++] = ':';
        append(bytes);
        crlf();
    }

    /**
     * Puts an array header in front of everything written since the writer had {@code start} bytes: for replies whose
     * length is known only at their end. O(bytes since start).
     */
    public void arrayAround(int start, long count) {
        insertHeader(start, '*', count);
    }

    /** As {@link #arrayAround}, for a map of {@code count} pairs. */
    public void mapAround(int start, long count) {
        insertHeader(start, protocol == 2 ? '*' : '%', protocol == 2 ? count * 2 : count);
    }

    /** As {@link #arrayAround}, for a set. */
    public void setAround(int start, long count) {
        insertHeader(start, protocol == 2 ? '*' : '~', count);
    }

    /**
     * Puts bytes that are RESP already in front of everything written since the writer had {@code start} bytes. O(bytes
     * since start).
     */
    public void insert(int start, byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(buffer, start, buffer, start + bytes.length, size - start);
        System.arraycopy(bytes, 0, buffer, start, bytes.length);
        size += bytes.length;
    }

    /** Bytes that are RESP already. */
    public void raw(byte[] bytes) {
        raw(bytes, 0, bytes.length);
    }

    /** A part of an array that is RESP already. */
    public void raw(byte[] bytes, int offset, int length) {
        ensure(length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    private void insertHeader(int start, char type, long count) {
        int length = 3 + Numbers.lengthOf(count);
        ensure(length);
        System.arraycopy(buffer, start, buffer, start + length, size - start);
        int end = size + length;
        size = start;
        header(type, count);
        size = end;
    }

    private void header(char type, long count) {
        ensure(24);
        buffer[size++] = (byte) type;
        if (count >= 0 && count < 10) {
            buffer[size++] = (byte) ('0' + count);
        } else {
            size = Numbers.writeLong(count, buffer, size);
        }
        buffer[size++] = '\r';
        buffer[size++] = '\n';
    }

    private void line(char type, String text) {
        byte[] bytes = ascii(text);
        ensure(bytes.length + 3);
        buffer[size++] = (byte) type;
        append(bytes);
        crlf();
    }

    private void append(byte[] bytes) {
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    private void crlf() {
        buffer[size++] = '\r';
        buffer[size++] = '\n';
    }

    private void ensure(int more) {
        if (buffer.length - size < more) {
            grow(more);
        }
    }

    private void grow(int more) {
        if (limit > 0 && stoppable && (long) size + more > limit) {
            throw new ReplyTooLongException();
        }
        if (buffer.length == 0 && more <= BufferPool.SIZE) {
            buffer = pool.take();
            return;
        }
        long wanted = Math.max((long) size + more, Math.max(BufferPool.SIZE, buffer.length * 2L));
        byte[] old = buffer;
        buffer = Arrays.copyOf(old, Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8)));
        pool.give(old);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
