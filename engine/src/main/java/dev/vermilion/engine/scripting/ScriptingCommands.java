package dev.vermilion.engine.scripting;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.scripting.lua.Interpreter;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** The commands that run scripts and functions, and keep them. */
public final class ScriptingCommands {

    private static final Flag[] RUNS = {
        Flag.NOSCRIPT, Flag.STALE, Flag.SKIP_MONITOR, Flag.NO_MANDATORY_KEYS, Flag.MOVABLEKEYS, Flag.SCRIPT_RUNNER
    };
    private static final KeySpec KEYS = KeySpec.counted(2, "RW", "ACCESS", "UPDATE");
    private static final KeySpec KEYS_READ = KeySpec.counted(2, "RO", "ACCESS");

    private final ScriptRun run;
    private final LongScripts watch;
    private final Scripts scripts;
    private final Functions functions;

    /**
     * The machinery of scripts and functions.
     *
     * @param version the version of Redis that scripts are told
     * @param log writes a line of a level from 0 to 3 to the log of the server
     * @param serveOthers reads and answers the requests of other clients, from within a script that runs for long
     * @param isStopping true once the engine is to end
     */
    public ScriptingCommands(
            Dispatcher dispatcher,
            Keyspace keyspace,
            String version,
            BiConsumer<Integer, String> log,
            Runnable serveOthers,
            BooleanSupplier isStopping) {
        this.watch = new LongScripts(dispatcher, keyspace.settings(), serveOthers, isStopping);
        this.run = new ScriptRun(dispatcher, keyspace);
        RedisLibrary library = new RedisLibrary(run, dispatcher.table(), log);
        LuaTable ofScripts = library.table(version);
        RedisLibrary.addForScripts(ofScripts);
        scripts = new Scripts(interpreter(ofScripts), run, watch);
        LuaTable ofFunctions = library.table(version);
        Interpreter forFunctions = new Interpreter();
        functions =
                new Functions(new LibraryLoader(forFunctions, ofFunctions, watch::look), scripts, keyspace.ledger());
        furnish(forFunctions, ofFunctions);
    }

    private static Interpreter interpreter(LuaTable redis) {
        Interpreter interpreter = new Interpreter();
        furnish(interpreter, redis);
        return interpreter;
    }

    /** Adds the libraries of Redis, and closes all of them to scripts. */
    private static void furnish(Interpreter interpreter, LuaTable redis) {
        LuaTable globals = interpreter.globals();
        globals.put("redis", redis);
        globals.put("cjson", CjsonLibrary.table());
        globals.put("cmsgpack", CmsgpackLibrary.table());
        globals.put("struct", StructLibrary.table());
        interpreter.state().caught(value -> {
            LuaString error = LuaReplies.errorText(value);
            return error == null ? value : error;
        });
        Sandbox.close(globals);
    }

    /** How many scripts are kept. */
    public int cachedScripts() {
        return scripts.count();
    }

    /** How many functions there are. */
    public int functionCount() {
        return functions.count();
    }

    /** How many libraries of functions there are. */
    public int libraryCount() {
        return functions.libraries();
    }

    /** Estimate of the heap that the compiled functions take, in bytes. */
    public long compiledFunctionBytes() {
        return functions.compiledBytes();
    }

    /** The texts of all libraries of functions. */
    public List<byte[]> libraries() {
        return functions.codes();
    }

    /**
     * Adds a library of functions.
     *
     * @param replaces whether it may take the place of one that is there
     * @throws dev.vermilion.engine.command.CommandException if that is impossible
     */
    public void addLibrary(byte[] code, boolean replaces) {
        functions.restore(List.of(code), replaces ? Functions.RestorePolicy.REPLACE : Functions.RestorePolicy.APPEND);
    }

    /** Forgets all libraries of functions. */
    public void clearLibraries() {
        functions.clear();
    }

