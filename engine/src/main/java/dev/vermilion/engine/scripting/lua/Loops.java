package dev.vermilion.engine.scripting.lua;

import dev.vermilion.engine.scripting.lua.Variables.Local;
import org.jspecify.annotations.Nullable;

/** Loops. */
final class Loops {

    private Loops() {}

    /** {@code while c do ... end}. */
    static final class While extends Statement {
        private final Expression condition;
        private final Statement body;
        private final LuaState state;

        While(Expression condition, Statement body, LuaState state) {
            this.condition = condition;
            this.body = body;
            this.state = state;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            while (condition.test(frame)) {
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                state.step();
            }
            return null;
        }
    }

    /** {@code repeat ... until c}: the condition sees the variables of the body. */
    static final class Repeat extends Statement {
        private final Statement body;
        private final Expression condition;
        private final LuaState state;

        Repeat(Statement body, Expression condition, LuaState state) {
            this.body = body;
            this.condition = condition;
            this.state = state;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            do {
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                state.step();
            } while (!condition.test(frame));
            return null;
        }
    }

    /** {@code for i = from, to, step do ... end}. */
    static final class Numeric extends Statement {
        private final Local variable;
        private final Expression from;
        private final Expression to;
        private final Expression step;
        private final Statement body;
        private final Site site;

        Numeric(Local variable, Expression from, Expression to, Expression step, Statement body, Site site) {
            this.variable = variable;
            this.from = from;
            this.to = to;
            this.step = step;
            this.body = body;
            this.site = site;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            Object first = from.value(frame);
            Object last = to.value(frame);
            Object each = step.value(frame);
            double start = number(first, "initial value");
            double limit = number(last, "limit");
            double width = number(each, "step");
            LuaState state = site.state();
            for (double i = start; width > 0 ? i <= limit : limit <= i; i += width) {
                variable.begin(frame, LuaNumber.box(i));
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                state.step();
            }
            return null;
        }

        private double number(@Nullable Object value, String what) {
            Double number = Lua.toNumber(value);
            if (number == null) {
                throw site.error("'for' " + what + " must be a number");
            }
            return number;
        }
    }

    /** {@code for k, v in f, s, c do ... end}. */
    static final class Generic extends Statement {
        private final Local[] variables;
        private final Expression[] values;
        private final Statement body;
        private final Site site;

        Generic(Local[] variables, Expression[] values, Statement body, Site site) {
            this.variables = variables;
            this.values = values;
            this.body = body;
            this.site = site;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            Object[] given = Expression.values(values, frame);
            Object function = Arguments.any(given, 0);
            Object state = Arguments.any(given, 1);
            Object control = Arguments.any(given, 2);
            if (function == BaseLibrary.NEXT && control == null && state instanceof LuaTable table) {
                return runPairs(table, frame);
            } else if (function == BaseLibrary.NEXT_INDEX && state instanceof LuaTable table) {
                return runIndexes(table, frame);
            }
            while (true) {
                Object returned = call(function, state, control);
                control = LuaFunction.first(returned);
                if (control == null) {
                    return null;
                }
                for (int i = 0; i < variables.length; i++) {
                    variables[i].begin(frame, at(returned, i));
                }
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                site.state().step();
            }
        }

        /** {@code pairs} without a call for each entry. */
        private @Nullable Object runPairs(LuaTable table, @Nullable Object[] frame) {
            for (int at = table.nextPosition(0); at >= 0; at = table.nextPosition(at + 1)) {
                begin(frame, table.keyAt(at), table.valueAt(at));
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                site.state().step();
            }
            return null;
        }

        /** {@code ipairs} without a call for each entry. */
        private @Nullable Object runIndexes(LuaTable table, @Nullable Object[] frame) {
            int index = 1;
            for (Object value = table.get(1); value != null; value = table.get(index)) {
                begin(frame, LuaNumber.box(index), value);
                Object result = body.run(frame);
                if (result != null) {
                    return result == BREAK ? null : result;
                }
                site.state().step();
                index++;
            }
            return null;
        }

        private void begin(@Nullable Object[] frame, @Nullable Object key, @Nullable Object value) {
            variables[0].begin(frame, key);
            for (int i = 1; i < variables.length; i++) {
                variables[i].begin(frame, i == 1 ? value : null);
            }
        }

        private static @Nullable Object at(@Nullable Object returned, int index) {
            if (returned instanceof Object[] all) {
                return index < all.length ? all[index] : null;
            }
            return index == 0 ? returned : null;
        }

        private @Nullable Object call(@Nullable Object function, @Nullable Object state, @Nullable Object control) {
            if (!(function instanceof LuaFunction) && site.state().metamethod(function, Events.CALL) == null) {
                throw site.typeError("call", null, function);
            }
            try {
                return site.state().call(function, state, control);
            } catch (LuaError e) {
                e.leaves(site.chunk(), site.line());
                throw e;
            }
        }
    }
}
