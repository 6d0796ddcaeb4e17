package dev.vermilion.engine.keyspace;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import org.jspecify.annotations.Nullable;

/**
 * One of the numbered databases: keys, what they hold, and when they expire. Touched by the command thread only.
 *
 * <p>A key whose time has come is gone for every caller: whatever looks it up deletes it first.
 */
public final class Database {

    /** What {@link #expireAt} answers for a key that does not expire. */
    public static final long NEVER = ByteTable.NO_NUMBER;

    /** How often another random key is chosen in place of an expired one that cannot be removed. */
    private static final int RANDOM_TRIES = 100;

    private final Keyspace keyspace;
    private final int index;
    private ByteTable keys = new ByteTable(true, true);
    /** The keys whose values have elements that expire; the number says when to look, at the latest. */
    private ByteTable expiringElements = new ByteTable(false, false);
    /** What the values take, as far as the ledger has it. */
    private long valueBytes;
    /** What the tables take, as far as the ledger has it. */
    private long tableBytes;
    /** Whether there were keys since it was cleared. */
    private boolean inUse;

    Database(Keyspace keyspace, int index) {
        this.keyspace = keyspace;
        this.index = index;
        weighTables();
    }

    /** The number that SELECT knows it by. */
    public int index() {
        return index;
    }

    /** Number of keys, those included that have expired and were not looked at since. */
    public int size() {
        return keys.size();
    }

    /** True if there is a key, or there was one since the database was cleared: it has grown a table for them. */
    public boolean isInUse() {
        return inUse;
    }

    /** Number of keys that will expire. */
    public int expiring() {
        return keys.numbered();
    }

    /** What {@code key} holds, or null; counted as a hit or a miss, and as an access. For commands that read. */
    public @Nullable Object lookup(Slice key) {
        return counted(key, live(key) ? used() : null);
    }

    /** As {@link #lookup}, for commands that change what they read. */
    public @Nullable Object lookupToChange(Slice key) {
        return counted(key, find(key));
    }

    /** What {@code key} holds, or null; counted as a hit or a miss, but as no access. For commands that read about it. */
    public @Nullable Object glance(Slice key) {
        return counted(key, peek(key));
    }

    private @Nullable Object counted(Slice key, @Nullable Object value) {
        if (value == null) {
            keyspace.misses++;
            keyspace.events().publish(EventClass.KEY_MISS, "keymiss", key, index);
        } else {
            keyspace.hits++;
        }
        return value;
    }

    /** What {@code key} holds, or null; for commands that write, and for looks that do not count. */
    public @Nullable Object find(Slice key) {
        saveFirst(key);
        return use(key);
    }

    private @Nullable Object use(Slice key) {
        if (!live(key)) {
            return null;
        }
        Object value = used();
        if (value instanceof Sized sized) {
            keyspace.ledger().note(sized, this);
        }
        return value;
    }

    /** The value of the key the table stands at, which is used by that. */
    private @Nullable Object used() {
        Usage usage = keyspace.usage();
        if (usage.marksReads()) {
            keys.mark(usage.after(keys.mark()));
        }
        return keys.value();
    }

    /** To be called before anything about {@code key} is changed: a snapshot takes down what it holds. */
    private void saveFirst(Slice key) {
        BeforeWrite observer = keyspace.beforeWrite();
        if (observer != null) {
            observer.beforeWrite(keys, key);
        }
    }

    /** What {@code key} holds, or null, without counting as an access. */
    public @Nullable Object peek(Slice key) {
        return live(key) ? keys.value() : null;
    }

    /** What the key table has at {@code key}, though it may have expired, or null. */
    public @Nullable Object remains(Slice key) {
        return keys.find(key) ? keys.value() : null;
    }

    /** True if {@code key} is there. */
    public boolean contains(Slice key) {
        return live(key);
    }

    /** Seconds since {@code key} was last used; 0 if it is not there. */
    public long idleSeconds(Slice key) {
        return keys.find(key) ? keyspace.usage().idleSeconds(keys.mark()) : 0;
    }

    /** Makes {@code key} one that was last used so many seconds ago, unless it is counted how often keys are used. */
    public void idleSeconds(Slice key, long seconds) {
        if (!keyspace.settings().maxMemoryPolicy.countsFrequency() && keys.find(key)) {
            keys.mark(keyspace.usage().idleFor(seconds));
        }
    }

    /** How often {@code key} was used lately, as a logarithm from 0 to 255; for the policies that count it. */
    public int frequency(Slice key) {
        return keys.find(key) ? keyspace.usage().frequency(keys.mark()) : 0;
    }

