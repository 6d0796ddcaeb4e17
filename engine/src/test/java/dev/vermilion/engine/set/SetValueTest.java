package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetValueTest {

    private final Settings settings = new Settings();
    private final SetValue set = new SetValue();

    private void add(String... members) {
        for (String each : members) {
            set.add(Slice.of(each), settings);
        }
    }

    private void addNumbers(int count) {
        for (int i = 0; i < count; i++) {
            add(Integer.toString(i));
        }
    }

    private void addWords(int count) {
        for (int i = 0; i < count; i++) {
            add("w" + i);
        }
    }

    @Test
    void integersAreAnIntsetUntilThereAreTooMany() {
        addNumbers(512);
        assertThat(set.encoding()).isEqualTo("intset");
        add("511");
        assertThat(set.encoding()).isEqualTo("intset");
        add("512");
        assertThat(set.encoding()).isEqualTo("hashtable");
        assertThat(set.size()).isEqualTo(513);
    }

    @Test
    void aFewIntegersAndAWordAreAListpack() {
        addNumbers(127);
        add("word");
        assertThat(set.encoding()).isEqualTo("listpack");
        add("word", "5");
        assertThat(set.encoding()).isEqualTo("listpack");
        add("129th");
        assertThat(set.encoding()).isEqualTo("hashtable");
        assertThat(set.size()).isEqualTo(129);
    }

    @Test
    void manyIntegersAndAWordAreATable() {
        addNumbers(128);
        add("word");
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @Test
    void aLongWordMakesATable() {
        add("a".repeat(64));
        assertThat(set.encoding()).isEqualTo("listpack");
        add("a".repeat(65));
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @Test
    void integersThatAreTooLongForAListpackMakeATable() {
        settings.setMaxListpackValue = 3;
        add("1000", "a");
        assertThat(set.encoding()).isEqualTo("hashtable");
    }

    @Test
    void aTableStaysATable() {
        addWords(129);
        for (int i = 0; i < 128; i++) {
            assertThat(set.remove(Slice.of("w" + i))).isTrue();
        }
        assertThat(set.encoding()).isEqualTo("hashtable");
        assertThat(members(set)).containsExactly("w128");
    }

    @Test
    void aTableOfWhichMostWasTakenBecomesSmall() {
        addWords(1000);
        set.takeSampled(990, new Random(1), settings, member -> {});
        assertThat(set.encoding()).isEqualTo("listpack");
        assertThat(set.size()).isEqualTo(10);
    }

    /** What SADD with many words begins with, though some of them may be the same. */
    @ParameterizedTest
    @CsvSource({
        "1, 512, intset",
        "1, 513, hashtable",
        "a, 128, listpack",
        "a, 129, hashtable",
    })
    void theFormFollowsWhatIsToCome(String first, int members, String encoding) {
        set.expect(Slice.of(first), members, settings);
        add(first);
        assertThat(set.encoding()).isEqualTo(encoding);
    }

    @Test
    void aSetThatIsThereFollowsWhatIsToComeToo() {
        addNumbers(5);
        set.expect(Slice.of("1"), 512, settings);
        assertThat(set.encoding()).isEqualTo("intset");
        set.expect(Slice.of("1"), 513, settings);
        assertThat(set.encoding()).isEqualTo("hashtable");
        assertThat(set.size()).isEqualTo(5);
    }

    @Test
    void integersBecomeWiderWhereNeeded() {
        add("7", "-32768", "32767");
        long narrow = set.memoryBytes();
        add("32768");
        assertThat(set.memoryBytes()).isGreaterThan(narrow);
        add("-2147483648", "2147483648", "-9223372036854775808", "9223372036854775807");
        assertThat(set.encoding()).isEqualTo("intset");
        assertThat(members(set))
                .containsExactlyInAnyOrder(
                        "7",
                        "-32768",
                        "32767",
                        "32768",
                        "-2147483648",
                        "2147483648",
                        "-9223372036854775808",
                        "9223372036854775807");
        assertThat(set.contains(Slice.of("2147483648"))).isTrue();
        assertThat(set.contains(Slice.of("-2147483649"))).isFalse();
        assertThat(set.contains(Slice.of("seven"))).isFalse();
    }

    @Test
    void anEmptiedIntsetHoldsHardlyAnyMemory() {
        settings.setMaxIntsetEntries = 10_000;
        addNumbers(10_000);
        for (int i = 0; i < 9_999; i++) {
            set.remove(Slice.of(Integer.toString(i)));
        }
        assertThat(members(set)).containsExactly("9999");
        assertThat(set.memoryBytes()).isLessThan(200);
    }

    @Test
    void membersScoreOne() {
        add("a", "b");
        assertThat(set.score(Slice.of("a"))).isEqualTo(1);
        assertThat(set.score(Slice.of("x"))).isNaN();
        set.forEachScored((member, score) -> assertThat(score).isEqualTo(1));
    }

    static Set<String> members(SetValue set) {
        Set<String> members = new TreeSet<>();
        set.forEach(member -> assertThat(members.add(member.toString())).isTrue());
        return members;
    }

    /** Thresholds and members that lead through all forms. */
    @ParameterizedTest(name = "seed {0}, up to {1} integers, {2} packed, {3} of members are words")
    @CsvSource({"1,512,128,0", "2,8,128,0", "3,512,128,0.5", "4,20,20,0.01", "5,0,0,0.3", "6,512,200,0.02"})
    void aSetDoesWhatATreeSetDoes(long seed, int integers, int packed, double words) {
        settings.setMaxIntsetEntries = integers;
        settings.setMaxListpackEntries = packed;
        Random random = new Random(seed);
        Set<String> model = new TreeSet<>();
        for (int step = 0; step < 20_000; step++) {
            String member = random.nextDouble() < words
                    ? "w".repeat(random.nextInt(70)) + random.nextInt(40)
                    : Long.toString(random.nextLong() >> (step < 10_000 ? 58 : random.nextInt(60)));
            Slice slice = Slice.of(member);
            assertThat(set.contains(slice)).isEqualTo(model.contains(member));
            if (random.nextBoolean()) {
                assertThat(set.add(slice, settings)).isEqualTo(model.add(member));
            } else {
                assertThat(set.remove(slice)).isEqualTo(model.remove(member));
            }
            assertThat(set.size()).isEqualTo(model.size());
            if (step % 100 == 0) {
                assertThat(members(set)).isEqualTo(model);
                assertThat(members((SetValue) set.copy())).isEqualTo(model);
                set.forEachWhile(each -> model.contains(each.toString()));
            }
        }
    }
}
