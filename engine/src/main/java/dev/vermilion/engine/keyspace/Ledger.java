package dev.vermilion.engine.keyspace;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of the heap the data and the clients take. Kept with every change, so that asking costs nothing.
 *
 * <p>Keys, tables and strings are counted where they are put. A value that is changed in place is counted by what it
 * says of itself ({@link Sized}): whoever finds one for a command notes it here, and when the command has run the
 * difference is added. Touched by the command thread only.
 */
public final class Ledger {

    /** What memory is used for. */
    public enum Kind {
        /** The engine itself, before it has done anything. */
        ENGINE,
        /** Keys, values and tables. */
        DATA,
        /** Connections, what waits in their buffers, what clients queue, watch and listen to. */
        CLIENTS,
        /** Scripts that are cached. */
        SCRIPTS,
        /** Libraries of functions. */
        FUNCTIONS
    }

    private final Map<Kind, Counter> byKind = new EnumMap<>(Kind.class);
    private final Counter data = counter(Kind.DATA);
    private long bytes;
    private Sized[] noted = new Sized[8];
    private Database[] holders = new Database[8];
    private long[] before = new long[8];
    private int count;

    private static final class Counter {
        private long bytes;
    }

    private Counter counter(Kind kind) {
        return byKind.computeIfAbsent(kind, any -> new Counter());
    }

    /** All that was counted, in bytes. */
    public long bytes() {
        return bytes;
    }

    /** What was counted for this, in bytes. */
    public long bytes(Kind kind) {
        return counter(kind).bytes;
    }

    /** Counts so many bytes more, or less if negative. */
    public void add(Kind kind, long more) {
        bytes += more;
        counter(kind).bytes += more;
    }

    /** As {@link #add} for data: for every write. */
    void addData(long more) {
        bytes += more;
        data.bytes += more;
    }

    /** A command may change {@code value}, which {@code holder} holds and has counted. */
    void note(Sized value, Database holder) {
        if (count > 0 && find(value) >= 0) {
            return;
        }
        if (count == noted.length) {
            noted = Arrays.copyOf(noted, count * 2);
            holders = Arrays.copyOf(holders, count * 2);
            before = Arrays.copyOf(before, count * 2);
        }
        noted[count] = value;
        holders[count] = holder;
        before[count++] = value.memoryBytes();
    }

    /** The bytes that were counted for {@code value}, which is not held any more: it is forgotten here. */
    long forget(@Nullable Object value) {
        int at = value instanceof Sized sized ? find(sized) : -1;
        if (at < 0) {
            return Sized.of(value);
        }
        long counted = before[at];
        count--;
        noted[at] = noted[count];
        holders[at] = holders[count];
        before[at] = before[count];
        clear(count);
        return counted;
    }

    /** Counts what has become of the values noted; to be called when a command has run. */
    public void settle() {
        while (count > 0) {
            count--;
            holders[count].weigh(noted[count].memoryBytes() - before[count]);
            clear(count);
        }
    }

    private int find(Sized value) {
        for (int i = count - 1; i >= 0; i--) {
            if (noted[i] == value) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("NullAway") // what is behind the count is null
    private void clear(int at) {
        noted[at] = null;
        holders[at] = null;
    }
}
