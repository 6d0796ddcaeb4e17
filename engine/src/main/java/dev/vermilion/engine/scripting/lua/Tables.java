package dev.vermilion.engine.scripting.lua;

import org.jspecify.annotations.Nullable;

/** Expressions that read a table or make one. */
final class Tables {

    private Tables() {}

    /** {@code t[k]}. */
    static final class Index extends Expression implements Variables.Target {
        private final Expression table;
        private final Expression key;
        private final Site site;

        Index(Expression table, Expression key, Site site) {
            this.table = table;
            this.key = key;
            this.site = site;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object from = table.value(frame);
            Object at = key.value(frame);
            if (from instanceof LuaTable direct) {
                Object value = direct.get(at);
                if (value != null || direct.metatable() == null) {
                    return value;
                }
            }
            return site.index(from, at, table);
        }

        @Override
        @Nullable
        String description() {
            return key.constant() instanceof LuaString name ? "field '" + name + "'" : null;
        }

        @Override
        public Statement assign(Expression value) {
            return new SetIndex(table, key, value, site);
        }

        @Override
        public void set(@Nullable Object[] frame, @Nullable Object value) {
            set(table.value(frame), key.value(frame), value);
        }

        /** Sets the value where table and key are known already. */
        void set(@Nullable Object target, @Nullable Object at, @Nullable Object value) {
            site.setIndex(target, at, value, table);
        }

        Expression table() {
            return table;
        }

        Expression key() {
            return key;
        }
    }

    /** {@code t.name}. */
    static final class Field extends Expression implements Variables.Target {
        private final Expression table;
        private final LuaString name;
        private final Site site;

        Field(Expression table, LuaString name, Site site) {
            this.table = table;
            this.name = name;
            this.site = site;
        }

        @Override
        @Nullable
        Object value(@Nullable Object[] frame) {
            Object from = table.value(frame);
            if (from instanceof LuaTable direct) {
                Object value = direct.get(name);
                if (value != null || direct.metatable() == null) {
                    return value;
                }
            }
            return site.index(from, name, table);
        }

        @Override
        String description() {
            return "field '" + name + "'";
        }

        @Override
        public Statement assign(Expression value) {
            return new SetIndex(table, new Constant(name), value, site);
        }

        @Override
        public void set(@Nullable Object[] frame, @Nullable Object value) {
            asIndex().set(frame, value);
        }

        /** The same as {@code t["name"]}. */
        Index asIndex() {
            return new Index(table, new Constant(name), site);
        }
    }

    private static final class SetIndex extends Statement {
        private final Expression table;
        private final Expression key;
        private final Expression value;
        private final Site site;

        SetIndex(Expression table, Expression key, Expression value, Site site) {
            this.table = table;
            this.key = key;
            this.value = value;
            this.site = site;
        }

        @Override
        @Nullable
        Object run(@Nullable Object[] frame) {
            Object target = table.value(frame);
            Object at = key.value(frame);
            Object result = value.value(frame);
            if (target instanceof LuaTable direct
                    && direct.metatable() == null
                    && !direct.isReadOnly()
                    && (at instanceof LuaString || (at instanceof Double number && !Double.isNaN(number)))) {
                direct.put(at, result);
            } else {
                site.setIndex(target, at, result, table);
            }
            return null;
        }
    }

    /** {@code {1, 2, x = 3, [k] = 4, f()}}. */
    static final class Constructor extends Expression {

        private final Expression[] items;
        private final @Nullable Expression[] keys;
        private final int arraySize;
        private final int hashSize;
        private final Site site;

        /**
         * A constructor.
         *
         * @param keys for each item its key, or null if it is one of the list
         */
        Constructor(Expression[] items, @Nullable Expression[] keys, Site site) {
            this.items = items;
            this.keys = keys;
            this.site = site;
            int listed = 0;
            for (int i = 0; i < items.length; i++) {
                boolean open = i == items.length - 1 && items[i].isOpen();
                listed += keys[i] == null && !open ? 1 : 0;
            }
            int named = 0;
            for (Expression key : keys) {
                named += key == null ? 0 : 1;
            }
            this.arraySize = roundedUp(listed);
            this.hashSize = roundedUp(named);
        }

        /** As many as fit a floating byte of PUC Lua: three bits and an exponent. The order of pairs() depends on it. */
        private static int roundedUp(int size) {
            int exponent = 0;
            int rest = size;
            while (rest >= 16) {
                rest = rest + 1 >> 1;
                exponent++;
            }
            return rest << exponent;
        }

        @Override
        Object value(@Nullable Object[] frame) {
            LuaTable made = new LuaTable(arraySize, hashSize);
            int next = 1;
            for (int i = 0; i < items.length; i++) {
                Expression key = keys[i];
                if (key != null) {
                    Object at = key.value(frame);
                    site.setIndex(made, at, items[i].value(frame), null);
                } else if (i == items.length - 1 && items[i].isOpen()) {
                    putAll(made, next, LuaFunction.all(items[i].values(frame)));
                } else {
                    made.put(next++, items[i].value(frame));
                }
            }
            return made;
        }

        private static void putAll(LuaTable into, int from, @Nullable Object[] values) {
            into.ensureArray(from - 1 + values.length);
            for (int i = 0; i < values.length; i++) {
                into.put(from + i, values[i]);
            }
        }
    }
}
