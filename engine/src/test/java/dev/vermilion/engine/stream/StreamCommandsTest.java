package dev.vermilion.engine.stream;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** What the commands on the entries of streams answer. */
@EveryRedis
class StreamCommandsTest {

    private static final String ADDING = """
            > XADD s 1-1 a 1 b 2
            1-1
            > XADD s 1-2 a 3 b 4
            1-2
            > XADD s 2-* x y
            2-0
            > XADD s 2-* x y
            2-1
            > XADD s 2-1 x y
            -ERR The ID specified in XADD is equal or smaller than the target stream top item
            > XADD s 3 a 1 b 2 c 3
            3-0
            > XADD s 007-8 a ""
            7-8
            > XLEN s
            6
            > XRANGE s - +
            [[1-1 [a 1 b 2]] [1-2 [a 3 b 4]] [2-0 [x y]] [2-1 [x y]] [3-0 [a 1 b 2 c 3]] [7-8 [a ]]]
            > XADD s 0-0 a b
            -ERR The ID specified in XADD must be greater than 0-0
            > XADD s 1 a b
            -ERR The ID specified in XADD is equal or smaller than the target stream top item
            > XADD s 7-8 a b
            -ERR The ID specified in XADD is equal or smaller than the target stream top item
            > XADD s 7-7-7 a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s -1 a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s + a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s 8-x a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s 18446744073709551616 a b
            -ERR Invalid stream ID specified as stream command argument
            > XADD s 9 a
            -ERR wrong number of arguments for 'xadd' command
            > XADD s 9 a b c
            -ERR wrong number of arguments for 'xadd' command
            > XADD s 9
            -ERR wrong number of arguments for 'xadd' command
            > XADD none NOMKSTREAM * a b
            nil
            > EXISTS none
            0
            > XADD none 0-* a b
            0-1
            > XADD full 18446744073709551615-18446744073709551615 a b
            18446744073709551615-18446744073709551615
            > XADD full * a b
            -ERR The stream has exhausted the last possible ID, unable to add more items
            > XADD late 18446744073709551615-1 a b
            18446744073709551615-1
            > XADD late * a b
            18446744073709551615-2
            > XADD edge 5-18446744073709551615 a b
            5-18446744073709551615
            > XADD edge 6-* a b
            6-0
            > TYPE s
            stream
            > OBJECT ENCODING s
            stream
            > XLEN none2
            0
            > SET str x
            OK
            > XADD str * a b
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XLEN str
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XRANGE str - +
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String RANGES = """
            > XADD s 1-1 a 1
            1-1
            > XADD s 1-2 a 2
            1-2
            > XADD s 2-0 b 3 c 4
            2-0
            > XADD s 3-5 a 5
            3-5
            > XRANGE s - +
            [[1-1 [a 1]] [1-2 [a 2]] [2-0 [b 3 c 4]] [3-5 [a 5]]]
            > XREVRANGE s + -
            [[3-5 [a 5]] [2-0 [b 3 c 4]] [1-2 [a 2]] [1-1 [a 1]]]
            > XRANGE s 1 1
            [[1-1 [a 1]] [1-2 [a 2]]]
            > XRANGE s 1-2 2
            [[1-2 [a 2]] [2-0 [b 3 c 4]]]
            > XRANGE s (1-1 (2
            [[1-2 [a 2]] [2-0 [b 3 c 4]]]
            > XRANGE s (1 +
            [[1-1 [a 1]] [1-2 [a 2]] [2-0 [b 3 c 4]] [3-5 [a 5]]]
            > XREVRANGE s (3-5 (1-1
            [[2-0 [b 3 c 4]] [1-2 [a 2]]]
            > XRANGE s + -
            []
            > XRANGE s 4 9
            []
            > XRANGE s - + COUNT 2
            [[1-1 [a 1]] [1-2 [a 2]]]
            > XREVRANGE s + - COUNT 2
            [[3-5 [a 5]] [2-0 [b 3 c 4]]]
            > XRANGE s - + COUNT 0
            nil
            > XRANGE s - + COUNT -1
            nil
            > XRANGE s - + COUNT x
            -ERR value is not an integer or out of range
            > XRANGE s - + COUNT
            -ERR syntax error
            > XRANGE s - + LIMIT 1
            -ERR syntax error
            > XRANGE s - + COUNT 1 COUNT 3
            [[1-1 [a 1]] [1-2 [a 2]] [2-0 [b 3 c 4]]]
            > XRANGE s x +
            -ERR Invalid stream ID specified as stream command argument
            > XRANGE s - x
            -ERR Invalid stream ID specified as stream command argument
            > XRANGE s (- +
            -ERR Invalid stream ID specified as stream command argument
            > XRANGE s ( +
            -ERR Invalid stream ID specified as stream command argument
            > XRANGE s (18446744073709551615-18446744073709551615 +
            -ERR invalid start ID for the interval
            > XRANGE s - (0-0
            -ERR invalid end ID for the interval
            > XREVRANGE s (0-0 -
            -ERR invalid end ID for the interval
            > XRANGE none - +
            []
            > XREVRANGE none + -
            []
            > XRANGE none x +
            -ERR Invalid stream ID specified as stream command argument
            """;

    private static final String DELETING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XDEL s 2 9
            1
            > XDEL s 2
            0
            > XRANGE s - +
            [[1-0 [a b]] [3-0 [a b]] [4-0 [a b]]]
            > XREVRANGE s + - COUNT 2
            [[4-0 [a b]] [3-0 [a b]]]
            > XDEL s 1 4
            2
            > XRANGE s - +
            [[3-0 [a b]]]
            > XADD s 4 a b
            -ERR The ID specified in XADD is equal or smaller than the target stream top item
            > XDEL s 3 bad
            -ERR Invalid stream ID specified as stream command argument
            > XDEL s
            -ERR wrong number of arguments for 'xdel' command
            > XDEL none 1
            0
            > XDEL s 3
            1
            > XLEN s
            0
            > EXISTS s
            1
            > XRANGE s - +
            []
            > XINFO STREAM s
            [length 0 radix-tree-keys 0 radix-tree-nodes 1 last-generated-id 4-0 max-deleted-entry-id 4-0 entries-added 4 recorded-first-entry-id 0-0 groups 0 first-entry nil last-entry nil]
            > XADD s 5 a b
            5-0
            > XINFO STREAM s
            [length 1 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 5-0 max-deleted-entry-id 4-0 entries-added 5 recorded-first-entry-id 5-0 groups 0 first-entry [5-0 [a b]] last-entry [5-0 [a b]]]
            > SET str x
            OK
            > XDEL str 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String TRIMMING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XADD s 4 a b
            4-0
            > XADD s 5 a b
            5-0
            > XTRIM s MAXLEN 4
            1
            > XTRIM s MAXLEN = 4
            0
            > XTRIM s MAXLEN ~ 1
            0
            > XTRIM s MINID 3
            1
            > XTRIM s MINID ~ 9
            3
            > XRANGE s - +
            []
            > XADD s MAXLEN 2 6 a b
            6-0
            > XADD s MAXLEN = 1 NOMKSTREAM 7 a b
            7-0
            > XADD s MINID 8 8 a b
            8-0
            > XRANGE s - +
            [[8-0 [a b]]]
            > XTRIM s MAXLEN 0
            1
            > XLEN s
            0
            > EXISTS s
            1
            > XADD s MAXLEN 0 9 a b
            9-0
            > XLEN s
            0
            > XTRIM none MAXLEN 3
            0
            > XTRIM s MAXLEN
            -ERR wrong number of arguments for 'xtrim' command
            > XTRIM s MAXLEN x
            -ERR value is not an integer or out of range
            > XTRIM s MAXLEN -1
            -ERR The MAXLEN argument must be >= 0.
            > XTRIM s MINID x
            -ERR Invalid stream ID specified as stream command argument
            > XTRIM s MINID -
            -ERR Invalid stream ID specified as stream command argument
            > XTRIM s FOO 3
            -ERR syntax error
            > XTRIM s LIMIT 3
            -ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
            > XTRIM s LIMIT 0
            -ERR syntax error, XTRIM must be called with a trimming strategy
            > XTRIM s MAXLEN 3 LIMIT 5
            -ERR syntax error, LIMIT cannot be used without the special ~ option
            > XTRIM s MAXLEN ~ 3 LIMIT -1
            -ERR The LIMIT argument must be >= 0.
            > XTRIM s MAXLEN ~ 3 LIMIT x
            -ERR value is not an integer or out of range
            > XTRIM s MAXLEN ~ 3 LIMIT 5
            0
            > XTRIM s MAXLEN ~ 3 MINID 5
            -ERR syntax error, MAXLEN and MINID options at the same time are not compatible
            > XTRIM s MAXLEN 3 NOMKSTREAM
            -ERR syntax error
            > XADD s LIMIT 5 10 a b
            -ERR syntax error, LIMIT cannot be used without specifying a trimming strategy
            > XADD s MAXLEN 3 LIMIT 5 10 a b
            -ERR syntax error, LIMIT cannot be used without the special ~ option
            > XADD s MAXLEN 3 MINID 1 10 a b
            -ERR syntax error, MAXLEN and MINID options at the same time are not compatible
            > XADD s MAXLEN ~ 10 a b
            -ERR Invalid stream ID specified as stream command argument
            > SET str x
            OK
            > XTRIM str MAXLEN 3
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String READING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD t 5 c d
            5-0
            > XREAD STREAMS s t 0 0
            [[s [[1-0 [a b]] [2-0 [a b]]]] [t [[5-0 [c d]]]]]
            > XREAD COUNT 1 STREAMS s t 0 4
            [[s [[1-0 [a b]]]] [t [[5-0 [c d]]]]]
            > XREAD COUNT 0 STREAMS s 1
            [[s [[2-0 [a b]]]]]
            > XREAD COUNT -1 STREAMS s 1
            [[s [[2-0 [a b]]]]]
            > XREAD STREAMS s t 2 4-9
            [[t [[5-0 [c d]]]]]
            > XREAD STREAMS s none $ 0
            nil
            > XREAD STREAMS none 0
            nil
            > XREAD BLOCK 1 STREAMS s $
            nil
            > XREAD BLOCK 1 STREAMS none 0
            nil
            > XREAD STREAMS s s 0 1
            [[s [[1-0 [a b]] [2-0 [a b]]]] [s [[2-0 [a b]]]]]
            > XREAD STREAMS s t 0
            -ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.
            > XREAD STREAMS s
            -ERR wrong number of arguments for 'xread' command
            > XREAD STREAMS s x
            -ERR Invalid stream ID specified as stream command argument
            > XREAD STREAMS s -
            -ERR Invalid stream ID specified as stream command argument
            > XREAD STREAMS s >
            -ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.
            > XREAD COUNT x STREAMS s 0
            -ERR value is not an integer or out of range
            > XREAD COUNT STREAMS s 0
            -ERR value is not an integer or out of range
            > XREAD BLOCK x STREAMS s 0
            -ERR timeout is not an integer or out of range
            > XREAD BLOCK -1 STREAMS s 0
            -ERR timeout is negative
            > XREAD BLOCK 1.5 STREAMS s 0
            -ERR timeout is not an integer or out of range
            > XREAD COUNT 3 BLOCK 3
            -ERR syntax error
            > XREAD GROUP g c STREAMS s >
            -ERR The GROUP option is only supported by XREADGROUP. You called XREAD instead.
            > XREAD NOACK STREAMS s 0
            -ERR The NOACK option is only supported by XREADGROUP. You called XREAD instead.
            > XREAD FOO STREAMS s 0
            -ERR syntax error
            > SET str x
            OK
            > XREAD STREAMS s str 0 bad
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XREAD STREAMS s str bad 0
            -ERR Invalid stream ID specified as stream command argument
            """;

    @Test
    void entriesAreAddedWithIdsThatGrow(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(ADDING);
        }
    }

    @Test
    void entriesAreReadByTheirIds(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(RANGES);
        }
    }

    @Test
    void deletedEntriesLeaveTheStreamAndItsKey(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(DELETING);
        }
    }

    @Test
    void theOldestEntriesAreTrimmed(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(TRIMMING);
        }
    }

    @Test
    void whatComesAfterAnIdIsRead(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(READING);
        }
    }
}
