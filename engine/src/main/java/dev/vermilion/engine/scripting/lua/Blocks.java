package dev.vermilion.engine.scripting.lua;

import dev.vermilion.engine.scripting.lua.Variables.Local;
import dev.vermilion.engine.scripting.lua.Variables.Target;
import org.jspecify.annotations.Nullable;

/** Statements other than calls and loops. */
final class Blocks {

    /** Does nothing. */
    static final Statement EMPTY = new Statement() {
        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            return null;
        }
    };

    /** Leaves a loop. */
    static final Statement LEAVE = new Statement() {
        @Override
        Object run(@Nullable Object[] frame) {
            return BREAK;
        }
    };

    private Blocks() {}

    static Statement of(Statement[] statements) {
        if (statements.length == 0) {
            return EMPTY;
        }
        return statements.length == 1 ? statements[0] : new Sequence(statements);
    }

    private static final class Sequence extends Statement {
        private final Statement[] statements;

        Sequence(Statement[] statements) {
            this.statements = statements;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            for (Statement each : statements) {
                Object result = each.run(frame);
                if (result != null) {
                    return result;
                }
            }
            return null;
        }
    }

    /** {@code local x = e}. */
    static final class DeclareOne extends Statement {
        private final Local local;
        private final Expression value;

        DeclareOne(Local local, Expression value) {
            this.local = local;
            this.value = value;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            local.begin(frame, value.value(frame));
            return null;
        }
    }

    /** {@code local function f}: the function may use its own name. */
    static final class DeclareFunction extends Statement {
        private final Local local;
        private final Expression function;

        DeclareFunction(Local local, Expression function) {
            this.local = local;
            this.function = function;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            local.begin(frame, null);
            Object made = function.value(frame);
            if (frame[local.slot] instanceof Cell cell) {
                cell.value = made;
            } else {
                frame[local.slot] = made;
            }
            return null;
        }
    }

    /** {@code local a, b = e, f()}. */
    static final class Declare extends Statement {
        private final Local[] locals;
        private final Expression[] values;

        Declare(Local[] locals, Expression[] values) {
            this.locals = locals;
            this.values = values;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            Object[] all = Expression.values(values, frame);
            for (int i = 0; i < locals.length; i++) {
                locals[i].begin(frame, i < all.length ? all[i] : null);
            }
            return null;
        }
    }

    /** {@code a, t[k] = e, f()}: all is computed before anything is set. */
    static final class AssignMany extends Statement {
        private final Target[] targets;
        private final Expression[] values;

        AssignMany(Target[] targets, Expression[] values) {
            this.targets = targets;
            this.values = values;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            int count = targets.length;
            Object[] tables = new Object[count];
            Object[] keys = new Object[count];
            for (int i = 0; i < count; i++) {
                if (targets[i] instanceof Tables.Index index) {
                    tables[i] = index.table().value(frame);
                    keys[i] = index.key().value(frame);
                }
            }
            Object[] all = Expression.values(values, frame);
            for (int i = count - 1; i >= 0; i--) {
                Object value = i < all.length ? all[i] : null;
                if (targets[i] instanceof Tables.Index index) {
                    index.set(tables[i], keys[i], value);
                } else {
                    targets[i].set(frame, value);
                }
            }
            return null;
        }
    }

    /** {@code if c then ... elseif ... else ... end}. */
    static final class Choice extends Statement {
        private final Expression[] conditions;
        private final Statement[] blocks;
        private final Statement otherwise;

        Choice(Expression[] conditions, Statement[] blocks, Statement otherwise) {
            this.conditions = conditions;
            this.blocks = blocks;
            this.otherwise = otherwise;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            for (int i = 0; i < conditions.length; i++) {
                if (conditions[i].test(frame)) {
                    return blocks[i].run(frame);
                }
            }
            return otherwise.run(frame);
        }
    }

    /** {@code return e}. */
    static final class Return extends Statement {
        private final Expression[] values;

        Return(Expression[] values) {
            this.values = values;
        }

        @Override
        Object run(@Nullable Object[] frame) {
            if (values.length != 1) {
                return Expression.values(values, frame);
            }
            Object value = values[0].values(frame);
            return value == null ? LuaFunction.NIL : value;
        }
    }
}
