package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Unconnected;
import dev.vermilion.engine.command.User;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How scripts run commands: as a client of their own, that acts for the one that runs the script. */
final class ScriptRun {

    private static final String NO_ARGUMENTS = "ERR Please specify at least one argument for this redis lib call";
    private static final String BAD_ARGUMENT = "ERR Lua redis lib command arguments must be strings or integers";
    private static final String UNKNOWN = "ERR Unknown Redis command called from script";
    private static final String WRONG_ARITY = "ERR Wrong number of args calling Redis command from script";
    private static final String NOT_ALLOWED = "ERR This Redis command is not allowed from script";
    private static final String READ_ONLY = "ERR Write commands are not allowed from read-only scripts.";

    private final Dispatcher dispatcher;
    private final Keyspace keyspace;
    private final Client client;
    private final Request words = new Request();
    private Client caller;
    private boolean readOnly;
    private boolean running;
    private boolean wrote;
    /** False if the script says that it may run though there is no memory. */
    private boolean mayNeedMemory;

    ScriptRun(Dispatcher dispatcher, Keyspace keyspace) {
        this.dispatcher = dispatcher;
        this.keyspace = keyspace;
        this.client = new Client(-1, new Unconnected("lua"), keyspace.database(0), new ReplyWriter(), 0);
        this.caller = client;
        client.executing(true);
        client.authenticated(true);
    }

    /**
     * A script begins to act for a client.
     *
     * @param flags what the script says of itself; null if it says nothing
     * @throws dev.vermilion.engine.command.CommandException if it may write and nothing may be written, or may need memory and there is none
     */
    void begin(Call call, boolean mayNotWrite, @Nullable Set<String> flags) {
        mayNeedMemory = flags == null || !flags.contains(ScriptHeader.ALLOW_OOM);
        boolean mayWrite = flags != null && !flags.contains(ScriptHeader.NO_WRITES);
        String refused = mayWrite ? dispatcher.admission().writeRefusal() : null;
        if (refused != null) {
            throw Errors.of(refused);
        } else if (mayWrite && mayNeedMemory && keyspace.eviction().isFull()) {
            throw Errors.of(Errors.OUT_OF_MEMORY);
        }
        running = true;
        readOnly = mayNotWrite;
        wrote = false;
        caller = call.client();
        client.user(caller.user());
        client.database(call.db());
        client.noTouch(call.client().isNoTouch());
        client.reply().protocol(2);
    }

    /** The script has ended. */
    void end() {
        running = false;
        client.reply().clear();
    }

    boolean isRunning() {
        return running;
    }

    /** True if the script has run a command that may write: it cannot be killed any more. */
    boolean hasWritten() {
        return wrote;
    }

    /** The version of RESP that replies are in. */
    int protocol() {
        return client.reply().protocol();
    }

    /** Sets the version of RESP that replies are in. */
    void protocol(int version) {
        client.reply().protocol(version);
    }

    /** {@code redis.call}: an error is raised. */
    @Nullable
    Object call(@Nullable Object[] arguments) {
        Object reply = tryCall(arguments);
        if (LuaReplies.errorText(reply) != null) {
            throw new LuaError(reply);
        }
        return reply;
    }

    /** {@code redis.pcall}: an error is returned. */
    @Nullable
    Object tryCall(@Nullable Object[] arguments) {
        String problem = prepare(arguments);
        if (problem != null) {
            return LuaReplies.error(problem);
        }
        Command command = dispatcher.table().find(words);
        String refused = command == null ? UNKNOWN : refusal(command);
        if (command == null || refused != null) {
            return refused(command, refused == null ? UNKNOWN : refused);
        }
        wrote |= command.is(Flag.WRITE);
        ReplyWriter reply = client.reply();
        dispatcher.runForScript(client, command, words);
        Object value = LuaReplies.read(reply.array());
        reply.truncate(0); // keeps the buffer for the next command
        return value;
    }

    private LuaTable refused(@Nullable Command command, String reason) {
        dispatcher.countError(reason);
        if (command != null) {
            command.reject();
        }
        return LuaReplies.countedError(LuaString.of(reason));
    }

    private @Nullable String prepare(@Nullable Object[] arguments) {
        if (arguments.length == 0) {
            return NO_ARGUMENTS;
        } else if (!running) {
            return "ERR redis.call/pcall can only be called inside a script invocation";
        }
        words.clear();
        for (Object each : arguments) {
            byte[] bytes;
            if (each instanceof LuaString string) {
                bytes = string.bytes();
            } else if (each instanceof Double number) {
                bytes = Lua.exactText(number).bytes();
            } else {
                return BAD_ARGUMENT;
            }
            words.add().set(bytes);
        }
        return null;
    }

    private @Nullable String refusal(Command command) {
        if (!command.accepts(words.count()) || command.handler() == null) {
            return WRONG_ARITY;
        } else if (command.is(Flag.NOSCRIPT) && !keyspace.settings().scriptsMayRunAll) {
            return NOT_ALLOWED;
        }
        Denial denial = denial(command, words);
        if (denial != null) {
            dispatcher.admission().access().denied(caller, command, words, denial, Denial.Context.LUA);
            return denial.textInScript();
        }
        if (readOnly && (command.is(Flag.WRITE) || command.is(Flag.MAY_REPLICATE))) {
            return READ_ONLY;
        }
        if (command.is(Flag.WRITE) && !wrote && dispatcher.admission().writeRefusal() != null) {
            return dispatcher.admission().writeRefusal();
        }
        boolean refused = mayNeedMemory
                && !wrote
                && command.is(Flag.DENYOOM)
                && keyspace.eviction().isFull();
        return refused ? Errors.OUT_OF_MEMORY : null;
    }

    /** What the user for whom the script runs lacks to run a command; null if nothing. */
    @Nullable
    Denial denial(Command command, Request words) {
        User user = caller.user();
        return user.isUnrestricted() ? null : user.denial(command, words);
    }

    /** The database that the script has selected. */
    Database database() {
        return client.database();
    }
}
