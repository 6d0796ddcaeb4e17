package dev.vermilion.engine.scripting.lua;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What all functions of one Lua share: the metatable of strings, the depth of calls, and the watch over how long they
 * run. Used by one thread at a time.
 */
public final class LuaState {

    /** Looks after scripts that run long. */
    @FunctionalInterface
    public interface Watch {
        /** Called now and then while a script runs; throws to end it. */
        void look();
    }

    /** Steps between two looks of the watch. */
    private static final int STEPS = 100_000;
    /** Calls within calls: as many as PUC Lua has. */
    private static final int DEEPEST = 16_000;
    /** The longest string that may come about, in bytes. */
    private static final int LONGEST = 512 * 1024 * 1024;

    private final List<Coroutine> coroutines = new ArrayList<>();
    private @Nullable LuaTable stringMetatable;
    private @Nullable Coroutine running;
    private Watch watch = () -> {};
    private UnaryOperator<@Nullable Object> caught = value -> value;
    private int steps = STEPS;
    private int depth;
    /** Calls by functions of libraries and metamethods that have not returned: no coroutine can yield across one. */
    private int boundaries;

    /** Sets who looks after long scripts. */
    public void watch(Watch other) {
        this.watch = other;
    }

    /** Sets what {@code pcall} makes of the value of an error before it returns it. */
    public void caught(UnaryOperator<@Nullable Object> change) {
        this.caught = change;
    }

    @Nullable
    Object caught(@Nullable Object value) {
        return caught.apply(value);
    }

    void stringMetatable(LuaTable table) {
        this.stringMetatable = table;
    }

    /** A step back in a loop, or a call. */
    void step() {
        if (--steps < 0) {
            steps = STEPS;
            watch.look();
        }
    }

    /** A call begins. */
    void enter() {
        if (++depth > DEEPEST) {
            throw new LuaError(LuaString.of("stack overflow"), 1);
        }
        step();
    }

    /** A call has ended. */
    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    /** An error was caught by a call at this depth. */
    void depth(int caught) {
        this.depth = caught;
    }

    @Nullable
    Coroutine running() {
        return running;
    }

    void running(@Nullable Coroutine coroutine) {
        this.running = coroutine;
    }

    void started(Coroutine coroutine) {
        coroutines.add(coroutine);
    }

    /** Ends what a script left behind: coroutines that wait to be resumed. */
    public void endOfScript() {
        coroutines.forEach(Coroutine::kill);
        coroutines.clear();
        running = null;
        depth = 0;
        boundaries = 0;
    }

    /** Fails if a string of so many bytes must not be made. */
    static void checkLength(long bytes) {
        if (bytes > LONGEST) {
            throw new LuaError(LuaString.of("not enough memory"));
        }
    }

    /** The metatable of a value, or null. */
    @Nullable
    LuaTable metatable(@Nullable Object value) {
        if (value instanceof LuaTable table) {
            return table.metatable();
        }
        return value instanceof LuaString ? stringMetatable : null;
    }

    /** What the metatable of a value has at {@code event}, or null. */
    @Nullable
    Object metamethod(@Nullable Object value, LuaString event) {
        LuaTable metatable = metatable(value);
        return metatable == null ? null : metatable.get(event);
    }

    int boundaries() {
        return boundaries;
    }

    void boundaries(int count) {
        this.boundaries = count;
    }

    /** Calls a function, or what has a metamethod to be called by, from Java. */
    public @Nullable Object call(@Nullable Object function, @Nullable Object... arguments) {
        boundaries++;
        try {
            return callAny(function, arguments);
        } finally {
            boundaries--;
        }
    }

    private @Nullable Object callAny(@Nullable Object function, @Nullable Object[] arguments) {
        if (function instanceof LuaFunction callable) {
            return callable.call(arguments);
        }
        if (metamethod(function, Events.CALL) instanceof LuaFunction callable) {
            Object[] all = new Object[arguments.length + 1];
            all[0] = function;
            System.arraycopy(arguments, 0, all, 1, arguments.length);
            return callable.call(all);
        }
        throw new LuaError(LuaString.of("attempt to call a " + Lua.type(function) + " value"), 1);
    }

    /** A value as {@code tostring} makes a string of it. */
    public LuaString toText(@Nullable Object value) {
        if (metamethod(value, Events.TO_STRING) instanceof LuaFunction function) {
            if (LuaFunction.first(function.call(new Object[] {value})) instanceof LuaString text) {
                return text;
            }
            throw new LuaError(LuaString.of("'tostring' must return a string to 'print'"), 1);
        }
        LuaString text = Lua.toLuaString(value);
        if (text != null) {
            return text;
        } else if (value == null || value instanceof Boolean) {
            return LuaString.of(String.valueOf(value).replace("null", "nil"));
        }
        if (Lua.type(value).equals("userdata")) {
            return LuaString.of(value.toString());
        }
        return LuaString.of(Lua.type(value) + ": 0x" + String.format("%012x", System.identityHashCode(value)));
    }

    /** True if two values are equal, metatables asked. */
    boolean equal(@Nullable Object one, @Nullable Object other) {
        if (Lua.rawEquals(one, other)) {
            return true;
        }
        if (one instanceof LuaTable a && other instanceof LuaTable b) {
            Object event = a.metatable() == null ? null : a.metatable().get(Events.EQUAL);
            Object same = b.metatable() == null ? null : b.metatable().get(Events.EQUAL);
            if (event != null && Lua.rawEquals(event, same)) {
                return Lua.isTrue(LuaFunction.first(call(event, one, other)));
            }
        }
        return false;
    }

    /** True if {@code one} is less than {@code other}. */
    boolean less(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            return a < b;
        } else if (one instanceof LuaString a && other instanceof LuaString b) {
            return a.compareTo(b) < 0;
        }
        Object event = comparison(one, other, Events.LESS);
        if (event == null) {
            throw new LuaError(LuaString.of(cannotCompare(one, other)), 1);
        }
        return Lua.isTrue(LuaFunction.first(call(event, one, other)));
    }

    /** True if {@code one} is less than or equal to {@code other}. */
    boolean lessOrEqual(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Double a && other instanceof Double b) {
            return a <= b;
        } else if (one instanceof LuaString a && other instanceof LuaString b) {
            return a.compareTo(b) <= 0;
        }
        Object event = comparison(one, other, Events.LESS_EQUAL);
        if (event != null) {
            return Lua.isTrue(LuaFunction.first(call(event, one, other)));
        }
        event = comparison(other, one, Events.LESS);
        if (event == null) {
            throw new LuaError(LuaString.of(cannotCompare(one, other)), 1);
        }
        return !Lua.isTrue(LuaFunction.first(call(event, other, one)));
    }

    private @Nullable Object comparison(@Nullable Object one, @Nullable Object other, LuaString event) {
        Object first = metamethod(one, event);
        return first != null && Lua.rawEquals(first, metamethod(other, event)) ? first : null;
    }

    private static String cannotCompare(@Nullable Object one, @Nullable Object other) {
        String a = Lua.type(one);
        String b = Lua.type(other);
        return a.equals(b) ? "attempt to compare two " + a + " values" : "attempt to compare " + a + " with " + b;
    }
}
