package dev.vermilion.engine.resp;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds requests in the bytes of one connection, in place: the arguments it hands out are slices of its own buffer.
 *
 * <p>The bytes lie in {@code buffer[start, end)}. A request that has not arrived whole stays there, and what has been
 * understood of it (its argument count, the arguments so far) is kept, so that a large request is not parsed again with
 * each packet.
 *
 * <pre>
 *   *2\r\n $3\r\nGET\r\n $3\r\nfoo\r\n      a multibulk request
 *   GET foo\r\n                            an inline request, quoting as in a shell
 * </pre>
 */
public final class RequestReader {

    /** What the limits of Redis are where no configuration changes them. */
    private static final int MAX_INLINE = 64 * 1024;

    private static final int KEPT_CAPACITY = 256 * 1024;
    private static final byte[] EMPTY = new byte[0];

    private final BufferPool pool;
    private final Request request = new Request();
    private byte[] buffer = EMPTY;
    private int start;
    private int end;

    /** Where the parser goes on, relative to {@code start}. */
    private int parsed;

    private int consumed;

    /** Arguments still missing of the multibulk request under way; 0 when none is. */
    private int missing;
    /** Announced length of the argument under way; -1 before its header has been read. */
    private int bulkLength = -1;

    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private int found;

    private boolean authenticated = true;
    private long maxBulkLength = 512L * 1024 * 1024;

    /** A reader without a pool, for bytes that do not come from a network. */
    public RequestReader() {
        this(new BufferPool(0));
    }

    /** A reader that takes its first buffer from {@code pool}, and gives it back. */
    public RequestReader(BufferPool pool) {
        this.pool = pool;
    }

    /** Requests of clients that have not authenticated may have 10 arguments of 16 KiB only, as Redis has it. */
    public void authenticated(boolean authenticated) {
        this.authenticated = authenticated;
    }

    /** The longest argument that is accepted, in bytes ({@code proto-max-bulk-len}). */
    public void maxBulkLength(long bytes) {
        this.maxBulkLength = bytes;
    }

    /** Makes room for {@code count} more bytes; they are then written at {@link #writeIndex()} of {@link #array()}. */
    public void ensureWritable(int count) {
        if (start == end) {
            start = 0;
            end = 0;
        }
        if (buffer.length - end >= count) {
            return;
        }
        int used = end - start;
        byte[] target = buffer;
        if (buffer.length - used < count || start < used) {
            long wanted = Math.max((long) used + count, Math.min(used * 2L, underWay()));
            target = wanted <= BufferPool.SIZE
                    ? pool.take()
                    : new byte[Math.toIntExact(Math.min(wanted, Integer.MAX_VALUE - 8))];
        }
        System.arraycopy(buffer, start, target, 0, used);
        if (target != buffer) {
            pool.give(buffer);
            buffer = target;
        }
        start = 0;
        end = used;
    }

    /** Number of bytes that the request under way has up to the end of its argument under way, as far as that is known. */
    private long underWay() {
        return bulkLength < 0 ? Long.MAX_VALUE : (long) parsed + bulkLength + 2;
    }

    /** The buffer that incoming bytes are written to. */
    public byte[] array() {
        return buffer;
    }

    /** Where in {@link #array()} the next incoming byte belongs. */
    public int writeIndex() {
        return end;
    }

    /** Says that {@code count} bytes were written at {@link #writeIndex()}. */
    public void written(int count) {
        end += count;
    }

    /** Number of bytes that wait to be understood. */
    public int pending() {
        return end - start;
    }

    /** Of those, the bytes of arguments and headers that were understood, of a request that has not arrived whole. */
    public int understood() {
        return parsed;
    }

    /** Number of bytes of the request that was understood last. */
    public int lastRequest() {
        return consumed;
    }

    /** Bytes of memory held for this connection. */
    public int capacity() {
        return buffer.length;
    }

    /** Gives the buffer up if nothing waits in it: an idle client holds no memory. */
    public void releaseIfEmpty() {
        if (start == end) {
            pool.give(buffer);
            buffer = EMPTY;
            start = 0;
            end = 0;
            if (offsets.length > 1024) {
                offsets = new int[16];
                lengths = new int[16];
            }
        } else if (buffer.length > KEPT_CAPACITY && (end - start) * 4L < buffer.length && missing == 0) {
            buffer = Arrays.copyOfRange(buffer, start, end);
            end -= start;
            start = 0;
        }
    }

