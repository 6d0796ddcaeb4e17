package dev.vermilion.engine.hyperloglog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

@EveryRedis
class HyperLogLogCommandsTest {

    private static final String COUNTING = """
            > PFADD h
            1
            > PFADD h
            0
            > PFCOUNT h
            0
            > PFADD h a b c
            1
            > PFADD h c b a
            0
            > PFCOUNT h
            3
            > PFCOUNT h
            3
            > PFADD h ""
            1
            > PFCOUNT h
            4
            > PFADD other c d
            1
            > PFCOUNT h other none
            5
            > PFCOUNT none
            0
            > PFCOUNT none none
            0
            > TYPE h
            string
            > OBJECT ENCODING h
            raw
            > STRLEN h
            30
            > EXPIRE h 1000
            1
            > PFADD h e
            1
            > TTL h
            1000
            > COPY h copy
            1
            > OBJECT ENCODING copy
            raw
            > PFADD copy f
            1
            > PFCOUNT h
            5
            > PFCOUNT copy
            6
            """;

    private static final String MERGING = """
            > PFADD a 1 2 3
            1
            > PFADD b 3 4
            1
            > PFMERGE sum a b none
            OK
            > PFCOUNT sum
            4
            > PFMERGE a b
            OK
            > PFCOUNT a
            4
            > PFCOUNT b
            2
            > PFMERGE new
            OK
            > PFCOUNT new
            0
            > PFMERGE sum sum
            OK
            > PFCOUNT sum
            4
            > PFDEBUG TODENSE b
            1
            > PFMERGE sum b
            OK
            > PFDEBUG ENCODING sum
            dense
            > PFCOUNT sum
            4
            > PFMERGE
            -ERR wrong number of arguments for 'pfmerge' command
            """;

    private static final String INSIDE = """
            > PFADD h a b c
            1
            > PFDEBUG DECODE h
            Z:8436 v:1,1 Z:4274 v:2,1 Z:3068 v:1,1 Z:603
            > PFDEBUG ENCODING h
            sparse
            > PFDEBUG TODENSE h
            1
            > PFDEBUG todense h
            0
            > PFDEBUG ENCODING h
            dense
            > STRLEN h
            12304
            > PFCOUNT h
            3
            > PFDEBUG DECODE h
            -ERR HLL encoding is not sparse
            > PFDEBUG FOO h
            -ERR Unknown PFDEBUG subcommand 'FOO'
            > PFDEBUG FOO none
            -ERR The specified key does not exist
            > PFDEBUG GETREG none
            -ERR The specified key does not exist
            > PFDEBUG GETREG
            -ERR wrong number of arguments for 'pfdebug' command
            """;

    private static final String NO_HYPERLOGLOG = """
            > SET text xyz
            OK
            > PFADD text a
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > PFCOUNT text
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > PFCOUNT none text
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > PFMERGE text
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > PFMERGE new text
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > EXISTS new
            0
            > OBJECT ENCODING text
            embstr
            > SET number 12345678901234567
            OK
            > PFADD number a
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > RPUSH list a
            1
            > PFADD list a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > PFCOUNT list
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > PFMERGE new list
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > PFDEBUG GETREG list
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SET h "HYLL\\x02\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff"
            OK
            > PFCOUNT h
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            > SET h "HYLL\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff"
            OK
            > PFCOUNT h
            -WRONGTYPE Key is not a valid HyperLogLog string value.
            """;

    /** The first has a run of one register only, the second a run behind the last register. */
    private static final String CORRUPTED = """
            > SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x00"
            OK
            > PFCOUNT h
            -INVALIDOBJ Corrupted HLL object detected
            > PFCOUNT h none
            -INVALIDOBJ Corrupted HLL object detected
            > PFADD h a
            -INVALIDOBJ Corrupted HLL object detected
            > PFMERGE new h
            -INVALIDOBJ Corrupted HLL object detected
            > PFDEBUG TODENSE h
            -INVALIDOBJ Corrupted HLL object detected
            > PFDEBUG GETREG h
            -INVALIDOBJ Corrupted HLL object detected
            > EXISTS new
            0
            > SET h "HYLL\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff\\x80"
            OK
            > PFCOUNT h
            -INVALIDOBJ Corrupted HLL object detected
            > PFCOUNT h none
            -INVALIDOBJ Corrupted HLL object detected
            > PFMERGE h
            -INVALIDOBJ Corrupted HLL object detected
            > PFADD h a
            1
            """;

