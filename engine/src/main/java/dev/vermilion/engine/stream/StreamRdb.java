package dev.vermilion.engine.stream;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;

/** Streams as RDB has them: their nodes as listpacks, then their ids and groups. */
final class StreamRdb {

    private StreamRdb() {}

    /** Writes a stream in the second form. O(n). */
    static void write(StreamValue stream, RdbWriter out) {
        Entries entries = stream.entries();
        out.length(entries.nodes());
        for (int i = 0; i < entries.nodes(); i++) {
            Node node = entries.node(i);
            out.length(16);
            id(node.ms(), node.seq(), out);
            out.listpack(node.pack());
        }
        out.length(stream.length());
        lengths(stream.lastId(), out);
        lengths(stream.firstId(), out);
        lengths(stream.maxDeletedId(), out);
        out.length(stream.entriesAdded());
        out.length(stream.groups().size());
        stream.groups().forEach((name, group) -> {
            out.string(name.toBytes());
            group(group, out);
        });
    }

    private static void id(long ms, long seq, RdbWriter out) {
        out.bigEndian(ms, 8);
        out.bigEndian(seq, 8);
    }

    private static void lengths(StreamId id, RdbWriter out) {
        out.length(id.ms());
        out.length(id.seq());
    }

    private static void group(Group group, RdbWriter out) {
        lengths(group.lastId, out);
        out.length(group.entriesRead);
        out.length(group.pending().size());
        for (Delivery each = group.pending().first();
                each != null;
                each = group.pending().behind(each)) {
            id(each.ms, each.seq, out);
            out.littleEndian(each.time, 8);
            out.length(each.count);
        }
        out.length(group.consumers().size());
        for (Consumer consumer : group.consumers()) {
            out.string(consumer.name());
            out.littleEndian(consumer.seenTime, 8);
            out.length(consumer.pending.size());
            for (Delivery each = consumer.pending.first(); each != null; each = consumer.pending.behind(each)) {
                id(each.ms, each.seq, out);
            }
        }
    }

    /**
     * Reads a stream.
     *
     * @param form 1, 2 or 3, in the order in which they came
     * @throws RdbException if it is none
     */
    static StreamValue read(RdbReader in, int form, Settings settings) {
        StreamValue stream = new StreamValue();
        int nodes = in.count();
        for (int i = 0; i < nodes; i++) {
            byte[] key = in.string();
            check(key.length == 16);
            RdbReader id = new RdbReader(key, 0, key.length);
            node(new StreamId(id.bigEndian(8), id.bigEndian(8)), in.listpack(), stream, settings);
        }
        check(in.length() == stream.length());
        StreamId last = id(in);
        StreamId maxDeleted = new StreamId(0, 0);
        long added = stream.length();
        if (form > 1) {
            id(in); // the first one, which is known already
            maxDeleted = id(in);
            added = in.length();
        }
        check(!last.isBefore(stream.lastId()));
        stream.restore(last, added, maxDeleted);
        int groups = in.count();
        for (int i = 0; i < groups; i++) {
            Slice name = Slice.of(in.string());
            check(stream.groups().put(name, group(in, form, stream)) == null);
        }
        return stream;
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw new RdbException("damaged stream");
        }
    }

    private static StreamId id(RdbReader in) {
        return new StreamId(in.length(), in.length());
    }

    private static void node(StreamId base, Pack pack, StreamValue stream, Settings settings) {
        PackReader words = new PackReader(pack);
        words.number(); // of entries, which follow anyway
        words.number(); // of deleted ones
        int shared = words.count();
        int sharedStart = words.at;
        for (int i = 0; i < shared; i++) {
            words.skip();
        }
        words.number();
        while (!words.isAtEnd()) {
            entry(base, words, shared, sharedStart, stream, settings);
        }
    }

    private static void entry(
            StreamId base, PackReader words, int shared, int sharedStart, StreamValue stream, Settings settings) {
        long flags = words.number();
        StreamId id = new StreamId(base.ms() + words.number(), base.seq() + words.number());
        boolean same = (flags & Node.SHARED_FIELDS) != 0;
        int pairs = same ? shared : words.count();
        PackReader fields = same ? new PackReader(words.pack, sharedStart) : words;
        Request entry = new Request();
        for (int i = 0; i < pairs; i++) {
            entry.add().set(fields.bytes());
            entry.add().set(words.bytes());
        }
        words.number(); // the way back
        if ((flags & Node.DELETED) == 0) {
            check(pairs > 0 && id.isAfter(stream.lastId()));
            stream.append(id, entry, 0, pairs, settings);
        }
    }

    /** Reads the words of a pack one by one. */
    private static final class PackReader {
        private final Pack pack;
        private int at;

        PackReader(Pack pack) {
            this(pack, pack.first());
        }

        PackReader(Pack pack, int at) {
            this.pack = pack;
            this.at = at;
        }

        boolean isAtEnd() {
            return at >= pack.end();
        }

        void skip() {
            check(!isAtEnd());
            at = pack.next(at);
        }

        long number() {
            check(!isAtEnd() && pack.isInteger(at));
            long number = pack.integer(at);
            skip();
            return number;
        }

        int count() {
            long count = number();
            check(count >= 0 && count <= pack.count());
            return (int) count;
        }

        byte[] bytes() {
            check(!isAtEnd());
            byte[] bytes = pack.toBytes(at);
            skip();
            return bytes;
        }
    }

    private static Group group(RdbReader in, int form, StreamValue stream) {
        StreamId last = id(in);
        Group group = new Group(last, form > 1 ? in.length() : Lag.entriesUpTo(stream, last));
        int pending = in.count();
        for (int i = 0; i < pending; i++) {
            Delivery delivery = group.findOrAdd(in.bigEndian(8), in.bigEndian(8));
            group.deliver(delivery, null, in.littleEndian(8), in.length());
        }
        int consumers = in.count();
        for (int i = 0; i < consumers; i++) {
            consumer(in, form, group);
        }
        return group;
    }

    private static void consumer(RdbReader in, int form, Group group) {
        Slice name = Slice.of(in.string());
        check(group.consumer(name) == null);
        Consumer consumer = group.create(name, in.littleEndian(8));
        consumer.activeTime = form > 2 ? in.littleEndian(8) : consumer.seenTime;
        int pending = in.count();
        for (int i = 0; i < pending; i++) {
            Delivery delivery = group.pending().find(in.bigEndian(8), in.bigEndian(8));
            if (delivery == null) {
                throw new RdbException("damaged stream");
            }
            group.deliver(delivery, consumer, delivery.time, delivery.count);
        }
    }
}
