package dev.vermilion.engine.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EveryRedis
class SetCommandsTest {

    private static final String NAMED_MEMBERS = """
            > SADD s 1 2 3 2
            3
            > SADD s 3
            0
            > SADD s a 1
            1
            > SCARD s
            4
            > SMEMBERS s
            [1 2 3 a]
            > SISMEMBER s a
            1
            > SISMEMBER s 01
            0
            > SMISMEMBER s 1 9 a
            [1 0 1]
            > SREM s 1 1 nope a
            2
            > SMEMBERS s
            [2 3]
            > SREM s 2 3
            2
            > SCARD s
            0
            > SADD e ""
            1
            > SISMEMBER e ""
            1
            > SADD i 01 +1 -0 9223372036854775807 9223372036854775808 -9223372036854775808
            6
            > SMEMBERS i
            [01 +1 -0 9223372036854775807 9223372036854775808 -9223372036854775808]
            > SREM i 9223372036854775807 1
            1
            """;

    private static final String NO_KEY = """
            > SCARD nokey
            0
            > SISMEMBER nokey a
            0
            > SMISMEMBER nokey a b
            [0 0]
            > SMEMBERS nokey
            []
            > SREM nokey a
            0
            > SMOVE nokey other a
            0
            > SPOP nokey
            nil
            > SPOP nokey 3
            []
            > SRANDMEMBER nokey
            nil
            > SRANDMEMBER nokey 3
            []
            > SRANDMEMBER nokey -3
            []
            > SINTER nokey
            []
            > SUNION nokey nokey
            []
            > SDIFF nokey nokey
            []
            > SINTERCARD 1 nokey
            0
            > SINTERSTORE nokey2 nokey
            0
            """;

