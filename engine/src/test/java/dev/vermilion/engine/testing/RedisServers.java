package dev.vermilion.engine.testing;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import redis.clients.jedis.Jedis;

/** The servers of this JVM's tests: started for the first test that asks, stopped behind the last one. */
final class RedisServers implements AutoCloseable {

    private static final int REDIS_PORT = 6379;
    private static final String IMAGE = "redis:8-alpine";

    /** A Redis that is there, or the reason why it is not. */
    record Candidate(String name, @Nullable RedisServer server, String missing) {}

    private final List<AutoCloseable> running = new ArrayList<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<String, Integer> tests = new TreeMap<>();

    RedisServers() {
        candidates.add(embedded());
        candidates.add(real());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    List<Candidate> all() {
        return candidates;
    }

    synchronized void count(RedisServer server) {
        tests.merge(server.name(), 1, Integer::sum);
    }

    /** Says how many tests ran where, and stops the servers. */
    @Override
    public synchronized void close() {
        String counts = candidates.stream()
                .map(each ->
                        each.server() == null ? each.missing() : each.name() + " " + tests.getOrDefault(each.name(), 0))
                .collect(Collectors.joining(", "));
        System.out.println("Tests by Redis: " + counts);
        stop();
    }

    private synchronized void stop() {
        for (AutoCloseable each : running) {
            try {
                each.close();
            } catch (Exception e) {
                System.err.println("a Redis of the tests did not stop: " + e);
            }
        }
        running.clear();
    }

    private Candidate embedded() {
        String name = "embedded engine";
        try {
            Path directory = Files.createTempDirectory("engine"); // no file of another run is to be loaded
            directory.toFile().deleteOnExit();
            Engine engine = Engine.open(EngineConfig.builder()
                    .port(0)
                    .set("dir", directory.toString())
                    .build());
            running.add(engine);
            return new Candidate(name, new RedisServer(name, "127.0.0.1", engine.port()), "");
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("the embedded engine does not start", e);
        }
    }

    private Candidate real() {
        try {
            if (DockerClientFactory.instance().isDockerAvailable()) {
                return docker();
            }
            RedisServerProcess process = RedisServerProcess.start();
            if (process == null) {
                return new Candidate("real Redis", null, "real Redis: skipped, install redis-server or start Docker");
            }
            running.add(process);
            String name = "redis-server " + version("127.0.0.1", process.port());
            return new Candidate(name, new RedisServer(name, "127.0.0.1", process.port()), "");
        } catch (IOException | RuntimeException e) {
            return new Candidate("real Redis", null, "real Redis: skipped, it did not start (" + e.getMessage() + ")");
        }
    }

    @SuppressWarnings("resource") // closed with the others
    private Candidate docker() {
        GenericContainer<?> container = new GenericContainer<>(IMAGE).withExposedPorts(REDIS_PORT);
        container.start();
        running.add(container);
        int port = container.getMappedPort(REDIS_PORT);
        String name = "Redis " + version(container.getHost(), port) + " in Docker";
        return new Candidate(name, new RedisServer(name, container.getHost(), port), "");
    }

    private static String version(String host, int port) {
        try (Jedis jedis = new Jedis(host, port)) {
            return jedis.info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()))
                    .findFirst()
                    .orElse("of unknown version");
        }
    }
}
