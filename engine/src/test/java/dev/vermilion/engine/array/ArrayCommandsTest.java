package dev.vermilion.engine.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryRedis
class ArrayCommandsTest {

    private static final String SETTING = """
            > ARSET a 0 hello
            1
            > ARSET a 0 world
            0
            > ARGET a 0
            world
            > ARGET a 1
            nil
            > ARGET nokey 0
            nil
            > ARSET a 2 a b c
            3
            > ARSET a 4 x y
            1
            > ARGETRANGE a 0 5
            [world nil a b x y]
            > ARSET a 7 ""
            1
            > ARGET a 7
            ""
            > ARMSET a 0 alpha 5 beta 100 gamma
            1
            > ARMSET a 0 1 0 2
            0
            > ARMGET a 0 5 100 99
            [2 beta gamma nil]
            > ARMGET nokey 0 5
            [nil nil]
            > ARLEN a
            101
            > ARCOUNT a
            7
            > ARLEN nokey
            0
            > ARCOUNT nokey
            0
            > TYPE a
            array
            > OBJECT ENCODING a
            sliced-array
            """;

    private static final String REMOVING = """
            > ARSET a 0 a b c d e
            5
            > ARDEL a 1
            1
            > ARDEL a 1 9 1
            0
            > ARGET a 1
            nil
            > ARDEL a 0 2 2
            2
            > ARLEN a
            5
            > ARDEL a 4
            1
            > ARLEN a
            4
            > ARDEL a 3
            1
            > EXISTS a
            0
            > ARMSET a 0 a 1 b 2 c 3 d 4 e
            5
            > ARDELRANGE a 1 3
            3
            > ARDELRANGE a 3 1
            0
            > ARSCAN a 0 9
            [[0 a] [4 e]]
            > ARSET a 0 0 1 2 3 4 5 6 7 8 9
            8
            > ARDELRANGE a 6 2 4 8
            7
            > ARDELRANGE a 18446744073709551614 0
            3
            > EXISTS a
            0
            > ARDEL nokey 1
            0
            > ARDELRANGE nokey 1 2
            0
            """;

    private static final String RANGES = """
            > ARMSET a 0 a 1 b 3 d
            3
            > ARGETRANGE a 0 3
            [a b nil d]
            > ARGETRANGE a 3 0
            [d nil b a]
            > ARGETRANGE a 2 2
            [nil]
            > ARGETRANGE a 3 5
            [d nil nil]
            > ARGETRANGE nokey 1 0
            [nil nil]
            > ARGETRANGE a 0 1000000
            -ERR range exceeds maximum of 1000000 items
            > ARGETRANGE a 18446744073709551614 0
            -ERR range exceeds maximum of 1000000 items
            > ARSCAN a 0 3
            [[0 a] [1 b] [3 d]]
            > ARSCAN a 9 1
            [[3 d] [1 b]]
            > ARSCAN a 0 18446744073709551614 LIMIT 2
            [[0 a] [1 b]]
            > ARSCAN a 18446744073709551614 0 limit 1
            [[3 d]]
            > ARSCAN a 4 100
            []
            > ARSCAN nokey 0 9
            []
            """;

    private static final String INSERTING = """
            > ARNEXT a
            0
            > ARSEEK a 5
            0
            > ARINSERT a alpha
            0
            > ARINSERT a beta gamma
            2
            > ARNEXT a
            3
            > ARSEEK a 10
            1
            > ARINSERT a c
            10
            > ARNEXT a
            11
            > ARSET a 50 x
            1
            > ARNEXT a
            11
            > ARSEEK a 0
            1
            > ARINSERT a first
            0
            > ARGETRANGE a 0 2
            [first beta gamma]
            > ARSEEK a 18446744073709551615
            1
            > ARNEXT a
            nil
            > ARINSERT a x
            -ERR insert index overflow
            > ARSEEK a 18446744073709551614
            1
            > ARINSERT a x y
            -ERR insert index overflow
            > ARINSERT a last
            18446744073709551614
            > ARNEXT a
            nil
            > ARLEN a
            18446744073709551615
            > ARGET a 18446744073709551614
            last
            """;

