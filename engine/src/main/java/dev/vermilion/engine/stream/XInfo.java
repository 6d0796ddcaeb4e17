package dev.vermilion.engine.stream;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.List;
import java.util.Map;

/** XINFO. */
final class XInfo {

    private static final long USUAL_COUNT = 10;

    private XInfo() {}

    static Command row() {
        KeySpec key = KeySpec.range(2, 2, 1, "RO", "ACCESS");
        return command("XINFO", "Describes streams and their groups.")
                .since("5.0.0")
                .subcommands(List.of(
                        command("XINFO CONSUMERS key group", "Describes the consumers of a group.")
                                .since("5.0.0")
                                .read()
                                .keys(key)
                                .tips("nondeterministic_output")
                                .runs(XInfo::consumers),
                        command("XINFO GROUPS key", "Describes the groups.")
                                .since("5.0.0")
                                .read()
                                .keys(key)
                                .runs(XInfo::groups),
                        command("XINFO HELP", "Says what XINFO can do.")
                                .since("5.0.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(XInfo::help),
                        command("XINFO STREAM key [FULL [COUNT count]]", "Describes the stream, in full if asked to.")
                                .since("5.0.0")
                                .read()
                                .keys(key)
                                .runs(XInfo::stream)));
    }

    private static StreamValue existing(Call call) {
        StreamValue stream = StreamValue.of(call.db().lookup(call.arg(2)));
        if (stream == null) {
            throw Errors.noSuchKey();
        }
        return stream;
    }

    private static void consumers(Call call) {
        Group group = existing(call).group(call.arg(3));
        if (group == null) {
            throw Streams.noGroup(call.arg(2), call.arg(3));
        }
        ReplyWriter reply = call.reply();
        reply.array(group.consumers().size());
        for (Consumer consumer : group.consumers()) {
            reply.map(4);
            reply.bulk("name");
            reply.bulk(consumer.name());
            field(reply, "pending", consumer.pending.size());
            field(reply, "idle", Math.max(0, call.now() - consumer.seenTime));
            boolean never = consumer.activeTime == -1;
            field(reply, "inactive", never ? -1 : Math.max(0, call.now() - consumer.activeTime));
        }
    }

    private static void groups(Call call) {
        StreamValue stream = existing(call);
        ReplyWriter reply = call.reply();
        reply.array(stream.groups().size());
        stream.groups().forEach((name, group) -> {
            reply.map(6);
            reply.bulk("name");
            reply.bulk(name);
            field(reply, "consumers", group.consumers().size());
            field(reply, "pending", group.pending().size());
            progress(reply, stream, group);
        });
    }

    /** Writes how far a group is: three fields. */
    private static void progress(ReplyWriter reply, StreamValue stream, Group group) {
        field(reply, "last-delivered-id", group.lastId);
        reply.bulk("entries-read");
        integerOrNull(reply, group.entriesRead);
        reply.bulk("lag");
        integerOrNull(reply, Lag.of(stream, group));
    }

    private static void integerOrNull(ReplyWriter reply, long value) {
        if (value == -1) {
            reply.nullBulk();
        } else {
            reply.integer(value);
        }
    }

    private static void field(ReplyWriter reply, String name, long value) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void field(ReplyWriter reply, String name, StreamId value) {
        reply.bulk(name);
        value.write(reply);
    }

    private static void stream(Call call) {
        boolean full = call.count() > 3;
        long count = USUAL_COUNT;
        if (full) {
            if (call.count() == 4
                    ? !call.is(3, "FULL")
                    : call.count() != 6 || !call.is(3, "FULL") || !call.is(4, "COUNT")) {
                throw badWords(call);
            }
            count = call.count() == 6 ? call.integer(5) : USUAL_COUNT;
            count = count < 0 ? USUAL_COUNT : count;
        }
        StreamValue stream = existing(call);
        ReplyWriter reply = call.reply();
        Producers producers = stream.producers();
        reply.map((full ? 9 : 10) + (producers == null ? 0 : 6));
        field(reply, "length", stream.length());
        field(reply, "radix-tree-keys", stream.entries().nodes());
        field(reply, "radix-tree-nodes", RadixTree.nodes(stream.entries()));
        field(reply, "last-generated-id", stream.lastId());
        field(reply, "max-deleted-entry-id", stream.maxDeletedId());
        field(reply, "entries-added", stream.entriesAdded());
        field(reply, "recorded-first-entry-id", stream.firstId());
        if (producers != null) {
            producers(reply, producers, call.now());
        }
        if (full) {
            content(reply, stream, count == 0 ? Long.MAX_VALUE : count);
        } else {
            ends(reply, stream);
        }
    }

    private static CommandException badWords(Call call) {
        return Errors.of("ERR unknown subcommand or wrong number of arguments for '" + Errors.quoted(call.arg(1), 128)
                + "'. Try XINFO HELP.");
    }

    private static void producers(ReplyWriter reply, Producers producers, long now) {
        producers.forgetOld(now);
        field(reply, "idmp-duration", producers.durationSeconds());
        field(reply, "idmp-maxsize", producers.maxSize());
        field(reply, "pids-tracked", producers.producers());
        field(reply, "iids-tracked", producers.entries());
        field(reply, "iids-added", producers.added());
        field(reply, "iids-duplicates", producers.duplicates());
    }

    private static void ends(ReplyWriter reply, StreamValue stream) {
        Entries entries = stream.entries();
        field(reply, "groups", stream.groups().size());
        reply.bulk("first-entry");
        one(reply, Walk.forwards(entries, StreamId.ZERO, StreamId.MAX));
        reply.bulk("last-entry");
        one(reply, Walk.backwards(entries, StreamId.ZERO, StreamId.MAX));
    }

    private static void one(ReplyWriter reply, Walk walk) {
        if (walk.next()) {
            walk.write(reply);
        } else {
            reply.nullBulk();
        }
    }

    private static void content(ReplyWriter reply, StreamValue stream, long count) {
        reply.bulk("entries");
        XRange.write(Walk.forwards(stream.entries(), StreamId.ZERO, StreamId.MAX), count, reply);
        reply.bulk("groups");
        reply.array(stream.groups().size());
        for (Map.Entry<Slice, Group> each : stream.groups().entrySet()) {
            Group group = each.getValue();
            reply.map(8);
            reply.bulk("name");
            reply.bulk(each.getKey());
            progress(reply, stream, group);
            field(reply, "pel-count", group.pending().size());
            pending(reply, group.pending(), count, true);
            consumers(reply, group, count);
            field(reply, "nacked-count", group.releasedCount());
        }
    }

    private static void consumers(ReplyWriter reply, Group group, long count) {
        reply.bulk("consumers");
        reply.array(group.consumers().size());
        for (Consumer consumer : group.consumers()) {
            reply.map(5);
            reply.bulk("name");
            reply.bulk(consumer.name());
            field(reply, "seen-time", consumer.seenTime);
            field(reply, "active-time", consumer.activeTime);
            field(reply, "pel-count", consumer.pending.size());
            pending(reply, consumer.pending, count, false);
        }
    }

    private static void pending(ReplyWriter reply, Deliveries pending, long count, boolean withOwner) {
        reply.bulk("pending");
        reply.array(Math.min(count, pending.size()));
        Delivery each = pending.first();
        for (long i = 0; each != null && i < count; i++) {
            reply.array(withOwner ? 4 : 3);
            each.id().write(reply);
            Consumer owner = each.consumer;
            if (withOwner) {
                reply.bulk(owner == null ? new byte[0] : owner.name());
            }
            reply.integer(each.time);
            reply.integer(each.count);
            each = pending.behind(each);
        }
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "CONSUMERS <key> <groupname>",
                "    Show consumers of <groupname>.",
                "GROUPS <key>",
                "    Show the stream consumer groups.",
                "STREAM <key> [FULL [COUNT <count>]",
                "    Show information about the stream.");
    }
}
