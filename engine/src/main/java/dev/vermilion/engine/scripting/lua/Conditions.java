package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Expressions that are true or false, and those that choose by it. */
final class Conditions {

    private Conditions() {}

    static Expression comparison(Token operator, Expression left, Expression right, Site site) {
        return switch (operator) {
            case EQUAL -> new Equal(left, right, site, true);
            case NOT_EQUAL -> new Equal(left, right, site, false);
            case LESS -> new Less(left, right, site, false);
            case GREATER -> new Less(left, right, site, true);
            case LESS_EQUAL -> new LessOrEqual(left, right, site, false);
            case GREATER_EQUAL -> new LessOrEqual(left, right, site, true);
            default -> throw new IllegalArgumentException(operator.text());
        };
    }

    private abstract static class Condition extends Expression {
        @Override
        Object value(@Nullable Object[] frame) {
            return test(frame);
        }

        @Override
        abstract boolean test(@Nullable Object[] frame);
    }

    private static final class Equal extends Condition {
        private final Expression left;
        private final Expression right;
        private final Site site;
        private final boolean wanted;

        Equal(Expression left, Expression right, Site site, boolean wanted) {
            this.left = left;
            this.right = right;
            this.site = site;
            this.wanted = wanted;
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            if (a instanceof LuaTable && b instanceof LuaTable) {
                return guarded(a, b) == wanted;
            }
            return Lua.rawEquals(a, b) == wanted;
        }

        private boolean guarded(Object a, Object b) {
            try {
                return site.state().equal(a, b);
            } catch (LuaError e) {
                e.leaves(site.chunk(), site.line());
                throw e;
            }
        }
    }

    /** a &lt; b, or with {@code swapped} a &gt; b, which is b &lt; a with a computed first. */
    private static final class Less extends Condition {
        private final Expression left;
        private final Expression right;
        private final Site site;
        private final boolean swapped;

        Less(Expression left, Expression right, Site site, boolean swapped) {
            this.left = left;
            this.right = right;
            this.site = site;
            this.swapped = swapped;
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            if (a instanceof Double x && b instanceof Double y) {
                return swapped ? y < x : x < y;
            }
            return swapped ? compare(b, a, site, true) : compare(a, b, site, true);
        }
    }

    private static final class LessOrEqual extends Condition {
        private final Expression left;
        private final Expression right;
        private final Site site;
        private final boolean swapped;

        LessOrEqual(Expression left, Expression right, Site site, boolean swapped) {
            this.left = left;
            this.right = right;
            this.site = site;
            this.swapped = swapped;
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            if (a instanceof Double x && b instanceof Double y) {
                return swapped ? y <= x : x <= y;
            }
            return swapped ? compare(b, a, site, false) : compare(a, b, site, false);
        }
    }

    private static boolean compare(@Nullable Object a, @Nullable Object b, Site site, boolean less) {
        LuaState state = site.state();
        try {
            return less ? state.less(a, b) : state.lessOrEqual(a, b);
        } catch (LuaError e) {
            e.leaves(site.chunk(), site.line());
            throw e;
        }
    }

    /** {@code not x}. */
    static final class Not extends Condition {
        private final Expression operand;

        Not(Expression operand) {
            this.operand = operand;
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            return !operand.test(frame);
        }
    }

    /** {@code a and b}. */
    static final class And extends Expression {
        private final Expression left;
        private final Expression right;

        And(Expression left, Expression right) {
            this.left = left;
            this.right = right;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            return Lua.isTrue(a) ? right.value(frame) : a;
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            return left.test(frame) && right.test(frame);
        }
    }

    /** {@code a or b}. */
    static final class Or extends Expression {
        private final Expression left;
        private final Expression right;

        Or(Expression left, Expression right) {
            this.left = left;
            this.right = right;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            return Lua.isTrue(a) ? a : right.value(frame);
        }

        @Override
        boolean test(@Nullable Object[] frame) {
            return left.test(frame) || right.test(frame);
        }
    }
}
