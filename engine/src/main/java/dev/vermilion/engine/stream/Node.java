package dev.vermilion.engine.stream;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;

/**
 * Some entries of a stream in one pack. The fields of its first entry are kept once, at the start: entries that have the
 * same ones store values only. Ids are stored as differences from that of the first entry. The layout is Redis's, so
 * that DUMP and RDB copy the bytes.
 */
final class Node {

    /* The pack:
     *
     *   live | deleted | n | field 1 ... field n | 0      the head: how many entries, and the shared fields
     *   flags | ms | seq | value 1 ... value n | words    an entry with the shared fields
     *   flags | ms | seq | m | field 1 | value 1 ... field m | value m | words
     *                                                     an entry with fields of its own
     *
     * where words is the number of words before it in the entry, for the way back; the head's is 0.
     */

    static final int DELETED = 1;
    static final int SHARED_FIELDS = 2;
    /** Words of an entry that are neither fields nor values, the last one not counted. */
    private static final int FLAGS_AND_ID = 3;
    /** What Redis's listpacks take beyond their entries; it counts against the limit. */
    private static final int HEAD_AND_TAIL = 7;

    private static final long MOST_BYTES = 1 << 30;

    private final long ms;
    private final long seq;
    private final Pack pack;

    /** A node with the fields of its first entry, but without the entry. */
    Node(StreamId id, Request words, int from, int pairs) {
        this.ms = id.ms();
        this.seq = id.seq();
        this.pack = new Pack();
        pack.insert(pack.end(), 0);
        pack.insert(pack.end(), 0);
        pack.insert(pack.end(), pairs);
        for (int i = 0; i < pairs; i++) {
            pack.append(words.argument(from + 2 * i));
        }
        pack.insert(pack.end(), 0);
    }

    private Node(long ms, long seq, Pack pack) {
        this.ms = ms;
        this.seq = seq;
        this.pack = pack;
    }

    Node copy() {
        return new Node(ms, seq, pack.copy());
    }

    /** The time of the id that the others are counted from; no entry has a smaller id. */
    long ms() {
        return ms;
    }

    /** The number of the id that the others are counted from. */
    long seq() {
        return seq;
    }

    Pack pack() {
        return pack;
    }

    /** Number of entries that are not deleted. */
    int live() {
        return (int) pack.integer(pack.first());
    }

    private int deleted() {
        return (int) pack.integer(pack.next(pack.first()));
    }

    /** Number of fields that entries may share. */
    int sharedFields() {
        return (int) pack.integer(sharedCount());
    }

    /** Position of the first shared field. */
    int sharedStart() {
        return pack.next(sharedCount());
    }

    private int sharedCount() {
        return pack.next(pack.next(pack.first()));
    }

    /** Position of the 0 that ends the head. */
    int headEnd() {
        int at = sharedStart();
        for (int i = sharedFields(); i > 0; i--) {
            at = pack.next(at);
        }
        return at;
    }

    /** True if another entry of {@code bytes} bytes may be put into it; 0 stands for no limit. */
    boolean hasRoom(long bytes, long maxBytes, long maxEntries) {
        long limit = maxBytes == 0 || maxBytes > MOST_BYTES ? MOST_BYTES : maxBytes;
        return pack.bytes() + HEAD_AND_TAIL + bytes < limit && (maxEntries == 0 || live() + deleted() < maxEntries);
    }

    /** Adds an entry at the end; its id must be behind all that are there. */
    void append(StreamId id, Request words, int from, int pairs) {
        boolean shared = hasSharedFields(words, from, pairs);
        pack.insert(pack.end(), shared ? SHARED_FIELDS : 0);
        pack.insert(pack.end(), id.ms() - ms);
        pack.insert(pack.end(), id.seq() - seq);
        if (!shared) {
            pack.insert(pack.end(), pairs);
        }
        for (int i = from; i < from + 2 * pairs; i += 2) {
            if (!shared) {
                pack.append(words.argument(i));
            }
            pack.append(words.argument(i + 1));
        }
        pack.insert(pack.end(), FLAGS_AND_ID + (shared ? pairs : 2L * pairs + 1));
        pack.replace(pack.first(), live() + 1L);
    }

    private boolean hasSharedFields(Request words, int from, int pairs) {
        if (pairs != sharedFields()) {
            return false;
        }
        int at = sharedStart();
        for (int i = 0; i < pairs; i++) {
            Slice field = words.argument(from + 2 * i);
            if (!pack.contentEquals(at, field)) {
                return false;
            }
            at = pack.next(at);
        }
        return true;
    }

    /** Marks the entry whose flags are at {@code at} as deleted; {@link #deleted(int)} is to follow. */
    void delete(int at) {
        pack.replace(at, pack.integer(at) | DELETED);
    }

    /** Counts {@code count} entries as deleted. Positions from before it are void. */
    void deleted(int count) {
        int sum = deleted() + count;
        int position = pack.replace(pack.first(), live() - (long) count);
        pack.replace(pack.next(position), sum);
    }

    /** True if the entry whose flags are at {@code at} is deleted. */
    boolean isDeleted(int at) {
        return (pack.integer(at) & DELETED) != 0;
    }

    /** The id of the entry whose flags are at {@code at}. */
    StreamId id(int at) {
        int msAt = pack.next(at);
        return new StreamId(ms + pack.integer(msAt), seq + pack.integer(pack.next(msAt)));
    }

    /** Position of the flags of the entry behind that whose flags are at {@code at}, or the end. */
    int behind(int at) {
        boolean shared = (pack.integer(at) & SHARED_FIELDS) != 0;
        int position = pack.next(pack.next(pack.next(at)));
        long words = sharedFields();
        if (!shared) {
            words = 2 * pack.integer(position) + 1;
        }
        for (; words >= 0; words--) {
            position = pack.next(position);
        }
        return position;
    }

    /** Position of the flags of the last entry, be it deleted or not; the end of the head if there is none. */
    int lastEntry() {
        return startOf(pack.last());
    }

    /** Position of the flags of the entry whose last word is at {@code at}; {@code at} itself for the head's. */
    int startOf(int at) {
        int start = at;
        for (long i = pack.integer(at); i > 0; i--) {
            start = pack.previous(start);
        }
        return start;
    }

    /** The id of the last entry, be it deleted or not. */
    StreamId lastId() {
        return id(lastEntry());
    }
}