    private static final String RING = """
            > ARRING r 3 v0
            0
            > ARRING r 3 v1
            1
            > ARRING r 3 v2
            2
            > ARRING r 3 v3
            0
            > ARGET r 0
            v3
            > ARCOUNT r
            3
            > ARLASTITEMS r 3
            [v1 v2 v3]
            > ARLASTITEMS r 3 REV
            [v3 v2 v1]
            > ARLASTITEMS r 2
            [v2 v3]
            > ARLASTITEMS r 9 rev
            [v3 v2 v1]
            > ARNEXT r
            1
            > ARRING r 3 v4 v5 v6 v7
            1
            > ARGETRANGE r 0 2
            [v6 v7 v5]
            """;

    private static final String RING_OF_ANOTHER_SIZE = """
            > ARRING r 4 a b c d e f
            1
            > ARGETRANGE r 0 3
            [e f c d]
            > ARRING r 6 g
            4
            > ARGETRANGE r 0 5
            [c d e f g nil]
            > ARRING r 6 h i
            0
            > ARRING r 3 j
            0
            > ARGETRANGE r 0 5
            [j h i nil nil nil]
            > ARLASTITEMS r 5
            [h i j]
            > ARDEL r 2
            1
            > ARRING r 1 k
            0
            > ARLASTITEMS r 9
            [k]
            > DEL r
            1
            > ARINSERT r a b c d e
            4
            > ARDEL r 3
            1
            > ARRING r 4 f
            1
            > ARGETRANGE r 0 4
            [e f nil nil nil]
            > DEL r
            1
            > ARRING r 3 a b c d
            0
            > ARSEEK r 0
            1
            > ARRING r 5 e
            0
            > ARGETRANGE r 0 4
            [e b c nil nil]
            """;

    private static final String LATEST = """
            > ARINSERT a 0 10 20 30 40
            4
            > ARLASTITEMS a 2
            [30 40]
            > ARLASTITEMS a 3 REV
            [40 30 20]
            > ARSEEK a 0
            1
            > ARLASTITEMS a 3
            [20 30 40]
            > ARSEEK a 2
            1
            > ARLASTITEMS a 3
            [40 0 10]
            > ARLASTITEMS a 3 REV
            [10 0 40]
            > ARLASTITEMS a 99
            [20 30 40 0 10]
            > ARDEL a 0
            1
            > ARLASTITEMS a 99
            [20 30 40 nil 10]
            > ARSEEK a 5
            1
            > ARDEL a 4
            1
            > ARLASTITEMS a 99
            [nil 10 20 30]
            > ARLASTITEMS a 0
            []
            > ARLASTITEMS a -1 what ever
            []
            > ARLASTITEMS nokey 1
            []
            > ARSET a 2000000 far
            1
            > ARLASTITEMS a 1000001
            -ERR count exceeds maximum of 1000000 items
            > ARSEEK a 0
            1
            > ARLASTITEMS a 2
            [nil far]
            """;

