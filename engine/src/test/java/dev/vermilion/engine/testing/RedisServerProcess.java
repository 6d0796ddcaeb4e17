package dev.vermilion.engine.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A {@code redis-server} from the PATH, on a free port of the loopback interface, with a directory of its own. */
public final class RedisServerProcess implements AutoCloseable {

    private final Process process;
    private final Path directory;
    private final int port;

    private RedisServerProcess(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Starts one with no persistence and these further arguments, and waits until it answers.
     *
     * @return null if there is no {@code redis-server} on the PATH
     */
    public static @Nullable RedisServerProcess start(String... arguments) throws IOException {
        return startOn(freePort(), arguments);
    }

    /** Starts one with a configuration file, which says all but where it is and where it listens. */
    public static @Nullable RedisServerProcess startWithFile(Path file) throws IOException {
        return launch(freePort(), List.of(file.toString()), List.of());
    }

    /** As {@link #start}, on a port that the caller chose. */
    public static @Nullable RedisServerProcess startOn(int port, String... arguments) throws IOException {
        List<String> options = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
        options.addAll(List.of(arguments));
        return launch(port, List.of(), options);
    }

    private static @Nullable RedisServerProcess launch(int port, List<String> file, List<String> options)
            throws IOException {
        if (!onPath("redis-server")) {
            return null;
        }
        Path directory = Files.createTempDirectory("redis-server");
        List<String> command = new ArrayList<>(List.of("redis-server"));
        command.addAll(file);
        command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
        command.addAll(List.of("--daemonize", "no", "--dir", directory.toString()));
        command.addAll(options);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        RedisServerProcess server = new RedisServerProcess(process, directory, port);
        Awaitility.await().atMost(20, TimeUnit.SECONDS).until(server::answers);
        return server;
    }

    /** A port of the loopback interface that nothing listens on just now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** Its address. */
    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Stops it and deletes its directory. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("redis-server ended with exit code " + process.exitValue());
        }
        try (Jedis jedis = new Jedis("127.0.0.1", port)) {
            return "PONG".equals(jedis.ping());
        } catch (JedisException e) {
            return false; // not yet
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> new File(folder, program).canExecute());
    }
}
