package dev.vermilion.engine.array;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Footprint;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a run of indexes, which are offsets here. It has one of two forms: sparse, a sorted list of offsets
 * with their elements, for a few elements; dense, a window of offsets of which each has its place, for more. A place of a
 * dense page that has no element holds {@link Word#EMPTY}.
 *
 * <p>A position is where in the arrays an element is; it is good until the next change.
 */
final class Page {

    /** What the position of nothing is. */
    static final int NONE = -1;

    private static final int LEAST_WINDOW = 8;
    private static final int LEAST_CAPACITY = 4;
    private static final int OBJECT_BYTES = 48;

    /** Sorted, one per position; null in a dense page. */
    private char @Nullable [] offsets;

    private long[] words;
    /** The elements whose words are {@link Word#TEXT}, by position; null while there was none. */
    private byte @Nullable [] @Nullable [] texts;
    /** The offset at position 0 of a dense page. */
    private int from;

    private int count;
    private int highest;
    private long textBytes;

    /** An empty page. */
    Page() {
        this.offsets = new char[LEAST_CAPACITY];
        this.words = new long[LEAST_CAPACITY];
    }

    private Page(Page other) {
        this.offsets = other.offsets == null ? null : other.offsets.clone();
        this.words = other.words.clone();
        this.texts = other.texts == null ? null : other.texts.clone(); // the bytes of an element never change
        this.from = other.from;
        this.count = other.count;
        this.highest = other.highest;
        this.textBytes = other.textBytes;
    }

    Page copy() {
        return new Page(this);
    }

    /** Number of elements. */
    int count() {
        return count;
    }

    /** The highest offset that has an element; there must be one. */
    int highest() {
        return highest;
    }

    boolean isDense() {
        return offsets == null;
    }

    /** Number of places, used or not. */
    int capacity() {
        return words.length;
    }

    long memoryBytes() {
        return OBJECT_BYTES
                + Footprint.array((long) Long.BYTES * words.length)
                + (offsets == null ? 0 : Footprint.array((long) Character.BYTES * offsets.length))
                + (texts == null ? 0 : Footprint.references(texts.length))
                + textBytes;
    }

    /** The position of the element at {@code offset}, or {@link #NONE}. */
    int find(int offset) {
        if (offsets != null) {
            int at = Arrays.binarySearch(offsets, 0, count, (char) offset);
            return at >= 0 ? at : NONE;
        }
        int at = offset - from;
        return at >= 0 && at < words.length && words[at] != Word.EMPTY ? at : NONE;
    }

    /** The position of the first element at {@code offset} or behind it, or {@link #NONE}. */
    int atOrAfter(int offset) {
        return offsets == null ? used(Math.max(offset - from, 0)) : used(placeFor(offsets, offset));
    }

    /** The position of the last element at {@code offset} or before it, or {@link #NONE}. */
    int atOrBefore(int offset) {
        return offsets == null
                ? usedBackwards(Math.min(offset - from, words.length - 1))
                : placeFor(offsets, offset + 1) - 1;
    }

    /** The position of the next element, or {@link #NONE}. */
    int after(int position) {
        return used(position + 1);
    }

    /** The position of the element before, or {@link #NONE}. */
    int before(int position) {
        return usedBackwards(position - 1);
    }

    private int used(int start) {
        if (offsets != null) {
            return start < count ? start : NONE;
        }
        int at = start;
        while (at < words.length && words[at] == Word.EMPTY) {
            at++;
        }
        return at < words.length ? at : NONE;
    }

    private int usedBackwards(int start) {
        int at = start;
        while (at >= 0 && words[at] == Word.EMPTY) {
            at--;
        }
        return Math.max(at, NONE);
    }

    int offset(int position) {
        return offsets == null ? from + position : offsets[position];
    }

    long word(int position) {
        return words[position];
    }

    /** The bytes of an element whose word is {@link Word#TEXT}. */
    byte[] text(int position) {
        return Objects.requireNonNull(Objects.requireNonNull(texts)[position]);
    }

    /**
     * Sets the element at {@code offset}.
     *
     * @param text its bytes, if the word is {@link Word#TEXT}
     * @param size number of offsets of a page
     * @return true if there was none
     */
    boolean set(int offset, long word, byte @Nullable [] text, int size, Settings settings) {
        int at = find(offset);
        boolean isNew = at == NONE;
        if (isNew) {
            at = makePlace(offset, size, settings.arraySparseKmax);
            count++;
            highest = count == 1 ? offset : Math.max(highest, offset);
        }
        put(at, word, text);
        return isNew;
    }

    private int makePlace(int offset, int size, int sparseMost) {
        if (offsets != null && count < sparseMost) {
            return insertPlace(offsets, offset, sparseMost);
        }
        if (offsets != null) {
            makeDense(offsets, offset, size);
        }
        if (offset >= from + words.length) {
            widenUp(offset, size);
        } else if (offset < from) {
            widenDown(offset, size);
        }
        return offset - from;
    }

    private void put(int at, long word, byte @Nullable [] text) {
        if (texts != null && texts[at] != null) {
            textBytes -= bytes(texts[at]);
            texts[at] = null;
        }
        words[at] = word;
        if (text != null) {
            if (texts == null) {
                texts = new byte @Nullable [words.length][];
            }
            texts[at] = text;
            textBytes += bytes(text);
        }
    }

    private static long bytes(byte @Nullable [] text) {
        return text == null ? 0 : Footprint.array(text.length);
    }

    private static int placeFor(char[] offsets, int count, int offset) {
        if (offset > Character.MAX_VALUE) {
            return count;
        }
        int at = Arrays.binarySearch(offsets, 0, count, (char) offset);
        return at >= 0 ? at : -at - 1;
    }

    private int placeFor(char[] offsets, int offset) {
        return placeFor(offsets, count, offset);
    }

    private int insertPlace(char[] sorted, int offset, int sparseMost) {
        int at = placeFor(sorted, offset);
        char[] room = sorted;
        if (count == words.length) {
            int capacity = Math.min(count * 2, sparseMost);
            room = Arrays.copyOf(sorted, capacity);
            offsets = room;
            words = Arrays.copyOf(words, capacity);
            texts = texts == null ? null : Arrays.copyOf(texts, capacity);
        }
        System.arraycopy(room, at, room, at + 1, count - at);
        System.arraycopy(words, at, words, at + 1, count - at);
        words[at] = Word.EMPTY;
        room[at] = (char) offset;
        if (texts != null) {
            System.arraycopy(texts, at, texts, at + 1, count - at);
            texts[at] = null;
        }
        return at;
    }

    private void makeDense(char[] sorted, int offset, int size) {
        int low = count == 0 ? offset : sorted[0];
        int high = count == 0 ? offset : sorted[count - 1];
        int window = Math.min(powerOfTwo(high - low + 1), size);
        int start = Math.min(low, size - window);
        long[] oldWords = words;
        byte[] @Nullable [] oldTexts = texts;
        words = new long[window];
        texts = oldTexts == null ? null : new byte @Nullable [window][];
        for (int i = 0; i < count; i++) {
            words[sorted[i] - start] = oldWords[i];
            if (texts != null && oldTexts != null) {
                texts[sorted[i] - start] = oldTexts[i];
            }
        }
        offsets = null;
        from = start;
    }

    private static int powerOfTwo(int least) {
        return Math.max(LEAST_WINDOW, Integer.highestOneBit(least - 1 | 1) << (least > 1 ? 1 : 0));
    }

    private void widenUp(int offset, int size) {
        int window = words.length;
        while (offset >= from + window && window < size) {
            window <<= 1;
        }
        moveWindow(window, window >= size ? 0 : Math.min(from, size - window));
    }

    /** Leaves the free places below, for whoever fills a page from its end. */
    private void widenDown(int offset, int size) {
        int end = from + words.length;
        int window = Math.min(powerOfTwo(end - offset), size);
        moveWindow(window, window == size ? 0 : Math.max(end - window, 0));
    }

    private void moveWindow(int window, int start) {
        long[] wider = new long[window];
        System.arraycopy(words, 0, wider, from - start, words.length);
        if (texts != null) {
            byte @Nullable [] @Nullable [] widerTexts = new byte @Nullable [window][];
            System.arraycopy(texts, 0, widerTexts, from - start, words.length);
            texts = widerTexts;
        }
        words = wider;
        from = start;
    }

    /** Removes the element at {@code offset}; false if there is none. The page may be left empty. */
    boolean remove(int offset, Settings settings) {
        return removeRange(offset, offset, settings) > 0;
    }

    /** Removes the elements from {@code low} to {@code high}; returns how many. The page may be left empty. */
    int removeRange(int low, int high, Settings settings) {
        int first = atOrAfter(low);
        int last = atOrBefore(high);
        if (first == NONE || last < first) {
            return 0;
        }
        int removed = offsets == null ? clear(first, last) : cut(offsets, first, last);
        count -= removed;
        if (count > 0 && highest >= low && highest <= high) {
            highest = offset(atOrBefore(low));
        }
        if (count > 0) {
            makeSparseIfFew(settings);
        }
        return removed;
    }

    private int clear(int first, int last) {
        int removed = 0;
        for (int at = first; at <= last; at++) {
            removed += words[at] == Word.EMPTY ? 0 : 1;
            put(at, Word.EMPTY, null);
        }
        return removed;
    }

    private int cut(char[] sorted, int first, int last) {
        int behind = last + 1;
        for (int at = first; at < behind; at++) {
            put(at, Word.EMPTY, null);
        }
        System.arraycopy(sorted, behind, sorted, first, count - behind);
        System.arraycopy(words, behind, words, first, count - behind);
        if (texts != null) {
            System.arraycopy(texts, behind, texts, first, count - behind);
            Arrays.fill(texts, count - (behind - first), count, null);
        }
        return behind - first;
    }

    /** A window that is nearly empty becomes a list again, unless that saves little. */
    private void makeSparseIfFew(Settings settings) {
        int few = Math.min(settings.arraySparseKmin, settings.arraySparseKmax);
        if (offsets != null || count > few || words.length == LEAST_WINDOW || words.length < 4 * few) {
            return;
        }
        char[] sorted = new char[few];
        long[] kept = new long[few];
        byte @Nullable [] @Nullable [] keptTexts = texts == null ? null : new byte @Nullable [few][];
        int to = 0;
        for (int at = used(0); at != NONE; at = used(at + 1)) {
            sorted[to] = (char) (from + at);
            kept[to] = words[at];
            if (keptTexts != null && texts != null) {
                keptTexts[to] = texts[at];
            }
            to++;
        }
        offsets = sorted;
        words = kept;
        texts = keptTexts;
        from = 0;
    }
}
