package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that read what comes after an id, and wait for it: XREAD XREADGROUP. */
final class XRead {

    private static final String NEW_OUTSIDE_OF_GROUP =
            "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.";
    private static final String LAST_IN_GROUP =
            "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by"
                    + " specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an"
                    + " empty result set.";

    /** How often one who waits for idle entries looks whether there are pending ones at all. */
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final Call call;
    private final ReadWords words;
    private final @Nullable StreamValue[] streams;
    private final @Nullable Group[] groups;
    /** Where to go on in each stream; null for the entries that the group has not read yet. */
    private final @Nullable StreamId[] after;

    private XRead(Call call, boolean ofGroup) {
        this.call = call;
        this.words = new ReadWords(call, ofGroup);
        this.streams = new @Nullable StreamValue[words.streams()];
        this.groups = new @Nullable Group[words.streams()];
        this.after = new @Nullable StreamId[words.streams()];
        for (int i = 0; i < words.streams(); i++) {
            StreamValue stream = find(call.arg(words.keyAt(i)), ofGroup);
            streams[i] = stream;
            Slice group = words.group();
            if (group == null) {
                after[i] = after(stream, words.idAt(i));
            } else {
                groups[i] = group(stream, call.arg(words.keyAt(i)), group);
                after[i] = afterInGroup(words.idAt(i));
            }
        }
    }

    static void xread(Call call) {
        new XRead(call, false).run();
    }

    static void xreadgroup(Call call) {
        new XRead(call, true).run();
    }

    /** The stream at {@code key}; for an XREAD that has waited, a key of another type is as good as none. */
    private @Nullable StreamValue find(Slice key, boolean ofGroup) {
        Object held = ofGroup ? call.db().lookupToChange(key) : call.db().lookup(key);
        boolean waits = !ofGroup && call.client().isBlocked();
        return waits && !(held instanceof StreamValue) ? null : StreamValue.of(held);
    }

    private Group group(@Nullable StreamValue stream, Slice key, Slice name) {
        Group group = stream == null ? null : stream.group(name);
        if (group != null) {
            return group;
        }
        throw Errors.of("NOGROUP No such key '" + Errors.quoted(key) + "' or consumer group '" + Errors.quoted(name)
                + "' in XREADGROUP with GROUP option");
    }

    private StreamId after(@Nullable StreamValue stream, int at) {
        if (call.is(at, "$")) {
            return stream == null ? StreamId.ZERO : stream.lastId();
        }
        if (call.is(at, "+")) {
            StreamId before = stream == null ? null : stream.entries().last().previous();
            return before == null ? StreamId.ZERO : before;
        }
        if (call.is(at, ">")) {
            throw Errors.of(NEW_OUTSIDE_OF_GROUP);
        }
        return IdWord.id(call, at);
    }

    private @Nullable StreamId afterInGroup(int at) {
        if (call.is(at, "$")) {
            throw Errors.of(LAST_IN_GROUP);
        }
        return call.is(at, ">") ? null : IdWord.id(call, at);
    }

    private void run() {
        ReplyWriter reply = call.reply();
        ReadBudget budget = new ReadBudget(words, reply);
        int start = reply.size();
        int served = 0;
        for (int i = 0; i < words.streams() && budget.hasRoom(); i++) {
            StreamValue stream = streams[i];
            if (stream != null && serve(i, stream, budget)) {
                served++;
            }
        }
        if (served == 0) {
            waitOrGiveUp();
        } else if (reply.protocol() == 2) {
            reply.arrayAround(start, served);
        } else {
            reply.mapAround(start, served);
        }
    }

    /** Writes the entries of one stream, if there are any to read. */
    private boolean serve(int index, StreamValue stream, ReadBudget budget) {
        ReplyWriter reply = call.reply();
        Slice key = call.arg(words.keyAt(index));
        int start = reply.size();
        if (reply.protocol() == 2) {
            reply.array(2);
        }
        reply.bulk(key);
        int entriesStart = reply.size();
        StreamId from = after[index];
        Group group = groups[index];
        Slice groupName = words.group();
        Slice name = words.consumer();
        long count;
        if (group == null || groupName == null || name == null) {
            count = from == null ? 0 : read(stream, from, budget);
        } else {
            Consumer consumer = Streams.seen(call, key, groupName, group, name);
            GroupReader reader = new GroupReader(call, key, stream, group, consumer, words, budget);
            call.noEffect();
            count = from == null ? reader.news() : reader.history(from);
            if (count > 0 && from == null) {
                call.changedAside();
            }
            if (count > 0 && from == null) {
                Streams.tellRead(call, key, groupName, group);
            }
        }
        if (count == 0 && (group == null || from == null)) {
            reply.truncate(start);
            return false;
        }
        reply.arrayAround(entriesStart, count);
        return true;
    }

    private long read(StreamValue stream, StreamId after, ReadBudget budget) {
        StreamId from = after.next();
        if (from == null) {
            return 0;
        }
        ReplyWriter reply = call.reply();
        Walk walk = Walk.forwards(stream.entries(), from, StreamId.MAX);
        long count = 0;
        while (count != words.count() && budget.hasRoom() && walk.next()) {
            int start = reply.size();
            walk.write(reply);
            if (!budget.keeps(start)) {
                break;
            }
            count++;
        }
        return count;
    }

    private void waitOrGiveUp() {
        if (words.timeoutMillis() == ReadWords.NONE || call.mustNotBlock()) {
            nothing(call);
            return;
        }
        List<Slice> keys = new ArrayList<>();
        for (int i = 0; i < words.streams(); i++) {
            keys.add(call.arg(words.keyAt(i)));
            StreamId id = after[i];
            if (id != null && call.is(words.idAt(i), "$")) {
                call.replace(words.idAt(i), id.toBytes()); // "$" is the end as it is now, not when it is run again
            }
        }
        call.block(keys, words.timeoutMillis(), XRead::nothing);
        lookAgainForIdle();
    }

    /** Makes the command run again when the first pending entry has been idle for long enough. */
    private void lookAgainForIdle() {
        if (words.claimIdle() == ReadWords.NONE) {
            return;
        }
        long due = Long.MAX_VALUE;
        for (int i = 0; i < groups.length; i++) {
            Group group = groups[i];
            if (group != null && after[i] == null) {
                Delivery oldest = group.oldestOwned();
                long since = oldest == null ? call.now() + LOOK_AGAIN_MILLIS : oldest.time;
                due = Math.min(due, since > Long.MAX_VALUE - words.claimIdle() ? due : since + words.claimIdle());
            }
        }
        if (due != Long.MAX_VALUE) {
            call.lookAgainIn(Math.max(1, due - call.now()));
        }
    }

    private static void nothing(Call call) {
        call.reply().nullArray();
    }
}
