package dev.vermilion.engine.zset;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** Adding to sorted sets, reading and taking from them, in both encodings. */
@EveryRedis
class ZSetCommandsTest {

    private static final String ADDING = """
            > ZADD z 1 a 2 b 3 c
            3
            > ZADD z 1 a 5 b 4 d
            1
            > ZADD z CH 1 a 6 b 7 e
            2
            > ZADD z NX 9 a 9 f
            1
            > ZADD z XX 9 a 9 g
            0
            > ZADD z XX CH 8 a 9 g
            1
            > ZADD z GT CH 7 a 10 c
            1
            > ZADD z LT CH 7 a 11 c
            1
            > ZADD z GT NX 1 a
            -ERR GT, LT, and/or NX options at the same time are not compatible
            > ZADD z GT LT 1 a
            -ERR GT, LT, and/or NX options at the same time are not compatible
            > ZADD z NX XX 1 a
            -ERR XX and NX options at the same time are not compatible
            > ZADD z INCR 2.5 a
            9.5
            > ZADD z NX INCR 2.5 a
            nil
            > ZADD z XX INCR 2.5 nope
            nil
            > ZADD z GT INCR -1 a
            nil
            > ZADD z LT INCR -1 a
            8.5
            > ZADD z INCR 1 a 2 b
            -ERR INCR option supports a single increment-element pair
            > ZADD z 1
            -ERR wrong number of arguments for 'zadd' command
            > ZADD z 1 a 2
            -ERR syntax error
            > ZADD z NX 1
            -ERR syntax error
            > ZADD z nope a
            -ERR value is not a valid float
            > ZADD z nan a
            -ERR value is not a valid float
            > ZADD z inf up -inf down +inf up2
            3
            > ZINCRBY z -inf up
            -ERR resulting score is not a number (NaN)
            > ZADD z INCR -inf up
            -ERR resulting score is not a number (NaN)
            > ZINCRBY z 1 up
            inf
            > ZINCRBY z nope a
            -ERR value is not a valid float
            > ZINCRBY z 1.5 new
            1.5
            > ZINCRBY z 1e400 a
            -ERR value is not a valid float
            > ZADD z 0x10 hex
            1
            > ZSCORE z hex
            16
            > ZSCORE z up
            inf
            > ZSCORE z down
            -inf
            > ZSCORE z nope
            nil
            > ZSCORE nokey a
            nil
            > ZMSCORE z a nope down
            [8.5 nil -inf]
            > ZMSCORE nokey a
            [nil]
            > ZCARD z
            11
            > ZCARD nokey
            0
            > ZADD z 3.0000000000000004 precise
            1
            > ZSCORE z precise
            3.0000000000000004
            > ZADD z 1e22 large 0 zero
            2
            > ZMSCORE z large zero
            [1e+22 0]
            > ZREM z a nope b a
            2
            > ZREM nokey a
            0
            > ZREM z
            -ERR wrong number of arguments for 'zrem' command
            > ZADD nokey XX 1 a
            0
            > EXISTS nokey
            0
            > SET string x
            OK
            > ZADD string 1 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZINCRBY string 1 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZCARD string
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZSCORE string a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZREM string a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZADD string nope a
            -ERR value is not a valid float
            > ZRANGE z 0 -1 WITHSCORES
            [down -inf zero 0 new 1.5 precise 3.0000000000000004 d 4 e 7 f 9 c 10 hex 16 large 1e+22 up inf up2 inf]
            """;

