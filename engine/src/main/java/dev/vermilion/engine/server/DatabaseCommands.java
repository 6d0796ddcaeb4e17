package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.persist.Persistence;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** The commands on databases as a whole. */
final class DatabaseCommands {

    private DatabaseCommands() {}

    static List<Command> rows(Persistence persistence) {
        return List.of(
                command("DBSIZE", "Returns the number of keys of the database.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "response_policy:agg_sum")
                        .read(Flag.FAST)
                        .categories("keyspace")
                        .runs(call -> call.reply().integer(call.db().size())),
                command("FLUSHALL [ASYNC | SYNC]", "Removes all keys of all databases.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .write()
                        .categories("keyspace", "dangerous")
                        .runs(call -> flushAll(call, persistence)),
                command("FLUSHDB [ASYNC | SYNC]", "Removes all keys of the database.")
                        .since("1.0.0")
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .write()
                        .categories("keyspace", "dangerous")
                        .runs(DatabaseCommands::flushDb),
                command("SWAPDB index1 index2", "Exchanges the content of two databases.")
                        .since("4.0.0")
                        .write(Flag.FAST)
                        .categories("keyspace", "dangerous")
                        .runs(DatabaseCommands::swapDb));
    }

    private static void flushAll(Call call, Persistence persistence) {
        checkMode(call);
        int cleared = 0;
        for (int i = 0; i < call.keyspace().databases(); i++) {
            cleared += call.keyspace().database(i).clear();
        }
        call.keyspace().changedAside(cleared);
        freed(call, cleared);
        call.keyspace().flushed();
        call.effect("FLUSHALL"); // also if there was nothing
        persistence.flushedAll();
        call.reply().ok();
    }

    private static void flushDb(Call call) {
        checkMode(call);
        int cleared = call.db().clear();
        call.keyspace().changedAside(cleared);
        freed(call, cleared);
        call.keyspace().flushed();
        call.effect("FLUSHDB"); // also if there was nothing
        call.reply().ok();
    }

    /** Without ASYNC, too, unless within a transaction or a script: the client could wait while others are served. */
    private static void freed(Call call, int keys) {
        if (call.is(1, "ASYNC") || !call.mustNotBlock()) {
            call.keyspace().freedLazily(keys);
        }
    }

    /** Both modes are the same here: what is dropped at once is freed by the collector, beside the command thread. */
    private static void checkMode(Call call) {
        if (call.count() > 2 || (call.count() == 2 && !call.is(1, "ASYNC") && !call.is(1, "SYNC"))) {
            throw Errors.syntax();
        }
    }

    private static void swapDb(Call call) {
        long first = index(call.arg(1), "first");
        long second = index(call.arg(2), "second");
        int databases = call.keyspace().databases();
        if (first < 0 || first >= databases || second < 0 || second >= databases) {
            throw Errors.of("ERR DB index is out of range");
        }
        if (first != second) {
            Database one = call.keyspace().database((int) first);
            one.swapWith(call.keyspace().database((int) second));
        }
        call.keyspace().changedAside(1);
        call.reply().ok();
    }

    private static long index(Slice word, String which) {
        if (!Numbers.isLong(word)) {
            throw Errors.of("ERR invalid " + which + " DB index");
        }
        long index = Numbers.parseLong(word);
        if (index != (int) index) {
            throw Errors.of("ERR invalid " + which + " DB index");
        }
        return index;
    }
}
