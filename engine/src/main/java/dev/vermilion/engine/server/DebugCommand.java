package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Sized;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** DEBUG: what tests of clients and of Redis itself need. Refused unless {@code enable-debug-command} allows it. */
final class DebugCommand {

    private static final String NOT_ALLOWED = "ERR DEBUG command not allowed. If the enable-debug-command option is set"
            + " to \"local\", you can run it from a local connection, otherwise you need to set this option in the"
            + " configuration file, and then restart the server.";

    private final ServerContext context;

    DebugCommand(ServerContext context) {
        this.context = context;
    }

    Command row() {
        return command("DEBUG subcommand [arg [arg ...]]", "Does what only tests need.")
                .since("1.0.0")
                .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE)
                .runs(this::debug);
    }

    private void debug(Call call) {
        if (!isAllowed(call)) {
            throw Errors.of(NOT_ALLOWED);
        }
        if (call.is(1, "DIGEST-VALUE")) {
            digestValues(call);
            return;
        }
        String subcommand = call.arg(1).toString().toUpperCase(Locale.ROOT) + " " + (call.count() - 2);
        switch (subcommand) {
            case "CHANGE-REPL-ID 0", "QUICKLIST-PACKED-THRESHOLD 1", "REPLYBUFFER 2", "DICT-RESIZING 1" ->
                call.reply().ok(); // nothing here depends on them
            case "CONFIG-REWRITE-FORCE-ALL 0" -> rewriteAll(call);
            case "AOF-FLUSH-SLEEP 1" -> {
                context.persistence().sleepBeforeAppend(call.integer(2));
                call.reply().ok();
            }
            case "DIGEST 0" -> call.reply().simple(DebugDigest.ofAll(call.keyspace()));
            case "ERROR 1" -> throw Errors.of(call.arg(2).toString().replaceAll("[\r\n]", " "));
            case "HELP 0" -> help(call);
            case "HTSTATS 1", "HTSTATS 2" -> DebugForms.database(call);
            case "HTSTATS-KEY 1", "HTSTATS-KEY 2" -> DebugForms.key(call);
            case "LISTPACK 1" -> DebugForms.listpack(call, context.log());
            case "LOADAOF 0" -> {
                if (!context.persistence().reloadAof()) {
                    throw Errors.of("ERR Error trying to load the AOF files, check server logs.");
                }
                call.reply().ok();
            }
            case "LOG 1" -> log(call);
            case "OBJECT 1" -> object(call);
            case "PAUSE-CRON 1" -> {
                call.settings().cronPaused = isOn(call.arg(2));
                call.reply().ok();
            }
            case "POPULATE 1", "POPULATE 2", "POPULATE 3" -> populate(call);
            case "PROTOCOL 1" -> DebugProtocol.reply(call);
            case "RELOAD 0", "RELOAD 1", "RELOAD 2", "RELOAD 3" -> reload(call);
            case "SET-ACTIVE-EXPIRE 1" -> setActiveExpire(call);
            case "SET-DISABLE-DENY-SCRIPTS 1" -> {
                call.settings().scriptsMayRunAll = call.is(2, "1");
                call.reply().ok();
            }
            case "SLEEP 1" -> sleep(call);
            case "STRINGMATCH-LEN 2" -> stringMatch(call);
            default ->
                throw Errors.of("ERR unknown subcommand or wrong number of arguments for '" + Errors.quoted(call.arg(1))
                        + "'. Try DEBUG HELP.");
        }
    }

    private boolean isAllowed(Call call) {
        String address = call.client().connection().remoteAddress();
        return switch (context.configuration().get("enable-debug-command")) {
            case "yes" -> true;
            case "local" -> address.startsWith("127.") || address.startsWith("[::1]");
            default -> false;
        };
    }

    private void rewriteAll(Call call) {
        String file = context.facts().getOrDefault("config_file", "");
        if (file.isEmpty()) {
            throw Errors.of("ERR The server is running without a config file");
        }
        try {
            context.configuration().rewriteAll(Path.of(file));
        } catch (IOException e) {
            throw Errors.of("ERR CONFIG-REWRITE-FORCE-ALL failed");
        }
        call.reply().ok();
    }

    private void log(Call call) {
        context.log().warning("DEBUG LOG: " + call.arg(2));
        call.reply().ok();
    }

    private static void digestValues(Call call) {
        call.reply().array(call.count() - 2L);
        for (int i = 2; i < call.count(); i++) {
            Object held = call.db().peek(call.arg(i));
            long expireAt = held == null ? Database.NEVER : call.db().expireAt(call.arg(i));
            call.reply().simple(DebugDigest.ofValue(held, expireAt));
        }
    }

    private static void object(Call call) {
        Slice key = call.arg(2);
        Object held = call.db().remains(key);
        if (held == null) {
            throw Errors.noSuchKey();
        }
        String encoding = held instanceof Value value ? value.encoding() : StringValue.encoding(held);
        long bytes = Sized.of(held);
        long idle = call.db().idleSeconds(key);
        int address = held instanceof Long ? key.hashCode() : System.identityHashCode(held);
        call.reply()
                .simple("Value at:0x" + Integer.toHexString(address) + " refcount:1 encoding:"
                        + encoding + " serializedlength:" + bytes + " lru:" + (call.now() / 1000 - idle & 0xffffff)
                        + " lru_seconds_idle:" + idle + DebugForms.ofList(call, held));
    }

    private static void populate(Call call) {
        long count = call.integer(2, 0, Integer.MAX_VALUE);
        String prefix = call.count() > 3 ? call.arg(3).toString() : "key";
        int size = call.count() > 4 ? (int) call.integer(4, 0, Integer.MAX_VALUE) : 0;
        for (long i = 0; i < count; i++) {
            Slice key = Slice.of(prefix + ":" + i);
            byte[] value = Slice.of("value:" + i).toBytes();
            if (!call.db().contains(key)) {
                call.db().put(key, StringValue.of(Slice.of(size == 0 ? value : Arrays.copyOf(value, size))));
            }
        }
        call.reply().ok();
    }

    private void reload(Call call) {
        boolean flushes = true;
        boolean saves = true;
        boolean merges = false;
        for (int i = 2; i < call.count(); i++) {
            if (call.is(i, "MERGE")) {
                merges = true;
            } else if (call.is(i, "NOFLUSH")) {
                flushes = false;
            } else if (call.is(i, "NOSAVE")) {
                saves = false;
            } else {
                throw Errors.of("ERR DEBUG RELOAD only supports the MERGE, NOFLUSH and NOSAVE options.");
            }
        }
        if (saves && !context.persistence().saveNow()) {
            throw Errors.of("ERR");
        }
        if (!context.persistence().reload(flushes, merges)) {
            throw Errors.of("ERR Error trying to load the RDB dump, check server logs");
        }
        call.reply().ok();
    }

    private static void setActiveExpire(Call call) {
        call.settings().activeExpire = isOn(call.arg(2));
        call.reply().ok();
    }

    private static boolean isOn(Slice word) {
        return Numbers.isLong(word) && Numbers.parseLong(word) != 0;
    }

    /** Nobody is served meanwhile: that is what it is for. */
    private static void sleep(Call call) {
        double seconds = Numbers.parseDouble(call.arg(2));
        long end = System.nanoTime() + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        call.reply().ok();
    }

    private static void stringMatch(Call call) {
        byte[] text = new byte[(int) call.integer(2, 0, Integer.MAX_VALUE)];
        Arrays.fill(text, (byte) 'a');
        Glob.matches(call.arg(3), Slice.of(text), false);
        call.reply().ok();
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "AOF-FLUSH-SLEEP <microsec>",
                "    Server will sleep before flushing the AOF, this is used for testing.",
                "DIGEST",
                "    Output a hex signature representing the current DB content.",
                "DIGEST-VALUE <key> [<key> ...]",
                "    Output a hex signature of the values of all the specified keys.",
                "ERROR <string>",
                "    Return a Redis protocol error with <string> as message. Useful for clients",
                "    unit tests to simulate Redis errors.",
                "HTSTATS <dbid> [full]",
                "    Return hash table statistics of the specified Redis database.",
                "HTSTATS-KEY <key> [full]",
                "    Like HTSTATS but for the hash table stored at <key>'s value.",
                "LISTPACK <key>",
                "    Show low level info about the listpack encoding of <key>.",
                "LOADAOF",
                "    Flush the AOF buffers on disk and reload the AOF in memory.",
                "LOG <message>",
                "    Write <message> to the server log.",
                "OBJECT <key>",
                "    Show low level info about `key` and associated value.",
                "POPULATE <count> [<prefix>] [<size>]",
                "    Create <count> string keys named key:<num>. If <prefix> is specified then",
                "    it is used instead of the 'key' prefix.",
                "PROTOCOL <type>",
                "    Reply with a test value of the specified type. <type> can be: string,",
                "    integer, double, bignum, null, array, set, map, attrib, push, verbatim,",
                "    true, false.",
                "RELOAD [option ...]",
                "    Save the RDB on disk and reload it back to memory. Valid <option> values:",
                "    * MERGE: conflicting keys will be loaded from RDB.",
                "    * NOFLUSH: the existing database will not be removed before load, but",
                "      conflicting keys will generate an exception and kill the server.",
                "    * NOSAVE: the database will be loaded from an existing RDB file.",
                "PAUSE-CRON <0|1>",
                "    Stop periodic cron job processing.",
                "SET-ACTIVE-EXPIRE <0|1>",
                "    Setting it to 0 disables expiring keys in background when they are not",
                "    accessed (otherwise the Redis behavior). Setting it to 1 reenables back the",
                "    default.",
                "SET-DISABLE-DENY-SCRIPTS <0|1>",
                "    Allow scripts to run commands that are denied to them.",
                "SLEEP <seconds>",
                "    Stop the server for <seconds>. Decimals allowed.",
                "STRINGMATCH-LEN <len> <pattern>",
                "    Match <pattern> against a string of <len> letters.");
    }
}
