package dev.vermilion.engine.stream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** What the commands on streams answer that came after Redis 7.0. */
@EveryRedis
class StreamNewerCommandsTest {

    private static final String DELETING_WITH_REFERENCES = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XGROUP CREATE s g 0
            OK
            > XGROUP CREATE s h 0
            OK
            > XREADGROUP GROUP g c COUNT 3 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]] [3-0 [a b]]]]]
            > XREADGROUP GROUP h c COUNT 2 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XDELEX s IDS 2 1 9
            [1 -1]
            > XPENDING s g
            [3 1-0 3-0 [[c 3]]]
            > XDELEX s DELREF IDS 1 2
            [1]
            > XPENDING s g
            [2 1-0 3-0 [[c 2]]]
            > XPENDING s h
            [1 1-0 1-0 [[c 1]]]
            > XDELEX s DELREF IDS 1 1
            [-1]
            > XPENDING s h
            [0 nil nil nil]
            > XDELEX s ACKED IDS 2 3 4
            [2 2]
            > XACK s g 3
            1
            > XDELEX s ACKED IDS 1 3
            [2]
            > XREADGROUP GROUP h c COUNT 1 STREAMS s >
            [[s [[3-0 [a b]]]]]
            > XACK s h 3
            1
            > XDELEX s ACKED IDS 1 3
            [1]
            > XRANGE s - +
            [[4-0 [a b]]]
            > XDELEX none IDS 2 1 2
            [-1 -1]
            > XDELEX s KEEPREF DELREF IDS 1 4
            -ERR syntax error
            > XDELEX s IDS 0 4
            -ERR Number of IDs must be a positive integer
            > XDELEX s IDS x 4
            -ERR Number of IDs must be a positive integer
            > XDELEX s IDS 3 4 5
            -ERR The `numids` parameter must match the number of arguments
            > XDELEX s IDS 1 4 5
            -ERR syntax error
            > XDELEX s IDS 1 bad
            -ERR Invalid stream ID specified as stream command argument
            > XDELEX s FOO IDS 1 4
            -ERR syntax error
            > XDELEX s IDS 1 4 DELREF
            [1]
            > XLEN s
            0
            > SET str x
            OK
            > XDELEX str IDS 1 4
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String ACKNOWLEDGING_AND_DELETING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XGROUP CREATE s g 0
            OK
            > XGROUP CREATE s h 0
            OK
            > XREADGROUP GROUP g c COUNT 3 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]] [3-0 [a b]]]]]
            > XREADGROUP GROUP h c STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]] [3-0 [a b]] [4-0 [a b]]]]]
            > XACKDEL s g IDS 2 1 4
            [1 -1]
            > XPENDING s g
            [2 2-0 3-0 [[c 2]]]
            > XPENDING s h
            [4 1-0 4-0 [[c 4]]]
            > XACKDEL s g ACKED IDS 1 2
            [2]
            > XLEN s
            3
            > XACKDEL s h ACKED IDS 2 1 2
            [1 1]
            > XLEN s
            2
            > XACKDEL s g DELREF IDS 1 3
            [1]
            > XPENDING s h
            [1 4-0 4-0 [[c 1]]]
            > XRANGE s - +
            [[4-0 [a b]]]
            > XACKDEL none g IDS 2 1 2
            [-1 -1]
            > XACKDEL s none IDS 1 2
            [-1]
            > XACKDEL s g IDS 0 1
            -ERR Number of IDs must be a positive integer
            > XACKDEL s g IDS 3 1 2
            -ERR The `numids` parameter must match the number of arguments
            > XACKDEL s g KEEPREF ACKED IDS 1 1
            -ERR syntax error
            """;

    private static final String TRIMMING_WITH_REFERENCES = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XGROUP CREATE s g 0
            OK
            > XTRIM s MAXLEN 1 ACKED
            0
            > XREADGROUP GROUP g c COUNT 3 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]] [3-0 [a b]]]]]
            > XACK s g 1 3
            2
            > XTRIM s MAXLEN ~ 1 ACKED
            0
            > XTRIM s MAXLEN 1 ACKED
            2
            > XRANGE s - +
            [[2-0 [a b]] [4-0 [a b]]]
            > XADD s MAXLEN 2 DELREF 5 a b
            5-0
            > XRANGE s - +
            [[4-0 [a b]] [5-0 [a b]]]
            > XPENDING s g
            [0 nil nil nil]
            > XREADGROUP GROUP g c STREAMS s >
            [[s [[4-0 [a b]] [5-0 [a b]]]]]
            > XADD s KEEPREF MAXLEN 1 6 a b
            6-0
            > XPENDING s g
            [2 4-0 5-0 [[c 2]]]
            > XTRIM s MINID 9 ACKED
            0
            > XGROUP SETID s g 6
            OK
            > XTRIM s MINID 9 ACKED
            1
            > XLEN s
            0
            > XTRIM s ACKED MINID 9 DELREF
            -ERR syntax error
            """;

    private static final String GIVING_BACK = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XGROUP CREATE s g 0
            OK
            > XREADGROUP GROUP g c COUNT 3 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]] [3-0 [a b]]]]]
            > XNACK s g FAIL IDS 2 3 1
            2
            > XPENDING s g - + 1
            [[1-0  -1 1]]
            > XPENDING s g
            [3 1-0 3-0 [[c 1]]]
            > XNACK s g SILENT IDS 1 1
            1
            > XNACK s g SILENT IDS 1 1
            1
            > XPENDING s g - + 1
            [[1-0  -1 0]]
            > XNACK s g FATAL IDS 1 3
            1
            > XPENDING s g 3 + 1
            [[3-0  -1 9223372036854775807]]
            > XNACK s g FAIL IDS 1 4
            0
            > XNACK s g FAIL IDS 2 4 9 FORCE
            1
            > XPENDING s g 4 + 1
            [[4-0  -1 0]]
            > XNACK s g FAIL IDS 1 4 RETRYCOUNT 7 FORCE
            1
            > XPENDING s g
            [4 1-0 4-0 [[c 1]]]
            > XNACK s g FAIL IDS 1 2
            1
            > XCLAIM s g e 1000000 2 JUSTID
            [2-0]
            > XNACK s g FAIL IDS 1 2
            1
            > XAUTOCLAIM s g f 1000000 0 JUSTID
            [0-0 [1-0 2-0 3-0 4-0] []]
            > XNACK s g FAIL IDS 1 2
            1
            > XACK s g 2
            1
            > XNACK s g MAYBE IDS 1 1
            -ERR mode must be SILENT, FAIL, or FATAL
            > XNACK s g FAIL FORCE IDS 1 1
            -ERR syntax error, expected IDS keyword
            > XNACK s g FAIL IDS 0 1
            -ERR numids must be a positive integer
            > XNACK s g FAIL IDS x 1
            -ERR numids must be a positive integer
            > XNACK s g FAIL IDS 3 1 2
            -ERR number of IDs doesn't match numids
            > XNACK s g FAIL IDS 1 1 RETRYCOUNT -1
            -ERR Invalid RETRYCOUNT value, must be >= 0
            > XNACK s g FAIL IDS 1 1 RETRYCOUNT x
            -ERR value is not an integer or out of range
            > XNACK s g FAIL IDS 1 1 FOO
            -ERR Unrecognized XNACK option 'FOO'
            > XNACK s g FAIL IDS 1 bad
            -ERR Invalid stream ID specified as stream command argument
            > XNACK s none FAIL IDS 1 1
            -NOGROUP No such key 's' or consumer group 'none'
            > XNACK none g FAIL IDS 1 1
            -NOGROUP No such key 'none' or consumer group 'g'
            """;

    private static final String READING_WITH_LIMITS = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD t 1 a b
            1-0
            > XADD t 2 a b
            2-0
            > XREAD COUNT 2 MAXCOUNT 3 STREAMS s t 0 0
            [[s [[1-0 [a b]] [2-0 [a b]]]] [t [[1-0 [a b]]]]]
            > XREAD MAXCOUNT 1 STREAMS s t 0 0
            [[s [[1-0 [a b]]]]]
            > XREAD MAXSIZE 1 STREAMS s t 0 0
            [[s [[1-0 [a b]]]]]
            > XREAD MAXSIZE 100 STREAMS s t 0 0
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XREAD STREAMS s t + +
            [[s [[2-0 [a b]]]] [t [[2-0 [a b]]]]]
            > XREAD BLOCK 1 STREAMS none +
            nil
            > XREAD COUNT 5 STREAMS s +
            [[s [[2-0 [a b]]]]]
            > XREAD COUNT 3 MAXCOUNT 2 STREAMS s 0
            -ERR MAXCOUNT must be greater than or equal to COUNT
            > XREAD MAXCOUNT 0 STREAMS s 0
            -ERR MAXCOUNT must be a positive integer
            > XREAD MAXSIZE x STREAMS s 0
            -ERR MAXSIZE must be a positive integer
            > XREAD CLAIM 3 STREAMS s 0
            -ERR The CLAIM option is only supported by XREADGROUP. You called XREAD instead.
            > XGROUP CREATE s g 0
            OK
            > XGROUP CREATE t g 0
            OK
            > XREADGROUP GROUP g c MAXCOUNT 3 STREAMS s t > >
            [[s [[1-0 [a b]] [2-0 [a b]]]] [t [[1-0 [a b]]]]]
            > XPENDING t g
            [1 1-0 1-0 [[c 1]]]
            > XREADGROUP GROUP g c MAXSIZE 1 STREAMS s t > >
            [[t [[2-0 [a b]]]]]
            > XREADGROUP GROUP g c MAXCOUNT 3 STREAMS s t 0 0
            [[s [[1-0 [a b]] [2-0 [a b]]]] [t [[1-0 [a b]]]]]
            > XREADGROUP GROUP g c CLAIM 1000000 STREAMS s >
            nil
            > XREADGROUP GROUP g c CLAIM -1 STREAMS s >
            -ERR min-idle-time must be a positive integer
            > XREADGROUP GROUP g c CLAIM x STREAMS s >
            -ERR min-idle-time is not an integer
            > XADD s 3 c d
            3-0
            > XREADGROUP GROUP g c CLAIM 1000000 NOACK STREAMS s >
            [[s [[3-0 [c d] 0 0]]]]
            """;

    private static final String PRODUCERS = """
            > XADD s IDMP p i 1-1 a b
            -ERR IDMP/IDMPAUTO can be used only with auto-generated IDs
            > XADD s IDMP p * a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s IDMP p i IDMPAUTO q * a b
            -ERR IDMP/IDMPAUTO specified multiple times
            > XADD s IDMP "" i * a b
            -ERR IDMP requires a non-empty producer ID
            > XADD s IDMP p "" * a b
            -ERR IDMP requires a non-empty idempotent ID
            > XADD s IDMPAUTO "" * a b
            -ERR IDMPAUTO requires a non-empty producer ID
            > EXISTS s
            0
            > XADD s 1-1 a b
            1-1
            > XADD s 1-2 a b
            1-2
            > XIDMPRECORD s p i 1-1
            OK
            > XIDMPRECORD s p i 1-1
            OK
            > XIDMPRECORD s p i 1-2
            -ERR The specified IDMP producer-id/idempotent-id pair maps to a different stream ID
            > XIDMPRECORD s p j 9
            -ERR The specified stream ID was deleted or doesn't exist
            > XIDMPRECORD s p j bad
            -ERR Invalid stream ID specified as stream command argument
            > XIDMPRECORD s "" j 1-2
            -ERR XIDMPRECORD requires a non-empty producer ID
            > XIDMPRECORD s p "" 1-2
            -ERR XIDMPRECORD requires a non-empty idempotent ID
            > XIDMPRECORD none p j 1-2
            -ERR no such key
            > XADD s IDMP p i * c d
            1-1
            > XADD s IDMP p i MAXLEN 1 * c d
            1-1
            > XLEN s
            2
            > XINFO STREAM s
            [length 2 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 1-2 max-deleted-entry-id 0-0 entries-added 2 recorded-first-entry-id 1-1 idmp-duration 100 idmp-maxsize 100 pids-tracked 1 iids-tracked 1 iids-added 1 iids-duplicates 2 groups 0 first-entry [1-1 [a b]] last-entry [1-2 [a b]]]
            > XCFGSET s IDMP-MAXSIZE 1
            OK
            > XCFGSET s IDMP-DURATION 7
            OK
            > XINFO STREAM s
            [length 2 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 1-2 max-deleted-entry-id 0-0 entries-added 2 recorded-first-entry-id 1-1 idmp-duration 7 idmp-maxsize 1 pids-tracked 0 iids-tracked 0 iids-added 1 iids-duplicates 2 groups 0 first-entry [1-1 [a b]] last-entry [1-2 [a b]]]
            > XIDMPRECORD s p i 1-1
            OK
            > XIDMPRECORD s p j 1-2
            OK
            > XADD s IDMP p j * c d
            1-2
            > XINFO STREAM s
            [length 2 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 1-2 max-deleted-entry-id 0-0 entries-added 2 recorded-first-entry-id 1-1 idmp-duration 7 idmp-maxsize 1 pids-tracked 1 iids-tracked 1 iids-added 3 iids-duplicates 3 groups 0 first-entry [1-1 [a b]] last-entry [1-2 [a b]]]
            > XCFGSET s
            -ERR syntax error
            > XCFGSET s FOO 1
            -ERR syntax error
            > XCFGSET s IDMP-DURATION
            -ERR syntax error
            > XCFGSET s IDMP-DURATION 0
            -ERR IDMP-DURATION must be between 1 and 86400
            > XCFGSET s IDMP-DURATION x
            -ERR value is not an integer or out of range
            > XCFGSET s IDMP-MAXSIZE 10001
            -ERR IDMP-MAXSIZE must be between 1 and 10000
            > XCFGSET none IDMP-MAXSIZE 5
            -ERR no such key
            > SET str x
            OK
            > XCFGSET str IDMP-MAXSIZE 5
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XIDMPRECORD str p i 1-1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    @Test
    void groupsMayForgetWhatIsDeletedOrKeepItFromBeing(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XDELEX"));
            talk.play(DELETING_WITH_REFERENCES);
        }
    }

    @Test
    void entriesAreAcknowledgedAndDeletedAtOnce(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XACKDEL"));
            talk.play(ACKNOWLEDGING_AND_DELETING);
        }
    }

    @Test
    void trimmingAsksGroupsToo(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XDELEX"));
            talk.play(TRIMMING_WITH_REFERENCES);
        }
    }

    @Test
    void aConsumerGivesEntriesBack(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XNACK"));
            talk.play(GIVING_BACK);
        }
    }

    @Test
    void aReadHasALimitForAllStreamsTogether(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XNACK"));
            talk.play(READING_WITH_LIMITS);
        }
    }

    @Test
    void anEntryThatIsSentAgainIsNotAddedAgain(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("XCFGSET"));
            talk.play(PRODUCERS);
        }
    }
}
