package dev.vermilion.engine.zset;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** Ranges of sorted sets by rank, score and member, in both encodings. */
@EveryRedis
class ZRangeTest {

    private static final String RANGES = """
            > ZADD z 1 a 2 b 2 c 3 d 5 e
            5
            > ZRANGE z 0 -1
            [a b c d e]
            > ZRANGE z 0 1 WITHSCORES
            [a 1 b 2]
            > ZRANGE z -2 -1
            [d e]
            > ZRANGE z 3 1
            []
            > ZRANGE z 10 20
            []
            > ZRANGE z 0 2 REV
            [e d c]
            > ZREVRANGE z 0 1 WITHSCORES
            [e 5 d 3]
            > ZRANGE z 2 (5 BYSCORE
            [b c d]
            > ZRANGE z (2 +inf BYSCORE WITHSCORES
            [d 3 e 5]
            > ZRANGE z (5 2 BYSCORE REV
            [d c b]
            > ZRANGE z 2 5 BYSCORE REV
            []
            > ZRANGE z -inf +inf BYSCORE LIMIT 1 2
            [b c]
            > ZRANGE z -inf +inf BYSCORE LIMIT 3 -1
            [d e]
            > ZRANGE z -inf +inf BYSCORE LIMIT -1 2
            []
            > ZRANGE z -inf +inf BYSCORE LIMIT 9 2
            []
            > ZRANGE z 0 -1 LIMIT 1 2
            -ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX
            > ZRANGE z 0 -1 BYLEX WITHSCORES
            -ERR syntax error, WITHSCORES not supported in combination with BYLEX
            > ZRANGE z a b BYLEX
            -ERR min or max not valid string range item
            > ZRANGE z a 1
            -ERR value is not an integer or out of range
            > ZRANGE z a 1 BYSCORE
            -ERR min or max is not a float
            > ZRANGE z 0 -1 NOPE
            -ERR syntax error
            > ZRANGE z 0 -1 LIMIT 1
            -ERR syntax error
            > ZRANGEBYSCORE z 2 3
            [b c d]
            > ZRANGEBYSCORE z (2 3 WITHSCORES LIMIT 0 1
            [d 3]
            > ZRANGEBYSCORE z nope 3
            -ERR min or max is not a float
            > ZRANGEBYSCORE z ( 3
            [a b c d]
            > ZREVRANGEBYSCORE z 3 (1
            [d c b]
            > ZREVRANGEBYSCORE z +inf -inf LIMIT 1 2 WITHSCORES
            [d 3 c 2]
            > ZCOUNT z -inf +inf
            5
            > ZCOUNT z (1 (5
            3
            > ZCOUNT z 4 2
            0
            > ZCOUNT z a b
            -ERR min or max is not a float
            > ZCOUNT nokey 0 1
            0
            > ZRANK z a
            0
            > ZRANK z e
            4
            > ZRANK z nope
            nil
            > ZRANK nokey a
            nil
            > ZREVRANK z a
            4
            > ZREVRANK z nope
            nil
            > ZADD l 0 a 0 b 0 bb 0 c 0 d
            5
            > ZRANGE l [b (d BYLEX
            [b bb c]
            > ZRANGE l - + BYLEX LIMIT 1 2
            [b bb]
            > ZRANGE l + - BYLEX REV
            [d c bb b a]
            > ZRANGE l - + BYLEX REV
            []
            > ZRANGEBYLEX l - [b
            [a b]
            > ZRANGEBYLEX l (b + LIMIT 0 1
            [bb]
            > ZRANGEBYLEX l b +
            -ERR min or max not valid string range item
            > ZRANGEBYLEX l [c [a
            []
            > ZREVRANGEBYLEX l + (a
            [d c bb b]
            > ZREVRANGEBYLEX l [c [b LIMIT 1 -1
            [bb b]
            > ZLEXCOUNT l - +
            5
            > ZLEXCOUNT l [b [bb
            2
            > ZLEXCOUNT l (d +
            0
            > ZLEXCOUNT l a +
            -ERR min or max not valid string range item
            > ZLEXCOUNT nokey - +
            0
            > ZREMRANGEBYLEX l [bb (d
            2
            > ZREMRANGEBYLEX l x y
            -ERR min or max not valid string range item
            > ZRANGE l 0 -1
            [a b d]
            > ZREMRANGEBYRANK z 0 0
            1
            > ZREMRANGEBYRANK z 5 9
            0
            > ZREMRANGEBYRANK z a 9
            -ERR value is not an integer or out of range
            > ZREMRANGEBYSCORE z (2 3
            1
            > ZREMRANGEBYSCORE z 4 nope
            -ERR min or max is not a float
            > ZRANGE z 0 -1
            [b c e]
            > ZREMRANGEBYSCORE z -inf +inf
            3
            > EXISTS z
            0
            > ZREMRANGEBYRANK z 0 -1
            0
            > ZRANGESTORE to l 0 0
            1
            > ZRANGE to 0 -1 WITHSCORES
            [a 0]
            > ZRANGESTORE to l [b + BYLEX LIMIT 0 5
            2
            > ZRANGE to 0 -1 WITHSCORES
            [b 0 d 0]
            > ZRANGESTORE to l 1 1 BYSCORE
            0
            > EXISTS to
            0
            > ZRANGESTORE to nokey 0 -1
            0
            > ZRANGESTORE to l 0 -1 WITHSCORES
            -ERR syntax error
            > SET string x
            OK
            > ZRANGESTORE string l 0 -1 REV
            3
            > TYPE string
            zset
            > SET string x
            OK
            > ZRANGE string 0 -1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZRANGESTORE to string 0 -1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZRANK string a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ZLEXCOUNT string - +
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    @Test
    void rangesGoByRankScoreAndMember(RedisServer redis) {
        play(redis, RANGES);
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
