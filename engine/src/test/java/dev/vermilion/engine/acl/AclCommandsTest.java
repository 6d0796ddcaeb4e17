package dev.vermilion.engine.acl;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The subcommands of ACL, and the words of ACL SETUSER. */
@EveryRedis
class AclCommandsTest {

    @AfterEach
    void removeTheUser(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.run("ACL DELUSER u1");
        }
    }

    private static void play(RedisServer redis, String script) {
        try (Conversation talk = redis.talk()) {
            talk.play(script);
        }
    }

    @Test
    void usersHaveFlagsAndPasswords(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1
            OK
            > ACL GETUSER u1
            [flags [off] passwords [] commands -@all keys  channels  selectors []]
            > ACL SETUSER u1 on nopass
            OK
            > ACL SETUSER u1 >a >a >b
            OK
            > ACL GETUSER u1
            [flags [on] passwords [ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb 3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d] commands -@all keys  channels  selectors []]
            > ACL SETUSER u1 <a
            OK
            > ACL SETUSER u1 !zz
            -ERR Error in ACL SETUSER modifier '!zz': The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters
            > ACL SETUSER u1 resetpass
            OK
            > ACL SETUSER u1 +@read -get
            OK
            > ACL GETUSER u1
            [flags [on] passwords [] commands -@all +@read -get keys  channels  selectors []]
            > ACL SETUSER u1 reset
            OK
            """);
    }

    @Test
    void theKeysOfMigrateAreInOneOfTwoPlaces(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1 +@all %RW~rw* %R~r1
            OK
            > ACL DRYRUN u1 MIGRATE h 1 rw 0 500
            OK
            > ACL DRYRUN u1 MIGRATE h 1 r1 0 500
            This user has no permissions to access the 'r1' key
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500
            This user has no permissions to access the '' key
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500 COPY KEYS rw1 rw2
            OK
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500 KEYS rw1 r1
            This user has no permissions to access the 'r1' key
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500 AUTH KEYS REPLACE
            This user has no permissions to access the '' key
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500 AUTH KEYS KEYS rw
            OK
            > ACL DRYRUN u1 MIGRATE h 1 "" 0 500 AUTH2 KEYS KEYS KEYS rw
            OK
            """);
    }

    @Test
    void subcommandsAreAllowedOneByOne(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1 +acl|whoami +client|id
            OK
            > ACL DRYRUN u1 ACL WHOAMI
            OK
            > ACL DRYRUN u1 ACL LIST
            This user has no permissions to run the 'acl|list' command
            > ACL DRYRUN u1 CLIENT ID
            OK
            > ACL SETUSER u1 +client -client|id
            OK
            > ACL DRYRUN u1 CLIENT ID
            This user has no permissions to run the 'client|id' command
            > ACL DRYRUN u1 CLIENT INFO
            OK
            > ACL SETUSER u1 -client
            OK
            > ACL DRYRUN u1 CLIENT INFO
            This user has no permissions to run the 'client|info' command
            > ACL SETUSER u1 +client|nosuch
            -ERR Error in ACL SETUSER modifier '+client|nosuch': Unknown command or category name in ACL
            > ACL SETUSER u1 -select|1
            -ERR Error in ACL SETUSER modifier '-select|1': Unknown command or category name in ACL
            """);
    }

    @Test
    void patternsAndSelectorsAreAddedAndTakenAway(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1
            OK
            > ACL SETUSER u1 %RW~a %W~b %R~b %RR~c
            -ERR Error in ACL SETUSER modifier '%RR~c': Syntax error
            > ACL SETUSER u1 %RW~a %W~b %R~b
            OK
            > ACL SETUSER u1 %X~a
            -ERR Error in ACL SETUSER modifier '%X~a': Syntax error
            > ACL SETUSER u1 "~a b"
            -ERR Error in ACL SETUSER modifier '~a b': Syntax error
            > ACL SETUSER u1 "&a b"
            -ERR Error in ACL SETUSER modifier '&a b': Syntax error
            > ACL GETUSER u1
            [flags [off] passwords [] commands -@all keys ~a ~b channels  selectors []]
            > ACL SETUSER u1 (+get ~x*) (+set %W~y*)
            OK
            > ACL GETUSER u1
            [flags [off] passwords [] commands -@all keys ~a ~b channels  selectors [[commands -@all +get keys ~x* channels ] [commands -@all +set keys %W~y* channels ]]]
            > ACL SETUSER u1 ( +del ~z )
            OK
            > ACL GETUSER u1
            [flags [off] passwords [] commands -@all keys ~a ~b channels  selectors [[commands -@all +get keys ~x* channels ] [commands -@all +set keys %W~y* channels ] [commands -@all +del keys ~z channels ]]]
            > ACL SETUSER u1 (+nosuch)
            -ERR Error in ACL SETUSER modifier '(+nosuch)': Unknown command or category name in ACL
            > ACL SETUSER u1 (+get) +nosuch
            -ERR Error in ACL SETUSER modifier '+nosuch': Unknown command or category name in ACL
            > ACL SETUSER u1 (on)
            -ERR Error in ACL SETUSER modifier '(on)': Syntax error
            > ACL SETUSER u1 +get (~a +set
            -ERR Unmatched parenthesis in acl selector starting at '(~a'.
            > ACL SETUSER u1 clearselectors
            OK
            > ACL GETUSER u1
            [flags [off] passwords [] commands -@all keys ~a ~b channels  selectors []]
            """);
    }

    @Test
    void rulesSayWhatAUserMayRun(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1
            OK
            > ACL SETUSER u1 "" ""
            OK
            > ACL SETUSER u1 ON NOPASS ALLKEYS ALLCHANNELS ALLCOMMANDS
            OK
            > ACL SETUSER u1 +@ALL -@DANGEROUS
            OK
            > ACL DRYRUN u1 FLUSHALL
            This user has no permissions to run the 'flushall' command
            > ACL SETUSER u1 -@all +@string +@connection
            OK
            > ACL DRYRUN u1 SELECT 1
            OK
            > ACL DRYRUN u1 HSET a b c
            This user has no permissions to run the 'hset' command
            > ACL SETUSER u1 nocommands +select|1 +select|2 +SELECT|1
            OK
            > ACL DRYRUN u1 SELECT 1
            OK
            > ACL DRYRUN u1 SELECT 3
            This user has no permissions to run the 'select' command
            > ACL SETUSER u1 +get +GET +set|x
            OK
            > ACL DRYRUN u1 set x y
            OK
            > ACL DRYRUN u1 SUBSCRIBE a b
            This user has no permissions to run the 'subscribe' command
            > ACL SETUSER u1 resetchannels &a +subscribe +psubscribe +publish
            OK
            > ACL DRYRUN u1 SUBSCRIBE a b
            This user has no permissions to access the 'b' channel
            > ACL DRYRUN u1 SUBSCRIBE a
            OK
            > ACL DRYRUN u1 PSUBSCRIBE a
            OK
            > ACL DRYRUN u1 PSUBSCRIBE a*
            This user has no permissions to access the 'a*' channel
            > ACL DRYRUN u1 PUBLISH b c
            This user has no permissions to access the 'b' channel
            > ACL SETUSER u1 reset skip-sanitize-payload
            OK
            > ACL GETUSER
            -ERR wrong number of arguments for 'acl|getuser' command
            > ACL SETUSER
            -ERR wrong number of arguments for 'acl|setuser' command
            > ACL DRYRUN u1
            -ERR wrong number of arguments for 'acl|dryrun' command
            > ACL DELUSER u1 u1
            1
            > ACL CAT nosuch
            -ERR Unknown category 'nosuch'
            > ACL
            -ERR wrong number of arguments for 'acl' command
            """);
    }

    @Test
    void whatIsWrongIsSaidInTheWordsOfRedis(RedisServer redis) {
        play(redis, """
            > ACL SETUSER bob on >p +get +set ~x* %R~r* %W~w* (+hget ~h:*)
            OK
            > ACL DRYRUN bob GET r1
            OK
            > ACL DRYRUN bob SET r1 v
            This user has no permissions to access the 'r1' key
            > ACL DRYRUN bob SET w1 v
            OK
            > ACL DRYRUN bob SET w1 v GET
            This user has no permissions to access the 'w1' key
            > ACL DRYRUN bob HGET h:1 f
            OK
            > ACL DRYRUN bob DEL h:1 f
            This user has no permissions to run the 'del' command
            > ACL DRYRUN nob DEL h:1 f
            -ERR User 'nob' not found
            > ACL DRYRUN bob NOSUCH h:1 f
            -ERR Command 'NOSUCH' not found
            > ACL DRYRUN bob GET
            -ERR wrong number of arguments for 'get' command
            > ACL SETUSER bob +foo
            -ERR Error in ACL SETUSER modifier '+foo': Unknown command or category name in ACL
            > ACL SETUSER bob (+get
            -ERR Unmatched parenthesis in acl selector starting at '(+get'.
            > ACL SETUSER bob +select|0
            OK
            > ACL SETUSER bob +config|get|x
            -ERR Error in ACL SETUSER modifier '+config|get|x': Allowing first-arg of a subcommand is not supported
            > ACL SETUSER bob ~a &*
            OK
            > ACL SETUSER bob &b
            -ERR Error in ACL SETUSER modifier '&b': Adding a pattern after the * pattern (or the 'allchannels' flag) is not valid and does not have any effect. Try 'resetchannels' to start with an empty list of channels
            > ACL SETUSER bob #zz
            -ERR Error in ACL SETUSER modifier '#zz': The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters
            > ACL SETUSER bob <none
            -ERR Error in ACL SETUSER modifier '<none': The password you are trying to remove from the user does not exist
            > ACL SETUSER bob allkeys
            OK
            > ACL SETUSER bob ~b
            -ERR Error in ACL SETUSER modifier '~b': Adding a pattern after the * pattern (or the 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an empty list of patterns
            > ACL SETUSER bob +@foo
            -ERR Error in ACL SETUSER modifier '+@foo': Unknown command or category name in ACL
            > ACL SETUSER bob nonsense
            -ERR Error in ACL SETUSER modifier 'nonsense': Syntax error
            > ACL SETUSER bob +debug|
            -ERR Error in ACL SETUSER modifier '+debug|': Syntax error
            > ACL CAT nosuch
            -ERR Unknown category 'nosuch'
            > ACL GENPASS 0
            -ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096
            > ACL GENPASS x
            -ERR value is not an integer or out of range
            > ACL GENPASS 5000
            -ERR ACL GENPASS argument must be the number of bits for the output password, a positive number up to 4096
            > ACL DELUSER default
            -ERR The 'default' user cannot be removed
            > ACL DELUSER nob bob
            1
            > ACL NOSUCH
            -ERR unknown subcommand 'NOSUCH'. Try ACL HELP.
            > ACL HELP x
            -ERR wrong number of arguments for 'acl|help' command
            > ACL CAT a b
            -ERR unknown subcommand or wrong number of arguments for 'CAT'. Try ACL HELP.
            > ACL LOG a b
            -ERR unknown subcommand or wrong number of arguments for 'LOG'. Try ACL HELP.
            > ACL LOG -1
            []
            > ACL SETUSER "a b"
            -ERR Usernames can't contain spaces or null characters
            > ACL GETUSER nob
            nil
            > ACL WHOAMI
            default
            """);
    }

    @Test
    void aLineDescribesAUser(RedisServer redis) {
        play(redis, """
            > ACL SETUSER u1 on >p ~x* %R~r* &c (+get ~a) +get -get +@read -config|set
            OK
            > ACL GETUSER default
            [flags [on nopass] passwords [] commands +@all keys ~* channels &* selectors []]
            > ACL DELUSER u1 nosuch
            1
            """);
    }
}
