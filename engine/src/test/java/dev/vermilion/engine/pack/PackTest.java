package dev.vermilion.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                127,
                128,
                -1,
                4095,
                4096,
                -4096,
                -4097,
                32767,
                32768,
                -32768,
                -32769,
                8388607,
                8388608,
                -8388608,
                -8388609,
                2147483647L,
                2147483648L,
                -2147483648L,
                -2147483649L,
                Long.MAX_VALUE,
                Long.MIN_VALUE
            })
    void anIntegerIsStoredAsOneAndReadBackAsItsDigits(long value) {
        Pack pack = new Pack();

        pack.append(Slice.of("before"));
        int at = pack.append(Slice.of(Long.toString(value)));
        pack.append(Slice.of("behind"));

        assertThat(pack.isInteger(at)).isTrue();
        assertThat(pack.integer(at)).isEqualTo(value);
        assertThat(texts(pack)).containsExactly("before", Long.toString(value), "behind");
        assertThat(textsBackwards(pack)).containsExactly("behind", Long.toString(value), "before");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 62, 63, 64, 125, 126, 127, 4095, 4096, 16_380, 16_384, 2_097_151, 2_097_160})
    void aStringOfAnyLengthIsReadBackFromBothSides(int length) {
        Pack pack = new Pack();
        String text = "x".repeat(length);

        pack.append(Slice.of("before"));
        pack.append(Slice.of(text));
        pack.append(Slice.of("behind"));

        assertThat(texts(pack)).containsExactly("before", text, "behind");
        assertThat(textsBackwards(pack)).containsExactly("behind", text, "before");
    }

    @ParameterizedTest
    @ValueSource(strings = {"007", "+1", "-0", "1.0", "", " 1", "9223372036854775808", "-9223372036854775809"})
    void whatOnlyLooksLikeAnIntegerStaysAString(String text) {
        Pack pack = new Pack();

        int at = pack.append(Slice.of(text));

        assertThat(pack.isInteger(at)).isFalse();
        assertThat(texts(pack)).containsExactly(text);
    }

    @Test
    void findPassesOverTheEntriesItIsToldToSkip() {
        Pack pack = new Pack();
        for (String each : List.of("field", "value", "value", "12")) {
            pack.append(Slice.of(each));
        }

        assertThat(pack.find(pack.first(), Slice.of("value"), 1)).isEqualTo(pack.at(2));
        assertThat(pack.find(pack.first(), Slice.of("12"), 0)).isEqualTo(pack.at(3));
        assertThat(pack.find(pack.first(), Slice.of("12"), 1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aPackDoesWhatAListDoes(long seed) {
        Random random = new Random(seed);
        Pack pack = new Pack();
        List<String> model = new ArrayList<>();

        for (int step = 0; step < 20_000; step++) {
            int index = random.nextInt(model.size() + 1);
            String value = random.nextBoolean()
                    ? Long.toString(random.nextLong() >> random.nextInt(64))
                    : "v".repeat(random.nextInt(random.nextInt(10) == 0 ? 300 : 20));
            if (model.size() < 5 || (random.nextInt(3) > 0 && model.size() < 200)) {
                pack.insert(pack.at(index), Slice.of(value));
                model.add(index, value);
            } else if (index < model.size() && random.nextBoolean()) {
                pack.replace(pack.at(index), Slice.of(value));
                model.set(index, value);
            } else {
                int removed = Math.min(1 + random.nextInt(4), model.size() - index);
                pack.delete(pack.at(index), removed);
                model.subList(index, index + removed).clear();
            }
            if (step % 100 == 0) {
                assertThat(texts(pack)).isEqualTo(model);
                Pack front = pack.copy();
                Pack back = front.splitAt(front.at(model.size() / 2));
                front.appendAll(back);
                assertThat(texts(front)).isEqualTo(model);
            }
            assertThat(pack.count()).isEqualTo(model.size());
        }
    }

    private static List<String> texts(Pack pack) {
        List<String> texts = new ArrayList<>();
        for (int at = pack.first(); at < pack.end(); at = pack.next(at)) {
            texts.add(new String(pack.toBytes(at), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static List<String> textsBackwards(Pack pack) {
        List<String> texts = new ArrayList<>();
        for (int at = pack.end(); at > pack.first(); ) {
            at = pack.previous(at);
            texts.add(new String(pack.toBytes(at), StandardCharsets.UTF_8));
        }
        return texts;
    }
}
