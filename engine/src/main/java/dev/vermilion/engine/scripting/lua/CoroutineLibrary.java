package dev.vermilion.engine.scripting.lua;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The library {@code coroutine}. */
final class CoroutineLibrary {

    private final LuaState state;

    private CoroutineLibrary(LuaState state) {
        this.state = state;
    }

    static void install(LuaState state, LuaTable globals) {
        CoroutineLibrary library = new CoroutineLibrary(state);
        LuaTable table = new LuaTable();
        globals.put("coroutine", table);
        BaseLibrary.put(table, "create", library::create);
        BaseLibrary.put(table, "resume", CoroutineLibrary::resume);
        BaseLibrary.put(table, "running", arguments -> library.state.running());
        BaseLibrary.put(table, "status", CoroutineLibrary::status);
        BaseLibrary.put(table, "wrap", library::wrap);
        BaseLibrary.put(table, "yield", library::suspend);
    }

    private Coroutine create(@Nullable Object[] arguments) {
        if (Arguments.function(arguments, 0) instanceof Closure closure) {
            return new Coroutine(state, closure);
        }
        throw Arguments.error(0, "Lua function expected");
    }

    private static Coroutine coroutine(@Nullable Object[] arguments) {
        if (Arguments.any(arguments, 0) instanceof Coroutine coroutine) {
            return coroutine;
        }
        throw Arguments.error(0, "coroutine expected");
    }

    private static Object resume(@Nullable Object[] arguments) {
        Coroutine coroutine = coroutine(arguments);
        try {
            Object[] values = coroutine.resume(Arrays.copyOfRange(arguments, 1, arguments.length));
            Object[] all = new Object[values.length + 1];
            all[0] = true;
            System.arraycopy(values, 0, all, 1, values.length);
            return all;
        } catch (LuaError e) {
            e.settle();
            return new Object[] {false, e.value()};
        }
    }

    private static Object status(@Nullable Object[] arguments) {
        return LuaString.of(coroutine(arguments).status().name().toLowerCase(Locale.ROOT));
    }

    private Object wrap(@Nullable Object[] arguments) {
        Coroutine coroutine = create(arguments);
        return new Builtin(coroutine::resume);
    }

    private Object suspend(@Nullable Object[] arguments) {
        Coroutine running = state.running();
        if (running == null || state.boundaries() > 0) {
            throw new LuaError(LuaString.of("attempt to yield across metamethod/C-call boundary"));
        }
        return running.suspend(arguments);
    }
}
