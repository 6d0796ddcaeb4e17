package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** A node of the tree that a function is compiled to: something that is done. */
abstract class Statement {

    /** What {@link #run} answers if a loop is to be left. */
    static final Object BREAK = new Object();

    /** Does it. Returns null to go on, {@link #BREAK}, or what the function returns. */
    abstract @Nullable Object run(@Nullable Object[] frame);
}