    /** Estimates that are kept in the header are believed: 42, and then one that is marked as out of date. */
    private static final String KEPT_ESTIMATE = """
            > SET h "HYLL\\x01\\x00\\x00\\x00\\x2a\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x7f\\xff"
            OK
            > PFCOUNT h
            42
            > PFCOUNT h none
            0
            > SET h "HYLL\\x01\\x00\\x00\\x00\\x2a\\x00\\x00\\x00\\x00\\x00\\x00\\x80\\x7f\\xff"
            OK
            > PFCOUNT h
            0
            """;

    @ParameterizedTest
    @ValueSource(strings = {COUNTING, MERGING, INSIDE, NO_HYPERLOGLOG, CORRUPTED, KEPT_ESTIMATE})
    void hyperLogLogsAnswerAsRedis(String script, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(script);
        }
    }

    @Test
    void theServerFindsItselfInOrder(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assertThat(talk.run("PFSELFTEST")).isEqualTo("OK");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1_000, 10_000, 100_000})
    void anEstimateIsRightWithinThreePercent(int elements, RedisServer redis) {
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            for (int from = 0; from < elements; from += 1_000) {
                String[] some = new String[Math.min(1_000, elements - from)];
                for (int i = 0; i < some.length; i++) {
                    some[i] = "visitor:" + (from + i);
                }
                jedis.pfadd("visitors", some);
            }

            assertThat(jedis.pfcount("visitors")).isCloseTo(elements, withPercentage(3));
            assertThat(jedis.strlen("visitors")).isLessThanOrEqualTo(12_304);
        }
    }

    @ParameterizedTest
    @CsvSource({"16, 1", "100, 20", "1000, 250", "3000, 900"})
    void theConfigurationSaysWhenItBecomesDense(int bytes, int elements, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET hll-sparse-max-bytes " + bytes);
            talk.run("PFADD h");
            int added = 0;
            String length = "";
            while (added < 16_384 && talk.run("PFDEBUG ENCODING h").equals("sparse")) {
                length = talk.run("STRLEN h");
                talk.run("PFADD h element" + added++);
            }
            talk.run("CONFIG SET hll-sparse-max-bytes 3000");

            assertThat(Integer.parseInt(length)).isLessThanOrEqualTo(Math.max(bytes, 18));
            assertThat(added).isBetween(elements, 2 * elements);
        }
    }

    @Test
    void countingKeepsTheEstimateInTheString(RedisServer redis) {
        try (Jedis jedis = new Jedis(redis.host(), redis.port())) {
            jedis.pfadd("h", "a", "b", "c");
            byte[] before = jedis.get("h".getBytes(UTF_8));
            jedis.pfcount("h");
            byte[] after = jedis.get("h".getBytes(UTF_8));

            assertThat(before[15]).isEqualTo((byte) 0x80);
            assertThat(after[8]).isEqualTo((byte) 3);
            assertThat(after[15]).isEqualTo((byte) 0);
        }
    }

    /** Key h has three elements and its estimate, key dirty has no estimate yet. */
    @ParameterizedTest
    @CsvSource({
        "PFADD h a, ''",
        "PFADD h x, pfadd h",
        "PFADD new, pfadd new",
        "PFADD new a b, pfadd new",
        "PFCOUNT dirty, ''",
        "PFMERGE h, pfadd h",
        "PFMERGE new h, pfadd new",
        "PFDEBUG TODENSE h, ''",
    })
    void aCommandPublishesWhatItDid(String command, String events, RedisServer redis) {
        fill(redis);
        assertThat(KeyEvents.published(redis, "g$", command)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource({
        "PFADD h a, h, false",
        "PFADD h x, h, true",
        "PFCOUNT h, h, false",
        "PFCOUNT dirty, dirty, true",
        "PFMERGE h, h, true",
    })
    void aTransactionThatWatchesFailsIfTheStringChanged(String command, String key, boolean fails, RedisServer redis) {
        fill(redis);
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.run("WATCH " + key);
            other.run(command);
            talk.run("MULTI");
            talk.run("PING");
            assertThat(talk.run("EXEC")).isEqualTo(fails ? "nil" : "[PONG]");
        }
    }

    @Test
    void vectorInstructionsCanBeSwitchedInWordsOnly(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.run("PFDEBUG SIMD ON").matches("enabled|disabled"), "PFDEBUG SIMD came with 8.0");
            assertThat(List.of(talk.run("PFDEBUG SIMD OFF"), talk.run("PFDEBUG SIMD maybe")))
                    .containsExactly("disabled", "-ERR Argument must be ON or OFF");
        }
    }

    private static void fill(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("PFADD h a b c");
            talk.run("PFCOUNT h");
            talk.run("PFADD dirty a");
        }
    }
}
