package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.engine.testing.RedisServerProcess;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An app as a process of its own: what its user sees of start and stop. */
@EveryRedis
class LauncherTest {

    @Test
    void theStartSaysWhatItIsWhereItListensAndWhichRedisItUses(RedisServer redis) throws Exception {
        Process process = start("--port", "0", "--redis", redis.url());
        try (BufferedReader out = lines(process)) {
            assertThat(out.readLine()).isEqualTo("Tiny: Counts.");
            String url = String.valueOf(out.readLine()).replace("Listens on ", "");
            assertThat(url).matches("http://localhost:\\d+/");
            assertThat(out.readLine()).startsWith("Redis: " + redis.url() + ", version ");
            assertThat(new Http(url).get("health").status()).isEqualTo(200);
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(128 + 15);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aRequestUnderWayIsFinishedBeforeTheStop(RedisServer redis) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AppTest app = AppTest.start(context -> new SlowApp(inside, goOn), redis);
        CompletableFuture<Http.Response> response =
                CompletableFuture.supplyAsync(() -> app.http().get("api/slow"));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(app::close);
        goOn.countDown();
        assertThat(response.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
        stop.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aTakenPortIsToldInOneSentence(RedisServer redis) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertFails(1, "Port " + port + " on localhost cannot be used", "--port", port, "--redis", redis.url());
        }
    }

    @Test
    void anUnreachableRedisIsToldInOneSentence() throws Exception {
        int port = RedisServerProcess.freePort();
        String url = "redis://:hunter2@127.0.0.1:" + port;
        assertFails(1, "Redis at redis://127.0.0.1:" + port + " cannot be used", "--port", "0", "--redis", url);
    }

    @Test
    void anUnknownOptionIsToldInOneSentence() throws Exception {
        assertFails(2, "There is no option '--prot'; --help says which there are.", "--prot", "1");
    }

    @Test
    void aPortThatIsNoNumberIsToldInOneSentence() throws Exception {
        assertFails(2, "Invalid value for option '--port'", "--port", "http");
    }

    @Test
    void aUrlThatIsNoneIsToldInOneSentence() throws Exception {
        assertFails(
                1, "'localhost:6379' is no Redis URL; it looks like redis://host:6379", "--redis", "localhost:6379");
    }

    @Test
    void theEmbeddedEngineFindsItsDataAfterACrash(@TempDir Path folder) throws Exception {
        String data = folder.resolve("data").toString();
        Process first = start("--port", "0", "--data", data);
        try (BufferedReader out = lines(first)) {
            Http http = new Http(address(out));
            for (int i = 0; i < 10; i++) {
                http.post("api/add", "");
            }
        }
        first.destroyForcibly().waitFor(); // what was written is with the system, if not yet on the disk

        Process second = start("--port", "0", "--data", data);
        try (BufferedReader out = lines(second)) {
            assertThat(new Http(address(out)).get("api/value").body()).isEqualTo("{\"value\":\"51\"}");
        } finally {
            second.destroyForcibly();
        }
    }

    @Test
    void aFolderThatAnotherProcessHasIsRefusedInOneSentence(@TempDir Path folder) throws Exception {
        Process first = start("--port", "0", "--data", folder.toString());
        try (BufferedReader out = lines(first)) {
            address(out);
            assertFails(
                    1, "The data in " + folder + " is in use by another process", "--port", "0", "--data", "" + folder);
        } finally {
            first.destroyForcibly();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldInOneSentence(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertFails(1, "The folder " + file.resolve("x"), "--port", "0", "--data", "" + file.resolve("x"));
    }

    @Test
    void helpNamesAllOptions() throws Exception {
        Process process = start("--help");
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(out).contains("--port", "--redis", "--data", "--in-memory", "--no-seed", "--help", "--version");
        assertThat(process.waitFor()).isZero();
    }

    private static void assertFails(int code, String beginning, String... args) throws Exception {
        Process process = start(args);
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(code);
        assertThat(out).startsWith(beginning);
        assertThat(out.strip()).doesNotContain("\n").doesNotContain("Exception").doesNotContain("hunter2");
    }

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.add(TinyApp.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("REDIS_URL");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** Reads up to the line that says where it listens, and returns that. */
    private static String address(BufferedReader out) throws IOException {
        String line = out.readLine();
        while (line != null && !line.startsWith("Listens on ")) {
            line = out.readLine();
        }
        return String.valueOf(line).replace("Listens on ", "");
    }

    private static BufferedReader lines(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }
}
