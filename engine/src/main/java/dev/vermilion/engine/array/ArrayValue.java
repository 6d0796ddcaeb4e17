package dev.vermilion.engine.array;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An array: byte strings at indexes from 0 to 2<sup>64</sup>-2, of which any may be empty, and the index at which the
 * next insertion writes. Touched by the command thread only.
 */
public final class ArrayValue implements Value {

    private static final int OBJECT_BYTES = 56;

    private final Directory directory;
    private final int pageSize;
    private final int bits;
    private long count;
    private long next;
    /** What the pages take of the heap. */
    private long pageBytes;

    /** An empty array. */
    public ArrayValue(Settings settings) {
        this(new Directory(), Integer.highestOneBit(settings.arraySliceSize));
    }

    private ArrayValue(Directory directory, int pageSize) {
        this.directory = directory;
        this.pageSize = pageSize;
        this.bits = Integer.numberOfTrailingZeros(pageSize);
    }

    @Override
    public ValueType type() {
        return ValueType.ARRAY;
    }

    @Override
    public String encoding() {
        return "sliced-array";
    }

    @Override
    public long elements() {
        return count;
    }

    @Override
    public ArrayValue copy() {
        ArrayValue copy = new ArrayValue(directory.copy(), pageSize);
        copy.count = count;
        copy.next = next;
        copy.pageBytes = pageBytes;
        return copy;
    }

    @Override
    public long memoryBytes() {
        return OBJECT_BYTES + directory.memoryBytes() + pageBytes;
    }

    Directory directory() {
        return directory;
    }

    /** Number of indexes of a page, a power of two. */
    int pageSize() {
        return pageSize;
    }

    /** One more than the highest index that has an element; 0 if there is none. No sign. */
    long length() {
        long highest = directory.highest();
        return highest == Directory.NONE
                ? 0
                : (highest << bits
                                | Objects.requireNonNull(directory.get(highest)).highest())
                        + 1;
    }

    /** The index at which the next insertion writes; 2<sup>64</sup>-1 if there is none left. No sign. */
    long next() {
        return next;
    }

    /** Sets the index at which the next insertion writes. */
    void next(long index) {
        next = index;
    }

    /** Looks at the element at {@code index}; false if there is none. */
    boolean get(long index, Element into) {
        Page page = directory.get(index >>> bits);
        int at = page == null ? Page.NONE : page.find(offset(index));
        if (page == null || at == Page.NONE) {
            return false;
        }
        into.set(page, at);
        return true;
    }

    /** Sets the element at {@code index}; true if there was none. The slice is not kept. */
    boolean set(long index, Slice text, Settings settings) {
        long word = Word.pack(text);
        return set(index, word, word == Word.TEXT ? text.toBytes() : null, settings);
    }

    /** Sets the element at {@code index} to one of another array. */
    void set(long index, Element element, Settings settings) {
        set(index, element.word(), element.word() == Word.TEXT ? element.bytes() : null, settings);
    }

    private boolean set(long index, long word, byte @Nullable [] text, Settings settings) {
        Page page = directory.get(index >>> bits);
        long before = 0;
        if (page == null) {
            page = new Page();
            directory.add(index >>> bits, page);
        } else {
            before = page.memoryBytes();
        }
        boolean isNew = page.set(offset(index), word, text, pageSize, settings);
        count += isNew ? 1 : 0;
        pageBytes += page.memoryBytes() - before;
        return isNew;
    }

    /** Removes the element at {@code index}; false if there is none. */
    boolean remove(long index, Settings settings) {
        return removeIn(index >>> bits, offset(index), offset(index), settings) > 0;
    }

    /** Removes the elements from {@code low} to {@code high}; returns how many. O(pages that there are + removed). */
    long removeRange(long low, long high, Settings settings) {
        long before = count;
        long lastPage = high >>> bits;
        for (long at = directory.atOrAfter(low >>> bits);
                at != Directory.NONE && at <= lastPage;
                at = directory.atOrAfter(at + 1)) {
            int from = at == low >>> bits ? offset(low) : 0;
            int to = at == lastPage ? offset(high) : pageSize - 1;
            removeIn(at, from, to, settings);
        }
        return before - count;
    }

    private int removeIn(long number, int from, int to, Settings settings) {
        Page page = directory.get(number);
        if (page == null) {
            return 0;
        }
        pageBytes -= page.memoryBytes();
        int removed = page.removeRange(from, to, settings);
        count -= removed;
        pageBytes += page.count() == 0 ? 0 : page.memoryBytes();
        if (page.count() == 0) {
            directory.remove(number);
        }
        return removed;
    }

    /** A walk over the elements from {@code start} to {@code end}; downwards if {@code start} is above {@code end}. */
    Walk walk(long start, long end) {
        return new Walk(directory, bits, start, end);
    }

    private int offset(long index) {
        return (int) index & pageSize - 1;
    }

    /** Writes it in the form of RDB. O(n). */
    public void write(RdbWriter out) {
        ArrayRdb.write(this, out);
    }

    /**
     * Reads one in the form of RDB.
     *
     * @throws dev.vermilion.engine.rdb.RdbException if there is none
     */
    public static ArrayValue read(RdbReader in, Settings settings) {
        return ArrayRdb.read(in, settings);
    }
}