    private static final String MOVING = """
            > SADD a 1 2 x
            3
            > SADD b 2
            1
            > SMOVE a b 1
            1
            > SMOVE a b 2
            1
            > SMOVE a b 9
            0
            > SMOVE a a x
            1
            > SMOVE a a 9
            0
            > SMEMBERS b
            [1 2]
            > SMOVE a new x
            1
            > SCARD a
            0
            > SMEMBERS new
            [x]
            > HSET h f v
            1
            > SMOVE nokey h 1
            0
            > SMOVE b h 9
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SMOVE h b 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String COMBINING = """
            > SADD a 1 2 3 4
            4
            > SADD b 2 4 6
            3
            > SADD c 4 x y
            3
            > SUNION a b c
            [1 2 3 4 6 x y]
            > SUNION a nokey a
            [1 2 3 4]
            > SINTER a b
            [2 4]
            > SINTER a b c
            [4]
            > SINTER a
            [1 2 3 4]
            > SINTER c c
            [4 x y]
            > SINTER a nokey
            []
            > SDIFF a b
            [1 3]
            > SDIFF c a b
            [x y]
            > SDIFF a nokey
            [1 2 3 4]
            > SDIFF nokey a
            []
            > SDIFF a b a
            []
            > SINTERCARD 2 a b
            2
            > SINTERCARD 2 a b LIMIT 1
            1
            > SINTERCARD 2 a b LIMIT 0
            2
            > SINTERCARD 2 a b limit 1 LIMIT 9
            2
            > SINTERCARD 3 a b limit
            0
            """;

    private static final String STORING = """
            > SADD a 1 2 3 4
            4
            > SADD b 2 4 x
            3
            > SUNIONSTORE u a b nokey
            5
            > SMEMBERS u
            [1 2 3 4 x]
            > SINTERSTORE i a b
            2
            > SMEMBERS i
            [2 4]
            > SDIFFSTORE d a b
            2
            > SMEMBERS d
            [1 3]
            > SUNIONSTORE a a b
            5
            > SMEMBERS a
            [1 2 3 4 x]
            > SDIFFSTORE b a b
            2
            > SMEMBERS b
            [1 3]
            > SINTERSTORE a u a a
            5
            > HSET h f v
            1
            > SUNIONSTORE h b
            2
            > SMEMBERS h
            [1 3]
            > SDIFFSTORE h h b
            0
            > SCARD h
            0
            > HSET h f v
            1
            > SINTERSTORE h a nokey
            0
            > SADD h 1
            1
            """;

    private static final String ERRORS = """
            > HSET h f v
            1
            > SADD s 1 2 3
            3
            > SADD h 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SMISMEMBER h a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SPOP h
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SPOP h abc
            -ERR value is out of range, must be positive
            > SPOP s -1
            -ERR value is out of range, must be positive
            > SPOP s 1 2
            -ERR syntax error
            > SRANDMEMBER s abc
            -ERR value is not an integer or out of range
            > SRANDMEMBER s 1 2
            -ERR syntax error
            > SRANDMEMBER s -9223372036854775808
            -ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807
            > SINTER nokey h
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SUNION s h
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SDIFF nokey nokey h
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SINTERSTORE s nokey h
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SINTERCARD 0 s
            -ERR numkeys should be greater than 0
            > SINTERCARD abc s
            -ERR numkeys should be greater than 0
            > SINTERCARD 2 s
            -ERR Number of keys can't be greater than number of args
            > SINTERCARD 1 s a
            -ERR syntax error
            > SINTERCARD 1 s LIMIT
            -ERR syntax error
            > SINTERCARD 1 h LIMIT -1
            -ERR LIMIT can't be negative
            > SINTERCARD 1 s LIMIT abc
            -ERR LIMIT can't be negative
            > SSCAN h abc
            -ERR invalid cursor
            > SSCAN h 0 foo
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > SSCAN s 0 foo
            -ERR syntax error
            > SSCAN s 0 COUNT 0
            -ERR syntax error
            > SADD s
            -ERR wrong number of arguments for 'sadd' command
            > SMEMBERS s
            [1 2 3]
            """;

    private static final String COUNTING = """
            > SADD a 1 2 3 4
            4
            > SADD b 2 4 x y
            4
            > SUNIONCARD 2 a b
            6
            > SUNIONCARD 3 a b nokey LIMIT 5
            5
            > SUNIONCARD 2 a b LIMIT 3
            3
            > SUNIONCARD 2 a b APPROX
            6
            > SUNIONCARD 2 a b LIMIT 5 APPROX
            5
            > SUNIONCARD 1 nokey
            0
            > SUNIONCARD 2 a
            -ERR Number of keys can't be greater than number of args
            > SDIFFCARD 2 b a
            2
            > SDIFFCARD 2 b a LIMIT 1
            1
            > SDIFFCARD 1 a LIMIT 0
            4
            > SDIFFCARD 2 nokey a
            0
            > SDIFFCARD 2 a a
            0
            > SDIFFCARD 1 a APPROX
            -ERR syntax error
            > SDIFFCARD 0 a
            -ERR numkeys should be greater than 0
            > SDIFFCARD 1 a LIMIT -1
            -ERR LIMIT can't be negative
            """;

    @ParameterizedTest
    @ValueSource(strings = {NAMED_MEMBERS, NO_KEY, MOVING, COMBINING, STORING, ERRORS})
    void setsAnswerAsRedisDoes(String script, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            Members.play(talk, script);
        }
    }

    @Test
    void unionsAndDifferencesAreCountedWithoutTheirMembers(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("SUNIONCARD"), "since 8.10");
            Members.play(talk, COUNTING);
        }
    }

    @Test
    void aDifferenceIsTheSameWhicheverWayIsCheaper(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SADD many" + numbers(0, 600, "m"));
            talk.run("SADD few m1 m599 other");
            talk.run("SADD odd m3 m5 m7");

            assertThat(Members.of(talk.run("SDIFF few many odd many"))).containsExactly("other");
            assertThat(Members.of(talk.run("SDIFF many few odd few"))).hasSize(595);
            assertThat(talk.run("SDIFFSTORE d many few odd odd odd few")).isEqualTo("595");
            assertThat(talk.run("SDIFFSTORE d few odd many")).isEqualTo("1");
        }
    }

    @Test
    void integersAreIntersectedWhateverTheirWidth(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SADD narrow" + numbers(-200, 200, ""));
            talk.run("SADD wide 5000000000 -5000000000 -200 -7 100 199 200");
            talk.run("SADD middle 70000 -7 199 -200 -70000 12");

            assertThat(Members.of(talk.run("SINTER narrow wide"))).containsExactly("-200", "-7", "100", "199");
            assertThat(Members.of(talk.run("SINTER wide middle narrow"))).containsExactly("-200", "-7", "199");
            assertThat(talk.run("SINTERCARD 3 wide middle narrow LIMIT 2")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100, 280, 299, 300, 1000})
    void spopHandsOutSoManyMembersAndKeepsTheOthers(int count, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SADD s" + numbers(0, 300, "m"));
            List<String> all = Members.of(talk.run("SMEMBERS s"));

            List<String> popped = Members.of(talk.run("SPOP s " + count));

            assertThat(popped).hasSize(Math.min(count, 300)).doesNotHaveDuplicates();
            List<String> kept = Members.of(talk.run("SMEMBERS s"));
            List<String> together = new ArrayList<>(popped);
            together.addAll(kept);
            assertThat(together).containsExactlyInAnyOrderElementsOf(all);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 150, 299, 300, 1000, -1, -20, -1000})
    void srandmemberShowsSoManyMembers(int count, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("SADD s" + numbers(0, 300, "m"));

            List<String> shown = Members.of(talk.run("SRANDMEMBER s " + count));

            assertThat(Members.of(talk.run("SMEMBERS s"))).hasSize(300).containsAll(shown);
            if (count < 0) {
                assertThat(shown).hasSize(-count);
            } else {
                assertThat(shown).hasSize(Math.min(count, 300)).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void storingTakesAwayTheExpiryOfTheDestination(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("EXPIRE"), "no EXPIRE yet");
            talk.play("""
                    > SADD s 1
                    1
                    > EXPIRE s 100
                    1
                    > SADD s 2
                    1
                    > TTL s
                    100
                    > SUNIONSTORE s s
                    2
                    > TTL s
                    -1
                    """);
        }
    }

    @Test
    void sscanShowsTheMembersThatMatch(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > SADD i 1 2 30 31
                    4
                    > SSCAN i 0
                    [0 [1 2 30 31]]
                    > SSCAN i 0 MATCH 3* COUNT 1
                    [0 [30 31]]
                    > SSCAN i 0 MATCH *
                    [0 [1 2 30 31]]
                    > SSCAN i 0 MATCH x
                    [0 []]
                    > SSCAN nokey 0 foo
                    [0 []]
                    """);
        }
    }

    @Test
    void inResp3SetsAreSets(RedisServer redis) throws IOException {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("HELLO"), "no HELLO yet");
            talk.run("SADD i 1");
            talk.run("SADD j 2 3");
        }
        assertThat(typeInResp3(redis, "SMEMBERS i")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SMEMBERS nokey")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SUNION i j")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SINTER i nokey")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SDIFF i j")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SRANDMEMBER i 2")).isEqualTo('*');
        assertThat(typeInResp3(redis, "SRANDMEMBER nokey 2")).isEqualTo('*');
        assertThat(typeInResp3(redis, "SRANDMEMBER nokey")).isEqualTo('_');
        assertThat(typeInResp3(redis, "SPOP nokey")).isEqualTo('_');
        assertThat(typeInResp3(redis, "SPOP nokey 1")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SPOP j 1")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SPOP j 9")).isEqualTo('~');
        assertThat(typeInResp3(redis, "SMISMEMBER i 1")).isEqualTo('*');
    }

    private static char typeInResp3(RedisServer redis, String line) throws IOException {
        try (Socket socket = new Socket(redis.host(), redis.port())) {
            socket.setSoTimeout(20_000);
            String request = "HELLO 3\r\n" + line + "\r\nPING done\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            StringBuilder replies = new StringBuilder();
            while (!replies.toString().endsWith("$4\r\ndone\r\n")) {
                replies.append((char) socket.getInputStream().read());
            }
            String text = replies.toString();
            return text.charAt(text.indexOf("*0\r\n") + "*0\r\n".length());
        }
    }

    private static String numbers(int from, int to, String prefix) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < to; i++) {
            words.append(' ').append(prefix).append(i);
        }
        return words.toString();
    }
}
