package dev.vermilion.engine.stream;

/**
 * How far groups are behind. A group counts the entries it has read, which together with the number of entries ever
 * added tells its lag; deleted entries in between make the count unknown until it is known again at an end of the stream.
 */
final class Lag {

    /** The lag is not known. */
    static final long UNKNOWN = -1;

    private Lag() {}

    /** Says that the group has read the entry {@code id}, which is behind all that it read before. */
    static void read(StreamValue stream, Group group, StreamId id) {
        if (group.entriesRead != Group.UNKNOWN && !hasGapFrom(stream, group.lastId)) {
            group.entriesRead++;
        } else if (stream.entriesAdded() != 0) {
            group.entriesRead = entriesUpTo(stream, id);
        }
        group.lastId = id;
    }

    /** Number of entries that the group has still to read, or {@link #UNKNOWN}. */
    static long of(StreamValue stream, Group group) {
        if (stream.entriesAdded() == 0 || stream.length() == 0) {
            return 0;
        }
        StreamId first = stream.firstId();
        if (group.lastId.isBefore(first) && stream.maxDeletedId().isBefore(first)) {
            return stream.length();
        }
        if (group.entriesRead != Group.UNKNOWN && !hasGapFrom(stream, group.lastId)) {
            return stream.entriesAdded() - group.entriesRead;
        }
        long read = entriesUpTo(stream, group.lastId);
        return read == Group.UNKNOWN ? UNKNOWN : stream.entriesAdded() - read;
    }

    /** True if an entry from {@code id} on was deleted. */
    private static boolean hasGapFrom(StreamValue stream, StreamId id) {
        StreamId deleted = stream.maxDeletedId();
        return stream.length() > 0 && !deleted.isZero() && !deleted.isBefore(id);
    }

    /** Number of entries ever added up to {@code id}, or {@link Group#UNKNOWN}. */
    static long entriesUpTo(StreamValue stream, StreamId id) {
        long added = stream.entriesAdded();
        StreamId deleted = stream.maxDeletedId();
        if (added == 0 || stream.length() == 0 && !id.isAfter(stream.lastId()) || id.equals(stream.lastId())) {
            return added;
        }
        if (id.isAfter(stream.lastId()) || !id.isZero() && id.isBefore(deleted)) {
            return Group.UNKNOWN;
        }
        StreamId first = stream.firstId();
        if (deleted.isZero() || deleted.isBefore(first)) {
            if (id.isBefore(first)) {
                return added - stream.length();
            }
            if (id.equals(first)) {
                return added - stream.length() + 1;
            }
        }
        return Group.UNKNOWN;
    }
}
