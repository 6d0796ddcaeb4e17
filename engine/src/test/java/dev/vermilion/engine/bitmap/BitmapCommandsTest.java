package dev.vermilion.engine.bitmap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisDataException;

class BitmapCommandsTest {

    private static final String BITS = """
            > SETBIT b 7 1
            0
            > SETBIT b 7 0
            1
            > SETBIT b 4294967296 1
            ERR bit offset is not an integer or out of range
            > SETBIT b -1 1
            ERR bit offset is not an integer or out of range
            > SETBIT b 1 2
            ERR bit is not an integer or out of range
            > SET s foobar
            OK
            > GETBIT s 1
            1
            > GETBIT s 1000
            0
            > GETBIT nokey 1
            0
            > BITCOUNT s
            26
            > BITCOUNT s 0 0
            4
            > BITCOUNT s 1 1 BYTE
            6
            > BITCOUNT s 5 30 BIT
            17
            > BITCOUNT s -2 -1
            7
            > BITCOUNT s -1 -2
            0
            > BITCOUNT s 5
            ERR syntax error
            > BITCOUNT s 0 1 FOO
            ERR syntax error
            > BITCOUNT nokey x y
            0
            > BITPOS s 1
            1
            > BITPOS s 1 2 30 BIT
            2
            > BITPOS s 0 -9 -1 BIT
            40
            > BITPOS s 1 -1 -3
            -1
            > BITPOS s 2
            ERR The bit argument must be 1 or 0.
            > BITPOS nokey 0
            0
            > BITPOS nokey 1
            -1
            > BITFIELD ones SET u8 0 255
            [0]
            > BITPOS ones 0
            8
            > BITPOS ones 0 0
            8
            > BITPOS ones 0 0 -1
            -1
            > SET n 1234
            OK
            > SETBIT n 39 1
            0
            > BITCOUNT n
            14
            """;

    private static final String FIELDS = """
            > BITFIELD f SET i8 0 -1 GET u8 0 INCRBY u8 0 10
            [0 255 9]
            > BITFIELD f OVERFLOW SAT INCRBY u8 0 1000 OVERFLOW FAIL INCRBY u8 0 1 OVERFLOW WRAP INCRBY u8 0 2
            [255 null 1]
            > BITFIELD f SET i64 0 9223372036854775807 INCRBY i64 0 1
            [72057594037927936 -9223372036854775808]
            > BITFIELD f OVERFLOW SAT INCRBY i64 0 -1
            [-9223372036854775808]
            > BITFIELD f SET i8 #2 -100 GET i8 16
            [0 -100]
            > BITFIELD f GET u64 0
            ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.
            > BITFIELD f OVERFLOW foo
            ERR Invalid OVERFLOW type specified
            > BITFIELD f GET u8 #536870912
            ERR bit offset is not an integer or out of range
            > BITFIELD f SET u8 0
            ERR syntax error
            > BITFIELD f SET u8 0 x
            ERR value is not an integer or out of range
            > BITFIELD f
            []
            > BITFIELD_RO f GET i8 16 GET u8 1000
            [-100 0]
            > BITFIELD_RO f SET u8 0 1
            ERR BITFIELD_RO only supports the GET subcommand
            > BITFIELD nokey OVERFLOW FAIL INCRBY u4 0 100
            [null]
            > GETBIT nokey 0
            0
            """;

    private static final String COMBINING = """
            > SET a abc
            OK
            > SET b ab
            OK
            > BITOP AND d a b
            3
            > BITCOUNT d
            6
            > BITOP OR d a b nokey
            3
            > GET d
            abc
            > BITOP XOR d a a b
            3
            > BITCOUNT d
            6
            > BITOP NOT d a
            3
            > BITCOUNT d
            14
            > BITOP NOT d a b
            ERR BITOP NOT must be called with a single source key.
            > BITOP FOO d a
            ERR syntax error
            > BITOP AND d nokey nokey2
            0
            > GET d
            null
            """;

