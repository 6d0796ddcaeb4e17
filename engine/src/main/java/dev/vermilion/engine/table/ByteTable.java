package dev.vermilion.engine.table;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Slice;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from bytes to a value, a number, or both, that grows and shrinks one small segment at a time, so that no
 * call pauses for a resize. It is the key table of a database and the large form of sets, hashes and sorted sets.
 *
 * <p>All operations are O(1) but for the walks. Not thread safe. A call of {@link #find}, {@link #insert} or
 * {@link #findOrInsert} leaves the table standing at an entry: {@link #key()}, {@link #value()} and the rest speak of
 * it until the next call that changes the table or moves it.
 */
public final class ByteTable {

    /* Design: extendible hashing (Fagin, Nievergelt, Pippenger, Strong: "Extendible Hashing", TODS 4(3), 1979).
     *
     * The upper bits of an entry's 32-bit hash choose a place in the directory, and that names a segment. Several
     * neighbouring places may name the same segment. A segment holds up to MAX_CAPACITY slots in parallel arrays, with
     * linear probing:
     *
     *   directory (depth 2)      segments
     *   00.. ───────────────┬──> depth 1   hashes[]  keys[]  values[]  numbers[]  marks[]
     *   01.. ───────────────┘
     *   10.. ──────────────────> depth 2   ...
     *   11.. ──────────────────> depth 2   ...
     *
     * A full segment splits in two by the next bit of the hash; only where it had the full depth of the directory is
     * the directory doubled, which copies one reference per segment. Columns that nobody uses are never allocated.
     *
     * Why SCAN needs no state: a walk goes through the entries in the order of their hashes, a range of hashes at a
     * time, and its cursor is the hash where the next range begins. A hash never changes, so whatever is there from
     * the first call to the last is seen exactly once, whether or not segments split or merge in between.
     *
     * Deleting moves later entries of the probe run back, so there are no tombstones.
     */

    private static final int MIN_CAPACITY = 4;
    private static final int MAX_CAPACITY = 256;
    /** Slots added when a segment of 64 and more grows: small steps keep it well filled. */
    private static final int STEP = 32;

    private static final int TABLE_BYTES = 56;

    private static final long HASH_SPACE = 1L << 32;

    /** What {@link #number()} is for an entry that was given none. */
    public static final long NO_NUMBER = Long.MIN_VALUE;

    private final boolean withValues;
    private final boolean withMarks;

    private Segment[] directory;
    private int depth;
    private int size;
    private int numbers;
    /** What the segments and the keys take of the heap. */
    private long bytes;
    /** What the segment of a new table takes. */
    private final long smallest;

    private Segment segment;
    private int slot = -1;

    /**
     * An empty table.
     *
     * @param withValues false for a table that is a set of keys, perhaps with numbers
     * @param withMarks true to have a small number per entry that is cheap to change ({@link #mark})
     */
    public ByteTable(boolean withValues, boolean withMarks) {
        this.withValues = withValues;
        this.withMarks = withMarks;
        this.segment = segment(0, MIN_CAPACITY);
        this.directory = new Segment[] {segment};
        this.bytes = segment.bytes();
        this.smallest = bytes;
    }

    private Segment segment(int depth, int capacity) {
        return new Segment(depth, capacity, withValues, withMarks);
    }

    /** Number of entries. */
    public int size() {
        return size;
    }

    /** True if there is no entry. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Number of entries that have a number. */
    public int numbered() {
        return numbers;
    }

    /** Stands at the entry of {@code key}; false if there is none. */
    public boolean find(Slice key) {
        int hash = (int) (key.hash() >>> 32);
        segment = segmentOf(hash);
        slot = segment.find(hash, key);
        return slot >= 0;
    }

    /** The value of {@code key}, or null. */
    public @Nullable Object get(Slice key) {
        return find(key) ? value() : null;
    }

    /**
     * Stands at the entry of {@code key}, made if it is not there. The key is copied only then.
     *
     * @return true if the entry was there already
     */
    public boolean findOrInsert(Slice key) {
        if (find(key)) {
            return true;
        }
        insertNew((int) (key.hash() >>> 32), key.toBytes());
        return false;
    }

    /** Adds an entry for a key that is known to be absent, and stands at it. The array is kept. */
    public void insert(byte[] key) {
        insertNew((int) (Slice.hash(key) >>> 32), key);
    }

    /** Removes the entry the table stands at. */
    public void remove() {
        if (segment.numbers != null && segment.numbers[slot] != NO_NUMBER) {
            numbers--;
        }
        int hash = segment.hashes[slot];
        bytes -= Footprint.array(segment.keys[slot].length) + segment.bytes();
        segment.free(slot);
        bytes += segment.bytes();
        slot = -1;
        size--;
        if (size == 0 && bytes > smallest) {
            clear();
        } else {
            shrink(hash);
        }
    }

    /** Removes the entry of {@code key}; false if there was none. */
    public boolean remove(Slice key) {
        if (!find(key)) {
            return false;
        }
        remove();
        return true;
    }

    /** Removes all entries. */
    public void clear() {
        segment = segment(0, MIN_CAPACITY);
        slot = -1;
        directory = new Segment[] {segment};
        depth = 0;
        size = 0;
        numbers = 0;
        bytes = smallest;
    }

    /** The key of the entry the table stands at. Not to be changed. */
    public byte[] key() {
        return segment.keys[slot];
    }

    /** The value of the entry the table stands at. */
    public @Nullable Object value() {
        return segment.values == null ? null : segment.values[slot];
    }

    /** Sets the value of the entry the table stands at. */
    public void value(Object value) {
        if (segment.values == null) {
            throw new IllegalStateException("a table without values");
        }
        segment.values[slot] = value;
    }

    /** The number of the entry the table stands at, or {@link #NO_NUMBER}. */
    public long number() {
        return segment.numbers == null ? NO_NUMBER : segment.numbers[slot];
    }

    /** Sets the number of the entry the table stands at; {@link #NO_NUMBER} takes it away. */
    public void number(long number) {
        numbers += (number == NO_NUMBER ? 0 : 1) - (number() == NO_NUMBER ? 0 : 1);
        boolean had = segment.numbers != null;
        segment.number(slot, number);
        if (had != (segment.numbers != null)) {
            long column = Footprint.array(8L * segment.capacity());
            bytes += had ? -column : column;
        }
    }

    /** The mark of the entry the table stands at; 0 at first. */
    public int mark() {
        return segment.marks == null ? 0 : segment.marks[slot];
    }

    /** Sets the mark of the entry the table stands at. */
    public void mark(int mark) {
        if (segment.marks != null) {
            segment.marks[slot] = mark;
        }
    }

    /** Called by walks for each entry. */
    @FunctionalInterface
    public interface Visitor {
        /** One entry; {@code value} is null in a table without values. The table must not be changed. */
        void visit(byte[] key, @Nullable Object value, long number);
    }

    /** Visits all entries, in no order that means anything. O(n). */
    public void forEach(Visitor visitor) {
        for (int place = 0; place < directory.length; place += placesOf(directory[place])) {
            visit(directory[place], 0, HASH_SPACE, visitor);
        }
    }

    /**
     * Visits the next entries of a walk that may be spread over many calls. Whatever stays in the table from the call
     * with cursor 0 to the one that returns 0 is visited exactly once.
     *
     * @param cursor 0 to begin, then what the last call returned
     * @param count how many entries to visit, about
     * @return the cursor for the next call, 0 at the end
     */
    public long scan(long cursor, long count, Visitor visitor) {
        long from = Math.floorMod(cursor, HASH_SPACE);
        long width = size <= count ? HASH_SPACE : Math.max(1, HASH_SPACE / size * count);
        long to = Math.min(from + width, HASH_SPACE);
        long at = from;
        while (at < to) {
            Segment next = segmentOf((int) at);
            visit(next, from, to, visitor);
            at = firstHash(next, at) + (HASH_SPACE >>> next.depth);
        }
        return to == HASH_SPACE ? 0 : to;
    }

    /** Where {@link #scan} comes to {@code key}: a walk whose cursor is at most this has not seen it yet. */
    public static long placeInScan(Slice key) {
        return key.hash() >>> 32;
    }

    /** Stands at an entry chosen at random, each as likely as any other. The table must not be empty. */
    public void findRandom(RandomGenerator random) {
        int slots = depth == 0 ? directory[0].capacity() : MAX_CAPACITY;
        while (true) {
            int place = random.nextInt(directory.length);
            segment = directory[place];
            slot = random.nextInt(Math.max(slots, segment.capacity()));
            boolean first =
                    (place & (placesOf(segment) - 1)) == 0; // one that is named often has one chance all the same
            if (first && slot < segment.capacity() && segment.keys[slot] != null) {
                return;
            }
        }
    }

    /**
     * Stands at an entry that has a number, chosen by chance; behind gaps they are likelier than elsewhere. There must be
     * one. O(segments) if few entries have numbers.
     */
    public void findRandomNumbered(RandomGenerator random) {
        int place = random.nextInt(directory.length);
        while (directory[place].numbers == null) {
            place = place + 1 == directory.length ? 0 : place + 1;
        }
        segment = directory[place];
        slot = random.nextInt(segment.capacity());
        while (number() == NO_NUMBER) {
            slot = slot + 1 == segment.capacity() ? 0 : slot + 1;
        }
    }

    /** Number of places for entries, those that are free included. O(segments). */
    public long slots() {
        long slots = 0;
        for (int place = 0; place < directory.length; place += placesOf(directory[place])) {
            slots += directory[place].capacity();
        }
        return slots;
    }

    /** Number of segments, for walks that go segment by segment with {@link #findNumberAtMost}. */
    public int segments() {
        return directory.length;
    }

    /** As {@link #findNumberAtMost}, at the entry with the smallest number of all in that place. */
    public boolean findLeastNumberAtMost(int place, long limit) {
        if (!findNumberAtMost(place, limit)) {
            return false;
        }
        long[] all = segment.numbers;
        for (int i = slot + 1; all != null && i < all.length; i++) {
            if (all[i] != NO_NUMBER && all[i] < all[slot]) {
                slot = i;
            }
        }
        return true;
    }

    /**
     * Stands at an entry in the given place of the directory whose number is at most {@code limit}.
     *
     * @return false if that segment has none
     */
    public boolean findNumberAtMost(int place, long limit) {
        if (place >= directory.length) {
            return false;
        }
        segment = directory[place];
        slot = -1;
        if (segment.numbers == null) {
            return false;
        }
        long[] all = segment.numbers;
        for (int i = 0; i < all.length; i++) {
            if (all[i] != NO_NUMBER && all[i] <= limit) {
                slot = i;
                return true;
            }
        }
        return false;
    }

    /** What this table takes of the heap, keys included and values not, in bytes. */
    public long memoryBytes() {
        return TABLE_BYTES + Footprint.references(directory.length) + bytes;
    }

    private void visit(Segment segment, long from, long to, Visitor visitor) {
        for (int i = 0; i < segment.keys.length; i++) {
            long hash = segment.hashes[i] & 0xffffffffL;
            if (segment.keys[i] != null && hash >= from && hash < to) {
                visitor.visit(
                        segment.keys[i],
                        segment.values == null ? null : segment.values[i],
                        segment.numbers == null ? NO_NUMBER : segment.numbers[i]);
            }
        }
    }

    private void insertNew(int hash, byte[] key) {
        Segment target = segmentOf(hash);
        while (target.size >= maxEntries(target.capacity())) {
            if (target.capacity() < MAX_CAPACITY || target.depth >= 30) {
                resize(target, grown(target.capacity()));
            } else {
                split(target, hash);
                target = segmentOf(hash);
            }
        }
        segment = target;
        slot = target.place(hash, key);
        bytes += Footprint.array(key.length);
        size++;
    }

    private void resize(Segment resized, int capacity) {
        bytes -= resized.bytes();
        resized.resize(capacity);
        bytes += resized.bytes();
    }

    /** A load of four fifths; one slot always stays free, where probes end. */
    private static int maxEntries(int capacity) {
        return capacity - capacity / 5 - 1;
    }

    private static int grown(int capacity) {
        return capacity < 64 ? capacity * 2 : capacity + STEP;
    }

    private void split(Segment full, int hash) {
        if (full.depth == depth) {
            Segment[] doubled = new Segment[directory.length * 2];
            for (int i = 0; i < doubled.length; i++) {
                doubled[i] = directory[i >>> 1];
            }
            directory = doubled;
            depth++;
        }
        int upper = 0;
        int bit = 31 - full.depth;
        for (int i = 0; i < full.keys.length; i++) {
            upper += full.keys[i] == null ? 0 : full.hashes[i] >>> bit & 1;
        }
        Segment low = segment(full.depth + 1, capacityFor(full.size - upper));
        Segment high = segment(full.depth + 1, capacityFor(upper));
        for (int i = 0; i < full.keys.length; i++) {
            if (full.keys[i] != null) {
                ((full.hashes[i] >>> bit & 1) == 0 ? low : high).move(full, i);
            }
        }
        bytes += low.bytes() + high.bytes() - full.bytes();
        int places = 1 << (depth - full.depth);
        int first = placeOf(hash) & -places;
        Arrays.fill(directory, first, first + places / 2, low);
        Arrays.fill(directory, first + places / 2, first + places, high);
    }

    /** Makes the segment of {@code hash} smaller, or one with its neighbour, where that pays. */
    private void shrink(int hash) {
        Segment small = segment;
        if (small.capacity() > MIN_CAPACITY * 4 && small.size < small.capacity() / 4) {
            resize(small, capacityFor(small.size));
        }
        if (small.depth == 0 || small.size > MAX_CAPACITY / 8) {
            return;
        }
        int places = placesOf(small);
        int first = placeOf(hash) & -places;
        Segment other = directory[first ^ places];
        if (other.depth != small.depth || other.size + small.size > MAX_CAPACITY / 4) {
            return;
        }
        Segment merged = segment(small.depth - 1, capacityFor(other.size + small.size));
        for (Segment each : new Segment[] {small, other}) {
            for (int i = 0; i < each.keys.length; i++) {
                if (each.keys[i] != null) {
                    merged.move(each, i);
                }
            }
        }
        bytes += merged.bytes() - small.bytes() - other.bytes();
        first &= -(places * 2);
        Arrays.fill(directory, first, first + places * 2, merged);
        segment = merged;
        halveDirectory();
    }

    /** Halves the directory while every segment is named at least twice; looks only when it is far too large. */
    private void halveDirectory() {
        while (depth > 0 && size < directory.length * (long) (MAX_CAPACITY / 16)) {
            for (int i = 0; i < directory.length; i += 2) {
                if (directory[i] != directory[i + 1]) {
                    return;
                }
            }
            Segment[] half = new Segment[directory.length / 2];
            for (int i = 0; i < half.length; i++) {
                half[i] = directory[i * 2];
            }
            directory = half;
            depth--;
        }
    }

    private static int capacityFor(int entries) {
        int capacity = MIN_CAPACITY;
        while (entries >= maxEntries(capacity)) {
            capacity = grown(capacity);
        }
        return capacity;
    }

    private Segment segmentOf(int hash) {
        return directory[placeOf(hash)];
    }

    private int placeOf(int hash) {
        return (int) ((hash & 0xffffffffL) >>> (32 - depth));
    }

    private int placesOf(Segment segment) {
        return 1 << (depth - segment.depth);
    }

    private static long firstHash(Segment segment, long hash) {
        return hash & -(HASH_SPACE >>> segment.depth);
    }
}