    /** Sets how often {@code key} was used, where that is counted. */
    public void frequency(Slice key, int frequency) {
        if (keyspace.settings().maxMemoryPolicy.countsFrequency() && keys.find(key)) {
            keys.mark(keyspace.usage().counted(frequency));
        }
    }

    /** Makes {@code key} hold {@code value}, whatever it held; an expiry it had stays. */
    public void put(Slice key, Object value) {
        place(key, value);
    }

    /**
     * Makes the key that {@link #find} has just found hold another string. For commands that read and write the same
     * key: the key is not looked up again. Nothing else may have been done with the database meanwhile.
     */
    public void replaceFound(Object string) {
        weigh(Sized.of(string) - keyspace.ledger().forget(keys.value()));
        keys.value(string);
    }

    /** As {@link #put(Slice, Object)}, with another expiry, {@link #NEVER} for none. */
    public void put(Slice key, Object value, long expireAt) {
        place(key, value);
        number(expireAt);
    }

    /** Puts the value and stands at its entry. */
    private void place(Slice key, Object value) {
        saveFirst(key);
        boolean isNew = !keys.findOrInsert(key);
        Object before = isNew ? null : keys.value();
        if (!isNew && isPast(keys.number(), keyspace.expiryTime())) {
            keys.number(NEVER);
            hasExpired(key);
            isNew = true;
        }
        long added = Sized.of(value);
        if (isNew) {
            inUse = true;
            weighTables();
        }
        weigh(added - (before == null ? 0 : keyspace.ledger().forget(before)));
        if (value instanceof Sized sized) {
            keyspace.ledger().note(sized, this); // the command may add to it
        }
        keys.value(value);
        Usage usage = keyspace.usage();
        if (isNew) {
            keys.mark(usage.first());
            keyspace.events().publish(EventClass.NEW, "new", key, index);
        } else if (usage.marksWrites()) {
            keys.mark(usage.after(keys.mark()));
        }
        if (value instanceof ExpiringElements || !expiringElements.isEmpty()) {
            trackElements(key, value);
        }
    }

    /**
     * Says that elements of {@code value}, which is at {@code key}, got another expiry. {@link #put} does it by itself;
     * an expiry that went away or was put off needs no call.
     */
    public void trackElements(Slice key, Object value) {
        long next = value instanceof ExpiringElements elements ? elements.nextExpiry() : NEVER;
        if (next == NEVER) {
            expiringElements.remove(key);
        } else {
            expiringElements.findOrInsert(key);
            expiringElements.number(next);
        }
        weighTables();
    }

    /** Removes {@code key}, with its expiry; false if it was not there. */
    public boolean remove(Slice key) {
        saveFirst(key);
        if (!live(key)) {
            return false;
        }
        removeFound(key);
        return true;
    }

    /** When {@code key} expires, in milliseconds since 1970, or {@link #NEVER}, also for a key that is not there. */
    public long expireAt(Slice key) {
        return live(key) ? keys.number() : NEVER;
    }

    /** Sets when {@code key} expires, in milliseconds since 1970; {@link #NEVER} takes its expiry away. */
    public void expireAt(Slice key, long wallMillis) {
        saveFirst(key);
        if (keys.find(key)) {
            number(wallMillis);
        }
    }

    /**
     * Says that {@code key} was changed: to be called once per key and command that changed it, after the change.
     * Transactions that watch it fail, and clients that wait for it are served.
     */
    public void changed(Slice key) {
        keyspace.dirty++;
        changedToo(key);
    }

    /** As {@link #changed}, for a second key of a change that counts once. */
    public void changedToo(Slice key) {
        if (keyspace.usage().marksChangesOnly() && keys.find(key)) {
            keys.mark(keyspace.usage().after(keys.mark()));
        }
        KeyListener listener = keyspace.listener();
        if (listener != null) {
            listener.changed(key);
        }
        keyspace.watched().changed(index, key);
        keyspace.blocked().changed(this, key);
    }

    /** The table of the keys, for a snapshot: {@link #clear} and {@link #swapWith} give the database another one. */
    public ByteTable table() {
        return keys;
    }

    /** Visits all keys that have not expired. O(n). */
    public void forEach(ByteTable.Visitor visitor) {
        long now = keyspace.expiryTime();
        keys.forEach((key, value, expireAt) -> {
            if (!isPast(expireAt, now)) {
                visitor.visit(key, value, expireAt);
            }
        });
    }

    /** A step of a walk through the keys, those included that have expired; see {@link ByteTable#scan}. */
    public long scan(long cursor, long count, ByteTable.Visitor visitor) {
        return keys.scan(cursor, count, visitor);
    }

