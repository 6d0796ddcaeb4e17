package dev.vermilion.engine.scripting.lua;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** The library {@code table}. */
final class TableLibrary {

    private static final int FEW = 3;

    private final LuaState state;

    private TableLibrary(LuaState state) {
        this.state = state;
    }

    static void install(LuaState state, LuaTable globals) {
        TableLibrary library = new TableLibrary(state);
        LuaTable table = new LuaTable();
        globals.put("table", table);
        BaseLibrary.put(table, "concat", TableLibrary::concat);
        BaseLibrary.put(table, "foreach", library::forEach);
        BaseLibrary.put(table, "foreachi", library::forEachIndex);
        BaseLibrary.put(
                table,
                "getn",
                arguments -> LuaNumber.box(Arguments.table(arguments, 0).length()));
        BaseLibrary.put(table, "insert", TableLibrary::insert);
        BaseLibrary.put(table, "maxn", TableLibrary::maxN);
        BaseLibrary.put(table, "remove", TableLibrary::remove);
        BaseLibrary.put(table, "setn", arguments -> {
            Arguments.table(arguments, 0);
            throw new LuaError(LuaString.of("'setn' is obsolete"), 1);
        });
        BaseLibrary.put(table, "sort", library::sort);
    }

    private static Object concat(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        LuaString between = Arguments.any(arguments, 1) == null ? LuaString.EMPTY : Arguments.string(arguments, 1);
        int from = Arguments.integer(arguments, 2, 1);
        int to = Arguments.any(arguments, 3) == null ? table.length() : Arguments.integer(arguments, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (long i = from; i <= to; i++) {
            Object value = table.get((int) i);
            LuaString text = Lua.toLuaString(value);
            if (text == null) {
                throw new LuaError(
                        LuaString.of(
                                "invalid value (" + Lua.type(value) + ") at index " + i + " in table for 'concat'"),
                        1);
            }
            out.writeBytes(text.bytes());
            if (i != to) {
                out.writeBytes(between.bytes());
            }
            LuaState.checkLength(out.size());
        }
        return LuaString.of(out.toByteArray());
    }

    private @Nullable Object forEach(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        LuaFunction function = Arguments.function(arguments, 1);
        for (int at = table.nextPosition(0); at >= 0; at = table.nextPosition(at + 1)) {
            Object result = LuaFunction.first(state.call(function, table.keyAt(at), table.valueAt(at)));
            if (result != null) {
                return result;
            }
        }
        return LuaFunction.NOTHING;
    }

    private @Nullable Object forEachIndex(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        LuaFunction function = Arguments.function(arguments, 1);
        int length = table.length();
        for (int i = 1; i <= length; i++) {
            Object result = LuaFunction.first(state.call(function, LuaNumber.box(i), table.get(i)));
            if (result != null) {
                return result;
            }
        }
        return LuaFunction.NOTHING;
    }

    private static Object insert(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        BaseLibrary.checkWritable(table);
        int end = table.length() + 1;
        if (arguments.length == 2) {
            table.put(end, arguments[1]);
        } else if (arguments.length == FEW) {
            int at = Arguments.integer(arguments, 1);
            table.shiftUp(at, Math.max(end, at));
            table.put(at, arguments[2]);
        } else {
            throw new LuaError(LuaString.of("wrong number of arguments to 'insert'"), 1);
        }
        return LuaFunction.NOTHING;
    }

    private static @Nullable Object remove(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        BaseLibrary.checkWritable(table);
        int end = table.length();
        int at = Arguments.integer(arguments, 1, end);
        if (at < 1 || at > end) {
            return LuaFunction.NOTHING;
        }
        Object removed = table.get(at);
        for (int i = at; i < end; i++) {
            table.put(i, table.get(i + 1));
        }
        table.put(end, null);
        return removed;
    }

    private static Object maxN(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        double most = 0;
        for (int at = table.nextPosition(0); at >= 0; at = table.nextPosition(at + 1)) {
            if (table.keyAt(at) instanceof Double number) {
                most = Math.max(most, number);
            }
        }
        return LuaNumber.box(most);
    }

    private Object sort(@Nullable Object[] arguments) {
        LuaTable table = Arguments.table(arguments, 0);
        LuaFunction order = Arguments.any(arguments, 1) == null ? null : Arguments.function(arguments, 1);
        BaseLibrary.checkWritable(table);
        new Sorter(table, order).sort(1, table.length());
        return LuaFunction.NOTHING;
    }

    /**
     * Quicksort with the median of three, step by step as PUC Lua has it: an order that contradicts itself is found, and
     * elements that are equal end up in the same places.
     */
    private final class Sorter {
        private final LuaTable table;
        private final @Nullable LuaFunction order;

        Sorter(LuaTable table, @Nullable LuaFunction order) {
            this.table = table;
            this.order = order;
        }

        private boolean less(@Nullable Object a, @Nullable Object b) {
            if (order != null) {
                return Lua.isTrue(LuaFunction.first(state.call(order, a, b)));
            }
            try {
                return state.less(a, b);
            } catch (LuaError e) {
                e.settle(); // no line of the script compared them
                throw e;
            }
        }

        private void swapIfLess(int low, int high) {
            Object a = table.get(low);
            Object b = table.get(high);
            if (less(b, a)) {
                table.put(low, b);
                table.put(high, a);
            }
        }

        private void swap(int one, int other) {
            Object value = table.get(one);
            table.put(one, table.get(other));
            table.put(other, value);
        }

        void sort(int from, int to) {
            int low = from;
            int up = to;
            while (low < up) {
                swapIfLess(low, up);
                if (up - low == 1) {
                    return;
                }
                int middle = (low + up) / 2;
                if (less(table.get(middle), table.get(low))) {
                    swap(middle, low);
                } else {
                    swapIfLess(middle, up);
                }
                if (up - low == 2) {
                    return;
                }
                int pivot = partition(low, up, middle);
                if (pivot - low < up - pivot) {
                    sort(low, pivot - 1);
                    low = pivot + 1;
                } else {
                    sort(pivot + 1, up);
                    up = pivot - 1;
                }
            }
        }

        private int partition(int low, int up, int middle) {
            Object pivot = table.get(middle);
            swap(middle, up - 1);
            int i = low;
            int j = up - 1;
            while (true) {
                while (less(table.get(++i), pivot)) {
                    check(i <= up);
                }
                while (less(pivot, table.get(--j))) {
                    check(j >= low);
                }
                if (j < i) {
                    swap(up - 1, i);
                    return i;
                }
                swap(i, j);
            }
        }

        private void check(boolean inside) {
            if (!inside) {
                throw new LuaError(LuaString.of("invalid order function for sorting"), 1);
            }
            state.step();
        }
    }
}
