package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Expressions that name a variable. */
final class Variables {

    private Variables() {}

    /** A local variable, known while its function is parsed. */
    static final class Local {
        final LuaString name;
        final int slot;
        /** True if an inner function uses it: it then lives in a cell. */
        boolean captured;

        Local(LuaString name, int slot) {
            this.name = name;
            this.slot = slot;
        }

        /** Begins its life with a value. */
        void begin(@Nullable Object[] frame, @Nullable Object value) {
            frame[slot] = captured ? new Cell(value) : value;
        }
    }

    /** Something that can be assigned to. */
    interface Target {
        /** Makes an assignment of what will be the value of {@code value}. */
        Statement assign(Expression value);

        /** Sets it now. Not for fields of tables, which are computed first. */
        void set(@Nullable Object[] frame, @Nullable Object value);
    }

    /** A local variable of the function that runs. */
    static final class LocalVariable extends Expression implements Target {
        final Local local;
        private final int slot;

        LocalVariable(Local local) {
            this.local = local;
            this.slot = local.slot;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object value = frame[slot];
            return value instanceof Cell cell ? cell.value : value;
        }

        @Override
        String description() {
            return "local '" + local.name + "'";
        }

        @Override
        public Statement assign(Expression value) {
            return new AssignLocal(this, value);
        }

        @Override
        public void set(@Nullable Object[] frame, @Nullable Object value) {
            if (local.captured && frame[slot] instanceof Cell cell) {
                cell.value = value;
            } else {
                frame[slot] = value;
            }
        }
    }

    private static final class AssignLocal extends Statement {
        private final LocalVariable variable;
        private final Expression value;

        AssignLocal(LocalVariable variable, Expression value) {
            this.variable = variable;
            this.value = value;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            variable.set(frame, value.value(frame));
            return null;
        }
    }

    /** A local variable of a function around. */
    static final class Upvalue extends Expression implements Target {
        private final LuaString name;
        private final int index;

        Upvalue(LuaString name, int index) {
            this.name = name;
            this.index = index;
        }

        private Cell cell(@Nullable Object[] frame) {
            Object cells = frame[UPVALUES];
            if (cells instanceof Cell[] upvalues) {
                return upvalues[index];
            }
            throw new IllegalStateException("a frame without upvalues");
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return cell(frame).value;
        }

        @Override
        String description() {
            return "upvalue '" + name + "'";
        }

        @Override
        public Statement assign(Expression value) {
            return new Statement() {
                @Override
                @Nullable
                Object run(@Nullable Object[] frame) {
                    set(frame, value.value(frame));
                    return null;
                }
            };
        }

        @Override
        public void set(@Nullable Object[] frame, @Nullable Object value) {
            cell(frame).value = value;
        }
    }

    /** A global variable: a field of the table of globals. */
    static final class Global extends Expression implements Target {
        private final LuaTable globals;
        private final LuaString name;
        private final Site site;

        Global(LuaTable globals, LuaString name, Site site) {
            this.globals = globals;
            this.name = name;
            this.site = site;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object value = globals.get(name);
            return value != null || globals.metatable() == null ? value : site.index(globals, name, this);
        }

        @Override
        String description() {
            return "global '" + name + "'";
        }

        @Override
        public Statement assign(Expression value) {
            return new Statement() {
                @Override
                @Nullable
                Object run(@Nullable Object[] frame) {
                    set(frame, value.value(frame));
                    return null;
                }
            };
        }

        @Override
        public void set(@Nullable Object[] frame, @Nullable Object value) {
            site.setIndex(globals, name, value, null);
        }
    }

    /** The surplus arguments of a function: {@code ...}. */
    static final class Surplus extends Expression {
        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return LuaFunction.first(values(frame));
        }

        @Override
        @Nullable
        Object values(@Nullable Object[] frame) {
            return frame[SURPLUS];
        }

        @Override
        boolean isOpen() {
            return true;
        }
    }

    /** An expression in parentheses: one value, and no name. */
    static final class Single extends Expression {
        private final Expression inner;

        Single(Expression inner) {
            this.inner = inner;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return inner.value(frame);
        }
    }
}
