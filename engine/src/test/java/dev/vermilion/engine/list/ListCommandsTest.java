package dev.vermilion.engine.list;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

@EveryRedis
class ListCommandsTest {

    private static final String ENDS = """
            > LPUSH l a b c
            3
            > RPUSH l d 12 -7
            6
            > LRANGE l 0 -1
            [c b a d 12 -7]
            > LPUSHX l x y
            8
            > RPUSHX l z
            9
            > LLEN l
            9
            > LPUSHX none x
            0
            > RPUSHX none x
            0
            > EXISTS none
            0
            > LPOP l
            y
            > RPOP l
            z
            > LPOP l 2
            [x c]
            > RPOP l 2
            [-7 12]
            > LPOP l 0
            []
            > RPOP l 99
            [d a b]
            > EXISTS l
            0
            > LPOP l
            nil
            > RPOP l
            nil
            > LPOP l 3
            nil
            > LPOP l 0
            nil
            > RPUSH l a
            1
            > LPOP l -1
            -ERR value is out of range, must be positive
            > RPOP l many
            -ERR value is out of range, must be positive
            > LPOP l 1 2
            -ERR wrong number of arguments for 'lpop' command
            > RPUSH l "" 007 -0 9223372036854775807 9223372036854775808
            6
            > LRANGE l 0 -1
            [a  007 -0 9223372036854775807 9223372036854775808]
            """;

    private static final String READING = """
            > RPUSH l a b c d e f
            6
            > LRANGE l -2 -1
            [e f]
            > LRANGE l 2 1
            []
            > LRANGE l 99 100
            []
            > LRANGE l -100 1
            [a b]
            > LRANGE l 0 last
            -ERR value is not an integer or out of range
            > LRANGE none 0 -1
            []
            > LLEN none
            0
            > LINDEX l 0
            a
            > LINDEX l -1
            f
            > LINDEX l 6
            nil
            > LINDEX l -7
            nil
            > LINDEX none 0
            nil
            > LINDEX none first
            nil
            > LINDEX l first
            -ERR value is not an integer or out of range
            """;

    private static final String POSITIONS = """
            > RPUSH l a b c 1 2 3 c c
            8
            > LPOS l c
            2
            > LPOS l c RANK 2
            6
            > LPOS l c RANK -1
            7
            > LPOS l c RANK 4
            nil
            > LPOS l c COUNT 2
            [2 6]
            > LPOS l c COUNT 0
            [2 6 7]
            > LPOS l c RANK -1 COUNT 2
            [7 6]
            > LPOS l c RANK -2 COUNT 0
            [6 2]
            > LPOS l c COUNT 0 MAXLEN 7
            [2 6]
            > LPOS l c RANK -1 MAXLEN 1
            7
            > LPOS l c RANK -3 MAXLEN 2
            nil
            > LPOS l 2
            4
            > LPOS l 02
            nil
            > LPOS l z
            nil
            > LPOS l z COUNT 1
            []
            > LPOS none z
            nil
            > LPOS none z COUNT 1
            []
            > LPOS l c RANK 0
            -ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list
            > LPOS l c RANK x
            -ERR value is not an integer or out of range
            > LPOS l c COUNT -1
            -ERR COUNT can't be negative
            > LPOS l c MAXLEN -1
            -ERR MAXLEN can't be negative
            > LPOS l c MAXLEN
            -ERR syntax error
            > LPOS l c FIRST 1
            -ERR syntax error
            """;

