package dev.vermilion.engine.zset;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** Unions, intersections and differences of sorted sets, in both encodings. */
@EveryRedis
class ZCombineTest {

    private static final String COMBINING = """
            > ZADD a 1 one 2 two 3 three
            3
            > ZADD b 10 two 20 three 30 four
            3
            > SADD s one four five
            3
            > SET string x
            OK
            > ZUNION 2 a b
            [one two three four]
            > ZUNION 2 a b WITHSCORES
            [one 1 two 12 three 23 four 30]
            > ZUNION 2 a b WEIGHTS 2 0.5 WITHSCORES
            [one 2 two 9 four 15 three 16]
            > ZUNION 2 a b AGGREGATE MAX WITHSCORES
            [one 1 two 10 three 20 four 30]
            > ZUNION 2 a b WEIGHTS 1 -1 AGGREGATE MIN WITHSCORES
            [four -30 three -20 two -10 one 1]
            > ZUNION 3 a s nokey WITHSCORES
            [five 1 four 1 one 2 two 2 three 3]
            > ZUNION 1 nokey
            []
            > ZINTER 2 a b
            [two three]
            > ZINTER 2 a b WITHSCORES AGGREGATE MIN
            [two 2 three 3]
            > ZINTER 2 a s WEIGHTS 1 10 WITHSCORES
            [one 11]
            > ZINTER 2 a nokey
            []
            > ZINTER 2 s s WITHSCORES
            [five 2 four 2 one 2]
            > ZDIFF 2 a b WITHSCORES
            [one 1]
            > ZDIFF 3 a b s
            []
            > ZDIFF 2 nokey a
            []
            > ZDIFF 2 a a
            []
            > ZDIFF 2 s a WITHSCORES
            [five 1 four 1]
            > ZINTERCARD 2 a b
            2
            > ZINTERCARD 2 a b LIMIT 1
            1
            > ZINTERCARD 2 a b LIMIT 0
            2
            > ZINTERCARD 2 a b LIMIT -1
            -ERR LIMIT can't be negative
            > ZINTERCARD 2 a b LIMIT x
            -ERR LIMIT can't be negative
            > ZINTERCARD 0 a
            -ERR at least 1 input key is needed for 'zintercard' command
            > ZINTERCARD 3 a b
            -ERR syntax error
            > ZINTERCARD 2 a nokey
            0
            > ZINTERCARD 2 a string
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZUNIONSTORE to 2 a b
            4
            > ZRANGE to 0 -1 WITHSCORES
            [one 1 two 12 three 23 four 30]
            > ZUNIONSTORE a 2 a a WEIGHTS 2 3
            3
            > ZRANGE a 0 -1 WITHSCORES
            [one 5 two 10 three 15]
            > ZINTERSTORE to 2 a nokey
            0
            > EXISTS to
            0
            > ZINTERSTORE to 2 a b WEIGHTS 0 1
            2
            > ZRANGE to 0 -1 WITHSCORES
            [two 10 three 20]
            > ZDIFFSTORE string 2 a b
            1
            > ZRANGE string 0 -1 WITHSCORES
            [one 5]
            > ZDIFFSTORE to 1 nokey
            0
            > ZUNIONSTORE to 0 a
            -ERR at least 1 input key is needed for 'zunionstore' command
            > ZUNIONSTORE to x a
            -ERR value is not an integer or out of range
            > ZUNIONSTORE to 3 a b
            -ERR syntax error
            > ZUNIONSTORE to 2 a b WEIGHTS 1
            -ERR syntax error
            > ZUNIONSTORE to 2 a b WEIGHTS 1 x
            -ERR weight value is not a float
            > ZUNIONSTORE to 2 a b AGGREGATE NOPE
            -ERR syntax error
            > ZUNIONSTORE to 2 a b WITHSCORES
            -ERR syntax error
            > ZDIFF 2 a b WEIGHTS 1 2
            -ERR syntax error
            > ZUNION 0 a
            -ERR at least 1 input key is needed for 'zunion' command
            > ZINTER -1 a
            -ERR at least 1 input key is needed for 'zinter' command
            > ZADD inf inf x
            1
            > ZADD minus -inf x
            1
            > ZUNION 2 inf minus WITHSCORES
            [x 0]
            > ZUNION 2 inf minus AGGREGATE MIN WITHSCORES
            [x -inf]
            > ZUNION 1 inf WEIGHTS 0 WITHSCORES
            [x 0]
            > RPUSH list x
            1
            > ZUNION 2 a list
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZDIFFSTORE to 2 list a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZINTERCARD 1 list
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    @Test
    void scoresAreWeightedAndAggregated(RedisServer redis) {
        play(redis, COMBINING);
    }

    /** Plays a script on packed sorted sets, then on trees. */
    private static void play(RedisServer redis, String script) {
        try (var talk = redis.talk()) {
            talk.play(script);
            talk.run("FLUSHALL");
            talk.run("CONFIG SET zset-max-listpack-entries 0");
            try {
                talk.play(script);
            } finally {
                talk.run("CONFIG SET zset-max-listpack-entries 128");
            }
        }
    }
}
