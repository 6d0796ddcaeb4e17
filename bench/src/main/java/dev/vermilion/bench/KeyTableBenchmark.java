package dev.vermilion.bench;

import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a look-up and an insertion cost in tables of different sizes. */
@State(Scope.Thread)
public class KeyTableBenchmark {

    /** Number of keys in the table. */
    @Param({"1000", "100000", "5000000"})
    public int keys;

    private final Random random = new Random(1);
    private final Slice key = new Slice();
    private ByteTable table = new ByteTable(true, true);

    /** Fills the table. */
    @Setup
    public void fill() {
        table = new ByteTable(true, true);
        for (int i = 0; i < keys; i++) {
            table.insert(name(i));
            table.value(true);
        }
    }

    /** Finds a key that is there. */
    @Benchmark
    public @Nullable Object findOne() {
        key.set(name(random.nextInt(keys)));
        return table.get(key);
    }

    /** Adds a key and removes it. */
    @Benchmark
    public boolean insertAndRemoveOne() {
        key.set(name(keys + random.nextInt(keys)));
        table.findOrInsert(key);
        table.value(true);
        return table.remove(key);
    }

    private static byte[] name(int number) {
        byte[] name = "key:000000000000".getBytes(StandardCharsets.US_ASCII);
        for (int at = name.length - 1, rest = number; rest > 0; rest /= 10) {
            name[at--] += (byte) (rest % 10);
        }
        return name;
    }
}
