package dev.vermilion.engine.scripting.lua;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The functions that have no table of their own: assert, pairs, pcall and so on. Those that reach out of a script are not there. */
final class BaseLibrary {

    /** {@code next}, which {@code for} knows. */
    static final Builtin NEXT = new Builtin(BaseLibrary::next);
    /** What {@code ipairs} gives to {@code for}, which knows it. */
    static final Builtin NEXT_INDEX = new Builtin(BaseLibrary::nextIndex);

    private static final LuaString COUNT = LuaString.of("#");
    private static final double KILOBYTE = 1024;
    /** As many values as PUC Lua's stack holds for one call. */
    private static final int MOST_RESULTS = 8000;

    private final LuaState state;
    private final LuaTable globals;

    private BaseLibrary(LuaState state, LuaTable globals) {
        this.state = state;
        this.globals = globals;
    }

    static void install(LuaState state, LuaTable globals) {
        BaseLibrary library = new BaseLibrary(state, globals);
        globals.put("_G", globals);
        globals.put("_VERSION", LuaString.of("Lua 5.1"));
        globals.put("next", NEXT);
        put(globals, "assert", library::assertTrue);
        put(globals, "collectgarbage", BaseLibrary::collectGarbage);
        put(globals, "error", BaseLibrary::error);
        put(globals, "gcinfo", arguments -> LuaNumber.box(Math.floor(kilobytes())));
        put(globals, "getmetatable", library::getMetatable);
        put(globals, "ipairs", BaseLibrary::ipairs);
        put(globals, "load", library::load);
        put(globals, "loadstring", library::loadString);
        put(globals, "pairs", BaseLibrary::pairs);
        put(globals, "pcall", library::pcall);
        put(globals, "rawequal", BaseLibrary::rawEqual);
        put(globals, "rawget", BaseLibrary::rawGet);
        put(globals, "rawset", BaseLibrary::rawSet);
        put(globals, "select", BaseLibrary::select);
        put(globals, "setmetatable", library::setMetatable);
        put(globals, "tonumber", BaseLibrary::toNumber);
        put(globals, "tostring", arguments -> state.toText(Arguments.present(arguments, 0)));
        put(globals, "type", arguments -> LuaString.of(Lua.type(Arguments.present(arguments, 0))));
        put(globals, "unpack", BaseLibrary::unpack);
        put(globals, "xpcall", library::xpcall);
    }

    static void put(LuaTable table, String name, Builtin.Body body) {
        table.put(name, new Builtin(body));
    }

    private @Nullable Object assertTrue(@Nullable Object[] arguments) {
        if (Lua.isTrue(Arguments.present(arguments, 0))) {
            return arguments;
        }
        Object message = arguments.length > 1 ? arguments[1] : LuaString.of("assertion failed!");
        LuaString text = Lua.toLuaString(message);
        throw text == null && arguments.length > 1 ? Arguments.typeError(arguments, 1, "string") : new LuaError(text);
    }

    private static @Nullable Object collectGarbage(@Nullable Object[] arguments) {
        String what = arguments.length == 0
                ? "collect"
                : Arguments.string(arguments, 0).toString();
        return switch (what) {
            case "count" -> kilobytes();
            case "collect", "stop", "restart", "setpause", "setstepmul" -> 0.0;
            case "step" -> true;
            default -> throw Arguments.error(0, "invalid option '" + what + "'");
        };
    }

