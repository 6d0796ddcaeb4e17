package dev.vermilion.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** What a connection says to itself: greeting, names, databases, replies. */
@EveryRedis
class ConnectionCommandsTest {

    @Test
    void pingAndEchoAnswer(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > PING
                    PONG
                    > PING hello
                    hello
                    > PING a b
                    -ERR wrong number of arguments for 'ping' command
                    > ECHO hello
                    hello
                    > ECHO
                    -ERR wrong number of arguments for 'echo' command
                    > ECHO a b
                    -ERR wrong number of arguments for 'echo' command
                    """);
        }
    }

    @Test
    void selectChangesTheDatabase(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > SET key zero
                    OK
                    > SELECT 15
                    OK
                    > GET key
                    nil
                    > SELECT 16
                    -ERR DB index is out of range
                    > SELECT -1
                    -ERR DB index is out of range
                    > SELECT x
                    -ERR value is not an integer or out of range
                    > SELECT 99999999999
                    -ERR value is out of range, value must between -2147483648 and 2147483647
                    > SELECT
                    -ERR wrong number of arguments for 'select' command
                    > SELECT 0
                    OK
                    > GET key
                    zero
                    """);
        }
    }

    @Test
    void helloTellsWhatTheServerIsAndChoosesTheProtocol(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            String id = talk.run("CLIENT ID");
            assertThat(talk.run("HELLO"))
                    .startsWith("[server redis version ")
                    .endsWith(" proto 2 id " + id + " mode standalone role master modules []]");
            assertThat(talk.run("HELLO 3"))
                    .startsWith("{server redis version ")
                    .endsWith(" proto 3 id " + id + " mode standalone role master modules []}");
            assertThat(talk.run("HELLO")).startsWith("{");
            assertThat(talk.run("HELLO 2 AUTH default any SETNAME me")).startsWith("[");
            talk.play("""
                    > CLIENT GETNAME
                    me
                    > HELLO 1
                    -NOPROTO unsupported protocol version
                    > HELLO 4 AUTH nobody any
                    -NOPROTO unsupported protocol version
                    > HELLO three
                    -ERR Protocol version is not an integer or out of range
                    > HELLO 3 FOO
                    -ERR Syntax error in HELLO option 'FOO'
                    > HELLO 3 AUTH default
                    -ERR Syntax error in HELLO option 'AUTH'
                    > HELLO 3 SETNAME
                    -ERR Syntax error in HELLO option 'SETNAME'
                    > HELLO 3 SETNAME "a b"
                    -ERR Client names cannot contain spaces, newlines or special characters.
                    > HELLO 3 AUTH nobody any SETNAME you
                    -WRONGPASS invalid username-password pair or user is disabled.
                    > CLIENT GETNAME
                    me
                    """);
        }
    }

    @Test
    void authWithoutAPasswordSetSaysSo(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > AUTH
                    -ERR wrong number of arguments for 'auth' command
                    > AUTH any
                    -ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?
                    > AUTH default any
                    OK
                    > AUTH nobody any
                    -WRONGPASS invalid username-password pair or user is disabled.
                    > AUTH a b c
                    -ERR syntax error
                    """);
        }
    }

    @Test
    void aPasswordKeepsOutWhoDoesNotKnowIt(RedisServer redis) {
        try (Conversation owner = redis.talk()) {
            owner.run("CONFIG SET requirepass secret");
            try (Conversation talk = redis.talk()) {
                talk.play("""
                        > GET key
                        -NOAUTH Authentication required.
                        > HELLO 3
                        -NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time
                        > AUTH wrong
                        -WRONGPASS invalid username-password pair or user is disabled.
                        > HELLO 3 AUTH default wrong
                        -WRONGPASS invalid username-password pair or user is disabled.
                        > AUTH secret
                        OK
                        > GET key
                        nil
                        > AUTH wrong
                        -WRONGPASS invalid username-password pair or user is disabled.
                        > GET key
                        nil
                        > RESET
                        RESET
                        > GET key
                        -NOAUTH Authentication required.
                        """);
                assertThat(talk.run("HELLO 2 AUTH default secret")).startsWith("[server redis");
                assertThat(talk.run("RESET")).isEqualTo("RESET");
                assertThat(owner.run("CONFIG SET requirepass \"\"")).isEqualTo("OK");
                assertThat(talk.run("GET key")).isEqualTo("nil");
            } finally {
                owner.run("CONFIG SET requirepass \"\"");
            }
        }
    }

    @Test
    void quitAnswersAndCloses(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.send("QUIT");
            talk.send("PING");
            assertThat(talk.read()).isEqualTo("OK");
            assertThatThrownBy(talk::read).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void resetMakesAConnectionAsNew(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.inResp3();
            talk.play("""
                    > SELECT 3
                    OK
                    > CLIENT SETNAME me
                    OK
                    > SUBSCRIBE channel
                    [subscribe channel 1]
                    > WATCH key
                    OK
                    > MULTI
                    OK
                    > SET key 1
                    QUEUED
                    > RESET
                    RESET
                    > EXEC
                    -ERR EXEC without MULTI
                    > CLIENT GETNAME
                    nil
                    > GET key
                    nil
                    > RESET x
                    -ERR wrong number of arguments for 'reset' command
                    """);
            assertThat(talk.run("CLIENT INFO"))
                    .contains(" flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 ", " resp=2", " name= ");
        }
    }

    @Test
    void clientsHaveNames(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT GETNAME
                    nil
                    > CLIENT SETNAME me
                    OK
                    > CLIENT GETNAME
                    me
                    > CLIENT SETNAME "a b"
                    -ERR Client names cannot contain spaces, newlines or special characters.
                    > CLIENT SETNAME "a\\n"
                    -ERR Client names cannot contain spaces, newlines or special characters.
                    > CLIENT GETNAME
                    me
                    > CLIENT SETNAME ""
                    OK
                    > CLIENT GETNAME
                    nil
                    """);
        }
    }

    @Test
    void librariesSayWhatTheyAre(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(isKnown(talk, "CLIENT SETINFO LIB-NAME mine"));
            talk.play("""
                    > CLIENT SETINFO lib-ver 1.2.3
                    OK
                    > CLIENT SETINFO LIB-NAME "a b"
                    -ERR lib-name cannot contain spaces, newlines or special characters.
                    > CLIENT SETINFO OTHER x
                    -ERR Unrecognized option 'OTHER'
                    > CLIENT SETINFO LIB-NAME
                    -ERR wrong number of arguments for 'client|setinfo' command
                    """);
            assertThat(talk.run("CLIENT INFO")).contains(" lib-name=mine lib-ver=1.2.3 ");
        }
    }

    @Test
    void noTouchIsOnOrOff(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(isKnown(talk, "CLIENT NO-TOUCH ON"));
            assertThat(talk.run("CLIENT INFO")).contains(" flags=T ");
            assertThat(talk.run("CLIENT NO-TOUCH maybe")).isEqualTo("-ERR syntax error");
            assertThat(talk.run("CLIENT NO-TOUCH OFF")).isEqualTo("OK");
            assertThat(talk.run("CLIENT INFO")).contains(" flags=N ");
        }
    }

    @Test
    void clientHasSubcommands(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.play("""
                    > CLIENT
                    -ERR wrong number of arguments for 'client' command
                    > CLIENT FOO
                    -ERR unknown subcommand 'FOO'. Try CLIENT HELP.
                    > CLIENT ID x
                    -ERR wrong number of arguments for 'client|id' command
                    > CLIENT NO-EVICT on
                    OK
                    > CLIENT NO-EVICT maybe
                    -ERR syntax error
                    > CLIENT GETREDIR
                    -1
                    > CLIENT TRACKINGINFO
                    [flags [off] redirect -1 prefixes []]
                    > CLIENT TRACKING OFF
                    OK
                    > CLIENT TRACKING OFF BCAST PREFIX a NOLOOP
                    OK
                    > CLIENT TRACKING maybe
                    -ERR syntax error
                    > CLIENT TRACKING OFF FOO
                    -ERR syntax error
                    > CLIENT TRACKING OFF REDIRECT
                    -ERR syntax error
                    > CLIENT TRACKING OFF REDIRECT x
                    -ERR value is not an integer or out of range
                    > CLIENT CACHING YES
                    -ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT mode enabled
                    """);
            assertThat(talk.run("CLIENT HELP"))
                    .startsWith("[CLIENT <subcommand> [<arg> [value] [opt] ...]. Subcommands are: CACHING (YES|NO)")
                    .endsWith("HELP     Prints this help.]");
        }
    }

    @Test
    void unwantedRepliesAreNotSent(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.send("CLIENT REPLY SKIP");
            talk.send("PING skipped");
            talk.play("""
                    > PING seen
                    seen
                    > CLIENT REPLY maybe
                    -ERR syntax error
                    """);
            talk.send("CLIENT REPLY SKIP");
            talk.send("GET");
            talk.send("CLIENT REPLY OFF");
            talk.send("SET key value");
            talk.send("CLIENT REPLY SKIP");
            talk.send("FOO");
            talk.send("GET key");
            talk.play("""
                    > CLIENT REPLY ON
                    OK
                    > GET key
                    value
                    """);
        }
    }

    @Test
    void messagesComeToWhoWantsNoReplies(RedisServer redis) {
        try (Conversation talk = redis.talk();
                Conversation other = redis.talk()) {
            talk.send("CLIENT REPLY OFF");
            talk.send("SUBSCRIBE channel");
            assertThat(talk.read()).isEqualTo("[subscribe channel 1]");
            assertThat(other.run("PUBLISH channel hello")).isEqualTo("1");
            assertThat(talk.read()).isEqualTo("[message channel hello]");
            assertThat(talk.run("RESET")).isEqualTo("RESET");
        }
    }

    private static boolean isKnown(Conversation talk, String line) {
        return !talk.run(line).contains("unknown subcommand");
    }
}