    /**
     * The next whole request, or null if more bytes are needed. The request is valid until the next call. Empty
     * requests are skipped.
     *
     * @throws ProtocolException if the bytes can be no request; nothing more can be read then
     */
    public @Nullable Request next() throws ProtocolException {
        while (start < end) {
            boolean complete = missing > 0 || buffer[start] == '*' ? multibulk() : inline();
            if (!complete) {
                return null;
            }
            if (request.count() > 0) {
                return request;
            }
        }
        return null;
    }

    private boolean multibulk() throws ProtocolException {
        if (missing == 0 && !multibulkHeader()) {
            return false;
        }
        while (missing > 0) {
            if (bulkLength < 0 && !bulkHeader()) {
                return false;
            }
            int at = start + parsed;
            if (end - at < bulkLength + 2) {
                makeRoom(bulkLength + 2 - (end - at));
                return false;
            }
            if (found == offsets.length) {
                offsets = Arrays.copyOf(offsets, found * 2);
                lengths = Arrays.copyOf(lengths, found * 2);
            }
            offsets[found] = parsed;
            lengths[found++] = bulkLength;
            parsed += bulkLength + 2;
            bulkLength = -1;
            missing--;
        }
        request.clear();
        for (int i = 0; i < found; i++) {
            request.add().set(buffer, start + offsets[i], lengths[i]);
        }
        consume();
        return true;
    }

    /** Makes room for what is still to come of an argument, but for no more than has come: an announcement is cheap. */
    private void makeRoom(int toCome) {
        ensureWritable(Math.min(toCome, end - start));
    }

    /** Reads {@code *N}; leaves {@code missing} at 0 and an empty request for N of 0 and less. */
    private boolean multibulkHeader() throws ProtocolException {
        int lineEnd = lineEnd(start + 1);
        if (lineEnd < 0) {
            if (end - start > MAX_INLINE) {
                throw new ProtocolException("too big mbulk count string");
            }
            return false;
        }
        int from = start + 1;
        if (!Numbers.isLong(buffer, from, lineEnd - from)) {
            throw new ProtocolException("invalid multibulk length");
        }
        long count = Numbers.parseLong(buffer, from, lineEnd - from);
        if (count > Integer.MAX_VALUE) {
            throw new ProtocolException("invalid multibulk length");
        }
        if (count > 10 && !authenticated) {
            throw new ProtocolException("unauthenticated multibulk length");
        }
        request.clear();
        found = 0;
        parsed = lineEnd + 2 - start;
        missing = (int) Math.max(0, count);
        return true;
    }

    private boolean bulkHeader() throws ProtocolException {
        int at = start + parsed;
        int lineEnd = lineEnd(at);
        if (lineEnd < 0) {
            if (end - at > MAX_INLINE) {
                throw new ProtocolException("too big bulk count string");
            }
            return false;
        }
        if (buffer[at] != '$') {
            throw new ProtocolException("expected '$', got '" + (char) (buffer[at] & 0xff) + "'");
        }
        if (!Numbers.isLong(buffer, at + 1, lineEnd - at - 1)) {
            throw new ProtocolException("invalid bulk length");
        }
        long length = Numbers.parseLong(buffer, at + 1, lineEnd - at - 1);
        if (length < 0 || length > maxBulkLength || length > Integer.MAX_VALUE - 64 * 1024) {
            throw new ProtocolException("invalid bulk length");
        }
        if (length > 16 * 1024 && !authenticated) {
            throw new ProtocolException("unauthenticated bulk length");
        }
        bulkLength = (int) length;
        parsed = lineEnd + 2 - start;
        return true;
    }

    private boolean inline() throws ProtocolException {
        int newline = start;
        while (newline < end && buffer[newline] != '\n') {
            newline++;
        }
        if (newline == end) {
            if (end - start > MAX_INLINE) {
                throw new ProtocolException("too big inline request");
            }
            return false;
        }
        int lineEnd = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        request.clear();
        if (!InlineArguments.split(buffer, start, lineEnd, request)) {
            throw new ProtocolException("unbalanced quotes in request");
        }
        parsed = newline + 1 - start;
        consume();
        return true;
    }

    private void consume() {
        consumed = parsed;
        start += parsed;
        parsed = 0;
        found = 0;
    }

    /** Index of the CR of a line from {@code from}, or -1 if CR and the byte behind it have not arrived. */
    private int lineEnd(int from) {
        for (int i = from; i < end - 1; i++) {
            if (buffer[i] == '\r') {
                return i;
            }
        }
        return -1;
    }
}
