package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A place in a script where something can go wrong. */
record Site(LuaState state, String chunk, int line) {

    /** An error of the code at this place. */
    LuaError error(String message) {
        return LuaError.at(chunk, line, message);
    }

    /** An error about the type of a value: {@code attempt to index local 'a' (a nil value)}. */
    LuaError typeError(String attempt, @Nullable Expression expression, @Nullable Object value) {
        String name = expression == null ? null : expression.description();
        String type = Lua.type(value);
        return error("attempt to " + attempt + " "
                + (name == null ? "a " + type + " value" : name + " (a " + type + " value)"));
    }

    /** Calls a metamethod from here. */
    @Nullable
    Object call(@Nullable Object function, @Nullable Object... arguments) {
        try {
            return LuaFunction.first(state.call(function, arguments));
        } catch (LuaError e) {
            e.leaves(chunk, line);
            throw e;
        }
    }

    /** The value at a key of anything, metatables asked; {@code from} is the expression that gave the value. */
    @Nullable
    Object index(@Nullable Object value, @Nullable Object key, @Nullable Expression from) {
        Object at = value;
        for (int i = 0; i < 100; i++) {
            Object event;
            if (at instanceof LuaTable table) {
                Object found = table.get(key);
                LuaTable metatable = table.metatable();
                if (found != null || metatable == null) {
                    return found;
                }
                event = metatable.get(Events.INDEX);
                if (event == null) {
                    return null;
                }
            } else {
                event = state.metamethod(at, Events.INDEX);
                if (event == null) {
                    throw typeError("index", i == 0 ? from : null, at);
                }
            }
            if (event instanceof LuaFunction function) {
                return call(function, at, key);
            }
            at = event;
        }
        throw error("loop in gettable");
    }

    /** Sets the value at a key of anything, metatables asked. */
    void setIndex(@Nullable Object target, @Nullable Object key, @Nullable Object value, @Nullable Expression from) {
        Object at = target;
        for (int i = 0; i < 100; i++) {
            Object event;
            if (at instanceof LuaTable table) {
                LuaTable metatable = table.metatable();
                event = metatable == null || table.get(key) != null ? null : metatable.get(Events.NEW_INDEX);
                if (event == null) {
                    put(table, key, value);
                    return;
                }
            } else {
                event = state.metamethod(at, Events.NEW_INDEX);
                if (event == null) {
                    throw typeError("index", i == 0 ? from : null, at);
                }
            }
            if (event instanceof LuaFunction function) {
                call(function, at, key, value);
                return;
            }
            at = event;
        }
        throw error("loop in settable");
    }

    private void put(LuaTable table, @Nullable Object key, @Nullable Object value) {
        if (table.isReadOnly()) {
            throw error("Attempt to modify a readonly table");
        } else if (key == null) {
            throw error("table index is nil");
        } else if (key instanceof Double number && Double.isNaN(number)) {
            throw error("table index is NaN");
        }
        table.put(key, value);
    }
}
