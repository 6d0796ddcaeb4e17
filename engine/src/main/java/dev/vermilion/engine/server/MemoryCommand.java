package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.keyspace.Ledger;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.List;

/** MEMORY. */
final class MemoryCommand {

    private final ServerContext context;
    private final MemoryUse memory;

    MemoryCommand(ServerContext context, MemoryUse memory) {
        this.context = context;
        this.memory = memory;
    }

    Command row() {
        return command("MEMORY", "Tells what memory is used for.")
                .since("4.0.0")
                .subcommands(List.of(
                        command("MEMORY DOCTOR", "Tells what is wrong with memory.")
                                .since("4.0.0")
                                .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                                .runs(this::doctor),
                        command("MEMORY HELP", "Says what MEMORY can do.")
                                .since("4.0.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(MemoryCommand::help),
                        command("MEMORY MALLOC-STATS", "Returns what the allocator tells of itself.")
                                .since("4.0.0")
                                .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                                .runs(MemoryCommand::mallocStats),
                        command("MEMORY PURGE", "Asks the allocator to give memory back.")
                                .since("4.0.0")
                                .tips("request_policy:all_shards", "response_policy:all_succeeded")
                                .runs(call -> call.reply().ok()),
                        command("MEMORY STATS", "Returns figures about memory.")
                                .since("4.0.0")
                                .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                                .runs(this::stats),
                        command("MEMORY USAGE key [SAMPLES count]", "Tells the memory of a key and its value.")
                                .since("4.0.0")
                                .read()
                                .keys(KeySpec.range(2, 2, 1, "RO"))
                                .runs(MemoryCommand::usage)));
    }

    private static void usage(Call call) {
        for (int i = 3; i < call.count(); i += 2) {
            if (!call.is(i, "SAMPLES") || i + 1 == call.count()) {
                throw Errors.syntax();
            }
            if (call.integer(i + 1) < 0) { // a value knows its size: no sample is taken
                throw Errors.syntax();
            }
        }
        long bytes = call.db().memoryBytes(call.arg(2));
        if (bytes == 0) {
            call.reply().nullBulk();
        } else {
            call.reply().integer(bytes);
        }
    }

    private static void mallocStats(Call call) {
        call.reply().verbatim("txt", "Memory is the heap of the Java virtual machine. Use INFO memory instead.");
    }

    private void doctor(Call call) {
        long used = memory.used();
        long most = context.keyspace().eviction().limit();
        String found = "No memory issues were found: " + InfoText.human(used) + " are in use, and "
                + InfoText.human(most) + " may be.\n";
        if (memory.peak() > used + used / 2) {
            found = "There was a peak: " + InfoText.human(memory.peak()) + " were in use, and now it is "
                    + InfoText.human(used) + ".\n";
        }
        if (used > most / 10 * 9) {
            found = "Memory is nearly full: " + InfoText.human(used) + " of " + InfoText.human(most)
                    + " are in use. Raise maxmemory, choose a policy that evicts, or start Java with a larger -Xmx.\n";
        }
        call.reply().verbatim("txt", found);
    }

    private void stats(Call call) {
        long used = memory.used();
        long overhead = InfoMemory.overhead(context, memory);
        long dataset = Math.max(0, used - overhead);
        long keys = keys();
        ReplyWriter reply = call.reply();
        int start = reply.size();
        pair("peak.allocated", memory.peak(), reply);
        pair("total.allocated", used, reply);
        pair("startup.allocated", MemoryUse.atStart(), reply);
        pair("replication.backlog", 0, reply);
        pair("clients.slaves", 0, reply);
        pair("clients.normal", memory.used(Ledger.Kind.CLIENTS), reply);
        pair("cluster.links", 0, reply);
        pair("aof.buffer", 0, reply);
        pair("lua.caches", memory.used(Ledger.Kind.SCRIPTS), reply);
        pair("functions.caches", memory.used(Ledger.Kind.FUNCTIONS), reply);
        int pairs = 10 + databases(reply);
        pair("overhead.db.hashtable.lut", tables(), reply);
        pair("overhead.db.hashtable.rehashing", 0, reply);
        pair("overhead.total", overhead, reply);
        pair("db.dict.rehashing.count", 0, reply);
        pair("keys.count", keys, reply);
        pair("keys.bytes-per-key", keys == 0 ? 0 : dataset / keys, reply);
        pair("dataset.bytes", dataset, reply);
        pair("dataset.percentage", 100.0 * dataset / used, reply);
        pair("peak.percentage", 100.0 * used / memory.peak(), reply);
        pairs += 9 + allocator(used, reply);
        reply.mapAround(start, pairs);
    }

    private int databases(ReplyWriter reply) {
        int shown = 0;
        Keyspace keyspace = context.keyspace();
        for (int i = 0; i < keyspace.databases(); i++) {
            Database database = keyspace.database(i);
            if (database.isInUse()) {
                reply.bulk("db." + i);
                reply.map(2);
                long keyTable = database.keyTableBytes();
                pair("overhead.hashtable.main", keyTable, reply);
                pair("overhead.hashtable.expires", database.tableBytes() - keyTable, reply);
                shown++;
            }
        }
        return shown;
    }

    private long tables() {
        long bytes = 0;
        for (int i = 0; i < context.keyspace().databases(); i++) {
            bytes += context.keyspace().database(i).size() == 0
                    ? 0
                    : context.keyspace().database(i).tableBytes();
        }
        return bytes;
    }

    private int allocator(long used, ReplyWriter reply) {
        long committed = memory.committed();
        long resident = MemoryUse.resident();
        pair("allocator.allocated", used, reply);
        pair("allocator.active", committed, reply);
        pair("allocator.resident", committed, reply);
        pair("allocator-fragmentation.ratio", (double) committed / used, reply);
        pair("allocator-fragmentation.bytes", committed - used, reply);
        pair("allocator-rss.ratio", 1.0, reply);
        pair("allocator-rss.bytes", 0, reply);
        pair("rss-overhead.ratio", (double) resident / committed, reply);
        pair("rss-overhead.bytes", resident - committed, reply);
        pair("fragmentation", (double) resident / used, reply);
        pair("fragmentation.bytes", resident - used, reply);
        return 11;
    }

    private long keys() {
        long keys = 0;
        for (int i = 0; i < context.keyspace().databases(); i++) {
            keys += context.keyspace().database(i).size();
        }
        return keys;
    }

    private static void pair(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }

    private static void pair(String name, double value, ReplyWriter reply) {
        reply.bulk(name);
        reply.real(value);
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "DOCTOR",
                "    Return memory problems reports.",
                "MALLOC-STATS",
                "    Return internal statistics report from the memory allocator.",
                "PURGE",
                "    Attempt to purge dirty pages for reclamation by the allocator.",
                "STATS",
                "    Return information about the memory usage of the server.",
                "USAGE <key> [SAMPLES <count>]",
                "    Return memory in bytes used by <key> and its value. Nested values are",
                "    sampled up to <count> times (default: 5, 0 means sample all).");
    }
}
