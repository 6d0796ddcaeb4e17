package dev.vermilion.engine.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell prints what the real redis-cli prints, byte by byte, both talking to the same engine. */
class CliTest {

    /** What a run leaves behind. */
    private record Outcome(int exit, String output, String errors) {}

    private static final List<String> SETUP = List.of(
            "SET text \"a b \\\" \\\\ \\x00\\xff \\n\\t\\a\"",
            "SET utf \"h\u00e9llo\"",
            "SET counter 41",
            "RPUSH list one two \"three four\"",
            "RPUSH long 1 2 3 4 5 6 7 8 9 10 11",
            "HSET hash field value other \"\"",
            "SADD set member",
            "ZADD zset 1.5 a 2 b",
            "XADD stream 1-1 field value",
            "XADD stream 1-2 f1 v1 f2 v2",
            "GEOADD geo 13.361389 38.115556 Palermo");

    private static final List<String> COMMANDS = List.of(
            "PING",
            "GET text",
            "GET utf",
            "GET missing",
            "INCRBY counter 0",
            "LRANGE list 0 -1",
            "LRANGE long 0 -1",
            "LRANGE missing 0 -1",
            "HGETALL hash",
            "HGETALL missing",
            "SMEMBERS set",
            "SMEMBERS missing",
            "ZRANGE zset 0 -1 WITHSCORES",
            "ZSCORE zset a",
            "ZPOPMIN missing",
            "XRANGE stream - +",
            "XREAD STREAMS stream 0",
            "XINFO STREAM stream FULL",
            "GEOPOS geo Palermo nowhere",
            "MGET counter missing utf",
            "NOSUCH command",
            "LPUSH counter x",
            "COMMAND DOCS get",
            "CONFIG GET maxm*",
            "OBJECT ENCODING list",
            "EVAL \"return {1,{2,{3,'four'}},false,redis.error_reply('My error')}\" 0",
            "EVAL \"redis.setresp(3); return {map={a={map={b=1,c=2}}},double=1}\" 0",
            "EVAL \"redis.setresp(3); return {set={x=true}}\" 0",
            "EVAL \"redis.setresp(3); return {{true},{double=3.5},{map={}},{set={}}}\" 0",
            "DEBUG PROTOCOL double",
            "DEBUG PROTOCOL verbatim",
            "DEBUG PROTOCOL true",
            "DEBUG PROTOCOL null",
            "LATENCY DOCTOR",
            "CLUSTER INFO");

