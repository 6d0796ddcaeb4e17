package dev.vermilion.engine.hash;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A small hash in one pack: field, value, field, value. Finding a field is O(n). */
final class PackedHash implements HashForm {

    /* Once a field was given an expiry, every field has a third entry, as in Redis's listpackex:
     *
     *   field value expiry  field value expiry  ...  field value 0  field value 0
     *
     * The expiry is in milliseconds since 1970, and 0 for none. Fields stand in the order of their expiry, those without
     * one behind the others: the first to expire is the first of all. The third entry never goes away again.
     */

    private static final long NONE = 0;

    private final Pack pack;
    private boolean timed;
    /** Position of the field it stands at. */
    private int at = -1;

    PackedHash() {
        this(new Pack(), false);
    }

    private PackedHash(Pack pack, boolean timed) {
        this.pack = pack;
        this.timed = timed;
    }

    @Override
    public String encoding() {
        return timed ? "listpackex" : "listpack";
    }

    @Override
    public int size() {
        return pack.count() / width();
    }

    @Override
    public boolean find(Slice field) {
        at = pack.find(pack.first(), field, width() - 1);
        return at >= 0;
    }

    @Override
    public void findRandom(RandomGenerator random) {
        at = pack.at(random.nextInt(size()) * width());
    }

    @Override
    public void pickRandom(long times, RandomGenerator random, Runnable each) {
        int[] positions = new int[size()];
        int field = pack.first();
        for (int i = 0; i < positions.length; i++) {
            positions[i] = field;
            field = next(field);
        }
        for (long i = 0; i < times; i++) {
            at = positions[random.nextInt(positions.length)];
            each.run();
        }
    }

    @Override
    public void readField(Slice into) {
        pack.read(at, into);
    }

    @Override
    public void readValue(Slice into) {
        pack.read(pack.next(at), into);
    }

    @Override
    public int valueLength() {
        return pack.length(pack.next(at));
    }

    @Override
    public void writeField(ReplyWriter reply) {
        pack.write(at, reply);
    }

    @Override
    public void writeValue(ReplyWriter reply) {
        pack.write(pack.next(at), reply);
    }

    @Override
    public void replaceValue(Slice value) {
        at = pack.previous(pack.replace(pack.next(at), value));
    }

    @Override
    public void insert(Slice field, Slice value) {
        insertBefore(pack.end(), field, value, NONE);
    }

    @Override
    public void remove() {
        pack.delete(at, width());
        at = -1;
    }

    @Override
    public long expiry() {
        return timed ? toExpiry(timeOf(at)) : HashValue.NEVER;
    }

    @Override
    public void expiry(long wallMillis) {
        if (!timed && wallMillis == HashValue.NEVER) {
            return;
        }
        Slice field = Slice.of(pack.toBytes(at));
        Slice value = Slice.of(pack.toBytes(pack.next(at)));
        if (timed) {
            pack.delete(at, 3);
        } else {
            pack.delete(at, 2);
            addTimes();
        }
        long time = wallMillis == HashValue.NEVER ? NONE : wallMillis;
        insertBefore(placeFor(time), field, value, time);
    }

    @Override
    public long nextExpiry() {
        return timed && pack.count() > 0 ? toExpiry(timeOf(pack.first())) : HashValue.NEVER;
    }

    @Override
    public int expireDue(long now, int limit, Consumer<Slice> removed) {
        if (!timed) {
            return 0;
        }
        int due = 0;
        Slice name = new Slice();
        for (int field = pack.first(); field < pack.end() && due < limit; field = next(field)) {
            long time = timeOf(field);
            if (time == NONE || time >= now) {
                break;
            }
            pack.read(field, name);
            removed.accept(name);
            due++;
        }
        pack.delete(pack.first(), due * 3);
        return due;
    }

    @Override
    public void forEach(HashValue.Visitor visitor) {
        Slice field = new Slice();
        Slice value = new Slice();
        for (int each = pack.first(); each < pack.end(); each = next(each)) {
            pack.read(each, field);
            pack.read(pack.next(each), value);
            visitor.visit(field, value, timed ? toExpiry(timeOf(each)) : HashValue.NEVER);
        }
    }

    @Override
    public void writeAll(ReplyWriter reply, boolean fields, boolean values) {
        for (int each = pack.first(); each < pack.end(); each = next(each)) {
            if (fields) {
                pack.write(each, reply);
            }
            if (values) {
                pack.write(pack.next(each), reply);
            }
        }
    }

    @Override
    public long scan(long cursor, long count, HashValue.Visitor visitor) {
        forEach(visitor);
        return 0;
    }

    @Override
    public HashForm copy() {
        return new PackedHash(pack.copy(), timed);
    }

    @Override
    public long memoryBytes() {
        return 24L + pack.memoryBytes();
    }

    private int width() {
        return timed ? 3 : 2;
    }

    private int next(int field) {
        int value = pack.next(field);
        return timed ? pack.next(pack.next(value)) : pack.next(value);
    }

    private long timeOf(int field) {
        return pack.integer(pack.next(pack.next(field)));
    }

    private static long toExpiry(long time) {
        return time == NONE ? HashValue.NEVER : time;
    }

    /** Position of the first field that expires later than {@code time}. */
    private int placeFor(long time) {
        int field = pack.first();
        while (field < pack.end()) {
            long other = timeOf(field);
            boolean later = other == NONE ? time != NONE : time != NONE && other > time;
            if (later) {
                return field;
            }
            field = next(field);
        }
        return pack.end();
    }

    private void insertBefore(int position, Slice field, Slice value, long time) {
        int last = pack.insert(position, field);
        last = pack.insert(pack.next(last), value);
        if (timed) {
            last = pack.previous(pack.insert(pack.next(last), time));
        }
        at = pack.previous(last);
    }

    private void addTimes() {
        int position = pack.first();
        while (position < pack.end()) {
            position = pack.next(pack.next(position));
            position = pack.next(pack.insert(position, NONE));
        }
        timed = true;
    }
}
