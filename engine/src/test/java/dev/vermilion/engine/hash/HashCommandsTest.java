package dev.vermilion.engine.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.testing.RedisServerProcess;
import dev.vermilion.engine.testing.ReplyText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashCommandsTest {

    private static final String SETTING_AND_READING = """
            > HSET h a 1 b two
            2
            > HSET h a 3 c ""
            1
            > HGET h a
            3
            > HGET h nope
            nil
            > HGET nokey a
            nil
            > HMGET h a nope b
            [3 nil two]
            > HMGET nokey a b
            [nil nil]
            > HMSET h d 4
            OK
            > HLEN h
            4
            > HLEN nokey
            0
            > HSTRLEN h b
            3
            > HSTRLEN h nope
            0
            > HEXISTS h c
            1
            > HEXISTS h nope
            0
            > HSETNX h a 9
            0
            > HSETNX h e 5
            1
            > HDEL h a b c d nope a
            4
            > HGETALL h
            [e 5]
            > HKEYS h
            [e]
            > HVALS h
            [5]
            > HDEL h e
            1
            > HGETALL h
            []
            > HDEL h e
            0
            > HSET h a
            -ERR wrong number of arguments for 'hset' command
            > HSET h a 1 b
            -ERR wrong number of arguments for 'hset' command
            > HMSET h a 1 b
            -ERR wrong number of arguments for 'hmset' command
            > HSETNX h a
            -ERR wrong number of arguments for 'hsetnx' command
            """;

    private static final String ADDING = """
            > HINCRBY h n 5
            5
            > HINCRBY h n -7
            -2
            > HSET h max 9223372036854775807 text hello spaced_1 +1
            3
            > HINCRBY h max 1
            -ERR increment or decrement would overflow
            > HINCRBY h text 1
            -ERR hash value is not an integer
            > HINCRBY h spaced_1 1
            -ERR hash value is not an integer
            > HINCRBY h n 1.5
            -ERR value is not an integer or out of range
            > HINCRBYFLOAT h f 10.5
            10.5
            > HINCRBYFLOAT h f 0.1
            10.6
            > HINCRBYFLOAT h f -5
            5.6
            > HINCRBYFLOAT h f 5.0e3
            5005.60000000000000009
            > HINCRBYFLOAT h n 3
            1
            > HINCRBYFLOAT h text 1
            -ERR hash value is not a float
            > HINCRBYFLOAT h f nan
            -ERR value is not a valid float
            > HINCRBYFLOAT h f inf
            -ERR value is NaN or Infinity
            > HINCRBYFLOAT h big 1e17
            100000000000000000
            > HINCRBYFLOAT h big 2e4932
            -ERR value is not a valid float
            """;

    private static final String OTHER_TYPES = """
            > SET s x
            OK
            > HGET s a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > HSET s a 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > HINCRBY s a x
            -ERR value is not an integer or out of range
            > HINCRBY s a 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > HRANDFIELD s 0
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > HSCAN s 0 NONSENSE
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > HSCAN s x
            -ERR invalid cursor
            """;

    private static final String RANDOM_AND_SCAN = """
            > HSET h a 1
            1
            > HRANDFIELD h
            a
            > HRANDFIELD nokey
            nil
            > HRANDFIELD nokey 3
            []
            > HRANDFIELD h 3
            [a]
            > HRANDFIELD h -3
            [a a a]
            > HRANDFIELD h 0
            []
            > HRANDFIELD h -2 WITHVALUES
            [a 1 a 1]
            > HRANDFIELD h 1 NOVALUES
            -ERR syntax error
            > HRANDFIELD h x NOVALUES
            -ERR value is not an integer or out of range
            > HRANDFIELD h -9223372036854775808
            -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
            > HRANDFIELD h -9223372036854775807 WITHVALUES
            -ERR value is out of range
            > HSCAN h 0
            [0 [a 1]]
            > HSCAN h 0 MATCH b* COUNT 5
            [0 []]
            > HSCAN nokey 0 COUNT x
            [0 []]
            > HSCAN h 0 COUNT 0
            -ERR syntax error
            > HSCAN h 0 COUNT x
            -ERR value is not an integer or out of range
            > HSCAN h 0 MATCH
            -ERR syntax error
            > HSCAN h 18446744073709551616
            -ERR invalid cursor
            """;

    @ParameterizedTest
    @ValueSource(strings = {SETTING_AND_READING, ADDING, OTHER_TYPES, RANDOM_AND_SCAN})
    void bothEncodingsAndARealRedisAnswerAlike(String script) throws IOException {
        new Console().play(script);
        Console.ofTables().play(script);
        try (RedisServerProcess server = RedisServerProcess.start()) {
            Assumptions.assumeTrue(server != null, "real Redis: skipped, install redis-server");
            playOnRedis(Objects.requireNonNull(server).port(), script);
        }
    }

    private static void playOnRedis(int port, String script) throws IOException {
        String[] lines = script.lines().filter(line -> !line.isBlank()).toArray(String[]::new);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < lines.length; i += 2) {
                socket.getOutputStream().write((lines[i].substring(2) + "\r\n").getBytes(StandardCharsets.UTF_8));
                assertThat(ReplyText.read(in)).as("redis-server, " + lines[i]).isEqualTo(lines[i + 1]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void fieldsOfAFieldsetAreWrittenWithoutTheirNames(boolean table) {
        Console console = table ? Console.ofTables() : new Console();
        console.play("""
                > HIMPORT SET k user ann 30
                -ERR no such fieldset
                > HIMPORT PREPARE user name age name
                -ERR duplicate field name in fieldset
                > HIMPORT PREPARE user name age
                OK
                > HIMPORT SET k user ann
                -ERR value count does not match fieldset field count
                > HSET k old 1
                1
                > HIMPORT SET k user ann 30
                OK
                > HMGET k name age old
                [ann 30 nil]
                > SET s x
                OK
                > HIMPORT SET s user ann 30
                -WRONGTYPE Operation against a key holding the wrong kind of value
                > HIMPORT DISCARD user
                1
                > HIMPORT DISCARD user
                0
                > HIMPORT PREPARE x a
                OK
                > HIMPORT PREPARE y a
                OK
                > HIMPORT DISCARDALL
                2
                > HIMPORT
                -ERR wrong number of arguments for 'himport' command
                """);
    }

    @Test
    void aHashBecomesATableByItsSizeAndByTheLengthOfItsWords() {
        Console console = new Console();
        console.settings.hashMaxListpackEntries = 3;
        console.settings.hashMaxListpackValue = 5;

        console.run("HSET many a 1 b 2 c 3");
        assertThat(encoding(console, "many")).isEqualTo("listpack");
        console.run("HSET many d 4");
        assertThat(encoding(console, "many")).isEqualTo("hashtable");
        console.run("HDEL many b c d");
        assertThat(encoding(console, "many")).isEqualTo("hashtable");

        console.run("HSET value a 12345");
        assertThat(encoding(console, "value")).isEqualTo("listpack");
        console.run("HSET value a 123456");
        assertThat(encoding(console, "value")).isEqualTo("hashtable");
        console.run("HINCRBY field a23456 1");
        assertThat(encoding(console, "field")).isEqualTo("hashtable");
        assertThat(console.run("HGET field a23456")).isEqualTo("1");
    }

    @Test
    void inResp3PairsComeAsMapsAndArrays() {
        new Console().inResp3().play("""
                        > HSET h a 1
                        1
                        > HGETALL h
                        {a 1}
                        > HGETALL nokey
                        {}
                        > HRANDFIELD h 2 WITHVALUES
                        [[a 1]]
                        > HRANDFIELD h -2 WITHVALUES
                        [[a 1] [a 1]]
                        > HKEYS h
                        [a]
                        > HSCAN h 0
                        [0 [a 1]]
                        > HSCAN h 0 NOVALUES
                        [0 [a]]
                        > HGET h nope
                        nil
                        """);
    }

    @Test
    void changesArePublished() {
        Console console = new Console();
        for (String line : new String[] {
            "HSET h a 1 b 2", "HSETNX h a 1", "HINCRBY h a 1", "HINCRBYFLOAT h a 1", "HDEL h nope", "HDEL h a b"
        }) {
            console.run(line);
        }
        assertThat(console.events).containsExactly("hset h", "hincrby h", "hincrbyfloat h", "hdel h", "del h");
    }

    private static String encoding(Console console, String key) {
        return ((Value) Objects.requireNonNull(console.keyspace.database(0).peek(Slice.of(key)))).encoding();
    }
}
