package dev.vermilion.engine.stream;

import dev.vermilion.engine.resp.ReplyWriter;

/** How much a read may still answer with: entries of all streams together, and bytes. The first entry always fits. */
final class ReadBudget {

    private final ReplyWriter reply;
    private final int start;
    private final long maxBytes;
    private long entries;
    private boolean exhausted;
    private boolean any;

    ReadBudget(ReadWords words, ReplyWriter reply) {
        this.reply = reply;
        this.start = reply.size();
        this.maxBytes = words.maxBytes();
        this.entries = words.maxCount();
    }

    /** True if another entry may be tried. */
    boolean hasRoom() {
        return !exhausted && entries != 0;
    }

    /** Says that an entry was written from {@code from} on; false if it is one too many, and taken back. */
    boolean keeps(int from) {
        if (any && maxBytes != ReadWords.NONE && reply.size() - start > maxBytes) {
            reply.truncate(from);
            exhausted = true;
            return false;
        }
        any = true;
        entries -= entries > 0 ? 1 : 0;
        return true;
    }
}
