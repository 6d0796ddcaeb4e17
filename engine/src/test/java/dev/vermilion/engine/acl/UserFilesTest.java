package dev.vermilion.engine.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.ConfigLine;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users in redis.conf and in a file of their own. */
class UserFilesTest {

    private static final String NOTHING_CHANGED =
            "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";

    @TempDir
    Path directory;

    private Engine open(String... lines) throws IOException {
        List<ConfigLine> all = java.util.stream.IntStream.range(0, lines.length)
                .mapToObj(i -> new ConfigLine(i + 1, lines[i], List.of(lines[i].split(" "))))
                .toList();
        return Engine.open(EngineConfig.builder()
                .port(0)
                .lines(all)
                .file(directory.resolve("redis.conf"))
                .build());
    }

    private Engine withFile(String... lines) throws IOException {
        Files.write(directory.resolve("users.acl"), List.of(lines));
        return open("dir " + directory, "aclfile users.acl");
    }

    private static Conversation talk(Engine engine) {
        return new Conversation(new RedisServer("engine", "127.0.0.1", engine.port()));
    }

    @Test
    void usersOfTheConfigurationAreThere() throws IOException {
        try (Engine engine = open("user ann on nopass +get ( +set ~a ) ~b", "user default on >x +@all ~*");
                Conversation talk = talk(engine)) {
            talk.play("""
                > PING
                -NOAUTH Authentication required.
                > AUTH ann any
                OK
                > SET a 1
                OK
                > SET b 1
                -NOPERM this user has no permissions to access one of the keys used as arguments
                > AUTH x
                OK
                > ACL USERS
                [ann default]
                """);
        }
    }

    @Test
    void theConfigurationIsRewrittenWithItsUsers() throws IOException {
        Files.writeString(directory.resolve("redis.conf"), "# mine\nuser old on\nport 1\n");
        try (Engine engine = open("user ann on nopass +get ~b");
                Conversation talk = talk(engine)) {
            assertThat(talk.run("CONFIG REWRITE")).isEqualTo("OK");
        }

        assertThat(directory.resolve("redis.conf"))
                .content()
                .startsWith("# mine\nuser ann on nopass ~b resetchannels -@all +get\n")
                .contains("\nuser default on nopass ~* &* +@all\n")
                .doesNotContain("old");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user bob on nonsense     | Error in user declaration 'bob': Syntax error",
                "user bob ~* ~a           | Error in user declaration 'bob': Adding a pattern after the * pattern (or the"
                        + " 'allkeys' flag) is not valid and does not have any effect. Try 'resetkeys' to start with an"
                        + " empty list of patterns",
                "user ann off             | Error in user declaration 'ann': Duplicate user found. A user can only be"
                        + " defined once in config files",
                "user bob +foo            | Critical error while loading ACLs. Exiting.",
                "aclfile any              | Configuring Redis with users defined in redis.conf and at the same setting an"
                        + " ACL file path is invalid. This setup is very likely to lead to configuration errors and"
                        + " security holes, please define either an ACL file or declare users directly in your redis.conf,"
                        + " but not both.",
                "user                     | Bad directive or wrong number of arguments"
            })
    void anEngineWithWrongUsersDoesNotStart(String line, String error) {
        assertThatThrownBy(() -> open("user ann on", line))
                .isInstanceOf(ConfigException.class)
                .hasMessage(error);
    }

    @Test
    void allErrorsOfAFileAreTold() {
        assertThatThrownBy(() -> withFile(
                        "user bob on",
                        "user bob on",
                        "foo",
                        "",
                        "user",
                        "user carl +foo >x nonsense ~* ~a +bar",
                        "user d (+get"))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "Aborting Redis startup because of ACL errors: WARNING: Duplicate user 'bob' found on line 2."
                                + " users.acl:3 should start with user keyword followed by the username."
                                + " users.acl:5 should start with user keyword followed by the username."
                                + " users.acl:6: Error in applying operation '+foo': Unknown command or category name in ACL."
                                + " users.acl:6: Syntax error."
                                + " users.acl:6: Error in applying operation '+bar': Unknown command or category name in ACL."
                                + " users.acl:7: Unmatched parenthesis in selector definition." + NOTHING_CHANGED);
    }

    @Test
    void aFileThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> open("aclfile /nonexistent/users.acl"))
                .hasMessage("Aborting Redis startup because of ACL errors: Error loading ACLs, opening file"
                        + " '/nonexistent/users.acl': No such file or directory");
    }

    @Test
    void usersAreSavedAndLoadedAgain() throws IOException {
        try (Engine engine = withFile("user ann on nopass ~a +get", "user default on nopass ~* &* +@all");
                Conversation admin = talk(engine);
                Conversation ann = talk(engine);
                Conversation carl = talk(engine)) {
            ann.run("AUTH ann any");
            admin.play("""
                > ACL SETUSER bob on #2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b %R~c (+set ~d)
                OK
                > ACL SAVE
                OK
                > ACL DELUSER bob
                1
                > ACL SETUSER ann +ping
                OK
                > ACL SETUSER carl on nopass +@all &*
                OK
                """);
            carl.run("AUTH carl any");
            admin.play("""
                > ACL LOAD
                OK
                > AUTH bob secret
                OK
                """);
            assertThat(directory.resolve("users.acl")).hasContent("""
                            user ann on nopass ~a resetchannels -@all +get
                            user bob on #2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b %R~c resetchannels -@all (~d resetchannels -@all +set)
                            user default on nopass ~* &* +@all
                            """);
            assertThat(ann.run("PING")).startsWith("-NOPERM").contains("'ping' command");
            assertThatThrownBy(() -> carl.run("PING")).isInstanceOf(java.io.UncheckedIOException.class);
            try (var files = Files.list(directory)) {
                assertThat(files).hasSize(1);
            }
        }
    }

    @Test
    void aFileWithErrorsChangesNothing() throws IOException {
        try (Engine engine = withFile("user ann on nopass ~a +get");
                Conversation talk = talk(engine)) {
            Files.writeString(directory.resolve("users.acl"), "user bob on\nuser carl nonsense\n");

            assertThat(talk.run("ACL LOAD")).isEqualTo("-ERR users.acl:2: Syntax error. " + NOTHING_CHANGED);
            assertThat(talk.run("ACL USERS")).isEqualTo("[ann default]");
        }
    }

    @Test
    void newUsersMayUseAllChannelsIfTheDirectiveSaysSo() throws IOException {
        try (Engine engine = open("acl-pubsub-default allchannels");
                Conversation talk = talk(engine)) {
            talk.play("""
                > ACL SETUSER ann
                OK
                > ACL LIST
                [user ann off &* -@all user default on nopass ~* &* +@all]
                > CONFIG SET acl-pubsub-default resetchannels
                OK
                > ACL SETUSER bob
                OK
                > ACL LIST
                [user ann off &* -@all user bob off resetchannels -@all user default on nopass ~* &* +@all]
                """);
        }
    }
}