    private static double kilobytes() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / KILOBYTE;
    }

    private static @Nullable Object error(@Nullable Object[] arguments) {
        throw new LuaError(Arguments.any(arguments, 0), Arguments.integer(arguments, 1, 1));
    }

    private @Nullable Object getMetatable(@Nullable Object[] arguments) {
        LuaTable metatable = state.metatable(Arguments.present(arguments, 0));
        if (metatable == null) {
            return null;
        }
        Object shown = metatable.get(Events.METATABLE);
        return shown == null ? metatable : shown;
    }

    private Object setMetatable(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        Object metatable = Arguments.any(arguments, 1);
        if (arguments.length < 2 || !(metatable == null || metatable instanceof LuaTable)) {
            throw Arguments.error(1, "nil or table expected");
        }
        LuaTable old = table.metatable();
        if (old != null && old.get(Events.METATABLE) != null) {
            throw new LuaError(LuaString.of("cannot change a protected metatable"), 1);
        }
        checkWritable(table);
        table.metatable((LuaTable) metatable);
        return table;
    }

    static void checkWritable(LuaTable table) {
        if (table.isReadOnly()) {
            throw new LuaError(LuaString.of("Attempt to modify a readonly table"), 1);
        }
    }

    private static @Nullable Object next(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        int position = table.positionBehind(Arguments.any(arguments, 1));
        if (position < 0) {
            throw new LuaError(LuaString.of("invalid key to 'next'"));
        }
        int found = table.nextPosition(position);
        return found < 0 ? null : new Object[] {table.keyAt(found), table.valueAt(found)};
    }

    private static Object pairs(@Nullable Object[] arguments) {
        return new Object[] {NEXT, Arguments.table(arguments, 0), null};
    }

    private static @Nullable Object nextIndex(@Nullable Object[] arguments) {
        int index = Arguments.integer(arguments, 1) + 1;
        Object value = Arguments.table(arguments, 0).get(index);
        return value == null ? LuaFunction.NOTHING : new Object[] {LuaNumber.box(index), value};
    }

    private static Object ipairs(@Nullable Object[] arguments) {
        return new Object[] {NEXT_INDEX, Arguments.table(arguments, 0), 0.0};
    }

    private Object load(@Nullable Object[] arguments) {
        LuaFunction reader = Arguments.function(arguments, 0);
        LuaString name = arguments.length > 1 ? Arguments.string(arguments, 1) : LuaString.of("=(load)");
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        while (true) {
            Object piece = LuaFunction.first(state.call(reader));
            if (piece == null || (piece instanceof LuaString text && text.length() == 0)) {
                return compile(LuaString.of(source.toByteArray()), name);
            }
            LuaString text = Lua.toLuaString(piece);
            if (text == null) {
                throw new LuaError(LuaString.of("reader function must return a string"), 1);
            }
            source.writeBytes(text.bytes());
            LuaState.checkLength(source.size());
        }
    }

    private Object loadString(@Nullable Object[] arguments) {
        LuaString source = Arguments.string(arguments, 0);
        return compile(source, arguments.length > 1 ? Arguments.string(arguments, 1) : source);
    }

    private Object compile(LuaString source, LuaString name) {
        if (source.length() > 0 && source.at(0) == 0x1b) {
            return new Object[] {null, LuaString.of("attempt to load chunk with wrong mode")};
        }
        try {
            return Parser.compile(source, Lexer.displayName(name), globals, state);
        } catch (LuaError e) {
            return new Object[] {null, e.value()};
        }
    }

    private Object pcall(@Nullable Object[] arguments) {
        Object function = Arguments.present(arguments, 0);
        Object[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        int depth = state.depth();
        try {
            return succeeded(state.call(function, rest));
        } catch (LuaError e) {
            e.settle();
            state.depth(depth);
            return new Object[] {false, state.caught(e.value())};
        } catch (StackOverflowError e) {
            state.depth(depth);
            return new Object[] {false, LuaString.of("stack overflow")};
        }
    }

    private Object xpcall(@Nullable Object[] arguments) {
        Object handler = arguments.length < 2 ? Arguments.present(arguments, 1) : arguments[1];
        int depth = state.depth();
        Object problem;
        try {
            return succeeded(state.call(arguments[0]));
        } catch (LuaError e) {
            e.settle();
            problem = e.value();
        } catch (StackOverflowError e) {
            problem = LuaString.of("stack overflow");
        }
        state.depth(depth);
        Object[] handled = LuaFunction.all(state.call(handler, problem));
        return withFirst(false, handled);
    }

    private static Object succeeded(@Nullable Object returned) {
        return withFirst(true, LuaFunction.all(returned));
    }

    private static Object withFirst(boolean first, @Nullable Object[] rest) {
        Object[] all = new Object[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static Object rawEqual(@Nullable Object[] arguments) {
        Arguments.present(arguments, 0);
        return Lua.rawEquals(arguments[0], Arguments.present(arguments, 1));
    }

    private static @Nullable Object rawGet(@Nullable Object[] arguments) {
        return Arguments.table(arguments, 0).get(Arguments.present(arguments, 1));
    }

    private static Object rawSet(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        Object key = Arguments.present(arguments, 1);
        Object value = Arguments.present(arguments, 2);
        checkWritable(table);
        if (key == null) {
            throw new LuaError(LuaString.of("table index is nil"));
        } else if (key instanceof Double number && Double.isNaN(number)) {
            throw new LuaError(LuaString.of("table index is NaN"));
        }
        table.put(key, value);
        return table;
    }

    private static Object select(@Nullable Object[] arguments) {
        if (Arguments.any(arguments, 0) instanceof LuaString word && word.equals(COUNT)) {
            return LuaNumber.box(arguments.length - 1);
        }
        int index = Arguments.integer(arguments, 0);
        int from = index < 0 ? arguments.length + index : Math.min(index, arguments.length);
        if (from < 1) {
            throw Arguments.error(0, "index out of range");
        }
        return Arrays.copyOfRange(arguments, from, arguments.length);
    }

    private static @Nullable Object toNumber(@Nullable Object[] arguments) {
        if (arguments.length < 2 || Arguments.integer(arguments, 1, 10) == 10) {
            return Lua.toNumber(Arguments.present(arguments, 0));
        }
        int base = Arguments.integer(arguments, 1);
        LuaString text = Arguments.string(arguments, 0);
        if (base < 2 || base > 36) {
            throw Arguments.error(1, "base out of range");
        }
        return LuaNumber.parse(text, base);
    }

    private static Object unpack(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        int from = Arguments.integer(arguments, 1, 1);
        int to = Arguments.any(arguments, 2) == null ? table.length() : Arguments.integer(arguments, 2);
        if (from > to) {
            return LuaFunction.NOTHING;
        }
        long count = (long) to - from + 1;
        if (count >= MOST_RESULTS) {
            throw new LuaError(LuaString.of("too many results to unpack"), 1);
        }
        Object[] values = new Object[(int) count];
        for (int i = 0; i < values.length; i++) {
            values[i] = table.get(from + i);
        }
        return values;
    }
}
