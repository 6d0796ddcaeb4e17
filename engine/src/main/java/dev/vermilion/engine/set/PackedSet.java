package dev.vermilion.engine.set;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.set.SetValue.Visitor;
import java.util.random.RandomGenerator;

/** A small set in one pack, in the order in which the members came. All operations are O(n). */
final class PackedSet implements SetForm {

    /** Characters of the longest integer. */
    private static final int LONGEST = 20;

    private final Pack pack;

    PackedSet() {
        this(new Pack());
    }

    private PackedSet(Pack pack) {
        this.pack = pack;
    }

    /** The members of {@code ints} as a pack. */
    static PackedSet of(IntSet ints) {
        PackedSet set = new PackedSet();
        for (int i = 0; i < ints.size(); i++) {
            set.pack.insert(set.pack.end(), ints.at(i));
        }
        return set;
    }

    @Override
    public String encoding() {
        return "listpack";
    }

    @Override
    public int size() {
        return pack.count();
    }

    @Override
    public boolean contains(Slice member) {
        return pack.find(pack.first(), member, 0) >= 0;
    }

    @Override
    public boolean add(Slice member) {
        if (contains(member)) {
            return false;
        }
        pack.append(member);
        return true;
    }

    @Override
    public boolean remove(Slice member) {
        int at = pack.find(pack.first(), member, 0);
        if (at < 0) {
            return false;
        }
        pack.delete(at, 1);
        return true;
    }

    @Override
    public void forEach(Visitor visitor) {
        Slice member = new Slice();
        byte[] digits = new byte[LONGEST];
        for (int at = pack.first(); at < pack.end(); at = pack.next(at)) {
            visit(at, member, digits, visitor);
        }
    }

    @Override
    public long scan(long cursor, long count, Visitor visitor) {
        forEach(visitor);
        return 0;
    }

    @Override
    public void forEachRandom(long times, RandomGenerator random, Visitor visitor) {
        Slice member = new Slice();
        byte[] digits = new byte[LONGEST];
        if (times == 1) {
            visit(pack.at(random.nextInt(size())), member, digits, visitor);
            return;
        }
        int[] positions = new int[size()];
        for (int i = 0, at = pack.first(); i < positions.length; i++, at = pack.next(at)) {
            positions[i] = at;
        }
        for (long i = 0; i < times; i++) {
            visit(positions[random.nextInt(positions.length)], member, digits, visitor);
        }
    }

    @Override
    public void takeRandom(RandomGenerator random, Visitor visitor) {
        int at = pack.at(random.nextInt(size()));
        visit(at, new Slice(), new byte[LONGEST], visitor);
        pack.delete(at, 1);
    }

    private void visit(int at, Slice member, byte[] digits, Visitor visitor) {
        if (pack.isInteger(at)) {
            member.set(digits, 0, Numbers.writeLong(pack.integer(at), digits, 0));
        } else {
            pack.read(at, member);
        }
        visitor.visit(member);
    }

    @Override
    public SetForm copy() {
        return new PackedSet(pack.copy());
    }

    @Override
    public long memoryBytes() {
        return 16L + pack.memoryBytes();
    }
}
