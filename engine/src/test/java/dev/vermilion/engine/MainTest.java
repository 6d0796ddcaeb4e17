package dev.vermilion.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine as a program of its own: its arguments, its files, its end. */
class MainTest {

    private static final String READY = "* Ready to accept connections tcp";

    @TempDir
    Path directory;

    private final List<Process> started = new ArrayList<>();
    private int port;

    @BeforeEach
    void choosePort() throws IOException {
        port = RedisServerProcess.freePort();
    }

    @AfterEach
    void stopAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void helpSaysHowToStartIt() throws Exception {
        Process process = start("--help");

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output(process)).contains("Usage:", "java -jar engine.jar --port 7777");
    }

    @Test
    void versionIsOneLine() throws Exception {
        Process process = start("--version");

        assertThat(process.waitFor()).isZero();
        assertThat(output(process)).matches("Redis server v=\\d+\\.\\d+\\.\\d+ .*\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--nope 1               | Bad directive or wrong number of arguments",
                "--port x               | argument couldn't be parsed into an integer",
                "--port                 | wrong number of arguments",
                "--maxmemory-policy all | argument(s) must be one of the following",
                "/nonexistent/my.conf   | can't open config file '/nonexistent/my.conf': No such file or directory"
            })
    void aBadArgumentIsOneSentenceAndAnExitCode(String arguments, String sentence) throws Exception {
        Process process = start(arguments.split(" "));

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output(process)).contains(sentence).doesNotContain("\tat ", "Exception");
    }

    @Test
    void aBadLineOfAFileIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("redis.conf"), "# a comment\nport 0\nmaxmemory lots\n");
        Process process = start(file.toString());

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output(process)).contains("at line 3", ">>> 'maxmemory lots'", "argument must be a memory value");
    }

    @Test
    void aTakenPortIsOneSentenceAndAnExitCode() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process process = start("--bind", "127.0.0.1", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(process.waitFor()).isEqualTo(1);
            assertThat(output(process))
                    .contains(
                            "Could not create server TCP listening socket 127.0.0.1:" + taken.getLocalPort(),
                            "Failed listening on port " + taken.getLocalPort())
                    .doesNotContain("\tat ", "Exception");
        }
    }

    @Test
    void aFileIsReadWithItsIncludesAndArgumentsWin() throws Exception {
        Files.writeString(directory.resolve("more.conf"), "maxmemory 100mb\n");
        Path file = Files.writeString(
                directory.resolve("redis.conf"),
                "# settings\n\nport 1\ninclude " + directory.resolve("more.conf") + "\nrequirepass \"a \\x41 b\"\n"
                        + "save ''\n");
        start(file.toString(), "--port", Integer.toString(port), "--maxclients", "77");

        try (Conversation talk = talk()) {
            assertThat(talk.run("AUTH \"a A b\"")).isEqualTo("OK");
            assertThat(talk.run("CONFIG GET maxclients")).isEqualTo("[maxclients 77]");
            assertThat(talk.run("CONFIG GET maxmemory")).isEqualTo("[maxmemory 104857600]");
            assertThat(talk.run("INFO server")).contains("config_file:" + file);
        }
    }

    @Test
    void aFileThatIncludesItselfIsRefused() throws Exception {
        Path file = directory.resolve("loop.conf");
        Files.writeString(file, "include " + file + "\n");
        Process process = start(file.toString());

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output(process))
                .contains("can't open config file '" + file + "': Too many levels of includes")
                .doesNotContain("\tat ");
    }

    @Test
    void aPatternIncludesAllFilesThatMatchIt() throws Exception {
        Files.writeString(directory.resolve("1.part"), "maxclients 11\n");
        Files.writeString(directory.resolve("2.part"), "maxclients 22\n");
        Path file = directory.resolve("redis.conf");
        Files.writeString(file, "include " + directory + "/*.part\ninclude " + directory + "/*.none\n");
        start(file.toString(), "--port", Integer.toString(port));

        try (Conversation talk = talk()) {
            assertThat(talk.run("CONFIG GET maxclients")).isEqualTo("[maxclients 22]");
        }
    }

    @Test
    void aDashReadsTheStandardInput() throws Exception {
        Process process = start("-", "--port", Integer.toString(port));
        try (OutputStream in = process.getOutputStream()) {
            in.write("maxclients 55\n".getBytes(StandardCharsets.US_ASCII));
        }

        try (Conversation talk = talk()) {
            assertThat(talk.run("CONFIG GET maxclients")).isEqualTo("[maxclients 55]");
        }
    }

    @Test
    void theFirstLinesSayWhatRunsAndWhere() throws Exception {
        Process process = start("--port", Integer.toString(port));

        assertThat(outputUntil(READY, process))
                .contains("Redis version=", "pid=" + process.pid(), "port=" + port, READY);
    }

    @Test
    void aSignalEndsItInGoodOrder() throws Exception {
        Process process = start("--port", Integer.toString(port));
        outputUntil(READY, process);
        try (Conversation talk = talk()) {
            assertThat(talk.run("PING")).isEqualTo("PONG");
            process.toHandle().destroy();

            assertThat(output(process))
                    .contains("Received SIGTERM scheduling shutdown...", "Redis is now ready to exit, bye bye...");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void anInterruptIsNamed() throws Exception {
        assumeFalse(isInterruptIgnored(), "started in the background, where shells have interrupts ignored");
        Process process = start("--port", Integer.toString(port));
        outputUntil(READY, process);
        signal("INT", process.pid());

        assertThat(output(process)).contains("Received SIGINT scheduling shutdown...", "bye bye...");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void itDoesNotEndIfItCannotSave() throws Exception {
        Process process = start("--port", Integer.toString(port), "--save", "900 1");
        outputUntil(READY, process);
        try (Conversation talk = talk()) {
            talk.run("SET a 1");
            Files.createDirectory(directory.resolve("dump.rdb")); // no file can take its place
            process.toHandle().destroy();
            assertThat(outputUntil("SIGTERM received but errors", process))
                    .contains("Error trying to save the DB, can't exit.");
            assertThat(talk.run("SHUTDOWN")).isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.");
            assertThat(talk.run("GET a")).isEqualTo("1");
            talk.run("CONFIG SET shutdown-on-sigterm force");
            process.toHandle().destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output(process)).contains("Error trying to save the DB. Exit anyway.", "bye bye...");
        }
    }

    @Test
    void itDoesNotEndWhileTheFirstAppendOnlyFileIsWritten() throws Exception {
        Process process = start("--port", Integer.toString(port), "--save", "");
        outputUntil(READY, process);
        try (Conversation talk = talk()) {
            talk.run("MSET a 1 b 2");
            talk.run("CONFIG SET rdb-key-save-delay 10000000");
            talk.run("CONFIG SET appendonly yes");
            assertThat(talk.run("SHUTDOWN")).isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.");
            assertThat(outputUntil("Writing initial AOF, can't exit.", process)).contains("can't exit");
            talk.send("SHUTDOWN FORCE");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anEndThatHasNotComeCanBeTakenBack() throws Exception {
        Process process = start("--port", Integer.toString(port), "--enable-debug-command", "yes");
        outputUntil(READY, process);
        try (Conversation talk = talk()) {
            talk.run("DEBUG PAUSE-CRON 1");
            process.toHandle().destroy();
            Awaitility.await().until(() -> talk.run("SHUTDOWN ABORT").equals("OK"));
            talk.run("DEBUG PAUSE-CRON 0");
            assertThat(talk.run("SHUTDOWN ABORT")).isEqualTo("-ERR No shutdown in progress.");
            assertThat(outputUntil("aborted", process)).contains("Shutdown manually aborted.");
        }
    }

    @Test
    void whoInterruptsTwiceDoesNotWaitForTheSave() throws Exception {
        assumeFalse(isInterruptIgnored(), "started in the background, where shells have interrupts ignored");
        Process process = start("--port", Integer.toString(port), "--save", "900 1");
        outputUntil(READY, process);
        try (Conversation talk = talk()) {
            talk.run("MSET a 1 b 2 c 3");
            talk.run("CONFIG SET rdb-key-save-delay 60000000");
            Path temporary = directory.resolve("temp-" + process.pid() + ".rdb");
            signal("INT", process.pid());
            Awaitility.await().until(() -> Files.exists(temporary));
            signal("INT", process.pid());
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(temporary).doesNotExist();
            assertThat(process.exitValue()).isEqualTo(1);
        }
    }

    @Test
    void thePidFileIsThereWhileItRuns() throws Exception {
        Path file = directory.resolve("redis.pid");
        Process process = start("--port", Integer.toString(port), "--pidfile", file.toString());
        try (Conversation talk = talk()) {
            Awaitility.await().until(() -> Files.exists(file));
            assertThat(Files.readString(file)).isEqualTo(process.pid() + "\n");
            talk.send("SHUTDOWN NOSAVE");
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void whoSeesItsConnectionEndAfterAShutdownFindsThePortFreeEvenWhereAScriptRuns() throws Exception {
        Process process = start("--port", Integer.toString(port), "--busy-reply-threshold", "10");
        try (Conversation script = talk();
                Conversation talk = talk()) {
            script.send("EVAL \"while true do end\" 0");
            Awaitility.await().until(() -> talk.run("PING").startsWith("-BUSY"));
            talk.send("SHUTDOWN NOSAVE");
            assertThatThrownBy(talk::read).isInstanceOf(RuntimeException.class);

            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                    .isInstanceOf(ConnectException.class);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void asADaemonItIsReadyWhenTheProgramThatStartedItHasEnded() throws Exception {
        Path pidFile = directory.resolve("redis.pid");
        Path log = directory.resolve("redis.log");
        Process process =
                start("--port", "" + port, "--daemonize", "yes", "--pidfile", "" + pidFile, "--logfile", "" + log);

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(output(process)).isEmpty();
        assertThat(process.exitValue()).isZero();
        try (Conversation talk = new RedisServer("daemon", "127.0.0.1", port).talk()) {
            assertThat(talk.run("CONFIG GET daemonize")).isEqualTo("[daemonize yes]");
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            ProcessHandle daemon = ProcessHandle.of(pid).orElseThrow();
            assertThat(pid).isNotEqualTo(process.pid());
            daemon.destroy();
            daemon.onExit().get(20, TimeUnit.SECONDS);
        }
        assertThat(pidFile).doesNotExist();
        assertThat(Files.readString(log)).contains("* Ready to accept connections tcp", "bye bye...");
    }

    @Test
    void aDaemonThatCannotStartSaysSoBeforeTheProgramEnds() throws Exception {
        Process process = start("--port", "" + port, "--daemonize", "yes", "--maxmemory", "lots");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output(process)).contains(">>> 'maxmemory \"lots\"'", "argument must be a memory value");
    }

    @Test
    void thePictureIsShownWhereItIsAskedFor() throws Exception {
        Process process = start("--port", Integer.toString(port), "--always-show-logo", "yes");

        assertThat(outputUntil(READY, process)).contains(" Port: " + port, " PID: " + process.pid());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--sentinel             | There is no Sentinel mode                     | 1",
                "--test-memory          | Please specify the amount of memory to test   | 1",
                "--test-memory 16       | cannot test it                                | 1",
                "--check-system         | heap up to                                    | 0",
            })
    void whatAJavaProgramCannotDoItSays(String arguments, String sentence, int exit) throws Exception {
        Process process = start(arguments.split(" "));

        assertThat(process.waitFor()).isEqualTo(exit);
        assertThat(output(process)).contains(sentence);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void shutdownEndsIt() throws Exception {
        Process process = start("--port", Integer.toString(port));
        try (Conversation talk = talk()) {
            talk.send("SHUTDOWN NOSAVE");

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }
    }

    @Test
    void redisCliLoadsTenThousandCommandsThroughAPipe() throws Exception {
        start("--port", Integer.toString(port));
        try (Conversation talk = talk()) {
            Process cli;
            try {
                cli = new ProcessBuilder("redis-cli", "-p", Integer.toString(port), "--pipe")
                        .redirectErrorStream(true)
                        .start();
            } catch (IOException e) {
                assumeTrue(false, "there is no redis-cli: install redis-tools");
                throw e;
            }
            started.add(cli);
            try (OutputStream in = cli.getOutputStream()) {
                for (int i = 0; i < 10_000; i++) {
                    in.write(("SET key" + i + " " + i + "\r\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            assertThat(output(cli)).contains("errors: 0, replies: 10000");
            assertThat(talk.run("DBSIZE")).isEqualTo("10000");
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        started.add(process);
        return process;
    }

    /** All that the process prints, or what is left of it. */
    private static String output(Process process) {
        return process.inputReader(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** What the process prints, up to a line with these words or to its end. */
    private static String outputUntil(String words, Process process) throws IOException {
        StringBuilder text = new StringBuilder();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            text.append(line).append('\n');
            if (line.contains(words)) {
                break;
            }
        }
        return text.toString();
    }

    /** Processes inherit what they ignore, and Java leaves it at that. */
    private static boolean isInterruptIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /** A connection, once the program takes one. */
    private Conversation talk() {
        return Awaitility.await()
                .ignoreExceptions()
                .atMost(20, TimeUnit.SECONDS)
                .until(() -> new RedisServer("program", "127.0.0.1", port).talk(), any -> true);
    }
}
