package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** An error that a script raised, or that was raised in it. {@code pcall} catches it. */
public class LuaError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private transient @Nullable Object value;
    /** How many calls up the place is that the message is to name; 0 when it is named already or is not to be. */
    private int level;

    private int line;

    /** An error with a value of any type, with no place added. */
    public LuaError(@Nullable Object value) {
        this(value, 0);
    }

    /**
     * An error whose message gets the place in front of it where a function was called.
     *
     * @param level 1 for the call of the function that raises it, 2 for the call of the one that called that
     */
    public LuaError(@Nullable Object value, int level) {
        super(null, null, false, false);
        this.value = value;
        this.level = level;
    }

    /** An error in the function that runs, at {@code line} of {@code chunk}. */
    static LuaError at(String chunk, int line, String message) {
        LuaError error = new LuaError(LuaString.of(chunk + ":" + line + ": " + message), 0);
        error.line = line;
        return error;
    }

    /** What was raised: mostly a string. */
    public @Nullable Object value() {
        return value;
    }

    /** Replaces what was raised. */
    void value(@Nullable Object other) {
        this.value = other;
    }

    /** The line of the script where it was raised, 0 if not known. */
    public int line() {
        return line;
    }

    /** The error leaves a call at {@code line} of {@code chunk}. */
    void leaves(String chunk, int callLine) {
        if (line == 0) {
            line = callLine;
        }
        if (level > 0 && --level == 0 && value instanceof LuaString text) {
            value = LuaString.of(chunk + ":" + callLine + ": ").concatenated(text);
        }
    }

    /** The error is caught: no place is added any more. */
    void settle() {
        level = 0;
    }

    @Override
    public String getMessage() {
        return String.valueOf(value);
    }
}
