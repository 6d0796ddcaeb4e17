package dev.vermilion.engine.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.resp.Slice;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static boolean matches(String pattern, String text) {
        return new Regex(RegexParser.parse(Slice.of(pattern), false), 1).isIn(Slice.of(text));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void itFindsWhatJavaFinds(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            String pattern = pattern(random, 3);
            Pattern java = Pattern.compile(pattern);
            Regex regex = new Regex(RegexParser.parse(Slice.of(pattern), false), 1);
            for (int j = 0; j < 8; j++) {
                String text = text(random);
                assertThat(regex.isIn(Slice.of(text)))
                        .as("%s in '%s'", pattern, text)
                        .isEqualTo(java.matcher(text).find());
            }
        }
    }

    private static String pattern(Random random, int depth) {
        StringBuilder pattern = new StringBuilder();
        for (int parts = 1 + random.nextInt(3); parts > 0; parts--) {
            pattern.append(atom(random, depth));
            switch (random.nextInt(8)) {
                case 0 -> pattern.append('*');
                case 1 -> pattern.append('+');
                case 2 -> pattern.append('?');
                case 3 -> pattern.append("{" + random.nextInt(3) + "," + (2 + random.nextInt(2)) + "}");
                default -> pattern.append("");
            }
        }
        return pattern.toString();
    }

    private static String atom(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0, 1 -> "a";
            case 2 -> "b";
            case 3 -> random.nextBoolean() ? "[^a]" : "[ab]";
            case 4 -> ".";
            case 5 -> random.nextBoolean() ? "(^a|b)" : "(a$|c)";
            case 6 -> "(" + pattern(random, depth - 1) + "|" + pattern(random, depth - 1) + ")";
            default -> "(" + pattern(random, depth - 1) + ")";
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(9); length > 0; length--) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a*)*b", "(a|aa)+$b", "(a|a)*b", "(.*)(.*)(.*)(.*)(.*)(.*)b", "a{0,255}a{0,255}b"})
    void aPatternThatWouldBackTrackForeverAnswersSoon(String pattern) {
        Assertions.assertTimeoutPreemptively(
                LONG, () -> assertThat(matches(pattern, "a".repeat(100_000))).isFalse());
    }

    @Test
    void aPatternOfVeryManySetsOfStatesIsStopped() {
        Random random = new Random(5);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3_000_000; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }

        Assertions.assertTimeoutPreemptively(
                LONG,
                () -> assertThatThrownBy(() -> matches("a[ab]{200}[ab]{200}c", text.toString()))
                        .isInstanceOf(CommandException.class)
                        .hasMessage("ERR regular expression needs too many steps"));
    }

    @Test
    void aPatternOfManySetsOfStatesIsFollowedWithoutKeepingThemAll() {
        Random random = new Random(6);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append((char) ('a' + random.nextInt(2)));
        }

        assertThat(matches("a[ab]{30}c", text.toString())).isFalse();
        assertThat(matches("a[ab]{30}c", text + "a" + "b".repeat(30) + "c")).isTrue();
    }

    @Test
    void groupsMayBeNestedAsDeepAsTheStackAllows() {
        assertThat(matches("(".repeat(250) + "a" + ")".repeat(250), "xa")).isTrue();
        assertThatThrownBy(() -> matches("(".repeat(251) + "a" + ")".repeat(251), "xa"))
                .isInstanceOf(RegexException.class);
        assertThat(matches("|".repeat(2047) + "a", "")).isTrue();
        assertThat(matches("a" + "{1}".repeat(680), "a")).isTrue();
    }

    @Test
    void bytesThatAreNoTextAreMatchedAsBytes() {
        Regex regex = new Regex(RegexParser.parse(Slice.of(new byte[] {'^', '.', (byte) 0xff, '$'}), false), 1);

        assertThat(regex.isIn(Slice.of(new byte[] {0, (byte) 0xff}))).isTrue();
        assertThat(regex.isIn(Slice.of(new byte[] {0, (byte) 0xfe}))).isFalse();
    }

    @Test
    void aTextIsFoundWhereverItIs() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String wanted = text(random);
            String text = text(random) + text(random);
            assertThat(new Finder(Slice.of(wanted), false).isIn(Slice.of(text)))
                    .as("%s in %s", wanted, text)
                    .isEqualTo(text.contains(wanted));
        }
    }
}
