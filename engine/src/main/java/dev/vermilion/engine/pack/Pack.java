package dev.vermilion.engine.pack;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of strings and integers in one array of bytes: what Redis calls a listpack. It is the form of small hashes,
 * sets and sorted sets, and of the nodes of lists.
 *
 * <p>Entries are named by their position, an index into the array: {@link #first()}, {@link #next}, {@link #previous},
 * up to {@link #end()}. A change moves entries, so positions from before it are void; the methods that change return
 * the one to go on with. Reading is O(1), finding and changing O(bytes). Not thread safe.
 */
public final class Pack {

    /* The entries lie in bytes[start, end), with room to grow on either side:
     *
     *        start                                        end
     *   .....|header data back|header data back| ... |.........
     *
     * header  0xxxxxxx                     integer 0 to 127, no data
     *         10nnnnnn                     string of n < 64 bytes
     *         110xxxxx xxxxxxxx            integer of 13 bits
     *         1110nnnn nnnnnnnn            string of n < 4096 bytes
     *         11110000 + 4 bytes           string, length little endian
     *         11110001 .. 11110100         integer of 16, 24, 32, 64 bits, little endian, follows
     * back    size of header and data, 7 bits a byte, to be read from its end: the walk backwards
     *
     * A string that is the printed form of an integer is stored as the integer. The encodings are those of Redis's
     * listpacks to the bit, so that DUMP and RDB copy the bytes and add a head and a tail.
     */

    /** One that keeps account of the memory of the packs it is made of. */
    @FunctionalInterface
    public interface Owner {
        /** A pack takes so many bytes of the heap more than before; less if negative. */
        void grown(long bytes);
    }

    private static final int OBJECT_BYTES = 32;

    private byte[] bytes;
    private @Nullable Owner owner;
    private int start;
    private int end;
    private int count;

    /** An empty pack. */
    public Pack() {
        this.bytes = new byte[0];
    }

    private Pack(byte[] bytes, int start, int end, int count) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.count = count;
    }

    /** A pack of its own with the same entries. O(bytes). */
    public Pack copy() {
        return new Pack(Arrays.copyOfRange(bytes, start, end), 0, end - start, count);
    }

    /** Number of entries. */
    public int count() {
        return count;
    }

    /** Bytes of all entries together. */
    public int bytes() {
        return end - start;
    }

    /** What it takes of the heap, in bytes. */
    public long memoryBytes() {
        return OBJECT_BYTES + Footprint.array(bytes.length);
    }

    /** Makes it tell {@code owner}, and no other, of changes of {@link #memoryBytes} from now on. */
    public void tell(@Nullable Owner owner) {
        this.owner = owner;
    }

    private void bytes(byte[] other) {
        if (owner != null && other.length != bytes.length) {
            owner.grown(Footprint.array(other.length) - Footprint.array(bytes.length));
        }
        bytes = other;
    }

    /** Bytes that an entry for {@code value} takes. */
    public static int entryBytes(Slice value) {
        int size = Entry.packsAsInteger(value)
                ? Entry.sizeOf(Numbers.parseLong(value))
                : Entry.sizeOfString(value.length());
        return size + Entry.backLength(size);
    }

    /** Position of the first entry; {@link #end()} if there is none. */
    public int first() {
        return start;
    }

    /** Position of the last entry; {@link #end()} if there is none. */
    public int last() {
        return start == end ? end : previous(end);
    }

    /** The position behind the last entry. */
    public int end() {
        return end;
    }

    /** Position of the entry behind the one at {@code at}. */
    public int next(int at) {
        return at + Entry.whole(bytes, at);
    }

    /** Position of the entry before {@code at}, which may be {@link #end()} and must not be {@link #first()}. */
    public int previous(int at) {
        return at - Entry.wholeBefore(bytes, at);
    }

    /** Position of the entry with that index; negative ones count from the end, -1 is the last. O(n). */
    public int at(int index) {
        if (index >= count || index < -count) {
            return end;
        }
        int forward = index < 0 ? count + index : index;
        if (forward <= count / 2) {
            int at = start;
            for (int i = 0; i < forward; i++) {
                at = next(at);
            }
            return at;
        }
        int at = end;
        for (int i = count; i > forward; i--) {
            at = previous(at);
        }
        return at;
    }

    /** True if the entry is stored as an integer. */
    public boolean isInteger(int at) {
        return !Entry.isString(bytes, at);
    }

    /** The integer at {@code at}, for which {@link #isInteger} holds. */
    public long integer(int at) {
        return Entry.integer(bytes, at);
    }

    /** Length of the entry as a string, in bytes. */
    public int length(int at) {
        return isInteger(at) ? Numbers.lengthOf(integer(at)) : Entry.stringLength(bytes, at);
    }

    /** A copy of the entry as a string. */
    public byte[] toBytes(int at) {
        if (isInteger(at)) {
            return Numbers.toBytes(integer(at));
        }
        int from = Entry.stringStart(bytes, at);
        return Arrays.copyOfRange(bytes, from, from + Entry.stringLength(bytes, at));
    }

    /** Points {@code into} at the entry as a string; without a copy where it is stored as one. Void after a change. */
    public void read(int at, Slice into) {
        if (isInteger(at)) {
            into.set(Numbers.toBytes(integer(at)));
        } else {
            into.set(bytes, Entry.stringStart(bytes, at), Entry.stringLength(bytes, at));
        }
    }

    /** Writes the entry as a bulk string. */
    public void write(int at, ReplyWriter reply) {
        if (isInteger(at)) {
            reply.bulk(integer(at));
        } else {
            reply.bulk(bytes, Entry.stringStart(bytes, at), Entry.stringLength(bytes, at));
        }
    }

    /** True if the entry, as a string, is {@code value}. */
    public boolean contentEquals(int at, Slice value) {
        if (isInteger(at)) {
            return Entry.packsAsInteger(value) && Numbers.parseLong(value) == integer(at);
        }
        int length = Entry.stringLength(bytes, at);
        int from = Entry.stringStart(bytes, at);
        return length == value.length()
                && Arrays.equals(bytes, from, from + length, value.array(), value.offset(), value.offset() + length);
    }

    /**
     * Position of the first entry from {@code at} that is {@code value}, or -1.
     *
     * @param skip entries to pass over behind each one that is looked at: 1 looks at the fields of a hash only
     */
    public int find(int at, Slice value, int skip) {
        boolean integer = Entry.packsAsInteger(value);
        long number = integer ? Numbers.parseLong(value) : 0;
        int position = at;
        while (position < end) {
            if (integer) {
                if (isInteger(position) && integer(position) == number) {
                    return position;
                }
            } else if (isString(position, value)) {
                return position;
            }
            position = next(position);
            for (int i = 0; i < skip && position < end; i++) {
                position = next(position);
            }
        }
        return -1;
    }

    private boolean isString(int at, Slice value) {
        return !isInteger(at) && contentEquals(at, value);
    }

    /** Adds an entry behind the last one; returns its position. */
    public int append(Slice value) {
        return insert(end, value);
    }

    /** Adds an entry before the first one; returns its position. */
    public int prepend(Slice value) {
        return insert(start, value);
    }

    /** Adds an entry before the one at {@code at}, or at the end; returns its position. */
    public int insert(int at, Slice value) {
        if (Entry.packsAsInteger(value)) {
            return insert(at, Numbers.parseLong(value));
        }
        int size = Entry.sizeOfString(value.length());
        int position = open(at, size + Entry.backLength(size));
        Entry.writeString(bytes, position, value);
        count++;
        return position;
    }

    /** Adds an integer before the entry at {@code at}, or at the end; returns its position. */
    public int insert(int at, long value) {
        int size = Entry.sizeOf(value);
        int position = open(at, size + Entry.backLength(size));
        Entry.writeInteger(bytes, position, value);
        count++;
        return position;
    }

    /** Puts {@code value} in the place of the entry at {@code at}; returns its position. */
    public int replace(int at, Slice value) {
        int old = Entry.whole(bytes, at);
        int wanted = entryBytes(value);
        if (old == wanted) {
            if (Entry.packsAsInteger(value)) {
                Entry.writeInteger(bytes, at, Numbers.parseLong(value));
            } else {
                Entry.writeString(bytes, at, value);
            }
            return at;
        }
        return insert(delete(at, 1), value);
    }

    /** Puts the integer {@code value} in the place of the entry at {@code at}; returns its position. */
    public int replace(int at, long value) {
        int size = Entry.sizeOf(value);
        if (Entry.whole(bytes, at) == size + Entry.backLength(size)) {
            Entry.writeInteger(bytes, at, value);
            return at;
        }
        return insert(delete(at, 1), value);
    }

    /** Removes {@code entries} entries from {@code at} on; returns the position of what followed them. */
    public int delete(int at, int entries) {
        int to = at;
        int removed = 0;
        while (removed < entries && to < end) {
            to = next(to);
            removed++;
        }
        count -= removed;
        int gap = to - at;
        int position;
        if (at - start < end - to) {
            System.arraycopy(bytes, start, bytes, start + gap, at - start);
            start += gap;
            position = to;
        } else {
            System.arraycopy(bytes, to, bytes, at, end - to);
            end -= gap;
            position = at;
        }
        if (bytes.length > 64 && (end - start) * 4 < bytes.length) {
            position -= start;
            bytes(Arrays.copyOfRange(bytes, start, end));
            end -= start;
            start = 0;
        }
        return position;
    }

    /** Splits the pack: the entries from {@code at} on become a pack of their own. O(bytes). */
    public Pack splitAt(int at) {
        int before = 0;
        for (int i = start; i < at; i = next(i)) {
            before++;
        }
        Pack rest = new Pack(Arrays.copyOfRange(bytes, at, end), 0, end - at, count - before);
        end = at;
        count = before;
        return rest;
    }

    /** Adds copies of all entries of {@code other} behind the last one. O(bytes). */
    public void appendAll(Pack other) {
        int added = other.bytes();
        int position = open(end, added);
        System.arraycopy(other.bytes, other.start, bytes, position, added);
        count += other.count;
    }

    /** Copies the bytes of all entries, in Redis's listpack encoding without head and tail, to {@code target}. */
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, start, target, offset, end - start);
    }

    /**
     * A pack of the entries that are in {@code listpack} from {@code from} (inclusive) to {@code to} (exclusive), each put
     * in its shortest form.
     *
     * @throws IllegalArgumentException if they are no entries
     */
    public static Pack of(byte[] listpack, int from, int to) {
        Pack pack = new Pack();
        Slice string = new Slice();
        int at = from;
        while (at < to) {
            int next = Entry.checkedEnd(listpack, at, to);
            if (Entry.isString(listpack, at)) {
                string.set(listpack, Entry.stringStart(listpack, at), Entry.stringLength(listpack, at));
                pack.append(string);
            } else {
                pack.insert(pack.end, Entry.integer(listpack, at));
            }
            at = next;
        }
        return pack;
    }

    /** Makes {@code gap} free bytes before {@code at}; returns where they begin. The shorter side is moved. */
    private int open(int at, int gap) {
        boolean nearStart = at - start < end - at;
        if (nearStart && start >= gap) {
            System.arraycopy(bytes, start, bytes, start - gap, at - start);
            start -= gap;
            return at - gap;
        }
        if (!nearStart && bytes.length - end >= gap) {
            System.arraycopy(bytes, at, bytes, at + gap, end - at);
            end += gap;
            return at;
        }
        int used = end - start;
        int spare = used == 0 ? 0 : Math.max(8, used / 4);
        byte[] larger = new byte[used + gap + spare];
        int head = nearStart ? spare : 0;
        System.arraycopy(bytes, start, larger, head, at - start);
        System.arraycopy(bytes, at, larger, head + at - start + gap, end - at);
        int position = head + at - start;
        bytes(larger);
        start = head;
        end = head + used + gap;
        return position;
    }
}
