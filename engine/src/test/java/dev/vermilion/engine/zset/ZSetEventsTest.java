package dev.vermilion.engine.zset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.KeyEvents;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands of sorted sets say about keys, and whom they wake. */
@EveryRedis
class ZSetEventsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                ZADD z 5 new | zadd z
                ZADD z 1 a | ''
                ZADD z 9 a 9 b | zadd z
                ZADD z NX 9 a | ''
                ZADD z INCR 1 a | zincr z
                ZADD z NX INCR 1 a | ''
                ZINCRBY z 1 a | zincr z
                ZREM z nope | ''
                ZREM z a | zrem z
                ZREM one a | zrem one; del one
                ZREMRANGEBYRANK z 0 0 | zremrangebyrank z
                ZREMRANGEBYSCORE z 1 2 | zremrangebyscore z
                ZREMRANGEBYLEX z - + | zremrangebylex z; del z
                ZPOPMIN z | zpopmin z
                ZPOPMAX z 9 | zpopmax z; del z
                ZMPOP 1 z MAX | zpopmax z
                BZPOPMIN z 0 | zpopmin z
                BZMPOP 0 1 one MIN | zpopmin one; del one
                ZUNIONSTORE to 2 z one | zunionstore to
                ZINTERSTORE z 2 z nope | del z
                ZINTERSTORE to 2 z nope | ''
                ZDIFFSTORE to 2 z one | zdiffstore to
                ZRANGESTORE to z 0 -1 | zrangestore to
                ZRANGESTORE z z 5 9 | del z
                """)
    void everyChangeIsPublished(String command, String events, RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.run("ZADD z 1 a 2 b 3 c");
            talk.run("ZADD one 1 a");
        }

        assertThat(KeyEvents.published(redis, "gz", command)).isEqualTo(events);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                BZPOPMIN nokey z 0 | ZADD z 2 b 1 a | [z a 1]
                BZPOPMAX z 0 | ZADD z 2 b 1 a | [z b 2]
                BZMPOP 0 2 nokey z MIN COUNT 5 | ZADD z 2 b 1 a | [z [[a 1] [b 2]]]
                BZPOPMIN z 0 | ZUNIONSTORE z 1 other | [z x 7]
                BZPOPMIN z 0 | ZRANGESTORE z other 0 -1 | [z x 7]
                BZPOPMIN z 0 | RENAME other z | [z x 7]
                BZPOPMIN z 0 | GEOADD z 0 0 place | [z place 3377699720527872]
                """)
    void whoWaitsIsServedByTheNextThatAdds(String waits, String adds, String reply, RedisServer redis) {
        try (var waiting = redis.talk();
                var talk = redis.talk()) {
            talk.run("ZADD other 7 x");
            waiting.send(waits);
            talk.untilWaiting(1);
            talk.run("SET other2 no");
            talk.run(adds);

            assertThat(waiting.read()).isEqualTo(reply);
            assertThat(talk.run("ZSCORE z a")).isIn("nil", "1");
        }
    }

    @Test
    void theLongestWaitingIsServedFirst(RedisServer redis) {
        try (var first = redis.talk();
                var second = redis.talk();
                var talk = redis.talk()) {
            first.send("BZPOPMIN z 0");
            talk.untilWaiting(1);
            second.send("BZPOPMAX z 0");
            talk.untilWaiting(2);
            talk.run("ZADD z 1 a 2 b 3 c");

            assertThat(first.read()).isEqualTo("[z a 1]");
            assertThat(second.read()).isEqualTo("[z c 3]");
            assertThat(talk.run("ZRANGE z 0 -1")).isEqualTo("[b]");
        }
    }

    @Test
    void largeOnesAndLongMembersLeaveThePack(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.play("""
                    > CONFIG SET zset-max-listpack-entries 3 zset-max-listpack-value 5
                    OK
                    > ZADD z 1 a 2 b 3 c
                    3
                    > OBJECT ENCODING z
                    listpack
                    > ZADD z 4 d
                    1
                    > OBJECT ENCODING z
                    skiplist
                    > ZREM z d c
                    2
                    > OBJECT ENCODING z
                    skiplist
                    > ZADD long 1 123456
                    1
                    > OBJECT ENCODING long
                    skiplist
                    > ZRANGESTORE small z 0 -1
                    2
                    > OBJECT ENCODING small
                    listpack
                    > CONFIG SET zset-max-listpack-entries 128 zset-max-listpack-value 64
                    OK
                    """);
        }
    }

    @Test
    void aWalkOverALargeOneFindsAll(RedisServer redis) {
        try (var talk = redis.talk()) {
            for (int i = 0; i < 500; i++) {
                talk.run("ZADD z " + i + " member" + i);
            }
            StringBuilder seen = new StringBuilder();
            String cursor = "0";
            do {
                String reply = talk.run("ZSCAN z " + cursor + " COUNT 50");
                cursor = reply.substring(1, reply.indexOf(' '));
                seen.append(reply);
            } while (!cursor.equals("0"));
            for (int i = 0; i < 500; i++) {
                assertThat(seen).contains("member" + i + " " + i);
            }
        }
    }
}