    private static final String POPPING = """
            > ZADD z 1 a 2 b 3 c 4 d 5 e 6 f
            6
            > ZPOPMIN z
            [a 1]
            > ZPOPMAX z 2
            [f 6 e 5]
            > ZPOPMIN z 0
            []
            > ZPOPMIN z -1
            -ERR value is out of range, must be positive
            > ZPOPMIN z x
            -ERR value is out of range, must be positive
            > ZPOPMIN z 1 2
            -ERR syntax error
            > ZPOPMIN nokey
            []
            > ZPOPMAX nokey 3
            []
            > ZMPOP 2 nokey z MIN
            [z [[b 2]]]
            > ZMPOP 1 z MAX COUNT 5
            [z [[d 4] [c 3]]]
            > EXISTS z
            0
            > ZMPOP 1 z MIN
            nil
            > ZMPOP 0 z MIN
            -ERR numkeys should be greater than 0
            > ZMPOP 1 z NOPE
            -ERR syntax error
            > ZMPOP 1 z MIN COUNT 0
            -ERR count should be greater than 0
            > ZMPOP 1 z MIN COUNT
            -ERR syntax error
            > ZMPOP 2 z MIN
            -ERR syntax error
            > ZMPOP 1 z MIN COUNT 1 COUNT 2
            -ERR syntax error
            > ZADD z 1 a 2 b 3 c 4 d
            4
            > BZPOPMIN nokey z 0
            [z a 1]
            > BZPOPMAX z 0
            [z d 4]
            > BZMPOP 0 2 nokey z MIN COUNT 9
            [z [[b 2] [c 3]]]
            > BZPOPMIN z 0.01
            nil
            > BZMPOP 0.01 1 z MAX
            nil
            > BZPOPMIN z -1
            -ERR timeout is negative
            > BZPOPMIN z x
            -ERR timeout is not a float or out of range
            > BZMPOP x 1 z MIN
            -ERR timeout is not a float or out of range
            > BZMPOP 0 0 z MIN
            -ERR numkeys should be greater than 0
            > SET string x
            OK
            > ZPOPMIN string
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > BZPOPMIN string 0
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZMPOP 2 string z MIN
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > BZMPOP 0 1 string MAX
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String RANDOM = """
            > ZADD one 1.5 a
            1
            > ZRANDMEMBER one
            a
            > ZRANDMEMBER nokey
            nil
            > ZRANDMEMBER one 0
            []
            > ZRANDMEMBER one 5
            [a]
            > ZRANDMEMBER one 5 WITHSCORES
            [a 1.5]
            > ZRANDMEMBER one -3
            [a a a]
            > ZRANDMEMBER one -2 WITHSCORES
            [a 1.5 a 1.5]
            > ZRANDMEMBER nokey 3
            []
            > ZRANDMEMBER nokey -3 WITHSCORES
            []
            > ZRANDMEMBER one x
            -ERR value is not an integer or out of range
            > ZRANDMEMBER one 1 NOPE
            -ERR syntax error
            > ZRANDMEMBER one 1 WITHSCORES x
            -ERR syntax error
            > ZRANDMEMBER one -4611686018427387905 WITHSCORES
            -ERR value is out of range
            > ZSCAN one 0
            [0 [a 1.5]]
            > ZSCAN one 0 COUNT 10 MATCH b*
            [0 []]
            > ZSCAN one 0 MATCH a
            [0 [a 1.5]]
            > ZSCAN nokey 0
            [0 []]
            > ZSCAN one x
            -ERR invalid cursor
            > ZSCAN one 0 NOPE
            -ERR syntax error
            > ZSCAN one 0 COUNT 0
            -ERR syntax error
            > SET string x
            OK
            > ZRANDMEMBER string
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZSCAN string 0
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String SHAPES = """
            > ZADD z 1 a 2.5 b
            2
            > ZADD inf inf x
            1
            > ZRANGE z 0 -1 WITHSCORES
            [[a 1] [b 2.5]]
            > ZRANGEBYSCORE z 0 9 WITHSCORES
            [[a 1] [b 2.5]]
            > ZRANGE inf 0 -1 WITHSCORES
            [[x inf]]
            > ZREVRANGE z 0 0 WITHSCORES
            [[b 2.5]]
            > ZSCORE z b
            2.5
            > ZSCORE inf x
            inf
            > ZMSCORE z a nope
            [1 nil]
            > ZINCRBY z 1 a
            2
            > ZADD z INCR 1 a
            3
            > ZADD z NX INCR 1 a
            nil
            > ZUNION 1 z WITHSCORES
            [[b 2.5] [a 3]]
            > ZDIFF 1 z WITHSCORES
            [[b 2.5] [a 3]]
            > ZRANDMEMBER inf 1 WITHSCORES
            [[x inf]]
            > ZRANDMEMBER inf -2 WITHSCORES
            [[x inf] [x inf]]
            > ZRANDMEMBER inf
            x
            > ZPOPMIN z
            [b 2.5]
            > ZPOPMIN z 5
            [[a 3]]
            > ZPOPMIN z 5
            []
            > ZPOPMIN z
            []
            > ZMPOP 1 inf MIN
            [inf [[x inf]]]
            > ZMPOP 1 inf MIN
            nil
            > ZADD z 1 a
            1
            > BZPOPMAX z 0
            [z a 1]
            > BZPOPMAX z 0.01
            nil
            > ZADD z 1 a
            1
            > BZMPOP 0 1 z MAX
            [z [[a 1]]]
            > ZADD z 1 a
            1
            > ZSCAN z 0
            [0 [a 1]]
            > ZRANK z a
            0
            > ZRANK z b
            nil
            """;

    @Test
    void membersHaveScoresThatOptionsMayKeep(RedisServer redis) {
        play(redis, ADDING);
    }

    @Test
    void theLowestAndHighestCanBeTaken(RedisServer redis) {
        play(redis, POPPING);
    }

    @Test
    void membersCanBeChosenByChanceAndWalked(RedisServer redis) {
        play(redis, RANDOM);
    }

    @Test
    void resp3HasPairsAndNumbers(RedisServer redis) {
        try (var talk = redis.talk().inResp3()) {
            talk.play(SHAPES);
        }
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