    private static Engine engine;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        engine = Engine.open(EngineConfig.builder()
                .port(0)
                .set("enable-debug-command", "yes")
                .build());
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @BeforeEach
    void fill() {
        try (Conversation talk = talk()) {
            talk.run("FLUSHALL");
            talk.run("CONFIG SET requirepass \"\"");
            SETUP.forEach(
                    each -> assertThat(talk.run(each.replace("\\a", "\\x07"))).doesNotStartWith("-"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--no-raw -2",
                "--no-raw -3",
                "--raw -2",
                "--raw -3",
                "--csv -2",
                "--csv -3",
                "--json -2",
                "--json -3",
                "--json",
                "--quoted-json -3",
                "--raw -3 -d | -D .",
                ""
            })
    void repliesArePrintedAsRedisCliPrintsThem(String options) throws Exception {
        StringBuilder ours = new StringBuilder();
        StringBuilder theirs = new StringBuilder();
        for (String command : COMMANDS) {
            List<String> arguments = new ArrayList<>(words(options));
            Cli.words(command).forEach(each -> arguments.add(new String(each, UTF_8)));
            ours.append("> ").append(command).append('\n').append(ours("", arguments));
            theirs.append("> ").append(command).append('\n').append(theirs("", arguments));
        }
        assertThat(ours.toString()).isEqualTo(theirs.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-r 3 INCR counter",
                "-r 2 -i 0.01 PING",
                "-n 3 SET key value",
                "-n 77 PING",
                "-n x",
                "-e GET list",
                "-e GET counter",
                "GET list",
                "-x SET copy",
                "-X tag SET copy tag EX 10",
                "-X tag SET copy other",
                "-x -X tag SET a b",
                "--quoted-input SET \"\\x41\\x42\" 'c'",
                "--quoted-input SET \"unbalanced v",
                "-a secret PING",
                "-a secret --no-auth-warning PING",
                "--user nobody --pass secret PING",
                "-h 127.0.0.1 -p 1 PING",
                "-h no.such.host.invalid PING",
                "-s /nonexistent/socket PING",
                "--scan",
                "--scan --pattern l*",
                "--no-raw --scan --pattern te*",
                "EXEC",
            })
    void optionsDoWhatTheyDoInRedisCli(String arguments) throws Exception {
        Outcome ours = ours("from the input\n", words(arguments));
        String first = state();
        fill();
        Outcome theirs = theirs("from the input\n", words(arguments));
        if (arguments.contains("--scan")) {
            assertThat(sorted(ours.output())).isEqualTo(sorted(theirs.output()));
        } else if (!arguments.equals("-n x")) { // which redis-cli reads as 0
            assertThat(ours).isEqualTo(theirs);
        }
        assertThat(first).isEqualTo(state());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET counter                                             | one",
                "SET a 1~GET a~GET missing~~LRANGE list 0 -1~NOSUCH      | lines",
                "3 INCR counter~0 PING~-1 PING~GET counter               | times",
                "SELECT 3~SET only here~SELECT 0~GET only                | databases",
                "MULTI~SET a 1~INCR a~EXEC~MULTI~DISCARD~EXEC            | transactions",
                "GET \"unbalanced~SET \"a b\" 'c d'~GET \"a b\"          | quotes",
                "quit~SET never 1                                        | end",
                "AUTH x~HELLO 3~HGETALL hash~RESET~HGETALL hash          | protocols",
                "SHUTDOWN WRONG~ECHO there                               | errors",
            })
    void linesOfAPipeAreRunOneByOne(String lines, String about) throws Exception {
        String input = lines.replace('~', '\n') + "\n";
        for (String form : List.of("--raw", "--no-raw")) {
            Outcome ours = ours(input, List.of(form));
            fill();
            assertThat(withoutIds(ours)).as(about).isEqualTo(withoutIds(theirs(input, List.of(form))));
            fill();
        }
    }

    /** What redis-cli 7.0 gives up on. */
    @Test
    void attributesAndLargeNumbersAreTaken() {
        assertThat(ours("", words("-3 DEBUG PROTOCOL attrib")).output())
                .isEqualTo("Some real reply following the attribute\n");
        assertThat(ours("", words("-3 DEBUG PROTOCOL bignum")).output())
                .isEqualTo("1234567999999999999999999999999999999\n");
    }

    @Test
    void aScriptFileIsRunWithKeysAndArguments() throws Exception {
        Path script = Files.writeString(directory.resolve("a.lua"), "return {KEYS[1], KEYS[2], ARGV[1], #ARGV}");
        for (List<String> arguments : List.of(
                List.of("--eval", script.toString(), "k1", "k2", ",", "v1", "v2"),
                List.of("--eval", script.toString()),
                List.of("--eval", script.toString(), ",", "v1"),
                List.of("--eval", "/nonexistent.lua"))) {
            assertThat(ours("", arguments)).isEqualTo(theirs("", arguments));
        }
    }

    @Test
    void aPasswordLetsOneInAndIsNotToBeShown() throws Exception {
        try (Conversation talk = talk()) {
            talk.run("CONFIG SET requirepass secret");
            for (String arguments : List.of(
                    "PING", "-a secret PING", "-a wrong PING", "--user default --pass secret --no-auth-warning PING")) {
                assertThat(ours("", words(arguments))).as(arguments).isEqualTo(theirs("", words(arguments)));
            }
            for (String uri : List.of("redis://default:secret@127.0.0.1:%d/2", "redis://:wrong@127.0.0.1:%d")) {
                List<String> arguments = List.of("-u", String.format(uri, engine.port()), "CLIENT", "GETNAME");
                assertThat(ours("", arguments)).as(uri).isEqualTo(theirs("", arguments));
            }
            assertThat(ours("secret\n", List.of("--askpass", "PING")).output()).isEqualTo("PONG\n");
            talk.run("AUTH secret");
            talk.run("CONFIG SET requirepass \"\"");
        }
        assertThat(Shell.isSecret("auth secret")).isTrue();
        assertThat(Shell.isSecret("3 config set requirepass x")).isTrue();
        assertThat(Shell.isSecret("get auth")).isFalse();
    }

    @Test
    void manyCommandsGoThroughAPipe() throws Exception {
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            input.append("SET key").append(i).append(" value\r\n");
        }
        input.append("GET list\r\n");
        Outcome ours = ours(input.toString(), List.of("--pipe"));

        assertThat(ours).isEqualTo(theirs(input.toString(), List.of("--pipe")));
        assertThat(ours.output()).contains("errors: 1, replies: 20001");
        assertThat(ours.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--bigkeys", "--memkeys", "--memkeys-samples 5"})
    void theLargestKeysAreFound(String mode) throws Exception {
        assertThat(sorted(ours("", words(mode)).output()))
                .isEqualTo(sorted(theirs("", words(mode)).output()));
    }

    @Test
    void hotKeysNeedAPolicyThatCounts() throws Exception {
        assertThat(ours("", List.of("--hotkeys")).errors()).contains("An LFU maxmemory policy is not selected");
        try (RedisServerProcess redis = RedisServerProcess.start("--maxmemory-policy", "allkeys-lfu")) {
            assumeTrue(redis != null, "there is no redis-server that counts: install redis-server");
            List<String> port = List.of("-p", Integer.toString(redis.port()));
            for (String command : List.of("SET a 1", "SET b 1", "-r 200 GET b")) {
                assertThat(ours("", join(port, words(command))).exit()).isZero();
            }
            assertThat(ours("", join(port, List.of("--hotkeys"))).output())
                    .isEqualTo(theirs("", join(port, List.of("--hotkeys"))).output())
                    .contains("hot key found with counter: ", "\"b\"");
        }
    }

    private static List<String> join(List<String> one, List<String> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void theServerIsWatchedAndTimed() throws Exception {
        assertThat(ours("", words("--stat -r 2 -i 0.01")).output())
                .matches("(?s)------- data ------ .*\nkeys       mem .*\n10 .* \\(\\+0\\).*\n10 .* \\(\\+1\\).*\n");
        assertThat(ours("", words("--raw --latency -i 0.1")).output()).matches("\\d+ \\d+ \\d+\\.\\d\\d \\d+\n");
        assertThat(ours("", words("--csv --latency -i 0.1")).output()).matches("\\d+,\\d+,\\d+\\.\\d\\d,\\d+\n");
    }

    @Test
    void helpComesFromTheServer() throws Exception {
        assertThat(ours("", words("help getex")).output())
                .contains(
                        "GETEX\u001b[0m \u001b[90mkey [EX seconds|PX milliseconds|",
                        "\u001b[33msince:\u001b[0m 6.2.0",
                        "\u001b[33mgroup:\u001b[0m string");
        assertThat(ours("help @hyperloglog\nhelp config set\n", List.of()).output())
                .contains("PFADD", "PFCOUNT", "CONFIG SET")
                .doesNotContain("GETEX");
        assertThat(ours("", words("help")).output()).contains("help @<group>");
        assertThat(ours("", words("--help")).output()).contains("Usage:", "has not: -c and --cluster");
        assertThat(ours("", words("--version")).output()).startsWith("redis-cli 7.0.15");
        assertThat(ours("", words("--cluster info")).errors()).contains("This shell has no --cluster");
        assertThat(ours("", words("--nope")).errors())
                .contains("Unrecognized option or bad number of args for: '--nope'");
    }

    @Test
    void completionAndHintsKnowTheCommands() throws IOException {
        Options options = options();
        CommandHelp help = new CommandHelp(
                new Session(options, console(InputStream.nullInputStream(), new ByteArrayOutputStream())));

        assertThat(help.completions("getr")).containsExactly("getrange");
        assertThat(help.completions("CONFIG RE")).containsExactly("CONFIG RESETSTAT", "CONFIG REWRITE");
        assertThat(help.hint("getrange ")).isEqualTo("key start end");
        assertThat(help.hint("getrange mykey")).isEqualTo(" start end");
        assertThat(help.hint("config set")).startsWith(" ");
        assertThat(help.hint("nosuch ")).isEmpty();
    }

    /** Messages are printed as they come. */
    @ParameterizedTest
    @CsvSource({"SUBSCRIBE news, PUBLISH news hello", "PSUBSCRIBE n*, PUBLISH news hello", "MONITOR, PING hello"})
    void itListens(String listening, String said) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Thread thread = new Thread(
                () -> Cli.run(full(words("--no-raw " + listening)), console(InputStream.nullInputStream(), output)));
        thread.setDaemon(true);
        thread.start();
        try (Conversation talk = talk()) {
            Awaitility.await().untilAsserted(() -> {
                talk.run(said);
                assertThat(output.toString(UTF_8)).contains("hello");
            });
            assertThat(output.toString(UTF_8))
                    .startsWith(
                            listening.equals("MONITOR") ? "OK\n" : "Reading messages... (press Ctrl-C to quit)\n1) ");
            talk.run("CLIENT KILL TYPE pubsub");
            talk.run("CLIENT KILL TYPE normal");
        }
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        int port = RedisServerProcess.freePort();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        PipedOutputStream keyboard = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keyboard);
        Thread thread = new Thread(() -> Cli.run(List.of("-p", "" + port, "--raw"), console(in, output)));
        thread.setDaemon(true);
        thread.start();
        Awaitility.await()
                .until(() -> output.toString(UTF_8).contains("Could not connect to Redis at 127.0.0.1:" + port));
        try (Engine first = Engine.open(EngineConfig.builder().port(port).build())) {
            type(keyboard, "ECHO one");
            Awaitility.await().until(() -> output.toString(UTF_8).contains("one\n"));
            assertThat(first.port()).isEqualTo(port);
        }
        try (Engine second = Engine.open(EngineConfig.builder().port(port).build())) {
            type(keyboard, "ECHO two");
            Awaitility.await().until(() -> output.toString(UTF_8).contains("Error: Server closed the connection"));
            type(keyboard, "ECHO three");
            Awaitility.await().until(() -> output.toString(UTF_8).contains("three\n"));
            assertThat(second.port()).isEqualTo(port);
        }
        type(keyboard, "quit");
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
    }

    private static void type(OutputStream keyboard, String line) throws IOException {
        keyboard.write((line + "\n").getBytes(UTF_8));
        keyboard.flush();
    }

    private static Options options() throws IOException {
        try {
            return Options.of(List.of("-p", Integer.toString(engine.port())));
        } catch (Options.Misunderstood e) {
            throw new IOException(e);
        }
    }

    /** A console on which errors and output are one. */
    private static Console console(InputStream in, OutputStream output) {
        return new Console(in, output, new PrintStream(output, true, UTF_8), false, false, false);
    }

    private static String state() {
        try (Conversation talk = talk()) {
            return Stream.of("GET counter", "GET copy", "GET AB", "GET a", "DBSIZE", "INFO keyspace")
                    .map(talk::run)
                    .map(each -> each.replaceAll("avg_ttl=\\d+", ""))
                    .toList()
                    .toString();
        }
    }

    private static Outcome withoutIds(Outcome outcome) {
        return new Outcome(outcome.exit(), outcome.output().replaceAll("(id\\D+)\\d+", "$1"), outcome.errors());
    }

    private static List<String> sorted(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("^\\[.*?]", ""))
                .filter(line -> !line.contains("found so far"))
                .sorted()
                .toList();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    /** With the port in front, where none is given. */
    private static List<String> full(List<String> arguments) {
        List<String> full = new ArrayList<>();
        if (!arguments.contains("-p") && !arguments.contains("-s") && !arguments.contains("-u")) {
            full.addAll(List.of("-p", Integer.toString(engine.port())));
        }
        full.addAll(arguments);
        return full;
    }

    private static Outcome ours(String input, List<String> arguments) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exit = Cli.run(
                full(arguments),
                new Console(
                        new ByteArrayInputStream(input.getBytes(UTF_8)),
                        output,
                        new PrintStream(errors, true, UTF_8),
                        false,
                        false,
                        false));
        return new Outcome(exit, output.toString(UTF_8), errors.toString(UTF_8));
    }

    private static Outcome theirs(String input, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("redis-cli"));
        command.addAll(full(arguments));
        Path output = Files.createTempFile("redis-cli", ".out");
        Path errors = Files.createTempFile("redis-cli", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException e) {
                assertThat(e).as("it does not read its input").hasMessageMatching("Broken pipe|Stream closed");
            }
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return new Outcome(
                    process.exitValue(),
                    new String(Files.readAllBytes(output), UTF_8),
                    new String(Files.readAllBytes(errors), UTF_8));
        } catch (IOException e) {
            assumeTrue(false, "there is no redis-cli to compare with: install redis-tools");
            throw e;
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static Conversation talk() {
        return new RedisServer("engine", "127.0.0.1", engine.port()).talk();
    }
}