    private static final String CHANGES_INSIDE = """
            > RPUSH l a b c b a
            5
            > LINSERT l BEFORE b X
            6
            > LINSERT l after b Y
            7
            > LRANGE l 0 -1
            [a X b Y c b a]
            > LINSERT l BEFORE nope X
            -1
            > LINSERT none BEFORE a X
            0
            > LINSERT l BESIDE a X
            -ERR syntax error
            > LSET l 0 first
            OK
            > LSET l -1 last
            OK
            > LSET l 7 x
            -ERR index out of range
            > LSET l -8 x
            -ERR index out of range
            > LSET none 0 x
            -ERR no such key
            > LSET none first x
            -ERR no such key
            > LSET l first x
            -ERR value is not an integer or out of range
            > LRANGE l 0 -1
            [first X b Y c b last]
            > LREM l 1 b
            1
            > LREM l -1 b
            1
            > LRANGE l 0 -1
            [first X Y c last]
            > LREM l 0 nope
            0
            > LREM l all b
            -ERR value is not an integer or out of range
            > LREM none 0 b
            0
            > RPUSH r 1 1 2 1 1
            5
            > LREM r -3 1
            3
            > LRANGE r 0 -1
            [1 2]
            > LREM r 0 1
            1
            > LREM r 0 2
            1
            > EXISTS r
            0
            > RPUSH t 0 1 2 3 4 5
            6
            > LTRIM t 1 -2
            OK
            > LRANGE t 0 -1
            [1 2 3 4]
            > LTRIM t -3 100
            OK
            > LRANGE t 0 -1
            [2 3 4]
            > LTRIM t 2 1
            OK
            > EXISTS t
            0
            > LTRIM none 0 1
            OK
            > LTRIM t from 1
            -ERR value is not an integer or out of range
            """;

    private static final String MOVES = """
            > RPUSH a 1 2 3 4
            4
            > LMOVE a b LEFT RIGHT
            1
            > LMOVE a b RIGHT LEFT
            4
            > LRANGE b 0 -1
            [4 1]
            > LMOVE a a LEFT RIGHT
            2
            > LRANGE a 0 -1
            [3 2]
            > RPOPLPUSH a a
            2
            > RPOPLPUSH a c
            3
            > RPOPLPUSH a c
            2
            > EXISTS a
            0
            > RPOPLPUSH a c
            nil
            > LMOVE a c LEFT LEFT
            nil
            > LMOVE c c LEFT MIDDLE
            -ERR syntax error
            > LRANGE c 0 -1
            [2 3]
            > LMPOP 2 a c LEFT
            [c [2]]
            > LMPOP 2 a c RIGHT COUNT 5
            [c [3]]
            > LMPOP 2 a c RIGHT
            nil
            > LMPOP 0 a LEFT
            -ERR numkeys should be greater than 0
            > LMPOP x a LEFT
            -ERR numkeys should be greater than 0
            > LMPOP 2 a LEFT
            -ERR syntax error
            > LMPOP 1 a MIDDLE
            -ERR syntax error
            > LMPOP 1 a LEFT COUNT 0
            -ERR count should be greater than 0
            > LMPOP 1 a LEFT COUNT 1 COUNT 2
            -ERR syntax error
            > LMPOP 1 a LEFT MANY 1
            -ERR syntax error
            """;

    private static final String WAITING_COMMANDS = """
            > RPUSH a 1 2 3 4 5 6 7
            7
            > BLPOP none a 1
            [a 1]
            > BRPOP a 1
            [a 7]
            > BLMOVE a b LEFT RIGHT 1
            2
            > BRPOPLPUSH a b 1
            6
            > BLMPOP 1 2 none a LEFT COUNT 2
            [a [3 4]]
            > LRANGE a 0 -1
            [5]
            > LRANGE b 0 -1
            [6 2]
            > BLPOP none 0.01
            nil
            > BRPOP none 0.01
            nil
            > BLMOVE none b LEFT RIGHT 0.01
            nil
            > BRPOPLPUSH none b 0.01
            nil
            > BLMPOP 0.01 1 none LEFT
            nil
            > BLPOP none soon
            -ERR timeout is not a float or out of range
            > BLPOP none -1
            -ERR timeout is negative
            > BLMPOP soon 1 none LEFT
            -ERR timeout is not a float or out of range
            > BLMPOP 1 0 none LEFT
            -ERR numkeys should be greater than 0
            > BLMOVE none b LEFT RIGHT soon
            -ERR timeout is not a float or out of range
            > BLMOVE none b LEFT MIDDLE 0
            -ERR syntax error
            > MULTI
            OK
            > BLPOP none 0
            QUEUED
            > BLMOVE none b LEFT RIGHT 0
            QUEUED
            > BRPOPLPUSH none b 0
            QUEUED
            > BLMPOP 0 1 none LEFT
            QUEUED
            > EXEC
            [nil nil nil nil]
            """;

