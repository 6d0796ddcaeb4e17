package dev.vermilion.engine.hash;

import dev.vermilion.engine.resp.Footprint;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A large hash: a table from fields to {@code byte[]} values; its number column says when a field expires. */
final class TableHash implements HashForm {

    /** Entries of the queue beyond twice the fields that expire before it is rebuilt. */
    private static final int SLACK = 16;

    private static final int OBJECT_BYTES = 56; // its slice included

    private final ByteTable table;
    /** All fields that expire, and some that no longer do; null until a field was given an expiry. */
    private @Nullable ExpiryQueue queue;

    /** What the arrays of the values take of the heap. */
    private long valueBytes;

    private final Slice probe = new Slice();

    TableHash() {
        this.table = new ByteTable(true, false);
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
    public boolean find(Slice field) {
        return table.find(field);
    }

    @Override
    public void findRandom(RandomGenerator random) {
        table.findRandom(random);
    }

    @Override
    public void pickRandom(long times, RandomGenerator random, Runnable each) {
        for (long i = 0; i < times; i++) {
            table.findRandom(random);
            each.run();
        }
    }

    @Override
    public void readField(Slice into) {
        into.set(table.key());
    }

    @Override
    public void readValue(Slice into) {
        into.set(value());
    }

    @Override
    public int valueLength() {
        return value().length;
    }

    @Override
    public void writeField(ReplyWriter reply) {
        reply.bulk(table.key());
    }

    @Override
    public void writeValue(ReplyWriter reply) {
        reply.bulk(value());
    }

    @Override
    public void replaceValue(Slice value) {
        valueBytes -= Footprint.array(value().length);
        put(value.toBytes());
    }

    @Override
    public void insert(Slice field, Slice value) {
        table.insert(field.toBytes());
        put(value.toBytes());
    }

    @Override
    public void remove() {
        valueBytes -= Footprint.array(value().length);
        table.remove();
    }

    @Override
    public long expiry() {
        return table.number();
    }

    @Override
    public void expiry(long wallMillis) {
        table.number(wallMillis);
        if (wallMillis != HashValue.NEVER) {
            if (queue == null) {
                queue = new ExpiryQueue();
            }
            queue.add(table.key(), wallMillis);
            if (queue.size() > table.numbered() * 2 + SLACK) {
                rebuild(queue);
            }
        }
    }

    @Override
    public long nextExpiry() {
        if (queue == null) {
            return HashValue.NEVER;
        }
        while (queue.size() > 0) {
            probe.set(queue.firstField());
            if (table.find(probe) && table.number() == queue.firstTime()) {
                return queue.firstTime();
            }
            queue.removeFirst();
        }
        queue = null;
        return HashValue.NEVER;
    }

    @Override
    public int expireDue(long now, int limit, Consumer<Slice> removed) {
        int count = 0;
        while (count < limit) {
            long next = nextExpiry();
            if (next == HashValue.NEVER || next >= now) {
                break;
            }
            removed.accept(Slice.of(table.key()));
            remove();
            count++;
        }
        return count;
    }

    @Override
    public void forEach(HashValue.Visitor visitor) {
        table.forEach(visitOf(visitor));
    }

    @Override
    public void writeAll(ReplyWriter reply, boolean fields, boolean values) {
        table.forEach((field, value, expiry) -> {
            if (fields) {
                reply.bulk(field);
            }
            if (values) {
                reply.bulk(bytes(value));
            }
        });
    }

    @Override
    public long scan(long cursor, long count, HashValue.Visitor visitor) {
        return table.scan(cursor, count, visitOf(visitor));
    }

    @Override
    public HashForm copy() {
        TableHash copy = new TableHash();
        table.forEach((field, value, expiry) -> {
            copy.table.insert(field);
            copy.put(bytes(value)); // values are replaced, never changed: both may hold the same array
            copy.expiry(expiry);
        });
        return copy;
    }

    @Override
    public long memoryBytes() {
        return OBJECT_BYTES + table.memoryBytes() + valueBytes + (queue == null ? 0 : queue.memoryBytes());
    }

    private void rebuild(ExpiryQueue queue) {
        byte[] here = table.key();
        queue.clear();
        table.forEach((field, value, expiry) -> {
            if (expiry != HashValue.NEVER) {
                queue.add(field, expiry);
            }
        });
        probe.set(here);
        table.find(probe);
    }

    private void put(byte[] value) {
        table.value(value);
        valueBytes += Footprint.array(value.length);
    }

    private byte[] value() {
        return bytes(table.value());
    }

    private static byte[] bytes(@Nullable Object value) {
        return (byte[]) Objects.requireNonNull(value);
    }

    private static ByteTable.Visitor visitOf(HashValue.Visitor visitor) {
        Slice fieldSlice = new Slice();
        Slice valueSlice = new Slice();
        return (field, value, expiry) -> {
            fieldSlice.set(field);
            valueSlice.set(bytes(value));
            visitor.visit(fieldSlice, valueSlice, expiry);
        };
    }
}
