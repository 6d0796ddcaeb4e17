package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;

/** What many commands do with elements at their end: answer with them, or store them. */
final class Elements {

    /** How elements stand in a reply. */
    enum Shape {
        /** Members alone. */
        MEMBERS,
        /** Members and scores in turn. */
        FLAT,
        /** An array of member and score for each. */
        PAIRS;

        /** What WITHSCORES asks for: pairs in RESP3, all in one array in RESP2. */
        static Shape of(boolean withScores, ReplyWriter reply) {
            if (!withScores) {
                return MEMBERS;
            }
            return reply.protocol() == 2 ? FLAT : PAIRS;
        }
    }

    private Elements() {}

    /** Writes the header of an array of {@code count} elements. */
    static void begin(ReplyWriter reply, long count, Shape shape) {
        reply.array(shape == Shape.FLAT ? count * 2 : count);
    }

    /** Writes one element. */
    static void write(ReplyWriter reply, Slice member, double score, Shape shape) {
        if (shape == Shape.PAIRS) {
            reply.array(2);
        }
        reply.bulk(member);
        if (shape != Shape.MEMBERS) {
            reply.real(score);
        }
    }

    /** Writes the elements with the ranks {@code from} to {@code to}, the array around them included. */
    static void write(ReplyWriter reply, ZSetValue zset, int from, int to, boolean descending, Shape shape) {
        begin(reply, to - from, shape);
        zset.forEach(from, to, descending, (member, score) -> write(reply, member, score, shape));
    }

    /** Makes {@code key} hold {@code result} and nothing else, or removes it if that is empty; answers with the size. */
    static void store(Call call, Slice key, ZSetValue result, String event) {
        Database db = call.db();
        if (result.size() > 0) {
            db.put(key, result);
            db.expireAt(key, Database.NEVER);
            call.changed(key, EventClass.ZSET, event);
        } else if (db.remove(key)) {
            call.changed(key, EventClass.GENERIC, "del");
        }
        call.reply().integer(result.size());
    }

    /** Says that elements were taken away, and removes the key if none are left. */
    static void removed(Call call, Slice key, ZSetValue zset, String event) {
        call.changed(key, EventClass.ZSET, event);
        if (zset.size() == 0) {
            call.removeEmpty(key);
        }
    }
}
