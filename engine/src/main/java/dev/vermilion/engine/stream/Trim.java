package dev.vermilion.engine.stream;

import dev.vermilion.engine.pack.Pack;

/** Removes the oldest entries of a stream, as MAXLEN and MINID ask for it. */
final class Trim {

    private final boolean byLength;
    private final long maxLength;
    private final StreamId minId;
    private final boolean wholeNodes;
    private final long limit;
    private final References references;

    /**
     * What to remove.
     *
     * @param byLength true to leave {@code maxLength} entries, false to leave those from {@code minId} on
     * @param wholeNodes true to remove whole nodes only, which is faster and leaves a few entries more
     * @param limit how many entries to remove at most, 0 for no limit; counted in whole nodes
     */
    Trim(boolean byLength, long maxLength, StreamId minId, boolean wholeNodes, long limit, References references) {
        this.byLength = byLength;
        this.maxLength = maxLength;
        this.minId = minId;
        this.wholeNodes = wholeNodes;
        this.limit = limit;
        this.references = references;
    }

    /** Trims the stream; returns how many entries were removed. */
    long apply(StreamValue stream) {
        Entries entries = stream.entries();
        long removed = 0;
        int at = 0;
        while (at < entries.nodes() && !isShortEnough(entries)) {
            Node node = entries.node(at);
            int live = node.live();
            if (limit > 0 && removed + live > limit) {
                break;
            }
            boolean whole = byLength
                    ? entries.length() - live >= maxLength
                    : node.lastId().isBefore(minId);
            if (!whole && wholeNodes) {
                break;
            }
            if (whole && mayRemoveWhole(stream, node)) {
                entries.removeWhole(at);
                removed += live;
                continue;
            }
            if (wholeNodes) {
                at++;
                continue;
            }
            int deleted = deleteFrom(stream, node);
            removed += deleted;
            boolean gone = deleted > 0 && entries.deleted(at, deleted);
            if (!whole) {
                break;
            }
            at += gone ? 0 : 1;
        }
        if (removed > 0) {
            stream.entriesRemoved();
        }
        return removed;
    }

    private boolean isShortEnough(Entries entries) {
        return byLength && entries.length() <= maxLength;
    }

    /** True if the whole node may go; its references are gone then, where they are to go. */
    private boolean mayRemoveWhole(StreamValue stream, Node node) {
        if (references == References.KEEPREF || stream.groups().isEmpty()) {
            return true;
        }
        Pack pack = node.pack();
        for (int at = pack.next(node.headEnd()); at < pack.end(); at = node.behind(at)) {
            if (!node.isDeleted(at)) {
                if (references == References.ACKED && stream.isReferenced(node.id(at))) {
                    return false;
                }
                if (references == References.DELREF) {
                    stream.dropReferences(node.id(at));
                }
            }
        }
        return true;
    }

    /** Marks entries of a node as deleted; returns how many. */
    private int deleteFrom(StreamValue stream, Node node) {
        long length = stream.length();
        int deleted = 0;
        Pack pack = node.pack();
        for (int at = pack.next(node.headEnd()); at < pack.end(); at = node.behind(at)) {
            StreamId id = node.id(at);
            if (byLength ? length - deleted <= maxLength : id.compareTo(minId) >= 0) {
                break;
            }
            if (node.isDeleted(at) || references == References.ACKED && stream.isReferenced(id)) {
                continue;
            }
            if (references == References.DELREF) {
                stream.dropReferences(id);
            }
            node.delete(at);
            deleted++;
        }
        return deleted;
    }
}
