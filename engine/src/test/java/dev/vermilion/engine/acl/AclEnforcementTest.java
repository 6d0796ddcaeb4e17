package dev.vermilion.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What a user is denied: {@code bob} may use keys that begin with {@code x}, read those with {@code r}, write those with
 * {@code w}, and use channels that begin with {@code ch}.
 */
@EveryRedis
class AclEnforcementTest {

    private static final String BOB = "ACL SETUSER bob reset on nopass ~x* %R~r* %W~w* &ch* +@all -@dangerous -config";

    @AfterEach
    void removeTheUser(RedisServer redis) {
        try (var talk = redis.talk()) {
            talk.run("ACL DELUSER bob");
        }
    }

    private static void play(RedisServer redis, String script) {
        try (Conversation talk = redis.talk()) {
            talk.run(BOB);
            talk.run("ACL SETUSER bob +config|get");
            talk.run("SET x1 v");
            assertThat(talk.run("AUTH bob any")).isEqualTo("OK");
            talk.play(script);
        }
    }

    @Test
    void keysAreReadAndWrittenOnlyByWhoMay(RedisServer redis) {
        play(redis, """
            > ACL WHOAMI
            bob
            > GET x1
            v
            > GET y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > SET r1 v
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > SET w1 v
            OK
            > SET w1 v GET
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > GET w1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > GETSET w1 v
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > COPY r1 w1
            0
            > COPY x1 r1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > BITFIELD r1 GET u8 0
            [0]
            > BITFIELD r1 SET u8 0 1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > BITFIELD_RO r1 GET u8 0
            [0]
            > SORT r1 BY x*
            -NOPERM this user has no permissions to run the 'sort' command
            > SORT r1 GET x*
            -NOPERM this user has no permissions to run the 'sort' command
            > SORT r1 BY nosort GET #
            -NOPERM this user has no permissions to run the 'sort' command
            > SORT r1 STORE r2
            -NOPERM this user has no permissions to run the 'sort' command
            > SORT r1 STORE w2
            -NOPERM this user has no permissions to run the 'sort' command
            > SORT r1 BY nosort STORE w2
            -NOPERM this user has no permissions to run the 'sort' command
            """);
    }

    @Test
    void commandsAndSubcommandsAreDenied(RedisServer redis) {
        play(redis, """
            > CONFIG SET maxclients 100
            -NOPERM this user has no permissions to run the 'config|set' command
            > CONFIG GET maxclientz
            []
            > FLUSHALL
            -NOPERM this user has no permissions to run the 'flushall' command
            > KEYS *
            -NOPERM this user has no permissions to run the 'keys' command
            > GET
            -ERR wrong number of arguments for 'get' command
            """);
    }

    @Test
    void channelsAreDenied(RedisServer redis) {
        play(redis, """
            > PUBLISH ch1 x
            0
            > PUBLISH other x
            -NOPERM this user has no permissions to access one of the channels used as arguments
            > SPUBLISH other x
            -NOPERM this user has no permissions to access one of the channels used as arguments
            > SUBSCRIBE other
            -NOPERM this user has no permissions to access one of the channels used as arguments
            > PSUBSCRIBE cha*
            -NOPERM this user has no permissions to access one of the channels used as arguments
            > SSUBSCRIBE ch1 other
            -NOPERM this user has no permissions to access one of the channels used as arguments
            > PUNSUBSCRIBE other
            [punsubscribe other 0]
            > PSUBSCRIBE ch*
            [psubscribe ch* 1]
            """);
    }

    @Test
    void scriptsHaveTheRightsOfWhoRunsThem(RedisServer redis) {
        play(redis, """
            > EVAL "return redis.call('get','x1')" 0
            v
            > EVAL "return redis.call('get','y1')" 0
            -ERR The user executing the script can't access at least one of the keys mentioned in the command arguments script: 9d1e63064f13860778257ac456a55785c00d9db7, on @user_script:1.
            > EVAL "return redis.pcall('get','y1')" 0
            -ERR The user executing the script can't access at least one of the keys mentioned in the command arguments
            > EVAL "return redis.call('flushall')" 0
            -ERR The user executing the script can't run this command or subcommand script: d530a22111e074618d24a380340dd3d8bc48af4a, on @user_script:1.
            > EVAL "return redis.call('publish','zz','a')" 0
            -ERR The user executing the script can't publish to the channel mentioned in the command script: 02e02b69d65ff8734f6448d2187ecce82902ca99, on @user_script:1.
            > EVAL "return redis.acl_check_cmd('get','x1')" 0
            1
            > EVAL "return redis.acl_check_cmd('get','y1')" 0
            nil
            > EVAL "return redis.acl_check_cmd('nosuch','y1')" 0
            -ERR Invalid command passed to redis.acl_check_cmd() script: 7e2e0fab5ef56001c315c1f56a3a17607d283ff1, on @user_script:1.
            > EVAL "return 1" 1 y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > EVAL "return 1" 1 r1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > EVAL_RO "return 1" 1 r1
            1
            """);
    }

    @Test
    void aDeniedCommandSpoilsTheTransaction(RedisServer redis) {
        play(redis, """
            > MULTI
            OK
            > GET x1
            QUEUED
            > GET y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > EXEC
            -EXECABORT Transaction discarded because of previous errors.
            > MULTI
            OK
            > GET x1
            QUEUED
            > FLUSHALL
            -NOPERM this user has no permissions to run the 'flushall' command
            > EXEC
            -EXECABORT Transaction discarded because of previous errors.
            > MULTI
            OK
            > SET x1 w
            QUEUED
            > EXEC
            [OK]
            """);
    }

    @Test
    void keysAreFoundWhereverTheyStand(RedisServer redis) {
        play(redis, """
            > MGET x1 x2 r1
            [v nil nil]
            > MGET x1 x2 y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > MSET x1 a w1 b
            OK
            > MSET x1 a r1 b
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > XREAD STREAMS r1 0
            nil
            > XREAD STREAMS y1 0
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > XREADGROUP GROUP g c STREAMS r1 >
            -NOGROUP No such key 'r1' or consumer group 'g' in XREADGROUP with GROUP option
            > ZUNIONSTORE w3 2 r1 r2
            0
            > ZUNIONSTORE w3 2 r1 y2
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > ZUNION 2 r1 y2
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > LMPOP 1 r1 LEFT
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > LMPOP 1 x11 LEFT
            nil
            > GEORADIUS x3 1 1 1 km STORE w4
            0
            > GEORADIUS x3 1 1 1 km STORE r4
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > GEORADIUS x3 1 1 1 km STOREDIST r4
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > OBJECT ENCODING x1
            embstr
            > OBJECT ENCODING y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            > MEMORY USAGE y1
            -NOPERM this user has no permissions to access one of the keys used as arguments
            """);
    }

    @Test
    void whatIsDoneWithAKeyDependsOnTheOptions(RedisServer redis) {
        play(redis, """
            > COMMAND GETKEYSANDFLAGS SET k v
            [[k [OW update]]]
            > COMMAND GETKEYSANDFLAGS SET k v GET
            [[k [RW access update]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0
            [[k [RO access]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k OVERFLOW SAT GET u8 0
            [[k [RO access]]]
            > COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1
            [[k [RW access update]]]
            """);
    }
}