    /** A key chosen at random that has not expired, or null if there is none. */
    public byte @Nullable [] randomKey() {
        for (int tries = 0; !keys.isEmpty(); tries++) {
            keys.findRandom(keyspace.random());
            boolean enough = keyspace.holdsExpired() && tries == RANDOM_TRIES; // perhaps there are no others
            if (enough || !isPast(keys.number(), keyspace.expiryTime())) {
                return keys.key();
            }
            byte[] expired = keys.key();
            live(Slice.of(expired));
        }
        return null;
    }

    /** Forgets all keys; returns how many there were. Watching transactions that had one of them fail. */
    public int clear() {
        int removed = keys.size();
        keyspace.watched().cleared(this);
        keyspace.ledger().settle(); // before what is gone is taken off as a whole
        keys = new ByteTable(true, true);
        expiringElements = new ByteTable(false, false);
        inUse = false;
        weigh(-valueBytes);
        weighTables();
        keyspace.blocked().cleared(this);
        return removed;
    }

    /** Exchanges the content of two databases, for SWAPDB. */
    public void swapWith(Database other) {
        keyspace.watched().swapped(this, other);
        ByteTable mine = keys;
        keys = other.keys;
        other.keys = mine;
        ByteTable myExpiring = expiringElements;
        expiringElements = other.expiringElements;
        other.expiringElements = myExpiring;
        boolean mineInUse = inUse;
        inUse = other.inUse;
        other.inUse = mineInUse;
        keyspace.ledger().settle();
        long myBytes = valueBytes;
        valueBytes = other.valueBytes;
        other.valueBytes = myBytes;
        weighTables();
        other.weighTables();
        keyspace.blocked().swapped(this);
        keyspace.blocked().swapped(other);
    }

    /** Number of places for {@link #expireIn}. */
    public int places() {
        return keys.segments();
    }

    /** Deletes the expired keys of one place of the table; returns how many. Cost bounded by the size of a place. */
    public int expireIn(int place) {
        int expired = 0;
        while (keys.findNumberAtMost(place, keyspace.expiryTime() - 1)) {
            live(Slice.of(keys.key()));
            expired++;
        }
        return expired;
    }

    /** Number of keys whose values have elements that expire. */
    public int expiringElements() {
        return expiringElements.size();
    }

    /** Number of places for {@link #expireElementsIn}. */
    public int elementPlaces() {
        return expiringElements.isEmpty() ? 0 : expiringElements.segments();
    }

    /**
     * Removes expired elements from the values of one place of the table of keys that have some, those first that have
     * expired first.
     *
     * @param limit how many elements to remove at most
     * @return true if no expired ones are left in that place
     */
    public boolean expireElementsIn(int place, int limit) {
        int left = limit;
        while (expiringElements.findLeastNumberAtMost(place, keyspace.expiryTime() - 1)) {
            if (left <= 0) {
                return false;
            }
            left -= Math.max(1, expireElements(Slice.of(expiringElements.key()), left));
        }
        return true;
    }

    /** True if {@code value} has elements that have expired, but are there until somebody comes upon them. */
    public boolean hasExpired(ExpiringElements value) {
        return hasExpired(value.nextExpiry());
    }

    /** True if what expires at {@code expireAt} has expired. */
    public boolean hasExpired(long expireAt) {
        return isPast(expireAt, keyspace.expiryTime());
    }

    /**
     * Removes those of {@code elements} that have expired from {@code value}, which is at {@code key}, and the key with
     * its last element. For commands that come upon them; they are one event.
     */
    public void expireElements(Slice key, ExpiringElements value, Slice... elements) {
        if (!hasExpired(value)) {
            return;
        }
        saveFirst(key);
        note(value);
        int removed = 0;
        for (Slice element : elements) {
            if (value.removeDue(element, keyspace.expiryTime())) {
                keyspace.losses().lost(index, key, element);
                removed++;
            }
        }
        elementsExpired(key, value, removed);
    }

    /** Removes all elements that have expired from {@code value}, which is at {@code key}, as {@link #expireElements}. */
    public void expireAllElements(Slice key, ExpiringElements value) {
        if (hasExpired(value)) {
            saveFirst(key);
            expireElements(key, Integer.MAX_VALUE);
        }
    }

    /** Removes at most {@code limit} expired elements of the value at {@code key}; returns how many there were. */
    private int expireElements(Slice key, int limit) {
        Object value = keys.get(key);
        if (!(value instanceof ExpiringElements elements)) {
            expiringElements.remove(key);
            weighTables();
            return 0;
        }
        note(elements);
        int removed = elements.expireDue(
                keyspace.expiryTime(), limit, element -> keyspace.losses().lost(index, key, element));
        trackElements(key, value);
        elementsExpired(key, elements, removed);
        return removed;
    }

