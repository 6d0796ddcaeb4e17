package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.scripting.lua.Interpreter;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaFunction;
import dev.vermilion.engine.scripting.lua.LuaState;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The scripts that were seen, and how one is run. */
final class Scripts {

    private static final String CHUNK = "user_script";
    private static final LuaString KEYS = LuaString.of("KEYS");
    private static final LuaString ARGV = LuaString.of("ARGV");
    /** Scripts that are found by their text without a SHA-1 of it. */
    private static final int RECENT = 256;

    private final Interpreter interpreter;
    private final ScriptRun run;
    private final LongScripts watch;
    private final Map<String, Script> bySha = new HashMap<>();
    private final @Nullable Script[] recent = new Script[RECENT];

    Scripts(Interpreter interpreter, ScriptRun run, LongScripts watch) {
        this.interpreter = interpreter;
        this.run = run;
        this.watch = watch;
        interpreter.state().watch(watch::look);
    }

    /** The SHA-1 of {@code bytes}, in hexadecimal. */
    static String sha(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** The script of that text, understood now if it is new. */
    Script load(Slice body) {
        int place = body.hashCode() & RECENT - 1;
        Script known = recent[place];
        if (known != null && body.contentEquals(known.body().bytes())) {
            return known;
        }
        byte[] text = body.toBytes();
        String sha = sha(text);
        Script script = bySha.get(sha);
        if (script == null) {
            script = compile(text, sha);
            bySha.put(sha, script);
        }
        recent[place] = script;
        return script;
    }

    private Script compile(byte[] text, String sha) {
        ScriptHeader header = ScriptHeader.of(text);
        byte[] source = text;
        if (header != null) {
            header.checkScript();
            source = Arrays.copyOfRange(text, header.length(), text.length);
        }
        try {
            LuaFunction function = interpreter.compile(LuaString.of(source), CHUNK);
            return new Script(LuaString.of(text), sha, function, header == null ? null : header.flags());
        } catch (LuaError e) {
            throw Errors.of("ERR Error compiling script (new function): " + e.value());
        }
    }

    /** The script with that SHA-1, in any case. */
    Script find(Slice sha) {
        Script script = bySha.get(sha.toString().toLowerCase(Locale.ROOT));
        if (script == null) {
            throw Errors.of("NOSCRIPT No matching script. Please use EVAL.");
        }
        return script;
    }

    /** False if {@code body} says in its first line that it does not write. */
    static boolean replicates(Slice body) {
        try {
            ScriptHeader header = ScriptHeader.of(body.toBytes());
            return header == null || !header.flags().contains(ScriptHeader.NO_WRITES);
        } catch (CommandException e) {
            return true; // it will be refused when it runs
        }
    }

    /** False if the script with that SHA-1 says that it does not write. */
    boolean replicatesKnown(Slice sha) {
        Script script = bySha.get(sha.toString().toLowerCase(Locale.ROOT));
        return script == null || !script.saysItDoesNotWrite();
    }

    /** True if a script with that SHA-1 is known. */
    boolean has(Slice sha) {
        return bySha.containsKey(sha.toString().toLowerCase(Locale.ROOT));
    }

    LongScripts watch() {
        return watch;
    }

    int count() {
        return bySha.size();
    }

    /** Forgets all scripts. */
    void clear() {
        bySha.clear();
        Arrays.fill(recent, null);
    }

    /**
     * Runs a script, which is found by the first argument, with the keys and arguments from the words of a call, and answers with what it returns.
     *
     * @param readOnly true for the commands that allow no writes
     */
    void run(Function<Slice, Script> find, Call call, boolean readOnly) {
        int keys = keys(call);
        Script script = find.apply(call.arg(1));
        if (readOnly && script.mayWrite()) {
            throw Errors.of("ERR Can not execute a script with write flag using *_ro command.");
        }
        LuaTable globals = interpreter.globals();
        globals.put(KEYS, words(call, 3, 3 + keys));
        globals.put(ARGV, words(call, 3 + keys, call.count()));
        invoke(
                script.function(),
                LuaFunction.NOTHING,
                call,
                readOnly || script.saysItDoesNotWrite(),
                script.flags(),
                script.sha(),
                CHUNK);
    }

    /** The number of keys that a call names, which is its third word. */
    static int keys(Call call) {
        long keys = call.integer(2);
        if (keys > call.count() - 3) {
            throw Errors.of("ERR Number of keys can't be greater than number of args");
        } else if (keys < 0) {
            throw Errors.of("ERR Number of keys can't be negative");
        }
        return (int) keys;
    }

    static LuaTable words(Call call, int from, int to) {
        LuaTable table = new LuaTable(to - from, 0);
        for (int i = from; i < to; i++) {
            table.put(i - from + 1, LuaString.of(call.arg(i).toBytes()));
        }
        return table;
    }

    /**
     * Calls a function of Lua for a client, and answers with what it returns or with the error it raises.
     *
     * @param flags what it says of itself; null for a script that says nothing
     */
    void invoke(
            LuaFunction function,
            @Nullable Object[] arguments,
            Call call,
            boolean mayNotWrite,
            @Nullable Set<String> flags,
            String name,
            String chunk) {
        run.begin(call, mayNotWrite, flags);
        call.noEffect();
        watch.begin(call, name, chunk.equals(LibraryLoader.CHUNK));
        try {
            Object value = LuaFunction.first(function.call(arguments));
            LuaString error = LuaReplies.errorText(value);
            if (error != null) {
                throw new CommandException(error.toString(), LuaReplies.isCounted(value));
            }
            LuaReplies.write(value, call.reply(), run.protocol() > 2);
        } catch (LuaError e) {
            throw new CommandException(
                    text(e, interpreter.state()) + " script: " + name + ", on @" + chunk + ":" + e.line() + ".",
                    LuaReplies.isCounted(e.value()));
        } catch (LongScripts.Killed e) {
            throw Errors.of(watch.epitaph() + " script: " + name);
        } catch (StackOverflowError e) {
            throw Errors.of("ERR stack overflow script: " + name);
        } catch (OutOfMemoryError e) {
            throw Errors.of("ERR not enough memory script: " + name);
        } finally {
            watch.end();
            run.end();
            interpreter.state().endOfScript();
        }
    }

    /** What an error says, with a code in front. */
    static String text(LuaError e, LuaState state) {
        LuaString error = LuaReplies.errorText(e.value());
        if (error != null) {
            return error.toString();
        }
        return e.value() instanceof LuaTable ? "ERR unknown error" : "ERR " + state.toText(e.value());
    }
}
