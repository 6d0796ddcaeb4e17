package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each member comes as often as any other, by a chi-square test that a fair choice fails once in a million runs. */
class SetRandomTest {

    private static final int MEMBERS = 100;

    private final Settings settings = new Settings();
    private final Random random = new Random(42);
    private final Map<String, Integer> times = new HashMap<>();

    private SetValue setOf(String encoding) {
        return setOf(encoding, MEMBERS);
    }

    private SetValue setOf(String encoding, int members) {
        settings.setMaxListpackEntries = encoding.equals("listpack") ? members : 0;
        SetValue set = new SetValue();
        for (int i = 0; i < members; i++) {
            set.add(Slice.of(encoding.equals("intset") ? "" + i * i : "m" + i), settings);
        }
        assertThat(set.encoding()).isEqualTo(encoding);
        return set;
    }

    private void count(Slice member) {
        times.merge(member.toString(), 1, Integer::sum);
    }

    private void assertFair() {
        assertFair(MEMBERS);
    }

    private void assertFair(int members) {
        assertThat(times).hasSize(members);
        double expected = times.values().stream().mapToInt(each -> each).sum() / (double) members;
        double chiSquare = times.values().stream()
                .mapToDouble(each -> (each - expected) * (each - expected) / expected)
                .sum();
        int freedom = members - 1;
        assertThat(chiSquare).isLessThan(freedom + 6 * Math.sqrt(2.0 * freedom));
    }

    @ParameterizedTest
    @ValueSource(strings = {"intset", "listpack", "hashtable"})
    void drawingIsFair(String encoding) {
        SetValue set = setOf(encoding);
        set.forEachRandom(20_000, random, this::count);
        for (int i = 0; i < 20_000; i++) {
            set.forEachRandom(1, random, this::count);
        }
        assertFair();
    }

    @Test
    void drawingFromATableOfManySegmentsIsFair() {
        setOf("hashtable", 3_000).forEachRandom(300_000, random, this::count);
        assertFair(3_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"intset", "listpack", "hashtable"})
    void takingOneByOneIsFair(String encoding) {
        for (int round = 0; round < 2_000; round++) {
            SetValue set = setOf(encoding);
            for (int i = 0; i < 10; i++) {
                set.takeRandom(random, this::count);
            }
            assertThat(set.size()).isEqualTo(MEMBERS - 10);
        }
        assertFair();
    }

    @ParameterizedTest
    @ValueSource(strings = {"intset", "listpack", "hashtable"})
    void samplesAreFair(String encoding) {
        SetValue set = setOf(encoding);
        for (int round = 0; round < 2_000; round++) {
            set.forEachSampled(10, random, this::count);
        }
        assertFair();
    }

    @ParameterizedTest
    @ValueSource(strings = {"intset", "listpack", "hashtable"})
    void whatStaysBehindALargeSampleIsFair(String encoding) {
        for (int round = 0; round < 2_000; round++) {
            SetValue set = setOf(encoding);
            set.takeSampled(MEMBERS - 10, random, settings, member -> {});
            assertThat(set.size()).isEqualTo(10);
            set.forEach(this::count);
        }
        assertFair();
    }
}
