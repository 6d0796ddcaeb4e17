package dev.vermilion.engine.scripting.lua;

/** A function as it stands in the text; {@link Closure} is one that was made of it. */
final class Prototype {

    /** Its first line, for messages. */
    final int line;

    /** Number of named parameters. */
    int parameters;
    /** True if it takes any number of arguments: {@code ...}. */
    boolean takesSurplus;
    /** True if it has the table {@code arg} of Lua 5.0: it takes surplus arguments and does not name them. */
    boolean hasArgTable;
    /** Slots of a frame. */
    int frameSize;
    /** The parameters that inner functions use. */
    int[] capturedParameters = {};
    /** For each upvalue where it comes from: a slot of the function around, or -1 - i for its upvalue i. */
    int[] upvalues = {};

    Statement body = Blocks.EMPTY;

    Prototype(int line) {
        this.line = line;
    }
}