    private static Engine engine;

    @BeforeAll
    static void start() throws IOException {
        engine = Engine.open(EngineConfig.builder().port(0).build());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BITS, FIELDS, COMBINING})
    void theEngineAndARealRedisAnswerAlike(String script) throws IOException {
        try (Engine own = Engine.open(EngineConfig.builder().port(0).build())) {
            play("the engine", own.port(), script);
        }
        try (RedisServerProcess server = RedisServerProcess.start()) {
            Assumptions.assumeTrue(server != null, "real Redis: skipped, install redis-server");
            play("redis-server", Objects.requireNonNull(server).port(), script);
        }
    }

    /** The operations that came with Redis 8.2, each with two and with three sources. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "DIFF,two,4",
        "DIFF1,two,2",
        "ANDOR,two,8",
        "ONE,two,6",
        "DIFF,three,0",
        "DIFF1,three,3",
        "ANDOR,three,12",
        "ONE,three,3"
    })
    void theNewerOperationsCombineBitByBit(String operation, String sources, int expected) {
        try (Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            send(jedis, "BITFIELD x SET u4 0 12"); // 1100
            send(jedis, "BITFIELD y SET u4 0 10"); // 1010
            send(jedis, "BITFIELD z SET u4 0 5"); // 0101

            send(jedis, "BITOP " + operation + " d x y" + (sources.equals("three") ? " z" : ""));

            assertThat(send(jedis, "BITFIELD d GET u4 0")).isEqualTo("[" + expected + "]");
            assertThat(send(jedis, "BITOP " + operation + " d x").startsWith("ERR BITOP " + operation + " must"))
                    .isEqualTo(!operation.equals("ONE"));
        }
    }

    @Test
    void aBitmapDoesWhatABitSetDoes() {
        Random random = new Random(7);
        BitSet model = new BitSet();
        try (Jedis jedis = new Jedis("127.0.0.1", engine.port())) {
            jedis.sendCommand(command("SET"), "model", "\0".repeat(100));
            for (int step = 0; step < 3000; step++) {
                int at = random.nextInt(800);
                boolean on = random.nextInt(3) > 0;
                assertThat(send(jedis, "SETBIT model " + at + " " + (on ? 1 : 0)))
                        .isEqualTo(model.get(at) ? "1" : "0");
                model.set(at, on);
                int from = random.nextInt(800);
                int to = from + random.nextInt(800 - from);
                assertThat(send(jedis, "BITCOUNT model " + from + " " + to + " BIT"))
                        .isEqualTo("" + model.get(from, to + 1).cardinality());
                int next = model.nextSetBit(from);
                assertThat(send(jedis, "BITPOS model 1 " + from + " " + to + " BIT"))
                        .isEqualTo("" + (next < 0 || next > to ? -1 : next));
            }
        }
    }

    private static void play(String where, int port, String script) {
        String[] lines = script.lines().toArray(String[]::new);
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            for (int i = 0; i < lines.length; i += 2) {
                assertThat(send(jedis, lines[i].substring(2)))
                        .as(where + ", " + lines[i])
                        .isEqualTo(lines[i + 1]);
            }
        }
    }

    private static String send(Jedis jedis, String line) {
        String[] words = line.split(" ", 2);
        String[] arguments = words.length == 1 ? new String[0] : words[1].split(" ");
        try {
            return text(jedis.sendCommand(command(words[0]), arguments));
        } catch (JedisDataException e) {
            return Objects.requireNonNull(e.getMessage());
        }
    }

    private static String text(Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> list) {
            return "["
                    + String.join(
                            " ", list.stream().map(BitmapCommandsTest::text).toList()) + "]";
        }
        return String.valueOf(reply);
    }

    private static ProtocolCommand command(String name) {
        return () -> name.getBytes(StandardCharsets.UTF_8);
    }
}