    private void note(ExpiringElements value) {
        if (value instanceof Sized sized) {
            keyspace.ledger().note(sized, this);
        }
    }

    /** Says that so many elements of {@code value} were removed, and removes the key with the last one. */
    private void elementsExpired(Slice key, ExpiringElements value, int removed) {
        if (removed == 0) {
            return;
        }
        keyspace.expiredElements += removed;
        value.publishExpired(keyspace.events(), key, index);
        if (value instanceof Value typed && typed.elements() == 0 && keys.find(key)) {
            removeFound(key);
            keyspace.events().publish(EventClass.GENERIC, "del", key, index);
        }
        keyspace.watched().changed(index, key);
        keyspace.blocked().changed(this, key);
    }

    private void forgetElements(Slice key) {
        if (!expiringElements.isEmpty()) {
            expiringElements.remove(key);
        }
    }

    /** What the tables and the keys take of the heap, in bytes; values are not in it. */
    public long tableBytes() {
        return tableBytes;
    }

    /** What the table of the keys takes of it. */
    public long keyTableBytes() {
        return keys.memoryBytes();
    }

    /** What the values take of the heap, in bytes. */
    public long valueBytes() {
        return valueBytes;
    }

    /** What {@code key} takes of the heap with its value, in bytes; 0 if it is not there. */
    public long memoryBytes(Slice key) {
        if (!live(key)) {
            return 0;
        }
        int slot = 2 * Footprint.REFERENCE + 2 * Integer.BYTES + (keys.number() == NEVER ? 0 : Long.BYTES);
        return slot + Footprint.array(key.length()) + Sized.of(keys.value());
    }

    /** Counts so many bytes of values more. */
    void weigh(long more) {
        valueBytes += more;
        keyspace.ledger().addData(more);
    }

    private void weighTables() {
        long now = keys.memoryBytes() + expiringElements.memoryBytes();
        keyspace.ledger().addData(now - tableBytes);
        tableBytes = now;
    }

    /** Sets the number of the key the table stands at. */
    private void number(long wallMillis) {
        keys.number(wallMillis);
        weighTables();
    }

    /** Removes the key the table stands at. */
    private void removeFound(Slice key) {
        weigh(-keyspace.ledger().forget(keys.value()));
        keys.remove();
        forgetElements(key);
        weighTables();
    }

    /**
     * Stands at a key chosen by chance, for {@link Eviction}; false if there is none.
     *
     * @param onlyVolatile true to choose among the keys that expire
     */
    boolean findCandidate(boolean onlyVolatile) {
        if (onlyVolatile ? keys.numbered() == 0 : keys.isEmpty()) {
            return false;
        }
        if (onlyVolatile) {
            keys.findRandomNumbered(keyspace.random());
        } else {
            keys.findRandom(keyspace.random());
        }
        return true;
    }

    /** The key that {@link #findCandidate} has found. */
    byte[] candidate() {
        return keys.key();
    }

    /** Its mark. */
    int candidateMark() {
        return keys.mark();
    }

    /** When it expires, or {@link #NEVER}. */
    long candidateExpiry() {
        return keys.number();
    }

    /**
     * Removes a key for want of memory.
     *
     * @param onlyVolatile true if it may go only if it expires
     * @return false if it is not there any more
     */
    boolean evict(Slice key, boolean onlyVolatile) {
        if (!keys.find(key) || onlyVolatile && keys.number() == NEVER) {
            return false;
        }
        removeFound(key);
        lost(key);
        keyspace.watched().changed(index, key);
        keyspace.events().publish(EventClass.EVICTED, "evicted", key, index);
        keyspace.blocked().changed(this, key);
        return true;
    }

    /** Stands at {@code key} if it is there and has not expired; deletes it if it has. */
    private boolean live(Slice key) {
        if (!keys.find(key)) {
            return false;
        }
        if (!isPast(keys.number(), keyspace.expiryTime())) {
            return true;
        }
        if (keyspace.holdsExpired()) {
            return false;
        }
        removeFound(key);
        hasExpired(key);
        return false;
    }

    private void hasExpired(Slice key) {
        lost(key);
        keyspace.expired++;
        keyspace.events().publish(EventClass.EXPIRED, "expired", key, index);
        keyspace.watched().changed(index, key);
        keyspace.blocked().changed(this, key);
    }

    /** Tells of a key that went without a command. */
    private void lost(Slice key) {
        keyspace.losses().lost(index, key);
        KeyListener listener = keyspace.listener();
        if (listener != null) {
            listener.lost(key);
        }
    }

    private static boolean isPast(long expireAt, long now) {
        return expireAt != NEVER && expireAt < now;
    }
}
