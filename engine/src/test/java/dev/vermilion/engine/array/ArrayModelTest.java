package dev.vermilion.engine.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrayModelTest {

    private final NavigableMap<Long, String> model = new TreeMap<>(Long::compareUnsigned);
    private final Settings settings = new Settings();
    private final Element element = new Element();

    /** Small pages and low thresholds make pages change their form, and come and go, all the time. */
    @ParameterizedTest(name = "seed {0}, pages of {1}, sparse up to {2}")
    @CsvSource({"1,4096,10,5", "2,256,10,5", "3,256,0,5", "4,256,3,1", "5,65536,200,100", "6,256,256,256"})
    void anArrayDoesWhatATreeMapDoes(long seed, int pageSize, int sparse, int back) {
        Random random = new Random(seed);
        settings.arraySliceSize = pageSize;
        settings.arraySparseKmax = sparse;
        settings.arraySparseKmin = back;
        ArrayValue array = new ArrayValue(settings);
        for (int step = 0; step < 20_000; step++) {
            step(array, random);
            if (step % 200 == 0) {
                compare(array);
                compare(array.copy());
            }
        }
        array.removeRange(0, -2, settings);
        assertThat(array.elements()).isZero();
        assertThat(array.directory().pages()).isZero();
    }

    private void step(ArrayValue array, Random random) {
        long index = index(random);
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> {
                String text = text(random);
                assertThat(array.set(index, Slice.of(text), settings)).isEqualTo(model.put(index, text) == null);
            }
            case 4, 5 -> {
                for (int i = 0; i < random.nextInt(40); i++) {
                    array.set(index + i, Slice.of("run" + i), settings);
                    model.put(index + i, "run" + i);
                }
            }
            case 6, 7, 8 -> {
                assertThat(array.remove(index, settings)).isEqualTo(model.remove(index) != null);
            }
            case 9 -> {
                long to = random.nextInt(10) == 0 ? index(random) : index + random.nextInt(500);
                long low = Long.compareUnsigned(index, to) < 0 ? index : to;
                long high = low == index ? to : index;
                NavigableMap<Long, String> gone = model.subMap(low, true, high, true);
                assertThat(array.removeRange(low, high, settings)).isEqualTo(gone.size());
                gone.clear();
            }
            case 10 -> compareWalk(array, index, index(random), 1 + random.nextInt(20));
            default -> {
                String there = model.get(index);
                assertThat(array.get(index, element)).isEqualTo(there != null);
                if (there != null) {
                    assertThat(element.text().toString()).isEqualTo(there);
                }
            }
        }
        assertThat(array.elements()).isEqualTo(model.size());
        assertThat(array.length()).isEqualTo(model.isEmpty() ? 0 : model.lastKey() + 1);
    }

    private static long index(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(300);
            case 1 -> 4000 + random.nextInt(300);
            case 2 -> 8_388_500L + random.nextInt(300);
            case 3 -> Long.MAX_VALUE - 100 + random.nextInt(300);
            default -> -300 + random.nextInt(200);
        };
    }

    private static String text(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt());
            case 1 -> random.nextInt(1000) + "." + random.nextInt(100);
            case 2 -> "x".repeat(random.nextInt(8));
            default -> "a text that is too long to be packed " + random.nextInt(100);
        };
    }

    private void compareWalk(ArrayValue array, long start, long end, int limit) {
        boolean down = Long.compareUnsigned(start, end) > 0;
        NavigableMap<Long, String> part =
                down ? model.subMap(end, true, start, true).descendingMap() : model.subMap(start, true, end, true);
        List<Map.Entry<Long, String>> expected =
                part.entrySet().stream().limit(limit).toList();
        List<Map.Entry<Long, String>> seen = new ArrayList<>();
        Walk walk = array.walk(start, end);
        while (seen.size() < limit && walk.next()) {
            seen.add(Map.entry(walk.index(), walk.element().text().toString()));
        }
        assertThat(seen).isEqualTo(expected);
    }

    private void compare(ArrayValue array) {
        compareWalk(array, 0, -2, Integer.MAX_VALUE);
        compareWalk(array, -2, 0, Integer.MAX_VALUE);
        assertThat(array.memoryBytes()).isPositive();
    }
}
