package dev.vermilion.engine.keyspace;

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

    private final Keyspace keyspace;
    private final int index;
    private ByteTable keys = new ByteTable(true, true);
    /** The keys whose values have elements that expire; the number says when to look, at the latest. */
    private ByteTable expiringElements = new ByteTable(false, false);

    Database(Keyspace keyspace, int index) {
        this.keyspace = keyspace;
        this.index = index;
    }

    /** The number that SELECT knows it by. */
    public int index() {
        return index;
    }

    /** Number of keys, those included that have expired and were not looked at since. */
    public int size() {
        return keys.size();
    }

    /** Number of keys that will expire. */
    public int expiring() {
        return keys.numbered();
    }

    /** What {@code key} holds, or null; counted as a hit or a miss, and as an access. For commands that read. */
    public @Nullable Object lookup(Slice key) {
        return counted(key, use(key));
    }

    /** As {@link #lookup}, for a command that reads and may change what it finds. */
    public @Nullable Object lookupToChange(Slice key) {
        saveFirst(key);
        return counted(key, use(key));
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
        if (keyspace.countsUses()) {
            keys.mark(keyspace.accessMark());
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

    /** True if {@code key} is there. */
    public boolean contains(Slice key) {
        return live(key);
    }

    /** Seconds since {@code key} was last used; the key must be there. */
    public long idleSeconds(Slice key) {
        return keys.find(key) ? keyspace.idleSeconds(keys.mark()) : 0;
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
        keys.value(string);
    }

    /** As {@link #put(Slice, Object)}, with another expiry, {@link #NEVER} for none. */
    public void put(Slice key, Object value, long expireAt) {
        place(key, value);
        keys.number(expireAt);
    }

    /** Puts the value and stands at its entry. */
    private void place(Slice key, Object value) {
        saveFirst(key);
        boolean isNew = !keys.findOrInsert(key);
        if (!isNew && isPast(keys.number(), keyspace.expiryTime())) {
            keys.number(NEVER);
            hasExpired(key);
            isNew = true;
        }
        if (isNew) {
            keyspace.events().publish(EventClass.NEW, "new", key, index);
        }
        keys.value(value);
        if (isNew || keyspace.countsUses()) {
            keys.mark(keyspace.accessMark());
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
    }

    /** Removes {@code key}, with its expiry; false if it was not there. */
    public boolean remove(Slice key) {
        saveFirst(key);
        if (!live(key)) {
            return false;
        }
        forgetElements(key);
        return keys.remove(key);
    }

    /** When {@code key} expires, in milliseconds since 1970, or {@link #NEVER}, also for a key that is not there. */
    public long expireAt(Slice key) {
        return live(key) ? keys.number() : NEVER;
    }

    /** Sets when {@code key} expires, in milliseconds since 1970; {@link #NEVER} takes its expiry away. */
    public void expireAt(Slice key, long wallMillis) {
        saveFirst(key);
        if (keys.find(key)) {
            keys.number(wallMillis);
        }
    }

    /**
     * Says that {@code key} was changed: to be called once per key and command that changed it, after the change.
     * Transactions that watch it fail, and clients that wait for it are served.
     */
    public void changed(Slice key) {
        keyspace.dirty++;
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
        while (!keys.isEmpty()) {
            keys.findRandom(keyspace.random());
            if (!isPast(keys.number(), keyspace.expiryTime())) {
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
        keys = new ByteTable(true, true);
        expiringElements = new ByteTable(false, false);
        keyspace.blocked().cleared(this);
        return removed;
    }

    /** Exchanges the content of two databases, for SWAPDB. */
    public void swapWith(Database other) {
        keyspace.watched().cleared(this);
        keyspace.watched().cleared(other);
        ByteTable mine = keys;
        keys = other.keys;
        other.keys = mine;
        ByteTable myExpiring = expiringElements;
        expiringElements = other.expiringElements;
        other.expiringElements = myExpiring;
        keyspace.watched().cleared(this);
        keyspace.watched().cleared(other);
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
     * Removes expired elements from the values of one place of the table of keys that have some.
     *
     * @param limit how many elements to remove at most
     * @return true if no expired ones are left in that place
     */
    public boolean expireElementsIn(int place, int limit) {
        int left = limit;
        while (expiringElements.findNumberAtMost(place, keyspace.expiryTime() - 1)) {
            if (left <= 0) {
                return false;
            }
            left -= Math.max(1, expireElements(Slice.of(expiringElements.key()), left));
        }
        return true;
    }

    /** Removes at most {@code limit} expired elements of the value at {@code key}; returns how many there were. */
    private int expireElements(Slice key, int limit) {
        Object value = keys.get(key);
        if (!(value instanceof ExpiringElements elements)) {
            expiringElements.remove(key);
            return 0;
        }
        int removed = elements.expireDue(
                keyspace.expiryTime(), limit, element -> keyspace.losses().lost(index, key, element));
        trackElements(key, value);
        if (removed > 0) {
            keyspace.expiredElements += removed;
            elements.publishExpired(keyspace.events(), key, index);
            if (value instanceof Value typed && typed.elements() == 0) {
                keys.remove(key);
                keyspace.events().publish(EventClass.GENERIC, "del", key, index);
            }
            keyspace.watched().changed(index, key);
            keyspace.blocked().changed(this, key);
        }
        return removed;
    }

    private void forgetElements(Slice key) {
        if (!expiringElements.isEmpty()) {
            expiringElements.remove(key);
        }
    }

    /** Estimate of the memory of the table and the keys, in bytes; values are not in it. */
    public long tableBytes() {
        return keys.memoryBytes();
    }

    /** Stands at {@code key} if it is there and has not expired; deletes it if it has, or all its elements have. */
    private boolean live(Slice key) {
        if (!keys.find(key)) {
            return false;
        }
        if (!isPast(keys.number(), keyspace.expiryTime())) {
            return expiringElements.isEmpty() || withLiveElements(key);
        }
        keys.remove();
        forgetElements(key);
        hasExpired(key);
        return false;
    }

    private void hasExpired(Slice key) {
        keyspace.losses().lost(index, key);
        keyspace.expired++;
        keyspace.events().publish(EventClass.EXPIRED, "expired", key, index);
        keyspace.watched().changed(index, key);
        keyspace.blocked().changed(this, key);
    }

    private boolean withLiveElements(Slice key) {
        if (keys.value() instanceof ExpiringElements elements && isPast(elements.nextExpiry(), keyspace.expiryTime())) {
            expireElements(key, Integer.MAX_VALUE);
            return keys.find(key);
        }
        return true;
    }

    private static boolean isPast(long expireAt, long now) {
        return expireAt != NEVER && expireAt < now;
    }
}
