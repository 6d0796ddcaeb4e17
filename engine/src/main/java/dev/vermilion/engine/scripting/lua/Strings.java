package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** The operators of strings: {@code ..} and {@code #}. */
final class Strings {

    private Strings() {}

    /** {@code a .. b .. c}: all at once, from the right. */
    static final class Concatenation extends Expression {
        private final Expression[] parts;
        private final Site site;

        Concatenation(Expression[] parts, Site site) {
            this.parts = parts;
            this.site = site;
        }

        /** Its parts, of which a concatenation around takes over. */
        Expression[] parts() {
            return parts;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            LuaString[] strings = new LuaString[parts.length];
            Object[] values = new Object[parts.length];
            boolean simple = true;
            long length = 0;
            for (int i = 0; i < parts.length; i++) {
                Object value = parts[i].value(frame);
                LuaString string = Lua.toLuaString(value);
                values[i] = value;
                if (string == null) {
                    simple = false;
                } else {
                    strings[i] = string;
                    length += string.length();
                }
            }
            return simple ? join(strings, length) : pairwise(values);
        }

        private static LuaString join(LuaString[] strings, long length) {
            LuaState.checkLength(length);
            byte[] all = new byte[(int) length];
            int at = 0;
            for (LuaString each : strings) {
                System.arraycopy(each.bytes(), 0, all, at, each.length());
                at += each.length();
            }
            return LuaString.of(all);
        }

        private @Nullable Object pairwise(@Nullable Object[] values) {
            Object right = values[values.length - 1];
            for (int i = values.length - 2; i >= 0; i--) {
                right = concatenate(values[i], right, i);
            }
            return right;
        }

        private @Nullable Object concatenate(@Nullable Object left, @Nullable Object right, int at) {
            LuaString a = Lua.toLuaString(left);
            LuaString b = Lua.toLuaString(right);
            if (a != null && b != null) {
                LuaState.checkLength((long) a.length() + b.length());
                return a.concatenated(b);
            }
            Object function = site.state().metamethod(left, Events.CONCAT);
            if (function == null) {
                function = site.state().metamethod(right, Events.CONCAT);
            }
            if (function != null) {
                return site.call(function, left, right);
            }
            boolean leftIsWrong = a == null;
            Expression named = leftIsWrong ? parts[at] : at + 1 == parts.length - 1 ? parts[at + 1] : null;
            throw site.typeError("concatenate", named, leftIsWrong ? left : right);
        }
    }

    /** {@code #x}: metatables are not asked for tables, as in Lua 5.1. */
    static final class Length extends Expression {
        private final Expression operand;
        private final Site site;

        Length(Expression operand, Site site) {
            this.operand = operand;
            this.site = site;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object value = operand.value(frame);
            if (value instanceof LuaTable table) {
                return LuaNumber.box(table.length());
            } else if (value instanceof LuaString string) {
                return LuaNumber.box(string.length());
            }
            Object function = site.state().metamethod(value, Events.LENGTH);
            if (function != null) {
                return site.call(function, value);
            }
            throw site.typeError("get length of", operand, value);
        }
    }
}
