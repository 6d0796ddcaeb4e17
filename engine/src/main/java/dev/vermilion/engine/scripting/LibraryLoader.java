package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.scripting.lua.Arguments;
import dev.vermilion.engine.scripting.lua.Builtin;
import dev.vermilion.engine.scripting.lua.Interpreter;
import dev.vermilion.engine.scripting.lua.Lua;
import dev.vermilion.engine.scripting.lua.LuaError;
import dev.vermilion.engine.scripting.lua.LuaFunction;
import dev.vermilion.engine.scripting.lua.LuaState;
import dev.vermilion.engine.scripting.lua.LuaString;
import dev.vermilion.engine.scripting.lua.LuaTable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes a library of its text: runs it once, and takes the functions that it registers. */
final class LibraryLoader {

    static final String CHUNK = "user_function";

    private static final String BAD_NAME =
            "Library names can only contain letters, numbers, or underscores(_) and must be at least one character long";
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final LuaString INDEX = LuaString.of("__index");

    private final Interpreter interpreter;
    private final LuaState.Watch whenRunning;
    private final LuaTable whileLoading;
    private @Nullable Library loading;

    /**
     * A loader.
     *
     * @param whenRunning the watch over functions that are called
     * @param redis the library {@code redis} of functions, of which a text sees a part only while it is loaded
     */
    LibraryLoader(Interpreter interpreter, LuaTable redis, LuaState.Watch whenRunning) {
        this.interpreter = interpreter;
        this.whenRunning = whenRunning;
        LuaTable part = new LuaTable();
        part.put("register_function", new Builtin(this::register));
        redis.forEach((name, value) -> {
            String text = name.toString();
            if (text.matches("log|LOG_.*|REDIS_VERSION.*")) {
                part.put(name, value);
            }
        });
        Sandbox.close(part);
        whileLoading = new LuaTable();
        whileLoading.put("redis", part);
        Sandbox.close(whileLoading);
    }

    /** The library that a text is. */
    Library load(byte[] code) {
        ScriptHeader header = header(code);
        String name = header.options().get("name");
        if (name == null || name.isEmpty()) {
            throw Errors.of("ERR Library name was not given");
        } else if (!isName(name)) {
            throw Errors.of("ERR " + BAD_NAME);
        }
        for (Map.Entry<String, String> option : header.options().entrySet()) {
            if (!option.getKey().equals("name")) {
                throw Errors.of("ERR Invalid metadata value given: " + option.getKey() + "=" + option.getValue());
            }
        }
        Library library = new Library(name, LuaString.of(code));
        byte[] source = Arrays.copyOfRange(code, header.length(), code.length);
        run(LuaString.of(source), library);
        if (library.functions().isEmpty()) {
            throw Errors.of("ERR No functions registered");
        }
        return library;
    }

    private static ScriptHeader header(byte[] code) {
        ScriptHeader header;
        try {
            header = ScriptHeader.of(code);
        } catch (CommandException e) {
            throw e.text().contains("multiple times") ? e : Errors.of("ERR Invalid library metadata");
        }
        if (header == null) {
            throw Errors.of("ERR Missing library metadata");
        } else if (!header.engine().equalsIgnoreCase("#!lua")) {
            throw Errors.of("ERR Engine '" + header.engine().substring(2) + "' not found");
        }
        return header;
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_]+");
    }

    private void run(LuaString source, Library library) {
        LuaTable globals = new LuaTable();
        LuaTable seen = new LuaTable();
        seen.put(INDEX, whileLoading);
        globals.metatable(seen);
        globals.makeReadOnly();
        long start = System.nanoTime();
        interpreter.state().watch(() -> {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw Errors.of("ERR Error registering functions: ERR FUNCTION LOAD timeout");
            }
        });
        loading = library;
        LuaFunction main;
        try {
            main = interpreter.compile(source, CHUNK, globals);
        } catch (LuaError e) {
            throw Errors.of("ERR Error compiling function: " + e.value());
        }
        try {
            main.call(LuaFunction.NOTHING);
        } catch (LuaError e) {
            throw Errors.of("ERR Error registering functions: " + Scripts.text(e, interpreter.state()));
        } finally {
            loading = null;
            interpreter.state().watch(whenRunning);
            interpreter.state().endOfScript();
        }
        seen.put(INDEX, interpreter.globals());
    }

    private Object register(@Nullable Object[] arguments) {
        Library library = loading;
        if (library == null) {
            throw RedisLibrary.error("redis.register_function can only be called on FUNCTION LOAD command");
        }
        Library.Function function = function(arguments);
        if (!isName(function.name())) {
            throw RedisLibrary.error(BAD_NAME);
        } else if (library.functions().put(function.name(), function) != null) {
            throw RedisLibrary.error("Function already exists in the library");
        }
        return LuaFunction.NOTHING;
    }

    private static Library.Function function(@Nullable Object[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            throw RedisLibrary.error("wrong number of arguments to redis.register_function");
        }
        if (arguments.length == 1) {
            if (arguments[0] instanceof LuaTable named) {
                return function(named);
            }
            throw RedisLibrary.error("calling redis.register_function with a single argument is only applicable to Lua"
                    + " table (representing named arguments).");
        }
        LuaString name = Lua.toLuaString(arguments[0]);
        if (name == null) {
            throw RedisLibrary.error("first argument to redis.register_function must be a string");
        }
        if (!(Arguments.any(arguments, 1) instanceof LuaFunction body)) {
            throw RedisLibrary.error("second argument to redis.register_function must be a function");
        }
        return new Library.Function(name.toString(), body, "", Set.of());
    }

    private static Library.Function function(LuaTable named) {
        named.forEach((key, value) -> {
            if (!key.toString().matches("function_name|description|callback|flags")) {
                throw RedisLibrary.error("unknown argument given to redis.register_function");
            }
        });
        LuaString name = text(named, "function_name");
        if (name == null) {
            throw RedisLibrary.error("redis.register_function must get a function name argument");
        }
        Object callback = named.get(LuaString.of("callback"));
        if (callback == null) {
            throw RedisLibrary.error("redis.register_function must get a callback argument");
        }
        if (!(callback instanceof LuaFunction body)) {
            throw RedisLibrary.error("callback argument given to redis.register_function must be a function");
        }
        LuaString description = text(named, "description");
        return new Library.Function(
                name.toString(),
                body,
                description == null ? "" : description.toString(),
                flags(named.get(LuaString.of("flags"))));
    }

    private static @Nullable LuaString text(LuaTable named, String argument) {
        Object given = named.get(LuaString.of(argument));
        LuaString text = Lua.toLuaString(given);
        if (given != null && text == null) {
            throw RedisLibrary.error(argument + " argument given to redis.register_function must be a string");
        }
        return text;
    }

    private static Set<String> flags(@Nullable Object given) {
        Set<String> flags = new HashSet<>();
        if (given == null) {
            return flags;
        } else if (!(given instanceof LuaTable table)) {
            throw RedisLibrary.error(
                    "flags argument to redis.register_function must be a table representing function flags");
        } else {
            table.forEach((index, flag) -> {
                if (!ScriptHeader.FLAGS.contains(flag.toString())) {
                    throw RedisLibrary.error("unknown flag given");
                }
                flags.add(flag.toString());
            });
            return flags;
        }
    }
}
