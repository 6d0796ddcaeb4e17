package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.scripting.lua.Arguments;
import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaFunction;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The library {@code redis} of scripts. */
final class RedisLibrary {

    private static final int REPL_ALL = 3;
    private static final int LOG_WARNING = 3;

    private final ScriptRun run;
    private final CommandTable commands;
    private final BiConsumer<Integer, String> log;

    /**
     * A library.
     *
     * @param log writes a line of a level from 0 to 3 to the log of the server
     */
    RedisLibrary(ScriptRun run, CommandTable commands, BiConsumer<Integer, String> log) {
        this.run = run;
        this.commands = commands;
        this.log = log;
    }

    /** The functions and constants that scripts and functions both have. */
    LuaTable table(String version) {
        LuaTable redis = new LuaTable();
        put(redis, "call", run::call);
        put(redis, "pcall", run::tryCall);
        put(redis, "error_reply", RedisLibrary::errorReply);
        put(redis, "status_reply", RedisLibrary::statusReply);
        put(redis, "sha1hex", RedisLibrary::sha1Hex);
        put(redis, "log", this::log);
        put(redis, "setresp", this::setResp);
        put(redis, "set_repl", RedisLibrary::setRepl);
        put(redis, "acl_check_cmd", this::mayRun);
        String[] levels = {"LOG_DEBUG", "LOG_VERBOSE", "LOG_NOTICE", "LOG_WARNING"};
        for (int i = 0; i < levels.length; i++) {
            redis.put(levels[i], (double) i);
        }
        redis.put("REPL_NONE", 0.0);
        redis.put("REPL_AOF", 1.0);
        redis.put("REPL_SLAVE", 2.0);
        redis.put("REPL_REPLICA", 2.0);
        redis.put("REPL_ALL", (double) REPL_ALL);
        String[] parts = version.split("\\.");
        redis.put("REDIS_VERSION", LuaString.of(version));
        redis.put("REDIS_VERSION_NUM", (double)
                (Integer.parseInt(parts[0]) << 16 | Integer.parseInt(parts[1]) << 8 | Integer.parseInt(parts[2])));
        return redis;
    }

    /** Adds what only scripts have, and functions have not. */
    static void addForScripts(LuaTable redis) {
        put(redis, "replicate_commands", arguments -> true);
        put(redis, "breakpoint", arguments -> false);
        put(redis, "debug", arguments -> LuaFunction.NOTHING);
    }

    private static void put(LuaTable table, String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    /** An error of the library, as a table that says so. */
    static LuaError error(String text) {
        return new LuaError(LuaReplies.error("ERR " + text));
    }

    private static Object errorReply(@Nullable Object[] arguments) {
        if (arguments.length != 1 || !(arguments[0] instanceof LuaString text)) {
            return LuaReplies.error("ERR wrong number or type of arguments");
        }
        String message = text.toString();
        if (message.startsWith("-")) {
            message = message.substring(1);
        } else if (message.indexOf(' ') < 0) {
            message = "ERR " + message;
        }
        return LuaReplies.error(message.replaceAll("[\r\n]+$", ""));
    }

    private static Object statusReply(@Nullable Object[] arguments) {
        return arguments.length == 1 && arguments[0] instanceof LuaString text
                ? LuaReplies.status(text)
                : LuaReplies.error("ERR wrong number or type of arguments");
    }

    private static Object sha1Hex(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw error("wrong number of arguments");
        }
        LuaString text = Lua.toLuaString(arguments[0]);
        return LuaString.of(Scripts.sha(text == null ? new byte[0] : text.bytes()));
    }

    private Object log(@Nullable Object[] arguments) {
        if (arguments.length < 2) {
            throw error("redis.log() requires two arguments or more.");
        }
        if (!(arguments[0] instanceof Double level)) {
            throw error("First argument must be a number (log level).");
        }
        if (level < 0 || level > LOG_WARNING) {
            throw error("Invalid debug level.");
        }
        StringBuilder line = new StringBuilder();
        for (int i = 1; i < arguments.length; i++) {
            LuaString text = Lua.toLuaString(arguments[i]);
            if (text != null) {
                line.append(i > 1 ? " " : "").append(text);
            }
        }
        log.accept(level.intValue(), line.toString());
        return LuaFunction.NOTHING;
    }

    private Object setResp(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw error("redis.setresp() requires one argument.");
        }
        int version = Arguments.integer(arguments, 0);
        if (version != 2 && version != 3) {
            throw error("RESP version must be 2 or 3.");
        }
        run.protocol(version);
        return LuaFunction.NOTHING;
    }

    /** Nothing is replicated, so that there is nothing to choose; but the arguments must be right. */
    private static Object setRepl(@Nullable Object[] arguments) {
        if (arguments.length != 1) {
            throw error("redis.set_repl() requires two arguments.");
        }
        int flags = Arguments.integer(arguments, 0);
        if ((flags & ~REPL_ALL) != 0) {
            throw error("Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
        }
        return LuaFunction.NOTHING;
    }

    private Object mayRun(@Nullable Object[] arguments) {
        if (arguments.length == 0) {
            throw error("Please specify at least one argument for this redis lib call");
        }
        Request words = new Request();
        for (Object each : arguments) {
            LuaString text = Lua.toLuaString(each);
            if (text == null) {
                throw error("Lua redis lib command arguments must be strings or integers");
            }
            words.add().set(text.bytes());
        }
        Command command = commands.find(words);
        if (command == null) {
            throw error("Invalid command passed to redis.acl_check_cmd()");
        }
        return run.denial(command, words) == null;
    }
}