    /** The rows. */
    public List<Command> table() {
        return List.of(
                command("EVAL script numkeys [key [key ...]] [arg [arg ...]]", "Runs a script.")
                        .since("2.6.0")
                        .flags(RUNS)
                        .flags(Flag.MAY_REPLICATE)
                        .keys(KEYS)
                        .replicatesWhen(words -> Scripts.replicates(words.argument(1)))
                        .runs(call -> scripts.run(scripts::load, call, false)),
                command("EVALSHA sha1 numkeys [key [key ...]] [arg [arg ...]]", "Runs a script that is known already.")
                        .since("2.6.0")
                        .flags(RUNS)
                        .flags(Flag.MAY_REPLICATE)
                        .keys(KEYS)
                        .replicatesWhen(words -> scripts.replicatesKnown(words.argument(1)))
                        .runs(call -> scripts.run(scripts::find, call, false)),
                command(
                                "EVALSHA_RO sha1 numkeys [key [key ...]] [arg [arg ...]]",
                                "Runs a script that is known already and does not write.")
                        .since("7.0.0")
                        .flags(RUNS)
                        .flags(Flag.READONLY)
                        .keys(KEYS_READ)
                        .runs(call -> scripts.run(scripts::find, call, true)),
                command("EVAL_RO script numkeys [key [key ...]] [arg [arg ...]]", "Runs a script that does not write.")
                        .since("7.0.0")
                        .flags(RUNS)
                        .flags(Flag.READONLY)
                        .keys(KEYS_READ)
                        .runs(call -> scripts.run(scripts::load, call, true)),
                command("FCALL function numkeys [key [key ...]] [arg [arg ...]]", "Calls a function of a library.")
                        .since("7.0.0")
                        .flags(RUNS)
                        .flags(Flag.MAY_REPLICATE)
                        .keys(KEYS)
                        .replicatesWhen(words -> functions.replicates(words.argument(1)))
                        .runs(call -> functions.call(call, false)),
                command(
                                "FCALL_RO function numkeys [key [key ...]] [arg [arg ...]]",
                                "Calls a function of a library that does not write.")
                        .since("7.0.0")
                        .flags(RUNS)
                        .flags(Flag.READONLY)
                        .keys(KEYS_READ)
                        .runs(call -> functions.call(call, true)),
                command("FUNCTION", "Keeps libraries of functions.")
                        .since("7.0.0")
                        .subcommands(functionCommands()),
                command("SCRIPT", "Keeps scripts.").since("2.6.0").subcommands(subcommands()));
    }

