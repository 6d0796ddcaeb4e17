package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class EventsTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(TinyApp::new, redis);
        awaitSubscribed(redis, 1);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void anEventArrivesWithIdTypeAndData() {
        try (Listener listener = new Listener(app, "")) {
            app.http().post("api/say/hello", "1");
            listener.awaitLines("data: {\"n\":\"1\"}");
            assertThat(listener.lines.get(0)).isEqualTo("retry: 1000");
            assertThat(listener.lines).contains("event: hello");
            assertThat(listener.lastId()).isNotEmpty();
        }
    }

    @Test
    void aPageThatComesBackGetsWhatItMissed() {
        String last;
        try (Listener listener = new Listener(app, "")) {
            app.http().post("api/say/hello", "1");
            listener.awaitLines("data: {\"n\":\"1\"}");
            last = listener.lastId();
        }
        app.http().post("api/say/hello", "2");
        app.http().post("api/say/hello", "3");
        try (Listener listener = new Listener(app, last)) {
            listener.awaitLines("data: {\"n\":\"2\"}", "data: {\"n\":\"3\"}");
            assertThat(listener.lines).doesNotContain("data: {\"n\":\"1\"}");
        }
    }

    @Test
    void aPageThatMissedTooMuchIsToldToLoadAnew() {
        try (Listener listener = new Listener(app, "an-id-of-long-ago")) {
            listener.awaitLines("event: resync");
        }
    }

    @Test
    void anEventReachesThePagesOfAllInstancesUnderTheSameId(RedisServer redis) {
        try (AppTest second = AppTest.start(TinyApp::new, redis)) {
            awaitSubscribed(redis, 2);
            try (Listener here = new Listener(app, "");
                    Listener there = new Listener(second, "")) {
                app.http().post("api/say/hello", "1");
                here.awaitLines("data: {\"n\":\"1\"}");
                there.awaitLines("data: {\"n\":\"1\"}");
                assertThat(there.lastId()).isEqualTo(here.lastId());
            }
        }
    }

    private static void awaitSubscribed(RedisServer redis, long instances) {
        try (RedisClient jedis = redis.jedis()) {
            await().until(() -> jedis.publish(TinyApp.CHANNEL, "{\"type\":\"probe\"}") == instances);
        }
    }

    /** A page's connection, with the lines that came over it. */
    private static final class Listener implements AutoCloseable {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Stream<String> stream;

        Listener(AppTest app, String lastId) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "api/events"))
                    .header("Accept", "text/event-stream")
                    .header("Last-Event-ID", lastId)
                    .build();
            CompletableFuture<HttpResponse<Stream<String>>> response =
                    HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofLines());
            stream = response.join().body();
            Thread reader = new Thread(() -> stream.forEach(lines::add));
            reader.setUncaughtExceptionHandler((thread, e) -> lines.add("closed"));
            reader.setDaemon(true);
            reader.start();
            awaitLines("retry: 1000");
        }

        void awaitLines(String... expected) {
            await().untilAsserted(() -> assertThat(lines).containsSubsequence(expected));
        }

        String lastId() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .reduce("", (first, second) -> second)
                    .replace("id: ", "");
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
