package dev.vermilion.engine.stream;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** What the commands on groups of consumers answer. */
@EveryRedis
class StreamGroupsTest {

    private static final String GROUPS = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XGROUP CREATE s g 0
            OK
            > XGROUP CREATE s late $
            OK
            > XGROUP CREATE s g 0
            -BUSYGROUP Consumer Group name already exists
            > XGROUP CREATE s g5 2-1 ENTRIESREAD 2
            OK
            > XGROUP CREATE none g 0
            -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
            > XGROUP CREATE made g $ MKSTREAM
            OK
            > XLEN made
            0
            > XGROUP CREATE s x bad
            -ERR Invalid stream ID specified as stream command argument
            > XGROUP CREATE s x -
            -ERR Invalid stream ID specified as stream command argument
            > XGROUP CREATE s x 0 FOO
            -ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
            > XGROUP CREATE s x 0 ENTRIESREAD
            -ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.
            > XGROUP CREATE s x 0 ENTRIESREAD -2
            -ERR value for ENTRIESREAD must be positive or -1
            > XGROUP CREATE s x 0 ENTRIESREAD x
            -ERR value is not an integer or out of range
            > XGROUP CREATE s x
            -ERR wrong number of arguments for 'xgroup|create' command
            > XGROUP FOO s x
            -ERR unknown subcommand 'FOO'. Try XGROUP HELP.
            > XGROUP CREATECONSUMER s g c
            1
            > XGROUP CREATECONSUMER s g c
            0
            > XGROUP CREATECONSUMER s none c
            -NOGROUP No such consumer group 'none' for key name 's'
            > XGROUP DELCONSUMER s g c
            0
            > XGROUP DELCONSUMER s g c
            0
            > XREADGROUP GROUP g c COUNT 2 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XREADGROUP GROUP g d STREAMS s >
            [[s [[3-0 [a b]]]]]
            > XREADGROUP GROUP g d STREAMS s >
            nil
            > XREADGROUP GROUP g5 d STREAMS s >
            [[s [[3-0 [a b]]]]]
            > XREADGROUP GROUP g c STREAMS s 0
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XREADGROUP GROUP g c STREAMS s 1
            [[s [[2-0 [a b]]]]]
            > XREADGROUP GROUP g c STREAMS s 9
            [[s []]]
            > XREADGROUP GROUP g e STREAMS s 0
            [[s []]]
            > XREADGROUP GROUP g c COUNT 1 STREAMS s made 0 0
            [[s [[1-0 [a b]]]] [made []]]
            > XREADGROUP GROUP g c NOACK STREAMS made >
            nil
            > XGROUP DELCONSUMER s g c
            2
            > XPENDING s g
            [1 3-0 3-0 [[d 1]]]
            > XGROUP SETID s g 0
            OK
            > XREADGROUP GROUP g d NOACK COUNT 1 STREAMS s >
            [[s [[1-0 [a b]]]]]
            > XREADGROUP GROUP g d STREAMS s >
            [[s [[2-0 [a b]] [3-0 [a b]]]]]
            > XPENDING s g
            [2 2-0 3-0 [[d 2]]]
            > XGROUP SETID s g $
            OK
            > XGROUP SETID s g 1 ENTRIESREAD 1
            OK
            > XGROUP SETID s g bad
            -ERR Invalid stream ID specified as stream command argument
            > XGROUP SETID s g + FOO
            -ERR unknown subcommand or wrong number of arguments for 'SETID'. Try XGROUP HELP.
            > XGROUP SETID s none 0
            -NOGROUP No such consumer group 'none' for key name 's'
            > XGROUP SETID none none 0
            -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
            > XGROUP DESTROY s g
            1
            > XGROUP DESTROY s g
            0
            > XGROUP DESTROY none g
            -ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.
            > XREADGROUP GROUP g c STREAMS s >
            -NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option
            > XREADGROUP GROUP g c STREAMS none >
            -NOGROUP No such key 'none' or consumer group 'g' in XREADGROUP with GROUP option
            > XREADGROUP GROUP late c STREAMS s $
            -ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.
            > XREADGROUP GROUP late c STREAMS s bad
            -ERR Invalid stream ID specified as stream command argument
            > XREADGROUP GROUP late c STREAMS s
            -ERR wrong number of arguments for 'xreadgroup' command
            > XREADGROUP STREAMS GROUP late c s >
            -ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.
            > XREADGROUP GROUP late c BLOCK x STREAMS s >
            -ERR timeout is not an integer or out of range
            > XREADGROUP NOACK NOACK STREAMS s s s >
            -ERR Missing GROUP option for XREADGROUP
            > SET str x
            OK
            > XGROUP CREATE str g 0
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XGROUP DESTROY str g
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XREADGROUP GROUP late c STREAMS str >
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XACK str g 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String PENDING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XGROUP CREATE s g 0
            OK
            > XPENDING s g
            [0 nil nil nil]
            > XPENDING s g - + 10
            []
            > XREADGROUP GROUP g c COUNT 2 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XREADGROUP GROUP g d STREAMS s >
            [[s [[3-0 [a b]]]]]
            > XPENDING s g
            [3 1-0 3-0 [[c 2] [d 1]]]
            > XPENDING s g - + 10 nobody
            []
            > XPENDING s g IDLE 1000000 - + 10
            []
            > XPENDING s g (3 + 10
            []
            > XPENDING s g (3-0 + 10
            []
            > XPENDING s g - (1-0 10
            []
            > XPENDING s g - + 0
            []
            > XPENDING s g - + -1
            []
            > XPENDING s g IDLE x - + 10
            -ERR value is not an integer or out of range
            > XPENDING s g IDLE 5 - +
            -ERR syntax error
            > XPENDING s g IDLE 5 - + 10 c d
            -ERR syntax error
            > XPENDING s g - +
            -ERR syntax error
            > XPENDING s g -
            -ERR syntax error
            > XPENDING s g - + x
            -ERR value is not an integer or out of range
            > XPENDING s g bad + 3
            -ERR Invalid stream ID specified as stream command argument
            > XPENDING s none
            -NOGROUP No such key 's' or consumer group 'none'
            > XPENDING none g
            -NOGROUP No such key 'none' or consumer group 'g'
            > XDEL s 1
            1
            > XREADGROUP GROUP g c STREAMS s 0
            [[s [[1-0 nil] [2-0 [a b]]]]]
            > XACK s g 1 2 9
            2
            > XACK s g 1
            0
            > XACK s g 3 bad
            -ERR Invalid stream ID specified as stream command argument
            > XACK s g
            -ERR wrong number of arguments for 'xack' command
            > XACK s none 1
            0
            > XACK none g bad
            0
            > XPENDING s g
            [1 3-0 3-0 [[d 1]]]
            > XACK s g 3
            1
            > XPENDING s g
            [0 nil nil nil]
            """;

    private static final String CLAIMING = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 a b
            3-0
            > XGROUP CREATE s g 0
            OK
            > XREADGROUP GROUP g c COUNT 2 STREAMS s >
            [[s [[1-0 [a b]] [2-0 [a b]]]]]
            > XCLAIM s g d 0 1
            [[1-0 [a b]]]
            > XCLAIM s g d 0 1 2 9 JUSTID
            [1-0 2-0]
            > XCLAIM s g e 1000000 1
            []
            > XCLAIM s g e 0 1 IDLE 5000 RETRYCOUNT 9 JUSTID
            [1-0]
            > XCLAIM s g e 4000 1 TIME 1000 FORCE
            [[1-0 [a b]]]
            > XCLAIM s g e 4000 1 LASTID 2
            [[1-0 [a b]]]
            > XCLAIM s g e 0 3
            []
            > XCLAIM s g e 0 3 FORCE
            [[3-0 [a b]]]
            > XCLAIM s g e 0 8 FORCE
            []
            > XCLAIM s g e 0 bad
            -ERR Unrecognized XCLAIM option 'bad'
            > XCLAIM s g e x 1
            -ERR Invalid min-idle-time argument for XCLAIM
            > XCLAIM s g e 0 1 IDLE x
            -ERR Invalid IDLE option argument for XCLAIM
            > XCLAIM s g e 0 1 TIME x
            -ERR Invalid TIME option argument for XCLAIM
            > XCLAIM s g e 0 1 RETRYCOUNT x
            -ERR Invalid RETRYCOUNT option argument for XCLAIM
            > XCLAIM s g e 0 1 LASTID bad
            -ERR Invalid stream ID specified as stream command argument
            > XCLAIM s g e 0 1 LASTID
            -ERR Unrecognized XCLAIM option 'LASTID'
            > XCLAIM s none e 0 1
            -NOGROUP No such key 's' or consumer group 'none'
            > XCLAIM none g e 0 1
            -NOGROUP No such key 'none' or consumer group 'g'
            > XPENDING s g
            [3 1-0 3-0 [[d 1] [e 2]]]
            > XAUTOCLAIM s g f 1000000 0
            [0-0 [] []]
            > XAUTOCLAIM s g f 0 0 COUNT 2
            [3-0 [[1-0 [a b]] [2-0 [a b]]] []]
            > XAUTOCLAIM s g f 0 3 COUNT 2 JUSTID
            [0-0 [3-0] []]
            > XAUTOCLAIM s g f 0 (2-0 JUSTID
            [0-0 [3-0] []]
            > XDEL s 1
            1
            > XAUTOCLAIM s g f 0 - COUNT 1
            [2-0 [] [1-0]]
            > XAUTOCLAIM s g f 0 -
            [0-0 [[2-0 [a b]] [3-0 [a b]]] []]
            > XDEL s 2
            1
            > XCLAIM s g d 0 2 3
            [[3-0 [a b]]]
            > XPENDING s g
            [1 3-0 3-0 [[d 1]]]
            > XAUTOCLAIM s g e 0 0 COUNT 0
            -ERR COUNT must be > 0
            > XAUTOCLAIM s g e 0 0 COUNT x
            -ERR COUNT must be > 0
            > XAUTOCLAIM s g e 0 0 COUNT
            -ERR syntax error
            > XAUTOCLAIM s g e x 0
            -ERR Invalid min-idle-time argument for XAUTOCLAIM
            > XAUTOCLAIM s g e 0 bad
            -ERR Invalid stream ID specified as stream command argument
            > XAUTOCLAIM s g e 0 0 FOO
            -ERR syntax error
            > XAUTOCLAIM s none e 0 -
            -NOGROUP No such key 's' or consumer group 'none'
            > XAUTOCLAIM none g e 0 -
            -NOGROUP No such key 'none' or consumer group 'g'
            """;

    private static final String FACTS = """
            > XADD s 1 a b
            1-0
            > XADD s 2 a b
            2-0
            > XADD s 3 c d
            3-0
            > XGROUP CREATE s g 0
            OK
            > XGROUP CREATE s b $
            OK
            > XINFO STREAM s
            [length 3 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 3-0 max-deleted-entry-id 0-0 entries-added 3 recorded-first-entry-id 1-0 groups 2 first-entry [1-0 [a b]] last-entry [3-0 [c d]]]
            > XREADGROUP GROUP g c COUNT 1 STREAMS s >
            [[s [[1-0 [a b]]]]]
            > XREADGROUP GROUP g c STREAMS s >
            [[s [[2-0 [a b]] [3-0 [c d]]]]]
            > XADD s 4 a b
            4-0
            > XTRIM s MAXLEN 1
            3
            > XINFO STREAM s
            [length 1 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 4-0 max-deleted-entry-id 0-0 entries-added 4 recorded-first-entry-id 4-0 groups 2 first-entry [4-0 [a b]] last-entry [4-0 [a b]]]
            > XINFO STREAM s FULL COUNT
            -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
            > XINFO STREAM s FULL COUNT x
            -ERR value is not an integer or out of range
            > XINFO STREAM s FULX
            -ERR unknown subcommand or wrong number of arguments for 'STREAM'. Try XINFO HELP.
            > XINFO STREAM none
            -ERR no such key
            > XINFO GROUPS none
            -ERR no such key
            > XINFO CONSUMERS none g
            -ERR no such key
            > XINFO CONSUMERS s none
            -NOGROUP No such consumer group 'none' for key name 's'
            > XINFO CONSUMERS s b
            []
            > XINFO FOO
            -ERR unknown subcommand 'FOO'. Try XINFO HELP.
            > XINFO HELP
            [XINFO <subcommand> [<arg> [value] [opt] ...]. Subcommands are: CONSUMERS <key> <groupname>     Show consumers of <groupname>. GROUPS <key>     Show the stream consumer groups. STREAM <key> [FULL [COUNT <count>]     Show information about the stream. HELP     Prints this help.]
            > XGROUP HELP
            [XGROUP <subcommand> [<arg> [value] [opt] ...]. Subcommands are: CREATE <key> <groupname> <id|$> [option]     Create a new consumer group. Options are:     * MKSTREAM       Create the empty stream if it does not exist.     * ENTRIESREAD entries_read       Set the group's entries_read counter (internal use). CREATECONSUMER <key> <groupname> <consumer>     Create a new consumer in the specified group. DELCONSUMER <key> <groupname> <consumer>     Remove the specified consumer. DESTROY <key> <groupname>     Remove the specified group. SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]     Set the current group ID and entries_read counter. HELP     Prints this help.]
            > XSETID s 10 ENTRIESADDED 20 MAXDELETEDID 9
            OK
            > XINFO STREAM s
            [length 1 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 10-0 max-deleted-entry-id 9-0 entries-added 20 recorded-first-entry-id 4-0 groups 2 first-entry [4-0 [a b]] last-entry [4-0 [a b]]]
            > XSETID s 10 ENTRIESADDED 0
            -ERR The entries_added specified in XSETID is smaller than the target stream length
            > XSETID s 10 ENTRIESADDED -1
            -ERR entries_added must be positive
            > XSETID s 10 ENTRIESADDED x
            -ERR value is not an integer or out of range
            > XSETID s 10 MAXDELETEDID 11
            -ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id
            > XSETID s 10 MAXDELETEDID
            -ERR syntax error
            > XSETID s bad
            -ERR Invalid stream ID specified as stream command argument
            > XSETID none 10
            -ERR no such key
            > XADD s 10 a b
            -ERR The ID specified in XADD is equal or smaller than the target stream top item
            > XADD s 11 a b
            11-0
            > COPY s copy
            1
            > XINFO STREAM copy
            [length 2 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 11-0 max-deleted-entry-id 9-0 entries-added 21 recorded-first-entry-id 4-0 groups 2 first-entry [4-0 [a b]] last-entry [11-0 [a b]]]
            > XPENDING copy g
            [3 1-0 3-0 [[c 3]]]
            > XRANGE copy - +
            [[4-0 [a b]] [11-0 [a b]]]
            > SET str x
            OK
            > XINFO STREAM str
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > XSETID str 1
            -WRONGTYPE Operation against a key holding the wrong kind of value
            """;

    private static final String IN_RESP3 = """
            > XADD s 1 a b
            1-0
            > XGROUP CREATE s g 0
            OK
            > XREAD STREAMS s none 0 0
            {s [[1-0 [a b]]]}
            > XREADGROUP GROUP g c STREAMS s >
            {s [[1-0 [a b]]]}
            > XREADGROUP GROUP g c STREAMS s >
            nil
            > XREADGROUP GROUP g c STREAMS s 0
            {s [[1-0 [a b]]]}
            > XDEL s 1
            1
            > XREADGROUP GROUP g c STREAMS s 0
            {s [[1-0 nil]]}
            > XINFO STREAM s
            {length 0 radix-tree-keys 0 radix-tree-nodes 1 last-generated-id 1-0 max-deleted-entry-id 1-0 entries-added 1 recorded-first-entry-id 0-0 groups 1 first-entry nil last-entry nil}
            > XADD s 5 a b
            5-0
            > XADD s 6 a b
            6-0
            > XINFO STREAM s
            {length 2 radix-tree-keys 1 radix-tree-nodes 2 last-generated-id 6-0 max-deleted-entry-id 1-0 entries-added 3 recorded-first-entry-id 5-0 groups 1 first-entry [5-0 [a b]] last-entry [6-0 [a b]]}
            > XRANGE s - + COUNT 0
            nil
            > XACK s g 1
            1
            > XPENDING s g
            [0 nil nil nil]
            > XADD none NOMKSTREAM * a b
            nil
            """;

    @Test
    void groupsDeliverEachEntryOnce(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(GROUPS);
        }
    }

    @Test
    void whatWasDeliveredIsPendingUntilItIsAcknowledged(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(PENDING);
        }
    }

    @Test
    void pendingEntriesGoToAnotherConsumer(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(CLAIMING);
        }
    }

    @Test
    void streamsAndGroupsAreDescribed(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play(FACTS);
        }
    }

    @Test
    void inResp3ReadsAndDescriptionsAreMaps(RedisServer redis) {
        try (Conversation talk = redis.talk().inResp3()) {
            talk.play(IN_RESP3);
        }
    }
}
