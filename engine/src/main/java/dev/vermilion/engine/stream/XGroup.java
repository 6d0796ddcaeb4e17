package dev.vermilion.engine.stream;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** XGROUP. */
final class XGroup {

    private static final String NO_KEY = "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you"
            + " may want to use the MKSTREAM option to create an empty stream automatically.";
    private static final String BUSY = "BUSYGROUP Consumer Group name already exists";
    private static final String BAD_ENTRIES_READ = "ERR value for ENTRIESREAD must be positive or -1";

    private XGroup() {}

    static Command row() {
        KeySpec insert = KeySpec.range(2, 2, 1, "RW", "INSERT");
        KeySpec delete = KeySpec.range(2, 2, 1, "RW", "DELETE");
        return command("XGROUP", "Makes, changes and removes groups of consumers.")
                .since("5.0.0")
                .subcommands(List.of(
                        command(
                                        "XGROUP CREATE key group <id | $> [MKSTREAM] [ENTRIESREAD entries-read]",
                                        "Makes a group that reads what comes after an id.")
                                .since("5.0.0")
                                .write(Flag.DENYOOM)
                                .keys(insert)
                                .runs(XGroup::create),
                        command("XGROUP CREATECONSUMER key group consumer", "Makes a consumer.")
                                .since("6.2.0")
                                .write(Flag.DENYOOM)
                                .keys(insert)
                                .runs(XGroup::createConsumer),
                        command("XGROUP DELCONSUMER key group consumer", "Removes a consumer and what it has pending.")
                                .since("5.0.0")
                                .write()
                                .keys(delete)
                                .runs(XGroup::delConsumer),
                        command("XGROUP DESTROY key group", "Removes a group.")
                                .since("5.0.0")
                                .write()
                                .keys(delete)
                                .runs(XGroup::destroy),
                        command("XGROUP HELP", "Says what XGROUP can do.")
                                .since("5.0.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(XGroup::help),
                        command(
                                        "XGROUP SETID key group <id | $> [ENTRIESREAD entries-read]",
                                        "Sets up to where a group has read.")
                                .since("5.0.0")
                                .write()
                                .keys(KeySpec.range(2, 2, 1, "RW", "UPDATE"))
                                .runs(XGroup::setId)));
    }

    private static void create(Call call) {
        long entriesRead = Group.UNKNOWN;
        boolean makes = false;
        for (int i = 5; i < call.count(); i++) {
            if (call.is(i, "MKSTREAM")) {
                makes = true;
            } else {
                entriesRead = entriesRead(call, i++);
            }
        }
        Slice key = call.arg(2);
        StreamValue stream = StreamValue.of(call.db().find(key));
        if (stream == null && !makes) {
            throw Errors.of(NO_KEY);
        }
        if (call.count() > 8) {
            throw badWords(call);
        }
        StreamId id = call.is(4, "$") ? lastId(stream) : IdWord.id(call, 4);
        if (stream != null && stream.group(call.arg(3)) != null) {
            throw Errors.of(BUSY);
        }
        if (stream == null) {
            stream = new StreamValue();
            call.db().put(key, stream);
            call.db().changed(key);
        } else {
            call.changedAside();
        }
        stream.groups().put(call.arg(3).copy(), new Group(id, entriesRead));
        call.reply().ok();
        call.event(key, EventClass.STREAM, "xgroup-create");
    }

    private static StreamId lastId(@Nullable StreamValue stream) {
        return stream == null ? StreamId.ZERO : stream.lastId();
    }

    /** The value of ENTRIESREAD, which must be the word at {@code at}. */
    private static long entriesRead(Call call, int at) {
        if (!call.is(at, "ENTRIESREAD") || at + 1 == call.count()) {
            throw badWords(call);
        }
        long value = call.integer(at + 1);
        if (value < 0 && value != Group.UNKNOWN) {
            throw Errors.of(BAD_ENTRIES_READ);
        }
        return value;
    }

    private static CommandException badWords(Call call) {
        return Errors.of("ERR unknown subcommand or wrong number of arguments for '" + Errors.quoted(call.arg(1), 128)
                + "'. Try XGROUP HELP.");
    }

    private static void setId(Call call) {
        long entriesRead = Group.UNKNOWN;
        for (int i = 5; i < call.count(); i += 2) {
            entriesRead = entriesRead(call, i);
        }
        StreamValue stream = stream(call);
        Group group = group(call, stream);
        if (call.count() > 7) {
            throw badWords(call);
        }
        group.lastId = call.is(4, "$") ? stream.lastId() : IdWord.idOrEdge(call, 4);
        group.entriesRead = entriesRead;
        call.reply().ok();
        call.changedAside();
        call.event(call.arg(2), EventClass.STREAM, "xgroup-setid");
    }

    private static void destroy(Call call) {
        StreamValue stream = stream(call);
        Slice key = call.arg(2);
        boolean removed = stream.groups().remove(call.arg(3)) != null;
        if (removed) {
            call.changed(key, EventClass.STREAM, "xgroup-destroy");
        }
        call.reply().integer(removed);
    }

    private static void createConsumer(Call call) {
        Group group = group(call, stream(call));
        boolean isNew = group.consumer(call.arg(4)) == null;
        if (isNew) {
            group.create(call.arg(4), call.now());
            call.changedAside();
            call.event(call.arg(2), EventClass.STREAM, "xgroup-createconsumer");
        }
        call.reply().integer(isNew);
    }

    private static void delConsumer(Call call) {
        Group group = group(call, stream(call));
        Consumer consumer = group.consumer(call.arg(4));
        int pending = 0;
        if (consumer != null) {
            pending = consumer.pending.size();
            group.remove(consumer);
            call.changedAside();
            call.event(call.arg(2), EventClass.STREAM, "xgroup-delconsumer");
        }
        call.reply().integer(pending);
    }

    private static StreamValue stream(Call call) {
        StreamValue stream = StreamValue.of(call.db().find(call.arg(2)));
        if (stream == null) {
            throw Errors.of(NO_KEY);
        }
        return stream;
    }

    private static Group group(Call call, StreamValue stream) {
        Group group = stream.group(call.arg(3));
        if (group == null) {
            throw Streams.noGroup(call.arg(2), call.arg(3));
        }
        return group;
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "CREATE <key> <groupname> <id|$> [option]",
                "    Create a new consumer group. Options are:",
                "    * MKSTREAM",
                "      Create the empty stream if it does not exist.",
                "    * ENTRIESREAD entries_read",
                "      Set the group's entries_read counter (internal use).",
                "CREATECONSUMER <key> <groupname> <consumer>",
                "    Create a new consumer in the specified group.",
                "DELCONSUMER <key> <groupname> <consumer>",
                "    Remove the specified consumer.",
                "DESTROY <key> <groupname>",
                "    Remove the specified group.",
                "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
                "    Set the current group ID and entries_read counter.");
    }
}
