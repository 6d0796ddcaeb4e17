package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Expressions that compute. Two numbers are the fast way; all else is looked into by {@link #slowly}. */
abstract class Arithmetic extends Expression {

    final Expression left;
    final Expression right;
    private final Site site;
    private final LuaString event;

    private Arithmetic(Expression left, Expression right, Site site, String event) {
        this.left = left;
        this.right = right;
        this.site = site;
        this.event = LuaString.of(event);
    }

    static Expression of(Token operator, Expression left, Expression right, Site site) {
        return switch (operator) {
            case PLUS -> new Plus(left, right, site);
            case MINUS -> new Minus(left, right, site);
            case TIMES -> new Times(left, right, site);
            case DIVIDE -> new Divide(left, right, site);
            case MODULO -> new Modulo(left, right, site);
            case POWER -> new Power(left, right, site);
            default -> throw new IllegalArgumentException(operator.text());
        };
    }

    static Expression negated(Expression operand, Site site) {
        return new Negate(operand, site);
    }

    abstract double compute(double a, double b);

    /** Strings that are numbers are computed with; metatables are asked; else it is an error. */
    final @Nullable Object slowly(@Nullable Object a, @Nullable Object b) {
        Double x = Lua.toNumber(a);
        Double y = Lua.toNumber(b);
        if (x != null && y != null) {
            return LuaNumber.box(compute(x, y));
        }
        Object function = site.state().metamethod(a, event);
        if (function == null) {
            function = site.state().metamethod(b, event);
        }
        if (function != null) {
            return site.call(function, a, b);
        }
        throw x == null
                ? site.typeError("perform arithmetic on", left, a)
                : site.typeError("perform arithmetic on", right, b);
    }

    private static final class Plus extends Arithmetic {
        Plus(Expression left, Expression right, Site site) {
            super(left, right, site, "__add");
        }

        @Override
        double compute(double a, double b) {
            return a + b;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(x + y) : slowly(a, b);
        }
    }

    private static final class Minus extends Arithmetic {
        Minus(Expression left, Expression right, Site site) {
            super(left, right, site, "__sub");
        }

        @Override
        double compute(double a, double b) {
            return a - b;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(x - y) : slowly(a, b);
        }
    }

    private static final class Times extends Arithmetic {
        Times(Expression left, Expression right, Site site) {
            super(left, right, site, "__mul");
        }

        @Override
        double compute(double a, double b) {
            return a * b;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(x * y) : slowly(a, b);
        }
    }

    private static final class Divide extends Arithmetic {
        Divide(Expression left, Expression right, Site site) {
            super(left, right, site, "__div");
        }

        @Override
        double compute(double a, double b) {
            return a / b;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(x / y) : slowly(a, b);
        }
    }

    private static final class Modulo extends Arithmetic {
        Modulo(Expression left, Expression right, Site site) {
            super(left, right, site, "__mod");
        }

        @Override
        double compute(double a, double b) {
            return Lua.modulo(a, b);
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(Lua.modulo(x, y)) : slowly(a, b);
        }
    }

    private static final class Power extends Arithmetic {
        Power(Expression left, Expression right, Site site) {
            super(left, right, site, "__pow");
        }

        @Override
        double compute(double a, double b) {
            return Lua.power(a, b);
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            Object b = right.value(frame);
            return a instanceof Double x && b instanceof Double y ? LuaNumber.box(Lua.power(x, y)) : slowly(a, b);
        }
    }

    private static final class Negate extends Arithmetic {
        Negate(Expression operand, Site site) {
            super(operand, operand, site, "__unm");
        }

        @Override
        double compute(double a, double b) {
            return -a;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object a = left.value(frame);
            return a instanceof Double x ? (Object) LuaNumber.box(-x) : slowly(a, a);
        }
    }
}