    private List<Command> functionCommands() {
        FunctionDump dump = new FunctionDump(functions);
        return List.of(
                command("FUNCTION DELETE library-name", "Removes a library and its functions.")
                        .since("7.0.0")
                        .write(Flag.NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .runs(functions::delete),
                command("FUNCTION DUMP", "Returns all libraries as bytes that FUNCTION RESTORE understands.")
                        .since("7.0.0")
                        .flags(Flag.NOSCRIPT)
                        .runs(dump::dump),
                command("FUNCTION FLUSH [ASYNC | SYNC]", "Removes all libraries.")
                        .since("7.0.0")
                        .write(Flag.NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .runs(functions::flush),
                command("FUNCTION HELP", "Says what FUNCTION can do.")
                        .since("7.0.0")
                        .flags(Flag.LOADING, Flag.STALE)
                        .runs(Functions::help),
                command("FUNCTION KILL", "Ends the function that runs, if it has not written.")
                        .since("7.0.0")
                        .flags(Flag.NOSCRIPT, Flag.ALLOW_BUSY)
                        .tips("request_policy:all_shards", "response_policy:one_succeeded")
                        .runs(call -> watch.kill(call, true, run.hasWritten())),
                command("FUNCTION LIST [LIBRARYNAME library-name-pattern] [WITHCODE]", "Returns the libraries.")
                        .since("7.0.0")
                        .flags(Flag.NOSCRIPT)
                        .tips("nondeterministic_output_order")
                        .runs(functions::list),
                command("FUNCTION LOAD [REPLACE] function-code", "Adds a library.")
                        .since("7.0.0")
                        .write(Flag.DENYOOM, Flag.NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .runs(functions::load),
                command(
                                "FUNCTION RESTORE serialized-value [FLUSH | APPEND | REPLACE]",
                                "Adds the libraries that FUNCTION DUMP returned.")
                        .since("7.0.0")
                        .write(Flag.DENYOOM, Flag.NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:all_succeeded")
                        .runs(dump::restore),
                command("FUNCTION STATS", "Tells which function runs, and how many there are.")
                        .since("7.0.0")
                        .flags(Flag.NOSCRIPT, Flag.ALLOW_BUSY)
                        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                        .runs(functions::stats));
    }

    private List<Command> subcommands() {
        return List.of(
                command("SCRIPT DEBUG <YES | SYNC | NO>", "Chooses whether the next scripts are debugged.")
                        .since("3.2.0")
                        .flags(Flag.NOSCRIPT)
                        .runs(ScriptingCommands::debug),
                command("SCRIPT EXISTS sha1 [sha1 ...]", "Tells which scripts are known.")
                        .since("2.6.0")
                        .flags(Flag.NOSCRIPT)
                        .tips("request_policy:all_shards", "response_policy:agg_logical_and")
                        .runs(this::exists),
                command("SCRIPT FLUSH [ASYNC | SYNC]", "Forgets all scripts.")
                        .since("2.6.0")
                        .flags(Flag.NOSCRIPT)
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .runs(this::flush),
                command("SCRIPT HELP", "Says what SCRIPT can do.")
                        .since("5.0.0")
                        .flags(Flag.LOADING, Flag.STALE)
                        .runs(ScriptingCommands::help),
                command("SCRIPT KILL", "Ends the script that runs, if it has not written.")
                        .since("2.6.0")
                        .flags(Flag.NOSCRIPT, Flag.ALLOW_BUSY)
                        .tips("request_policy:all_shards", "response_policy:one_succeeded")
                        .runs(call -> watch.kill(call, false, run.hasWritten())),
                command("SCRIPT LOAD script", "Makes a script known without running it.")
                        .since("2.6.0")
                        .flags(Flag.NOSCRIPT, Flag.STALE)
                        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                        .runs(call ->
                                call.reply().bulk(scripts.load(call.arg(2)).sha())));
    }

    private static void debug(Call call) {
        if (!call.is(2, "NO")) {
            throw Errors.of(
                    call.is(2, "YES") || call.is(2, "SYNC")
                            ? "ERR The Lua debugger is not available"
                            : "ERR Use SCRIPT DEBUG YES/SYNC/NO");
        }
        call.reply().ok();
    }

    private void exists(Call call) {
        call.reply().array(call.count() - 2L);
        for (int i = 2; i < call.count(); i++) {
            call.reply().integer(scripts.has(call.arg(i)));
        }
    }

    private void flush(Call call) {
        if (call.count() > 3 || (call.count() == 3 && !call.is(2, "SYNC") && !call.is(2, "ASYNC"))) {
            throw Errors.of("ERR SCRIPT FLUSH only support SYNC|ASYNC option");
        }
        scripts.clear();
        call.reply().ok();
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "DEBUG (YES|SYNC|NO)",
                "    Set the debug mode for subsequent scripts executed.",
                "EXISTS <sha1> [<sha1> ...]",
                "    Return information about the existence of the scripts in the script cache.",
                "FLUSH [ASYNC|SYNC]",
                "    Flush the Lua scripts cache. Very dangerous on replicas.",
                "    When called without the optional mode argument, the behavior is determined by the",
                "    lazyfree-lazy-user-flush configuration directive. Valid modes are:",
                "    * ASYNC: Asynchronously flush the scripts cache.",
                "    * SYNC: Synchronously flush the scripts cache.",
                "KILL",
                "    Kill the currently executing Lua script.",
                "LOAD <script>",
                "    Load a script into the scripts cache without executing it.");
    }
}
