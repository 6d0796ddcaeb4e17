package dev.vermilion.engine.set;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.set.SetValue.Visitor;
import dev.vermilion.engine.table.ByteTable;
import java.util.random.RandomGenerator;

/** A set of any size: a table of keys without values. Finding, adding and removing are O(1). */
final class TableSet implements SetForm {

    private final ByteTable table = new ByteTable(false, false);

    /** A table with the members of {@code other}. */
    static TableSet of(SetForm other) {
        TableSet set = new TableSet();
        other.forEach(member -> set.table.insert(member.toBytes()));
        return set;
    }

    ByteTable table() {
        return table;
    }

    @Override
    public String encoding() {
        return "hashtable";
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public boolean contains(Slice member) {
        return table.find(member);
    }

    @Override
    public boolean add(Slice member) {
        return !table.findOrInsert(member);
    }

    @Override
    public boolean remove(Slice member) {
        return table.remove(member);
    }

    @Override
    public void forEach(Visitor visitor) {
        table.forEach(visitOf(visitor));
    }

    @Override
    public long scan(long cursor, long count, Visitor visitor) {
        return table.scan(cursor, count, visitOf(visitor));
    }

    @Override
    public void forEachRandom(long times, RandomGenerator random, Visitor visitor) {
        Slice member = new Slice();
        for (long i = 0; i < times; i++) {
            table.findRandom(random);
            member.set(table.key());
            visitor.visit(member);
        }
    }

    @Override
    public void takeRandom(RandomGenerator random, Visitor visitor) {
        table.findRandom(random);
        visitor.visit(Slice.of(table.key()));
        table.remove();
    }

    private static ByteTable.Visitor visitOf(Visitor visitor) {
        Slice member = new Slice();
        return (key, value, number) -> {
            member.set(key);
            visitor.visit(member);
        };
    }

    @Override
    public SetForm copy() {
        TableSet copy = new TableSet();
        table.forEach((key, value, number) -> copy.table.insert(key)); // keys never change: both may hold the array
        return copy;
    }

    @Override
    public long memoryBytes() {
        return 16 + table.memoryBytes();
    }
}
