package dev.vermilion.engine.generic;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;

/** What the commands on keys answer, life time and sorting aside. */
@EveryRedis
class KeyCommandsTest {

    @Test
    void keysAreCountedTypedAndRemoved(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > EXISTS a
                0
                > SET a 1
                OK
                > SET b 2
                OK
                > EXISTS a b nope a
                3
                > DEL a nope b b
                2
                > EXISTS a b
                0
                > SET a 1
                OK
                > ZADD z 1 m
                1
                > HSET h f v
                1
                > UNLINK a nope z
                2
                > TYPE a
                none
                > TYPE z
                none
                > TYPE h
                hash
                > SADD s m
                1
                > TYPE s
                set
                > SET a 1
                OK
                > TYPE a
                string
                > TOUCH a nope h a
                3
                > DEL h s
                2
                > UNLINK a
                1
                > RANDOMKEY
                nil
                > DBSIZE
                0
                > SET only 1
                OK
                > RANDOMKEY
                only
                """);
        }
    }

    @Test
    void keysAreFoundByPattern(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > MSET one 1 two 2 three 3
                OK
                > KEYS o*
                [one]
                > KEYS t?o
                [two]
                > KEYS [a-o]*
                [one]
                > KEYS \\o\\ne
                [one]
                > KEYS nope*
                []
                > KEYS *r*e*
                [three]
                > KEYS *[^e]
                [two]
                > KEYS ""
                []
                > SET "a*b" 1
                OK
                > KEYS "a\\\\*b"
                [a*b]
                """);
        }
    }

    @Test
    void aRenamedKeyTakesItsExpiryWithItAndReplacesWhatWasThere(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > RENAME a b
                -ERR no such key
                > RENAMENX a b
                -ERR no such key
                > RENAME a a
                -ERR no such key
                > SET a 1
                OK
                > RENAME a a
                OK
                > RENAMENX a a
                0
                > RENAME a b
                OK
                > EXISTS a
                0
                > GET b
                1
                > EXPIRE b 1000
                1
                > SET c old
                OK
                > RENAME b c
                OK
                > GET c
                1
                > TTL c
                1000
                > SET d new
                OK
                > RENAMENX c d
                0
                > RENAMENX c e
                1
                > TTL e
                1000
                > RENAME d e
                OK
                > TTL e
                -1
                > GET e
                new
                > ZADD z 1 m
                1
                > RENAME z e
                OK
                > TYPE e
                zset
                """);
        }
    }

    @Test
    void aCopyHasTheExpiryOfItsSourceAndMayGoToAnotherDatabase(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > COPY a b
                0
                > COPY a a
                -ERR source and destination objects are the same
                > SET a 1
                OK
                > COPY a a
                -ERR source and destination objects are the same
                > COPY a b
                1
                > GET b
                1
                > COPY a b
                0
                > SET a 2
                OK
                > COPY a b REPLACE
                1
                > GET b
                2
                > EXPIRE a 1000
                1
                > COPY a c
                1
                > TTL c
                1000
                > COPY b c REPLACE
                1
                > TTL c
                -1
                > COPY a b FOO
                -ERR syntax error
                > COPY a b DB
                -ERR syntax error
                > COPY a b DB x
                -ERR value is not an integer or out of range
                > COPY a b DB -1
                -ERR DB index is out of range
                > COPY a b DB 16
                -ERR DB index is out of range
                > COPY a b DB 2147483648
                -ERR value is out of range, value must between -2147483648 and 2147483647
                > COPY a b DB 9223372036854775808
                -ERR value is not an integer or out of range
                > COPY a a DB 0
                -ERR source and destination objects are the same
                > COPY a a DB 1
                1
                > COPY a a DB 1
                0
                > COPY a a DB 1 REPLACE REPLACE
                1
                > COPY nope a REPLACE
                0
                > SWAPDB 0 1
                OK
                > GET a
                2
                > TTL a
                1000
                > DBSIZE
                1
                """);
        }
    }

    @Test
    void aCopyIsAValueOfItsOwn(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > ZADD z 1 a 2 b
                2
                > COPY z z2
                1
                > ZADD z2 3 c
                1
                > ZREM z2 a
                1
                > ZRANGE z 0 -1
                [a b]
                > ZRANGE z2 0 -1
                [b c]
                > HSET h f 1
                1
                > COPY h h2
                1
                > HSET h2 f 2 g 3
                1
                > HGETALL h
                [f 1]
                > HGET h2 f
                2
                > SADD s 1
                1
                > COPY s s2
                1
                > SADD s2 x
                1
                > SMEMBERS s
                [1]
                > SCARD s2
                2
                > APPEND t abc
                3
                > APPEND t def
                6
                > COPY t t2
                1
                > APPEND t2 ghi
                9
                > GET t
                abcdef
                > GET t2
                abcdefghi
                > INCR n
                1
                > COPY n n2
                1
                > INCR n2
                2
                > GET n
                1
                > GET n2
                2
                """);
        }
    }

    @Test
    void aKeyMovesToAnotherDatabaseUnlessItIsThere(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > MOVE a 1
                0
                > SET a 1
                OK
                > MOVE a 0
                -ERR source and destination objects are the same
                > MOVE a x
                -ERR value is not an integer or out of range
                > MOVE a 16
                -ERR DB index is out of range
                > MOVE a -1
                -ERR DB index is out of range
                > MOVE a 2147483648
                -ERR value is out of range, value must between -2147483648 and 2147483647
                > MOVE a 9223372036854775808
                -ERR value is not an integer or out of range
                > EXPIRE a 1000
                1
                > MOVE a 1
                1
                > EXISTS a
                0
                > SET a 2
                OK
                > MOVE a 1
                0
                > GET a
                2
                > SWAPDB 0 1
                OK
                > GET a
                1
                > TTL a
                1000
                """);
        }
    }

    @Test
    void objectTellsEncodingsAndReferences(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SET a 1
                OK
                > OBJECT ENCODING a
                int
                > OBJECT REFCOUNT a
                2147483647
                > SET b 10000
                OK
                > OBJECT ENCODING b
                int
                > OBJECT REFCOUNT b
                1
                > SET c hello
                OK
                > OBJECT ENCODING c
                embstr
                > OBJECT REFCOUNT c
                1
                > SET d 12345678901234567890123456789012345678901234
                OK
                > OBJECT ENCODING d
                embstr
                > SET d 123456789012345678901234567890123456789012345
                OK
                > OBJECT ENCODING d
                raw
                > APPEND c !
                6
                > OBJECT ENCODING c
                raw
                > ZADD z 1 m
                1
                > OBJECT ENCODING z
                listpack
                > SADD s 1
                1
                > OBJECT ENCODING s
                intset
                > HSET h f v
                1
                > OBJECT ENCODING h
                listpack
                > OBJECT ENCODING nope
                nil
                > OBJECT REFCOUNT nope
                nil
                > OBJECT IDLETIME nope
                nil
                > OBJECT FREQ nope
                nil
                > OBJECT FREQ a
                -ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when \
                switching between policies at runtime LRU and LFU data will take some time to adjust.
                > OBJECT
                -ERR wrong number of arguments for 'object' command
                > OBJECT FOO a
                -ERR unknown subcommand 'FOO'. Try OBJECT HELP.
                > OBJECT ENCODING
                -ERR wrong number of arguments for 'object|encoding' command
                > OBJECT ENCODING a b
                -ERR wrong number of arguments for 'object|encoding' command
                > object encoding a
                int
                > OBJECT HELP x
                -ERR wrong number of arguments for 'object|help' command
                """);
        }
    }

    @Test
    void scanReadsItsOptionsInRedissWay(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > SCAN 0
                [0 []]
                > SET str 1
                OK
                > SCAN 0
                [0 [str]]
                > SCAN 0 MATCH nope*
                [0 []]
                > SCAN 0 MATCH s*
                [0 [str]]
                > SCAN 0 TYPE string
                [0 [str]]
                > SCAN 0 TYPE STRING
                [0 [str]]
                > SCAN 0 TYPE hash
                [0 []]
                > SCAN 0 TYPE foo
                [0 []]
                > SCAN 0 COUNT 100 MATCH * TYPE string
                [0 [str]]
                > SCAN x
                -ERR invalid cursor
                > SCAN -
                -ERR invalid cursor
                > SCAN 99999999999999999999999
                -ERR invalid cursor
                > SCAN 0 COUNT
                -ERR syntax error
                > SCAN 0 COUNT 0
                -ERR syntax error
                > SCAN 0 COUNT -1
                -ERR syntax error
                > SCAN 0 COUNT x
                -ERR value is not an integer or out of range
                > SCAN 0 TYPE
                -ERR syntax error
                > SCAN 0 MATCH
                -ERR syntax error
                > SCAN 0 FOO
                -ERR syntax error
                > SCAN x COUNT 0
                -ERR invalid cursor
                > SCAN
                -ERR wrong number of arguments for 'scan' command
                """);
        }
    }

    @Test
    void nobodyWaitsForReplicasInATransaction(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                > WAIT 0 0
                0
                > WAIT 0 100
                0
                > WAIT -1 0
                0
                > WAIT 1 10
                0
                > WAIT x 0
                -ERR value is not an integer or out of range
                > WAIT 0 x
                -ERR timeout is not an integer or out of range
                > WAIT 0 -1
                -ERR timeout is negative
                > WAIT x x
                -ERR value is not an integer or out of range
                > WAIT 0 99999999999999999999
                -ERR timeout is not an integer or out of range
                > WAIT 1
                -ERR wrong number of arguments for 'wait' command
                > MULTI
                OK
                > WAIT 1 0
                QUEUED
                > EXEC
                [0]
                """);
        }
    }
}
