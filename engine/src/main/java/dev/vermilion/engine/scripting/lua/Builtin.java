package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A function of Lua that is written in Java. */
public final class Builtin extends LuaFunction {

    /** What it does. */
    @FunctionalInterface
    public interface Body {
        /** Takes the arguments, and returns one value or an array of them. */
        @Nullable
        Object call(@Nullable Object[] arguments);
    }

    private final Body body;

    /** A function that does what {@code body} does. */
    public Builtin(Body body) {
        this.body = body;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        return body.call(arguments);
    }
}
