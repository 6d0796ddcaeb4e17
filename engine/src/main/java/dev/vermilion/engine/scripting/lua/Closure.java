package dev.vermilion.engine.scripting.lua;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A function of Lua with the variables around it. */
final class Closure extends LuaFunction {

    private static final LuaString N = LuaString.of("n");

    private final Prototype prototype;
    private final Cell[] upvalues;
    private final LuaState state;

    Closure(Prototype prototype, Cell[] upvalues, LuaState state) {
        this.prototype = prototype;
        this.upvalues = upvalues;
        this.state = state;
    }

    Prototype prototype() {
        return prototype;
    }

    /** A frame without arguments yet. */
    @Nullable
    Object[] frame() {
        Object[] frame = new Object[prototype.frameSize];
        frame[Expression.UPVALUES] = upvalues;
        return frame;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) {
        Object[] frame = frame();
        int named = Math.min(arguments.length, prototype.parameters);
        System.arraycopy(arguments, 0, frame, Expression.LOCALS, named);
        if (prototype.takesSurplus) {
            Object[] surplus = arguments.length > named
                    ? Arrays.copyOfRange(arguments, named, arguments.length)
                    : LuaFunction.NOTHING;
            frame[Expression.SURPLUS] = surplus;
            if (prototype.hasArgTable) {
                frame[Expression.LOCALS + prototype.parameters] = argTable(surplus);
            }
        }
        return run(frame);
    }

    private static LuaTable argTable(@Nullable Object[] surplus) {
        LuaTable arg = new LuaTable(surplus.length, 1);
        for (int i = 0; i < surplus.length; i++) {
            arg.put(i + 1, surplus[i]);
        }
        arg.put(N, LuaNumber.box(surplus.length));
        return arg;
    }

    /** Runs it on a frame that has its arguments. */
    @Nullable
    Object run(@Nullable Object[] frame) {
        for (int slot : prototype.capturedParameters) {
            frame[slot] = new Cell(frame[slot]);
        }
        state.enter();
        Object returned = prototype.body.run(frame);
        state.leave();
        return returned == null ? NOTHING : returned;
    }

    /** {@code function (...) ... end}. */
    static final class Maker extends Expression {
        private final Prototype prototype;
        private final LuaState state;

        Maker(Prototype prototype, LuaState state) {
            this.prototype = prototype;
            this.state = state;
        }

        @Override
        Object value(@Nullable Object[] frame) {
            int[] from = prototype.upvalues;
            Cell[] cells = new Cell[from.length];
            for (int i = 0; i < cells.length; i++) {
                cells[i] = cell(frame, from[i]);
            }
            return new Closure(prototype, cells, state);
        }

        private static Cell cell(@Nullable Object[] frame, int from) {
            if (from < 0 && frame[UPVALUES] instanceof Cell[] outer) {
                return outer[-1 - from];
            } else if (from >= 0 && frame[from] instanceof Cell cell) {
                return cell;
            }
            throw new IllegalStateException("a captured variable without a cell");
        }
    }
}
