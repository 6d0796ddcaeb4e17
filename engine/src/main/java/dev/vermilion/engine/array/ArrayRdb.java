package dev.vermilion.engine.array;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/** Arrays as RDB has them since version 14: where the last insertion wrote, then index, kind and content of each element. */
final class ArrayRdb {

    private static final int TEXT = 0;
    private static final int INTEGER = 1;
    private static final int REAL = 2;
    private static final int SHORT_TEXT = 3;

    private ArrayRdb() {}

    static void write(ArrayValue array, RdbWriter out) {
        out.length(array.elements());
        out.length(array.next() == 0 ? 0 : 1);
        if (array.next() != 0) {
            out.length(array.next() - 1);
        }
        Walk walk = array.walk(0, -2);
        while (walk.next()) {
            out.length(walk.index());
            Slice text = walk.element().text();
            out.length(Numbers.isLong(text) ? INTEGER : TEXT);
            if (Numbers.isLong(text)) {
                out.littleEndian(Numbers.parseLong(text), 8);
            } else {
                out.string(text);
            }
        }
    }

    static ArrayValue read(RdbReader in, Settings settings) {
        ArrayValue array = new ArrayValue(settings);
        int count = in.count();
        check(count > 0);
        boolean hasNext = in.length() != 0;
        array.next(hasNext ? in.length() + 1 : 0);
        for (int i = 0; i < count; i++) {
            long index = in.length();
            check(index != -1);
            byte[] text = switch ((int) in.length()) {
                case TEXT, SHORT_TEXT -> in.string();
                case INTEGER -> Numbers.toBytes(in.littleEndian(8));
                case REAL -> Numbers.toBytes(in.binaryDouble());
                default -> throw new RdbException("an unknown element of an array");
            };
            check(array.set(index, Slice.of(text), settings));
        }
        return array;
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw new RdbException("damaged array");
        }
    }
}
