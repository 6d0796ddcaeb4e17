package dev.vermilion.engine.zset;

import dev.vermilion.engine.keyspace.ScoredSource.Visitor;
import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The small form of a sorted set: members and scores in turn in one pack, in order. All operations are O(bytes). */
final class PackedZSet implements ZSetForm {

    /* A score that is an integer is packed as one. Any other is packed as nine bytes, so that it is read without parsing
     * and never mistaken for an integer:
     *
     *   'd' | the 64 bits of the double
     */
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    /** Integers from here on are not all doubles. */
    private static final double LARGEST_INTEGER = 1L << 53;

    private final Pack pack;

    /** An empty one. */
    PackedZSet() {
        this(new Pack());
    }

    private PackedZSet(Pack pack) {
        this.pack = pack;
    }

    @Override
    public int size() {
        return pack.count() / 2;
    }

    @Override
    public double score(Slice member) {
        int at = pack.find(pack.first(), member, 1);
        return at < 0 ? Double.NaN : scoreAt(pack.next(at));
    }

    @Override
    public void add(Slice member, double score) {
        Bound place = Bound.before(score, member);
        int at = pack.first();
        while (at < pack.end()) {
            int scoreAt = pack.next(at);
            if (!covers(place, at, scoreAt)) {
                break;
            }
            at = pack.next(scoreAt);
        }
        int behind = pack.next(pack.insert(at, member));
        if (score == (long) score && Math.abs(score) < LARGEST_INTEGER) {
            pack.insert(behind, (long) score);
        } else {
            byte[] bytes = new byte[1 + Double.BYTES];
            bytes[0] = 'd';
            DOUBLES.set(bytes, 1, score);
            pack.insert(behind, Slice.of(bytes));
        }
    }

    @Override
    public void rescore(Slice member, double old, double score) {
        remove(member);
        add(member, score);
    }

    @Override
    public boolean remove(Slice member) {
        int at = pack.find(pack.first(), member, 1);
        if (at < 0) {
            return false;
        }
        pack.delete(at, 2);
        return true;
    }

    @Override
    public void removeRange(int from, int to) {
        if (from < to) {
            pack.delete(pack.at(from * 2), (to - from) * 2);
        }
    }

    @Override
    public int countBefore(Bound bound) {
        int count = 0;
        for (int at = pack.first(); at < pack.end(); count++) {
            int scoreAt = pack.next(at);
            if (!covers(bound, at, scoreAt)) {
                return count;
            }
            at = pack.next(scoreAt);
        }
        return count;
    }

    @Override
    public void forEach(int from, int to, boolean descending, Visitor visitor) {
        if (from >= to) {
            return;
        }
        Slice member = new Slice();
        byte[] digits = new byte[20];
        int at = pack.at(descending ? to * 2 - 2 : from * 2);
        for (int left = to - from; left > 0; left--) {
            int scoreAt = pack.next(at);
            if (pack.isInteger(at)) {
                member.set(digits, 0, Numbers.writeLong(pack.integer(at), digits, 0));
            } else {
                pack.read(at, member);
            }
            visitor.visit(member, scoreAt(scoreAt));
            if (left > 1) {
                at = descending ? pack.previous(pack.previous(at)) : pack.next(scoreAt);
            }
        }
    }

    @Override
    public long scan(long cursor, long count, Visitor visitor) {
        forEach(0, size(), false, visitor);
        return 0;
    }

    @Override
    public ZSetForm copy() {
        return new PackedZSet(pack.copy());
    }

    @Override
    public long memoryBytes() {
        return 16L + pack.memoryBytes();
    }

    private boolean covers(Bound bound, int at, int scoreAt) {
        double score = scoreAt(scoreAt);
        if (!bound.asksForMember(score)) {
            return bound.covers(score);
        }
        Slice member = new Slice();
        pack.read(at, member);
        return bound.covers(score, member.array(), member.offset(), member.length());
    }

    private double scoreAt(int at) {
        if (pack.isInteger(at)) {
            return pack.integer(at);
        }
        Slice bits = new Slice();
        pack.read(at, bits);
        return (double) DOUBLES.get(bits.array(), bits.offset() + 1);
    }
}
