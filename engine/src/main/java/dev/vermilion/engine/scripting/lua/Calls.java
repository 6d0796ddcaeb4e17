package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Calls of functions and methods. */
final class Calls {

    private Calls() {}

    /** {@code f(a, b)}. */
    static final class Call extends Expression {
        private final Expression function;
        private final Expression[] arguments;
        private final boolean open;
        private final Site site;

        Call(Expression function, Expression[] arguments, Site site) {
            this.function = function;
            this.arguments = arguments;
            this.open = arguments.length > 0 && arguments[arguments.length - 1].isOpen();
            this.site = site;
        }

        @Override
        boolean isOpen() {
            return true;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return LuaFunction.first(values(frame));
        }

        @Override
        @Nullable
        Object values(@Nullable Object[] frame) {
            Object called = function.value(frame);
            if (called instanceof Closure closure && !open && !closure.prototype().takesSurplus) {
                return callDirectly(closure, frame);
            }
            return Calls.call(called, values(arguments, frame), function, false, site);
        }

        /** The arguments go to where the function has them: no array between. */
        private @Nullable Object callDirectly(Closure closure, @Nullable Object[] frame) {
            Object[] inner = closure.frame();
            int named = closure.prototype().parameters;
            for (int i = 0; i < arguments.length; i++) {
                Object value = arguments[i].value(frame);
                if (i < named) {
                    inner[LOCALS + i] = value;
                }
            }
            try {
                return closure.run(inner);
            } catch (LuaError e) {
                e.leaves(site.chunk(), site.line());
                throw e;
            }
        }
    }

    /** {@code o:name(a, b)}. */
    static final class MethodCall extends Expression {
        private final Expression object;
        private final LuaString name;
        private final Expression[] arguments;
        private final Site site;
        private final Expression described;

        MethodCall(Expression object, LuaString name, Expression[] arguments, Site site) {
            this.object = object;
            this.name = name;
            this.arguments = arguments;
            this.site = site;
            this.described = new Method(name);
        }

        @Override
        boolean isOpen() {
            return true;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return LuaFunction.first(values(frame));
        }

        @Override
        @Nullable
        Object values(@Nullable Object[] frame) {
            Object self = object.value(frame);
            Object called = site.index(self, name, object);
            Object[] given = values(arguments, frame);
            Object[] all = new Object[given.length + 1];
            all[0] = self;
            System.arraycopy(given, 0, all, 1, given.length);
            return call(called, all, described, true, site);
        }
    }

    /** Stands for a method in messages. */
    private static final class Method extends Expression {
        private final LuaString name;

        Method(LuaString name) {
            this.name = name;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            return null;
        }

        @Override
        String description() {
            return "method '" + name + "'";
        }
    }

    private static @Nullable Object call(
            @Nullable Object called, @Nullable Object[] arguments, Expression from, boolean method, Site site) {
        try {
            if (called instanceof LuaFunction function) {
                return function.call(arguments);
            }
            if (site.state().metamethod(called, Events.CALL) == null) {
                throw site.typeError("call", from, called);
            }
            return site.state().call(called, arguments);
        } catch (ArgumentError e) {
            String description = from.description();
            if (e.isUnnamed() && description != null) {
                e.named(description.substring(description.indexOf('\'') + 1, description.length() - 1), method);
            }
            e.leaves(site.chunk(), site.line());
            throw e;
        } catch (LuaError e) {
            e.leaves(site.chunk(), site.line());
            throw e;
        }
    }

    /** A call whose values nobody wants. */
    static final class CallStatement extends Statement {
        private final Expression call;

        CallStatement(Expression call) {
            this.call = call;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            call.values(frame);
            return null;
        }
    }
}