    private static final String NUMBERS = """
            > ARMSET a 0 10 1 20 2 30
            3
            > AROP a 0 2 SUM
            60
            > AROP a 2 0 MIN
            10
            > AROP a 0 2 max
            30
            > AROP a 0 2 MATCH 10
            1
            > AROP a 0 2 USED
            3
            > AROP a 1 1 SUM
            20
            > AROP a 5 9 SUM
            nil
            > AROP a 5 9 AND
            nil
            > AROP a 5 9 USED
            0
            > AROP nokey 0 9 MAX
            nil
            > AROP nokey 0 9 MATCH 1
            0
            > ARMSET flags 0 255 1 15 2 240
            3
            > AROP flags 0 2 AND
            0
            > AROP flags 0 2 OR
            255
            > AROP flags 0 2 XOR
            0
            > ARMSET f 0 7.9 1 3.2 2 1.8 3 text 4 "-0.5"
            5
            > AROP f 0 2 AND
            1
            > AROP f 0 3 OR
            7
            > AROP f 0 4 XOR
            5
            > AROP f 3 4 SUM
            -0.5
            > AROP f 3 3 SUM
            nil
            > AROP f 3 3 XOR
            nil
            > ARSET sums 0 10 20.5 30
            3
            > AROP sums 0 9 SUM
            60.5
            > ARSET big 0 9223372036854775807 1e30 inf 0x10
            4
            > AROP big 0 0 MAX
            9.2233720368547758e+18
            > AROP big 0 0 AND
            9223372036854775807
            > AROP big 0 1 SUM
            1.0000000000092234e+30
            > AROP big 0 3 MAX
            inf
            > AROP big 0 3 MIN
            16
            > AROP big 1 2 OR
            nil
            > ARSET words 0 hello world hello "a longer text" "a longer text"
            5
            > AROP words 0 9 MATCH hello
            2
            > AROP words 0 9 MATCH "a longer text"
            2
            > AROP words 0 9 MATCH HELLO
            0
            """;

    private static final String ERRORS = """
            > SET s text
            OK
            > ARSET s 0 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARGET s x
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARLEN s
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARDEL s 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARSCAN s 0 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARINFO s
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARGET nokey x
            -ERR invalid array index
            > ARGET nokey -1
            -ERR invalid array index
            > ARSET s 18446744073709551615 a
            -ERR invalid array index
            > ARSET s 18446744073709551616 a
            -ERR invalid array index
            > ARSET s 18446744073709551614 a b
            -ERR array index overflow
            > ARMSET s 0 a 1
            -ERR wrong number of arguments for 'armset' command
            > ARMSET s 0 a x b
            -ERR invalid array index
            > ARDEL s 0 x
            -ERR invalid array index
            > ARDELRANGE s 0 1 2
            -ERR wrong number of arguments for 'ardelrange' command
            > ARDELRANGE s 0 1 2 x
            -ERR invalid array index
            > ARSCAN s 0 1 LIMIT
            -ERR wrong number of arguments for 'arscan' command
            > ARSCAN s 0 1 COUNT 1
            -ERR syntax error
            > ARSCAN s 0 1 LIMIT x
            -ERR value is not an integer or out of range
            > ARSCAN s 0 1 LIMIT 0
            -ERR LIMIT must be positive
            > ARRING s x a
            -ERR invalid size
            > ARRING s 0 a
            -ERR size must be positive
            > ARLASTITEMS s x
            -ERR invalid COUNT
            > ARLASTITEMS s 1 BACK
            -ERR syntax error
            > ARLASTITEMS s 1 REV REV
            -ERR wrong number of arguments for 'arlastitems' command
            > AROP s 0 1 AVG
            -ERR unknown operation
            > AROP s 0 1 MATCH
            -ERR MATCH requires a value argument
            > AROP s 0 1 SUM 1
            -ERR wrong number of arguments for 'arop' command
            > AROP s 0 1 SUM
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARSEEK s x
            -ERR invalid array index
            > ARINFO nokey
            -ERR no such key
            > ARINFO nokey MORE
            -ERR syntax error
            """;

