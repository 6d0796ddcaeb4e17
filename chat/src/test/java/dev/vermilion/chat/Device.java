package dev.vermilion.chat;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vermilion.kit.Json;
import dev.vermilion.kit.testing.AppTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A device without a screen: a WebSocket that keeps everything it hears. */
final class Device implements AutoCloseable, WebSocket.Listener {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final WebSocket socket;
    private volatile int closedWith;

    private Device(AppTest app) {
        URI uri = URI.create(app.url().replace("http", "ws") + "api/socket");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(uri, this)
                .join();
    }

    /** A device that has said hello. */
    static Device of(AppTest app, String token) {
        Device device = new Device(app);
        device.say(Map.of("type", "hello", "token", token));
        return device;
    }

    Device welcome() {
        hears("welcome");
        return this;
    }

    Device say(Object frame) {
        socket.sendText(Json.write(frame), true).join();
        return this;
    }

    Device watch(String room, String epoch, long after) {
        return say(Map.of("type", "watch", "room", room, "epoch", epoch, "after", after));
    }

    /** Waits for the first text of this type. */
    JsonNode hears(String type) {
        return hears(each -> each.path("type").asText().equals(type));
    }

    JsonNode hears(Predicate<JsonNode> what) {
        await().until(() -> heard.stream().anyMatch(what));
        return heard.stream().filter(what).findFirst().orElseThrow();
    }

    List<JsonNode> all() {
        return heard;
    }

    /** Offsets of all changes in the order in which they came, however they were packed. */
    List<Long> offsets(String room) {
        return heard.stream()
                .filter(each -> each.path("room").asText().equals(room))
                .flatMap(each -> each.has("changes")
                        ? StreamSupport.stream(each.get("changes").spliterator(), false)
                        : Stream.of(each).filter(one -> one.has("offset")))
                .map(each -> each.get("offset").asLong())
                .toList();
    }

    int closedWith() {
        return closedWith;
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                heard.add(MAPPER.readTree(text.toString()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.setLength(0);
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closedWith = statusCode;
        return null;
    }

    /** Breaks the connection without a goodbye. */
    void crash() {
        socket.abort();
    }

    @Override
    public void close() {
        if (!socket.isOutputClosed()) {
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        }
        socket.abort();
    }
}
