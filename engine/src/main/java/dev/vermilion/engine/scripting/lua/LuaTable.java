package dev.vermilion.engine.scripting.lua;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A table of Lua: an array for the keys 1 to n and a hash for all others. It works as that of PUC Lua 5.1 does (a chained
 * scatter table with Brent's variation, whose parts are sized anew when it is full), so that {@code pairs} visits the
 * same keys in the same order as in Redis. Get and set are O(1) amortised.
 */
public final class LuaTable {

    private static final Object[] NONE = new Object[0];
    private static final int MOST_BITS = 26;
    private static final int END = -1;

    private @Nullable Object[] array = NONE;
    private @Nullable Object[] keys = NONE;
    private @Nullable Object[] values = NONE;
    private int[] following = {};
    private int lastFree;
    private @Nullable LuaTable metatable;
    private boolean readOnly;

    /** An empty table. */
    public LuaTable() {}

    /** An empty table with room for {@code arraySize} keys from 1 on, and {@code hashSize} others. */
    public LuaTable(int arraySize, int hashSize) {
        if (arraySize > 0) {
            array = new Object[arraySize];
        }
        makeNodes(hashSize);
    }

    /** The metatable, or null. */
    public @Nullable LuaTable metatable() {
        return metatable;
    }

    /** Sets the metatable, or removes it. */
    public void metatable(@Nullable LuaTable table) {
        this.metatable = table;
    }

    /** True if scripts must not change it. */
    public boolean isReadOnly() {
        return readOnly;
    }

    /** Makes it a table that scripts must not change. */
    public void makeReadOnly() {
        this.readOnly = true;
    }

    /** The value at a key, or null; without metatables. */
    public @Nullable Object get(@Nullable Object key) {
        if (key instanceof LuaString string) {
            return get(string);
        } else if (key instanceof Double number) {
            return get(number.doubleValue());
        }
        int node = key == null ? END : find(key);
        return node == END ? null : values[node];
    }

    /** The value at a string, or null. */
    public @Nullable Object get(LuaString key) {
        if (keys.length == 0) {
            return null;
        }
        int node = key.hashCode() & keys.length - 1;
        do {
            Object there = keys[node];
            if (there == key || (there instanceof LuaString string && string.equals(key))) {
                return values[node];
            }
            node = following[node];
        } while (node != END);
        return null;
    }

    /** The value at a number, or null. */
    public @Nullable Object get(double key) {
        int index = (int) key;
        if (index == key) {
            return get(index);
        }
        int node = findNumber(key);
        return node == END ? null : values[node];
    }

    /** The value at an integer, or null. */
    public @Nullable Object get(int key) {
        if (key - 1 >= 0 && key - 1 < array.length) {
            return array[key - 1];
        }
        int node = findNumber(key);
        return node == END ? null : values[node];
    }

    /** Sets the value at a key, or removes it; without metatables. The key must be neither null nor NaN. */
    public void put(Object key, @Nullable Object value) {
        if (key instanceof Double number) {
            double exact = number;
            int index = (int) exact;
            if (index == exact) {
                put(index, value);
                return;
            }
        }
        int node = find(key);
        if (node != END) {
            values[node] = value;
        } else if (value != null) {
            insert(key, value);
        }
    }

    /** Sets the value at an integer, or removes it. */
    public void put(int key, @Nullable Object value) {
        if (key - 1 >= 0 && key - 1 < array.length) {
            array[key - 1] = value;
            return;
        }
        int node = findNumber(key);
        if (node != END) {
            values[node] = value;
        } else if (value != null) {
            insert(Double.valueOf(key), value);
        }
    }

    /** Sets the value at a string, which is made of {@code key}. */
    public void put(String key, @Nullable Object value) {
        put(LuaString.of(key), value);
    }

    /** A border: n such that n is 0 or t[n] is there, and t[n + 1] is not. O(log n). */
    public int length() {
        int top = array.length;
        if (top > 0 && array[top - 1] == null) {
            int bottom = 0;
            while (top - bottom > 1) {
                int middle = bottom + top >>> 1;
                if (array[middle - 1] == null) {
                    top = middle;
                } else {
                    bottom = middle;
                }
            }
            return bottom;
        }
        return keys.length == 0 ? top : lengthBeyondArray(top);
    }

    private int lengthBeyondArray(int from) {
        int bottom = from;
        int top = from + 1;
        while (get(top) != null) {
            bottom = top;
            top = top > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : top * 2;
        }
        while (top - bottom > 1) {
            int middle = bottom + (top - bottom) / 2;
            if (get(middle) == null) {
                top = middle;
            } else {
                bottom = middle;
            }
        }
        return bottom;
    }

    /**
     * Where {@code next} goes on behind a key: to be given to {@link #nextPosition}. For null the start.
     *
     * @return -1 if there is no such key
     */
    int positionBehind(@Nullable Object key) {
        if (key == null) {
            return 0;
        }
        if (key instanceof Double number) {
            int index = (int) (double) number;
            if (index == number && index >= 1 && index <= array.length) {
                return index;
            }
        }
        int node = key instanceof Double number ? findNumber(number) : find(key);
        return node == END ? -1 : array.length + node + 1;
    }

    /** The first position from {@code position} on that has an entry, or -1 if none has. */
    int nextPosition(int position) {
        int at = position;
        for (; at < array.length; at++) {
            if (array[at] != null) {
                return at;
            }
        }
        for (; at < array.length + keys.length; at++) {
            if (values[at - array.length] != null) {
                return at;
            }
        }
        return -1;
    }

    /** The key at a position that {@link #nextPosition} gave. */
    Object keyAt(int position) {
        if (position < array.length) {
            return Double.valueOf(position + 1);
        }
        Object key = keys[position - array.length];
        if (key == null) {
            throw new IllegalStateException("no entry at " + position);
        }
        return key;
    }

    /** The value at a position that {@link #nextPosition} gave. */
    @Nullable
    Object valueAt(int position) {
        return position < array.length ? array[position] : values[position - array.length];
    }

    /** Visits all entries in the order of {@code pairs}. */
    public void forEach(BiConsumer<Object, Object> visitor) {
        for (int at = nextPosition(0); at >= 0; at = nextPosition(at + 1)) {
            Object value = valueAt(at);
            if (value != null) {
                visitor.accept(keyAt(at), value);
            }
        }
    }

    /** Makes the array at least so large. */
    void ensureArray(int size) {
        if (size > array.length) {
            resize(size, keys.length);
        }
    }

    /** Moves the values at {@code from} to {@code to} - 1 one up, for table.insert. */
    void shiftUp(int from, int to) {
        for (int i = to; i > from; i--) {
            put(i, get(i - 1));
        }
    }

    private int find(Object key) {
        if (keys.length == 0) {
            return END;
        }
        int node = mainPosition(key);
        do {
            if (key.equals(keys[node])) {
                return node;
            }
            node = following[node];
        } while (node != END);
        return END;
    }

    private int findNumber(double key) {
        if (keys.length == 0) {
            return END;
        }
        int node = mainPositionOfNumber(key);
        do {
            if (keys[node] instanceof Double there && there == key) {
                return node;
            }
            node = following[node];
        } while (node != END);
        return END;
    }

    private int mainPosition(Object key) {
        if (key instanceof LuaString) {
            return key.hashCode() & keys.length - 1;
        } else if (key instanceof Double number) {
            return mainPositionOfNumber(number);
        } else if (key instanceof Boolean truth) {
            return (truth ? 1 : 0) & keys.length - 1;
        }
        return Integer.remainderUnsigned(System.identityHashCode(key), keys.length - 1 | 1);
    }

    private int mainPositionOfNumber(double key) {
        if (key == 0) {
            return 0;
        }
        long bits = Double.doubleToRawLongBits(key);
        return Integer.remainderUnsigned((int) bits + (int) (bits >>> 32), keys.length - 1 | 1);
    }

    /** Puts a new key. If its place is taken by a key that belongs elsewhere, that one moves; else the new one does. */
    private void insert(Object key, Object value) {
        if (keys.length == 0) {
            rehash(key);
            put(key, value);
            return;
        }
        int main = mainPosition(key);
        int place = main;
        if (values[main] != null) {
            int free = freePosition();
            if (free == END) {
                rehash(key);
                put(key, value);
                return;
            }
            Object there = keys[main];
            int otherMain = there == null ? main : mainPosition(there);
            if (otherMain == main) {
                following[free] = following[main];
                following[main] = free;
                place = free;
            } else {
                move(main, free, otherMain);
            }
        }
        keys[place] = key;
        values[place] = value;
    }

    /** Moves the entry at {@code from}, a member of the chain that starts at {@code chain}, to a free place. */
    private void move(int from, int free, int chain) {
        int before = chain;
        while (following[before] != from) {
            before = following[before];
        }
        following[before] = free;
        keys[free] = keys[from];
        values[free] = values[from];
        following[free] = following[from];
        following[from] = END;
        values[from] = null;
    }

    private int freePosition() {
        while (lastFree > 0) {
            lastFree--;
            if (keys[lastFree] == null) {
                return lastFree;
            }
        }
        return END;
    }

    /** Sizes both parts anew, so that more than half of the array is used, and {@code extra} finds room. */
    private void rehash(Object extra) {
        int[] counts = new int[MOST_BITS + 1]; // counts[b]: keys in (2^(b-1), 2^b]
        int inArray = 0;
        for (int i = 0; i < array.length; i++) {
            if (array[i] != null) {
                counts[bits(i + 1)]++;
                inArray++;
            }
        }
        int integers = inArray;
        int total = inArray;
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != null) {
                integers += countInteger(keys[i], counts);
                total++;
            }
        }
        integers += countInteger(extra, counts);
        total++;
        int size = 0;
        int used = 0;
        int sum = 0;
        for (int bit = 0, power = 1; bit <= MOST_BITS && power / 2 < integers; bit++, power *= 2) {
            sum += counts[bit];
            if (sum > power / 2) {
                size = power;
                used = sum;
            }
        }
        resize(size, total - used);
    }

    private static int countInteger(@Nullable Object key, int[] counts) {
        if (key instanceof Double number) {
            int index = (int) (double) number;
            if (index == number && index >= 1 && index <= 1 << MOST_BITS) {
                counts[bits(index)]++;
                return 1;
            }
        }
        return 0;
    }

    /** The smallest b with {@code number} at most 2^b. */
    private static int bits(int number) {
        return 32 - Integer.numberOfLeadingZeros(number - 1);
    }

    private void resize(int arraySize, int hashSize) {
        @Nullable Object[] oldArray = array;
        @Nullable Object[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        array = new Object[arraySize];
        System.arraycopy(oldArray, 0, array, 0, Math.min(oldArray.length, arraySize));
        makeNodes(hashSize);
        for (int i = arraySize; i < oldArray.length; i++) {
            if (oldArray[i] != null) {
                put(i + 1, oldArray[i]);
            }
        }
        for (int i = oldKeys.length - 1; i >= 0; i--) {
            Object key = oldKeys[i];
            if (key != null && oldValues[i] != null) {
                put(key, oldValues[i]);
            }
        }
    }

    private void makeNodes(int hashSize) {
        int size = hashSize == 0 ? 0 : 1 << bits(hashSize);
        keys = size == 0 ? NONE : new Object[size];
        values = size == 0 ? NONE : new Object[size];
        following = new int[size];
        Arrays.fill(following, END);
        lastFree = size;
    }
}
