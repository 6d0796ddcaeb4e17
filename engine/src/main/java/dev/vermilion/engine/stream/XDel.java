package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;

/** The commands that delete entries by their ids: XDEL XDELEX XACKDEL. */
final class XDel {

    private static final String BAD_COUNT = "ERR Number of IDs must be a positive integer";
    private static final String WRONG_COUNT = "ERR The `numids` parameter must match the number of arguments";

    private static final int NOT_THERE = -1;
    private static final int DELETED = 1;
    private static final int STILL_NEEDED = 2;

    private XDel() {}

    static void xdel(Call call) {
        Slice key = call.arg(1);
        StreamValue stream = StreamValue.of(call.db().find(key));
        if (stream == null) {
            call.reply().integer(0);
            return;
        }
        int deleted = 0;
        for (StreamId id : IdWord.ids(call, 2, call.count())) {
            deleted += stream.delete(id) ? 1 : 0;
        }
        if (deleted > 0) {
            call.changed(key, EventClass.STREAM, "xdel");
        }
        call.reply().integer(deleted);
    }

    static void xdelex(Call call) {
        Words words = new Words(call, 2);
        Slice key = call.arg(1);
        StreamValue stream = StreamValue.of(call.db().find(key));
        if (stream == null) {
            words.nothing(call.reply());
            return;
        }
        boolean deleted = false;
        call.reply().array(words.ids.length);
        for (StreamId id : words.ids) {
            boolean isThere = stream.entries().contains(id);
            boolean needed = isThere && words.references == References.ACKED && stream.isReferenced(id);
            if (!needed) {
                delete(stream, id, words.references);
            }
            deleted |= isThere && !needed;
            call.reply().integer(!isThere ? NOT_THERE : needed ? STILL_NEEDED : DELETED);
        }
        if (deleted) {
            call.changed(key, EventClass.STREAM, "xdel");
        }
    }

    static void xackdel(Call call) {
        Words words = new Words(call, 3);
        Slice key = call.arg(1);
        StreamValue stream = StreamValue.of(call.db().find(key));
        Group group = stream == null ? null : stream.group(call.arg(2));
        if (stream == null || group == null) {
            words.nothing(call.reply());
            return;
        }
        boolean acknowledged = false;
        boolean deleted = false;
        call.reply().array(words.ids.length);
        for (StreamId id : words.ids) {
            boolean wasPending = group.acknowledge(id);
            boolean needed = words.references == References.ACKED && stream.isReferenced(id);
            if (wasPending && !needed) {
                deleted |= delete(stream, id, words.references);
            }
            acknowledged |= wasPending;
            call.reply().integer(!wasPending ? NOT_THERE : needed ? STILL_NEEDED : DELETED);
        }
        if (deleted) {
            call.changed(key, EventClass.STREAM, "xdel");
        } else if (acknowledged) {
            call.changedAside();
        }
    }

    private static boolean delete(StreamValue stream, StreamId id, References references) {
        if (references == References.DELREF) {
            stream.dropReferences(id);
        }
        return stream.delete(id);
    }

    /** {@code [KEEPREF | DELREF | ACKED] IDS numids id [id ...]}, understood. */
    private static final class Words {

        private final References references;
        private final StreamId[] ids;

        private Words(Call call, int from) {
            References given = null;
            int idsAt = 0;
            int count = 0;
            for (int i = from; i < call.count(); i++) {
                References word = References.of(call, i);
                if (word != null && given == null) {
                    given = word;
                } else if (idsAt == 0 && call.is(i, "IDS") && i + 1 < call.count()) {
                    count = count(call, i + 1);
                    idsAt = i + 2;
                    i += 1 + count;
                } else {
                    throw Errors.syntax();
                }
            }
            if (idsAt == 0) {
                throw Errors.syntax();
            }
            references = given == null ? References.KEEPREF : given;
            ids = IdWord.ids(call, idsAt, idsAt + count);
        }

        private static int count(Call call, int at) {
            long given = Streams.integer(call, at, BAD_COUNT);
            if (given <= 0) {
                throw Errors.of(BAD_COUNT);
            }
            if (given > call.count() - at - 1) {
                throw Errors.of(WRONG_COUNT);
            }
            return (int) given;
        }

        /** Answers that none of the ids is there. */
        private void nothing(ReplyWriter reply) {
            reply.array(ids.length);
            for (int i = 0; i < ids.length; i++) {
                reply.integer(NOT_THERE);
            }
        }
    }
}