    private static final String FORMS = """
            > ARMSET a 0 a 1 b 100 c
            3
            > ARINSERT a d
            0
            > ARINFO a
            [count 3 len 101 next-insert-index 1 slices 1 directory-size 1 super-dir-entries 0 slice-size 4096]
            > ARINFO a FULL
            [count 3 len 101 next-insert-index 1 slices 1 directory-size 1 super-dir-entries 0 slice-size 4096\
             dense-slices 0 sparse-slices 1 avg-dense-size 0 avg-dense-fill 0 avg-sparse-size 4]
            > ARSET a 20000 x
            1
            > ARINFO a
            [count 4 len 20001 next-insert-index 1 slices 2 directory-size 8 super-dir-entries 0 slice-size 4096]
            > ARSET a 10000000 far
            1
            > ARINFO a
            [count 5 len 10000001 next-insert-index 1 slices 3 directory-size 4 super-dir-entries 2 slice-size 4096]
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {SETTING, REMOVING, RANGES, INSERTING, RING, RING_OF_ANOTHER_SIZE, LATEST, NUMBERS, ERRORS, FORMS
            })
    void anArrayAnswersAsTheManualSays(String script, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.play(script);
        }
    }

    @Test
    void aClientOfTheNewProtocolGetsMapsAndNumbers(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.inResp3().play("""
                    > ARSET a 0 1 x
                    2
                    > ARINFO a
                    {count 2 len 2 next-insert-index 0 slices 1 directory-size 1 super-dir-entries 0 slice-size 4096}
                    > ARGET a 7
                    nil
                    > AROP a 0 1 SUM
                    1
                    > ARSCAN a 0 1
                    [[0 1] [1 x]]
                    """);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "2305843009213693951",
                "2305843009213693952",
                "-2305843009213693953",
                "-9223372036854775808",
                "9223372036854775808",
                "007",
                "+7",
                "-0",
                "1.5",
                "-0.0",
                "1.0",
                "1.50",
                ".5",
                "5.",
                ".",
                "-.",
                "3.14159",
                "0.1",
                "123456.789012345",
                "0.30000000000000004",
                "1e5",
                "inf",
                "1234567",
                "12345678",
                "abcdefg",
                "abcdefgh",
                "1.7976931348623157e308",
                "100000000000000000000000000000.0"
            })
    void everyTextComesBackAsItWent(String text, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.run("ARSET a 5 " + text);
            assertThat(talk.run("ARGET a 5")).isEqualTo(text);
            assertThat(talk.run("AROP a 0 9 MATCH " + text)).isEqualTo("1");
            assertThat(talk.run("ARGREP a - + EXACT " + text)).isEqualTo("[5]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10,0,1", "11,1,0",
    })
    void aPageOfMoreThanTenElementsBecomesDense(int elements, int dense, int sparse, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            for (int i = 0; i < elements; i++) {
                talk.run("ARSET a " + i * 100 + " x");
            }
            assertThat(talk.run("ARINFO a FULL"))
                    .contains(" dense-slices " + dense + " ")
                    .contains(" sparse-slices " + sparse + " ");
        }
    }

    @Test
    void aDensePageOfWhichLittleIsLeftBecomesSparse(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.run("ARSET a 0" + String.join("", Collections.nCopies(50, " x")));
            assertThat(talk.run("ARINFO a FULL")).contains(" dense-slices 1 ").contains(" avg-dense-size 64 ");
            assertThat(talk.run("ARDELRANGE a 3 49")).isEqualTo("47");
            assertThat(talk.run("ARINFO a FULL")).contains(" dense-slices 0 ").contains(" sparse-slices 1 ");
        }
    }

    @Test
    void theSizeOfPagesIsConfigured(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.play("""
                    > CONFIG SET array-slice-size 256 array-sparse-kmax 0
                    OK
                    > ARSET a 0 x
                    1
                    > ARSET a 256 y
                    1
                    > CONFIG SET array-slice-size 4096 array-sparse-kmax 10
                    OK
                    > ARINFO a FULL
                    [count 2 len 257 next-insert-index 0 slices 2 directory-size 2 super-dir-entries 0 slice-size 256\
                     dense-slices 2 sparse-slices 0 avg-dense-size 8 avg-dense-fill 0.125 avg-sparse-size 0]
                    > CONFIG GET array-slice-size
                    [array-slice-size 4096]
                    """);
        }
    }

    @Test
    void aCopyLivesItsOwnLife(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.play("""
                    > ARSET a 0 x y "a longer text"
                    3
                    > ARSET a 99999999 far
                    1
                    > ARSEEK a 7
                    1
                    > COPY a b
                    1
                    > ARDELRANGE a 0 99999999
                    4
                    > ARSCAN b 0 100000000
                    [[0 x] [1 y] [2 a longer text] [99999999 far]]
                    > ARNEXT b
                    7
                    """);
        }
    }
}
