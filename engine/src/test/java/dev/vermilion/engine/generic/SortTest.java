package dev.vermilion.engine.generic;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** What SORT answers and stores. */
@EveryRedis
class SortTest {

    @Test
    void wordsAreComparedUpToTheirFirstZeroByteUnlessTheyAreStored(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > RPUSH words b "a\\x00z" a "a\\x00b"
                4
                > SORT words ALPHA LIMIT 3 1
                [b]
                > SORT words ALPHA STORE sorted
                4
                > LPOS sorted "a\\x00b"
                1
                > LPOS sorted "a\\x00z"
                2
                """);
        }
    }

    @Test
    void elementsAreSortedLimitedOrLeftAsTheyAre(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > ZADD z 1 3 2 1 3 2 4 10
                4
                > SORT z
                [1 2 3 10]
                > SORT z DESC
                [10 3 2 1]
                > SORT z DESC ASC
                [1 2 3 10]
                > SORT z ALPHA
                [1 10 2 3]
                > SORT z ALPHA DESC
                [3 2 10 1]
                > SORT z LIMIT 1 2
                [2 3]
                > SORT z LIMIT -5 2
                [1 2]
                > SORT z LIMIT 1 -1
                [2 3 10]
                > SORT z LIMIT 10 2
                []
                > SORT z LIMIT 0 0
                []
                > SORT z LIMIT 3 9223372036854775807
                [10]
                > SORT z LIMIT 9223372036854775807 1
                []
                > SORT z LIMIT 0 1 LIMIT 2 1
                [3]
                > SORT z BY nosort
                [3 1 2 10]
                > SORT z BY nosort DESC
                [10 2 1 3]
                > SORT z BY nosort LIMIT 1 2
                [1 2]
                > SORT z BY nosort DESC LIMIT 1 2
                [2 1]
                > SORT z BY "#"
                [3 1 2 10]
                > SORT_RO z DESC LIMIT 0 1
                [10]
                > SORT nope
                []
                > SORT nope GET x*
                []
                > SADD s 5 30 9
                3
                > SORT s
                [5 9 30]
                > SORT s DESC
                [30 9 5]
                > SADD w b a c
                3
                > SORT w ALPHA
                [a b c]
                """);
        }
    }

    @Test
    void weightsAndAnswersComeFromOtherKeys(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SADD s 1 2 3 4
                4
                > MSET w_1 30 w_2 20 w_3 10
                OK
                > SORT s BY w_*
                [4 3 2 1]
                > SORT s BY w_* DESC
                [1 2 3 4]
                > SORT s BY w_* ALPHA
                [4 3 2 1]
                > SORT s BY w_* ALPHA DESC
                [1 2 3 4]
                > SORT s BY w_* GET #
                [4 3 2 1]
                > SORT s BY w_* GET # GET w_*
                [4 nil 3 10 2 20 1 30]
                > SORT s BY w_* GET nope LIMIT 0 1
                [nil]
                > HSET h_1 f 5 g x
                2
                > HSET h_2 f 4
                1
                > HSET h_3 f 6
                1
                > SORT s BY h_*->f
                [4 2 1 3]
                > SORT s BY h_*->f GET h_*->g
                [nil nil x nil]
                > SORT s BY h_*->f GET h_*->f GET w_* LIMIT 1 2
                [4 20 5 30]
                > SORT s BY h_*->nope
                [1 2 3 4]
                > SORT s BY h_*
                [1 2 3 4]
                > SORT s BY w_*->f
                [1 2 3 4]
                > SORT s GET h_*-> LIMIT 0 1
                [nil]
                > SET h_1-> arrow
                OK
                > SORT s GET h_*-> LIMIT 0 1
                [arrow]
                > SORT s GET *->f LIMIT 0 1
                [nil]
                > SET w_2 x
                OK
                > SORT s BY w_*
                -ERR One or more scores can't be converted into double
                > SORT s BY w_* ALPHA
                [4 3 1 2]
                > SORT s BY w_* BY nosort LIMIT 0 0
                []
                """);
        }
    }

    @Test
    void numbersAreReadAsInC(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SADD s inf -inf 1e3 0x10 "" " 7" +2 -0 0 -1.5
                10
                > SORT s
                [-inf -1.5  -0 0 +2  7 0x10 1e3 inf]
                > SORT s DESC LIMIT 0 1
                [inf]
                > SADD n nan
                1
                > SORT n
                -ERR One or more scores can't be converted into double
                > SADD t "3 "
                1
                > SORT t
                -ERR One or more scores can't be converted into double
                > SADD w " "
                1
                > SORT w
                -ERR One or more scores can't be converted into double
                > SADD v "" 5 ""
                2
                > SORT v
                [ 5]
                > SADD x "5\\x00abc" 4
                2
                > SORT x LIMIT 0 1
                [4]
                """);
        }
    }

    @Test
    void errorsComeInRedissOrder(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SET str 1
                OK
                > SADD s a b
                2
                > SORT str
                -WRONGTYPE Operation against a key holding the wrong kind of value
                > SORT_RO str
                -WRONGTYPE Operation against a key holding the wrong kind of value
                > HSET h f v
                1
                > SORT h
                -WRONGTYPE Operation against a key holding the wrong kind of value
                > SORT s
                -ERR One or more scores can't be converted into double
                > SORT s LIMIT 0 0
                -ERR One or more scores can't be converted into double
                > SORT s STORE x
                -ERR One or more scores can't be converted into double
                > EXISTS x
                0
                > SORT str FOO
                -ERR syntax error
                > SORT s FOO
                -ERR syntax error
                > SORT s BY
                -ERR syntax error
                > SORT s GET
                -ERR syntax error
                > SORT s STORE
                -ERR syntax error
                > SORT s LIMIT 1
                -ERR syntax error
                > SORT s LIMIT x 1
                -ERR value is not an integer or out of range
                > SORT s LIMIT 1 x
                -ERR value is not an integer or out of range
                > SORT s LIMIT 1 9223372036854775808
                -ERR value is not an integer or out of range
                > SORT_RO s STORE x
                -ERR syntax error
                > SORT
                -ERR wrong number of arguments for 'sort' command
                """);
        }
    }

    @Test
    void listsAreSortedAndResultsStoredAsLists(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("RPUSH"));
            talk.play("""
                > RPUSH l 3 1 2 10
                4
                > SORT l
                [1 2 3 10]
                > SORT l BY nosort
                [3 1 2 10]
                > SORT l BY nosort DESC
                [10 2 1 3]
                > SORT l BY nosort LIMIT 1 2
                [1 2]
                > SORT l BY nosort DESC LIMIT 1 2
                [2 1]
                > SORT l DESC STORE x
                4
                > LRANGE x 0 -1
                [10 3 2 1]
                > TYPE x
                list
                > EXPIRE x 100
                1
                > SORT l STORE l
                4
                > LRANGE l 0 -1
                [1 2 3 10]
                > SORT l LIMIT 0 2 STORE x
                2
                > TTL x
                -1
                > LRANGE x 0 -1
                [1 2]
                > MSET w_1 a w_2 b
                OK
                > SORT l GET w_* GET # STORE x
                8
                > LRANGE x 0 -1
                [a 1 b 2  3  10]
                > SORT nope STORE x
                0
                > EXISTS x
                0
                > SORT nope STORE x
                0
                > SADD s 3 b 1 a
                4
                > SORT s BY nosort STORE x
                4
                > LRANGE x 0 -1
                [1 3 a b]
                > SORT s BY nosort DESC STORE x
                4
                > LRANGE x 0 -1
                [b a 3 1]
                > SORT s BY nosort DESC LIMIT 1 2 STORE x
                2
                > LRANGE x 0 -1
                [a 3]
                > ZADD z 1 b 2 a
                2
                > SORT z BY nosort STORE x
                2
                > LRANGE x 0 -1
                [b a]
                """);
        }
    }
}
