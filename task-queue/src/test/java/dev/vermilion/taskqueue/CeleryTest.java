package dev.vermilion.taskqueue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.taskqueue.celery.CeleryClient;
import dev.vermilion.taskqueue.celery.CeleryMessage.Options;
import dev.vermilion.taskqueue.celery.CeleryWorker;
import dev.vermilion.taskqueue.celery.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** Real Celery on one side, this app on the other. */
@EveryRedis
class CeleryTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String TASKS = """
            import os
            from celery import Celery
            app = Celery('tasks', broker=os.environ['URL'], backend=os.environ['URL'])

            @app.task(name='py.add')
            def add(a, b):
                return a + b

            @app.task(name='py.unsteady', bind=True, max_retries=2)
            def unsteady(self):
                if self.request.retries < 1:
                    raise self.retry(countdown=0)
                return 'steady'
            """;

    @TempDir
    private Path folder;

    private RedisClient redis;
    private String url = "";

    @BeforeEach
    void open(RedisServer server) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                Files.isDirectory(Path.of("/usr/lib/python3/dist-packages/celery")),
                "Celery is not installed: apt-get install -y --no-install-recommends celery python3-redis");
        server.flushAll();
        redis = server.jedis();
        url = server.url();
        Files.writeString(folder.resolve("tasks.py"), TASKS);
    }

    @AfterEach
    void close() {
        if (redis != null) {
            redis.close();
        }
    }

    private Process python(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(PYTHON));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("URL", url);
        return builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out-" + System.nanoTime()).toFile())
                .start();
    }

    @Test
    void aCeleryWorkerRunsWhatJavaEnqueuedWithChainsAndRetries() throws Exception {
        Process worker = python("-m", "celery", "-A", "tasks", "worker", "--pool", "solo", "--loglevel", "INFO");
        try {
            CeleryClient client = new CeleryClient(redis);
            String unsteady = client.send(Signature.of("py.unsteady"), Options.NONE);
            List<String> chain = client.chain(
                    List.of(
                            Signature.of("py.add", IntNode.valueOf(2), IntNode.valueOf(3)),
                            Signature.of("py.add", IntNode.valueOf(10))),
                    Options.NONE);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.result(chain.get(1)).ready()
                            && client.result(unsteady).ready());
            assertThat(client.result(chain.get(1)).result().asInt()).isEqualTo(15);
            assertThat(client.result(unsteady).result().asText()).isEqualTo("steady");
        } finally {
            worker.destroy();
            worker.waitFor(10, TimeUnit.SECONDS);
            worker.destroyForcibly();
        }
    }

    @Test
    void aJavaWorkerRunsWhatACeleryClientSentWithChainsAndRetries() throws Exception {
        String script = """
                from tasks import app
                from celery import chain
                q = 'task-queue:{celery}:java'
                s = lambda name, *args: app.signature(name, args=args, queue=q)
                print(s('java.unsteady', 1).apply_async().get(timeout=20))
                print(chain(s('java.add', 2, 3), s('java.add', 10)).apply_async().get(timeout=20))
                """;
        Files.writeString(folder.resolve("client.py"), script);
        try (CeleryWorker worker =
                new CeleryWorker(redis, TaskQueueApp.CELERY_QUEUE, Examples.celeryTasks(), Clock.systemUTC(), 10_000)) {
            worker.start(1);
            Path out = folder.resolve("client.out");
            ProcessBuilder builder = new ProcessBuilder(PYTHON, "client.py").directory(folder.toFile());
            builder.environment().put("URL", url);
            Process client = builder.redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            assertThat(client.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(out, StandardCharsets.UTF_8)).contains("steady after 1 retries", "15");
        }
    }

    @Test
    void aMalformedMessageIsParkedAndTheNextOneRuns() throws Exception {
        try (CeleryWorker worker =
                new CeleryWorker(redis, TaskQueueApp.CELERY_QUEUE, Examples.celeryTasks(), Clock.systemUTC(), 10_000)) {
            redis.lpush(TaskQueueApp.CELERY_QUEUE, "not json", "{}", "{\"body\":\"!\",\"headers\":{}}");
            CeleryClient client = new CeleryClient(redis);
            String id = client.send(
                    Signature.of("java.add", IntNode.valueOf(1), IntNode.valueOf(2))
                            .on(TaskQueueApp.CELERY_QUEUE),
                    Options.NONE);
            worker.start(1);
            Awaitility.await().until(() -> client.result(id).ready());
            assertThat(client.result(id).result().asInt()).isEqualTo(3);
            assertThat(worker.parked(10)).hasSize(3);
        }
    }
}