    private static final String OTHER_TYPES = """
            > SET s 1
            OK
            > RPUSH l a
            1
            > LPUSH s a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > RPUSHX s a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LPOP s
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > RPOP s 2
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LLEN s
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LINDEX s 0
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LRANGE s 0 -1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LPOS s a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LINSERT s BEFORE a b
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LSET s 0 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LREM s 0 a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LTRIM s 0 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LMPOP 2 none s LEFT
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LMOVE s l LEFT LEFT
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LMOVE l s LEFT LEFT
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LMOVE none s LEFT LEFT
            nil
            > RPOPLPUSH l s
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > BLPOP none s 0.01
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > BLMOVE l s LEFT LEFT 0.01
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > BLMPOP 0.01 2 none s LEFT
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > LRANGE l 0 -1
            [a]
            """;

    private static final String MOVES_OF_MANY = """
            > RPUSH a 1 2 3 4
            4
            > LMOVEM a b LEFT LEFT
            [1]
            > LMOVEM a b LEFT LEFT COUNT 2 OBO
            [3 2]
            > LRANGE b 0 -1
            [3 2 1]
            > LMOVEM b a LEFT LEFT COUNT 2 BULK
            [3 2]
            > LRANGE a 0 -1
            [3 2 4]
            > LMOVEM a b RIGHT RIGHT COUNT 2 OBO
            [4 2]
            > LMOVEM b a RIGHT RIGHT COUNT 2 BULK
            [4 2]
            > LMOVEM a a LEFT LEFT EXACTLY 2 OBO
            [4 3]
            > LRANGE a 0 -1
            [4 3 2]
            > LMOVEM a a LEFT RIGHT EXACTLY 2 OBO
            [4 3]
            > LRANGE a 0 -1
            [2 4 3]
            > LMOVEM a a RIGHT RIGHT EXACTLY 3 BULK
            [2 4 3]
            > LMOVEM a b LEFT RIGHT EXACTLY 4 OBO
            nil
            > LMOVEM a b RIGHT LEFT COUNT 9 OBO
            [2 4 3]
            > LRANGE b 0 -1
            [2 4 3 1]
            > EXISTS a
            0
            > LMOVEM a b LEFT RIGHT
            []
            > LMOVEM a b LEFT RIGHT EXACTLY 1 BULK
            nil
            > LMOVEM b a LEFT RIGHT COUNT 0 BULK
            -ERR count should be greater than 0
            > LMOVEM b a LEFT RIGHT COUNT 2
            -ERR syntax error
            > LMOVEM b a LEFT RIGHT COUNT 2 ONE
            -ERR syntax error
            > LMOVEM b a LEFT RIGHT MANY 2 OBO
            -ERR syntax error
            > BLMOVEM b a LEFT RIGHT 1 COUNT 2 OBO
            [2 4]
            > BLMOVEM b a LEFT RIGHT 0.01 EXACTLY 3 OBO
            nil
            > LRANGE b 0 -1
            [3 1]
            """;

    @Test
    void elementsArePutAndTakenAtBothEnds(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(ENDS);
        }
    }

    @Test
    void elementsAreReadByIndex(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(READING);
        }
    }

    @Test
    void elementsAreFoundFromEitherEnd(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(POSITIONS);
        }
    }

    @Test
    void elementsAreChangedInside(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(CHANGES_INSIDE);
        }
    }

    @Test
    void elementsMoveFromListToList(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(MOVES);
        }
    }

    @Test
    void severalElementsMoveOneByOneOrAsABlock(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("LMOVEM"));
            talk.play(MOVES_OF_MANY);
        }
    }

    @Test
    void commandsThatMayWaitTakeWhatIsThere(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(WAITING_COMMANDS);
        }
    }

    @Test
    void aKeyOfAnotherTypeIsRefused(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(OTHER_TYPES);
        }
    }
}
