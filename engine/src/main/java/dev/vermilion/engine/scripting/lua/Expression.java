package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/**
 * A node of the tree that a function is compiled to: something that has a value. A frame holds the upvalues of the
 * function that runs at 0, its surplus arguments at 1, and its local variables from 2 on.
 */
abstract class Expression {

    /** Where a frame has the upvalues of its function. */
    static final int UPVALUES = 0;
    /** Where a frame has the arguments beyond the named ones. */
    static final int SURPLUS = 1;
    /** Where the local variables begin. */
    static final int LOCALS = 2;

    /** Its value; the first one, if it has several. */
    abstract @Nullable Object value(@Nullable Object[] frame);

    /** All its values: one as it is, or an array. */
    @Nullable
    Object values(@Nullable Object[] frame) {
        return value(frame);
    }

    /** True if it may have several values. */
    boolean isOpen() {
        return false;
    }

    /** True if its value counts as true. */
    boolean test(@Nullable Object[] frame) {
        return Lua.isTrue(value(frame));
    }

    /** What it is called in messages: {@code local 'a'}; null if it has no name. */
    @Nullable
    String description() {
        return null;
    }

    /** The value if it is known already; otherwise null. */
    @Nullable
    Object constant() {
        return null;
    }

    /** All values of a list of expressions: one of each, and all of the last. */
    static @Nullable Object[] values(Expression[] list, @Nullable Object[] frame) {
        int count = list.length;
        if (count == 0) {
            return LuaFunction.NOTHING;
        }
        Expression last = list[count - 1];
        Object[] values = new Object[count];
        for (int i = 0; i < count - 1; i++) {
            values[i] = list[i].value(frame);
        }
        if (!last.isOpen()) {
            values[count - 1] = last.value(frame);
            return values;
        }
        Object rest = last.values(frame);
        if (!(rest instanceof Object[] more)) {
            values[count - 1] = rest;
            return values;
        } else if (count == 1) {
            return more;
        }
        Object[] all = new Object[count - 1 + more.length];
        System.arraycopy(values, 0, all, 0, count - 1);
        System.arraycopy(more, 0, all, count - 1, more.length);
        return all;
    }
}
