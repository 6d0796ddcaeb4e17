package dev.vermilion.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import dev.vermilion.kit.testing.Together;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the app on one Redis, and devices on both. */
@EveryRedis
class LiveTest {

    private static final String MESSAGES = "api/rooms/general/messages";
    private static final int THREADS = 200;

    private AppTest app;
    private AppTest other;
    private String token;
    private Http ada;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(ChatApp::new, redis);
        other = AppTest.start(ChatApp::new, redis);
        token = join("ada");
        ada = as(app, token);
    }

    @AfterEach
    void stop() {
        app.close();
        other.close();
    }

    private String join(String name) {
        return app.http()
                .post("api/people", Map.of("name", name))
                .json()
                .get("token")
                .asText();
    }

    private static Http as(AppTest where, String token) {
        return where.http().with("Authorization", "Bearer " + token);
    }

    private JsonNode history(String room) {
        return ada.get("api/rooms/" + room + "/messages?limit=1").json();
    }

    private Device watching(AppTest where, String room) {
        JsonNode now = history(room);
        Device device = Device.of(where, token).welcome();
        device.watch(room, now.get("epoch").asText(), now.get("offset").asLong());
        device.hears("watching");
        return device;
    }

    private long say(String clientId, String text) {
        JsonNode sent =
                ada.post(MESSAGES, Map.of("clientId", clientId, "text", text)).json();
        return sent.get("message").get("id").asLong();
    }

    @Test
    void whatIsSaidOnOneInstanceIsHeardOnTheOther() {
        try (Device device = watching(other, "general")) {
            say("c1", "Hello there");
            JsonNode message = device.hears("message").get("message");
            assertThat(message.get("text").asText()).isEqualTo("Hello there");
            assertThat(message.get("author").asText()).isEqualTo("ada");
        }
    }

    @Test
    void aDeviceThatComesBackGetsWhatItMissedEditsAndDeletesIncluded() {
        long first = say("c1", "one");
        long second = say("c2", "two");
        JsonNode before = history("general");
        Device lost = watching(app, "general");
        lost.crash();
        ada.patch(MESSAGES + "/" + first, Map.of("text", "uno"));
        ada.delete(MESSAGES + "/" + second);
        say("c3", "three");

        try (Device back = Device.of(other, token).welcome()) {
            back.watch(
                    "general",
                    before.get("epoch").asText(),
                    before.get("offset").asLong());
            JsonNode watching = back.hears("watching");
            assertThat(watching.get("recovered").asBoolean()).isTrue();
            assertThat(watching.get("changes"))
                    .extracting(each -> each.get("type").asText())
                    .containsExactly("edited", "deleted", "message");
        }
    }

    @Test
    void aDeviceWithPubSubOnlyMissesWhatWasSaidWhileItWasAway() {
        JsonNode before = history("general");
        say("c1", "lost");
        try (Device device = Device.of(app, token).welcome()) {
            device.say(Map.of(
                    "type",
                    "watch",
                    "room",
                    "general",
                    "epoch",
                    before.get("epoch").asText(),
                    "after",
                    before.get("offset").asLong(),
                    "mode",
                    "pubsub"));
            JsonNode watching = device.hears("watching");
            assertThat(watching.get("recovered").asBoolean()).isFalse();
            assertThat(watching.get("changes")).isEmpty();
            long id = say("c2", "heard");
            device.hears("message");
            assertThat(device.offsets("general")).containsExactly(id);
        }
    }

    @Test
    void aDeviceOfAnotherEpochIsToldToReadTheHistoryAnew() {
        try (Device device = Device.of(app, token).welcome()) {
            device.watch("general", "before-the-reset", 3);
            assertThat(device.hears("watching").get("recovered").asBoolean()).isFalse();
        }
    }

    @Test
    void twoHundredThreadsOnTwoInstancesAreHeardOnceEachAndInOrderByDevicesOfBoth() throws Exception {
        long start = history("general").get("offset").asLong();
        try (Device one = watching(app, "general");
                Device two = watching(other, "general")) {
            List<Integer> statuses = Together.run(
                    THREADS,
                    thread -> as(thread % 2 == 0 ? app : other, token)
                            .post(MESSAGES, Map.of("clientId", "c" + thread, "text", "text " + thread))
                            .status());
            assertThat(statuses).containsOnly(201);
            List<Long> all =
                    LongStream.rangeClosed(start + 1, start + THREADS).boxed().toList();
            await().untilAsserted(() -> assertThat(one.offsets("general")).isEqualTo(all));
            await().untilAsserted(() -> assertThat(two.offsets("general")).isEqualTo(all));
        }
    }

    @Test
    void presenceCountsTheDevicesOfAUserOnAllInstances() {
        Device phone = Device.of(app, token).welcome();
        Device laptop = Device.of(other, token).welcome();
        try (Device ben = Device.of(app, join("ben")).welcome()) {
            await().until(() -> online().path("ada").asInt() == 2);
            laptop.close();
            ben.hears(each -> each.path("online").path("ada").asInt() == 1
                    && each.path("type").asText().equals("presence"));
            phone.close();
            await().until(() -> !online().has("ada"));
            assertThat(online().path("ben").asInt()).isOne();
        }
    }

    private JsonNode online() {
        return app.http().get("api/people").json().get("online");
    }

    @Test
    void typingIsSeenByOthersAndByThoseWhoComeLater() {
        try (Device ben = watching(other, "general");
                Device typist = watching(app, "general")) {
            typist.say(Map.of("type", "typing", "room", "general"));
            assertThat(ben.hears("typing").get("user").asText()).isEqualTo("ada");
            try (Device late = watching(other, "general")) {
                assertThat(late.hears("typists").get("users").get(0).asText()).isEqualTo("ada");
            }
        }
    }

    @Test
    void aReadMarkReachesTheOtherDevicesOfAUser() {
        String ben = join("ben");
        long id = say("c1", "Read this");
        try (Device device = watching(other, "general")) {
            JsonNode marked = as(app, ben)
                    .put("api/rooms/general/read", Map.of("upTo", id))
                    .json();
            assertThat(marked.get("unread").asInt()).isZero();
            JsonNode read = device.hears("read");
            assertThat(read.get("user").asText()).isEqualTo("ben");
            assertThat(read.get("mark").asLong()).isEqualTo(id);
        }
    }

    @Test
    void aSlowDeviceIsSentAwayAndGetsEverythingWhenItComesBackWhileOthersNoticeNothing() throws Exception {
        JsonNode before = history("general");
        long start = before.get("offset").asLong();
        try (Device fast = watching(app, "general");
                Device slow = watching(app, "general")) {
            slow.say(Map.of("type", "pace", "millis", 5000));
            int many = Connection.MOST_WAITING + 20;
            Together.run(20, thread -> {
                for (int i = 0; i < many / 20; i++) {
                    say("c" + thread + "-" + i, "text");
                }
                return thread;
            });
            await().until(() -> slow.closedWith() == Connection.TOO_SLOW);
            List<Long> all =
                    LongStream.rangeClosed(start + 1, start + many).boxed().toList();
            await().untilAsserted(() -> assertThat(fast.offsets("general")).isEqualTo(all));
            assertThat(app.http().get("api/live").json().get("tooSlow").asInt()).isOne();
            try (Device back = Device.of(app, token).welcome()) {
                back.watch("general", before.get("epoch").asText(), start);
                back.hears("watching");
                assertThat(back.offsets("general")).isEqualTo(all);
            }
        }
    }

    @Test
    void aRoomForTwoIsClosedToOthersOnEveryWay() {
        String cleo = join("cleo");
        String room =
                ada.post("api/direct", Map.of("name", "ben")).json().get("id").asText();
        assertThat(as(app, cleo).get("api/rooms/" + room + "/messages").status())
                .isEqualTo(404);
        assertThat(as(app, cleo).get("api/rooms/" + room + "/search?q=a").status())
                .isEqualTo(404);
        assertThat(as(app, cleo)
                        .put("api/rooms/" + room + "/read", Map.of("upTo", 1))
                        .status())
                .isEqualTo(404);
        assertThat(as(app, cleo)
                        .post("api/rooms/" + room + "/messages", Map.of("clientId", "c", "text", "x"))
                        .status())
                .isEqualTo(404);
        try (Device device = Device.of(app, cleo).welcome()) {
            device.watch(room, "", 0);
            assertThat(device.hears("problem").get("detail").asText()).contains("no such room");
        }
    }

    @Test
    void whoSaysNoHelloIsSentAway() {
        try (Device device = Device.of(app, "wrong")) {
            await().until(() -> device.closedWith() == Sockets.NOT_WELCOME);
        }
    }

    @Test
    void aNameBelongsToWhoTookItAndNobodyActsWithoutAToken() {
        assertThat(app.http().post("api/people", Map.of("name", "grace")).status())
                .isEqualTo(201);
        assertThat(other.http().post("api/people", Map.of("name", "grace")).status())
                .isEqualTo(409);
        assertThat(app.http().post("api/people", Map.of("name", "Grace Hopper")).status())
                .isEqualTo(422);
        assertThat(app.http().get("api/rooms").status()).isEqualTo(401);
        assertThat(app.http()
                        .post(MESSAGES, Map.of("clientId", "c", "text", "x"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aMessageRepeatedIsAnsweredWith200AndTheFirstOne() {
        Map<String, String> message = Map.of("clientId", "same", "text", "once");
        Http.Response first = ada.post(MESSAGES, message);
        Http.Response again = as(other, token).post(MESSAGES, message);
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().get("message")).isEqualTo(first.json().get("message"));
    }

    @Test
    void roomsAreMadeSlowedSearchedAndReactedIn() {
        assertThat(ada.post("api/rooms", Map.of("title", "Book club"))
                        .json()
                        .get("id")
                        .asText())
                .isEqualTo("book-club");
        assertThat(ada.post("api/rooms", Map.of("title", "Book  club!")).status())
                .isEqualTo(409);
        assertThat(ada.patch("api/rooms/book-club", Map.of("slowSeconds", 30)).status())
                .isEqualTo(200);
        Http ben = as(app, join("ben"));
        String path = "api/rooms/book-club/messages";
        assertThat(ben.post(path, Map.of("clientId", "a", "text", "Emma")).status())
                .isEqualTo(201);
        Http.Response tooFast = ben.post(path, Map.of("clientId", "b", "text", "Persuasion"));
        assertThat(tooFast.status()).isEqualTo(429);
        assertThat(tooFast.json().get("detail").asText()).contains("you can write again in");
        assertThat(ada.get("api/rooms/book-club/search?q=em").json()).hasSize(1);
        assertThat(ada.put(path + "/1/reactions/%F0%9F%91%8D", null).status()).isEqualTo(200);
        assertThat(ada.delete(path + "/1/reactions/%F0%9F%91%8D").status()).isEqualTo(200);
        assertThat(ada.put(path + "/1/reactions/x", null).status()).isEqualTo(422);
        assertThat(ada.delete(path + "/99").status()).isEqualTo(404);
        assertThat(ada.delete(path + "/1").status()).isEqualTo(204);
    }

    @Test
    void aResetDeletesOnlyKeysOfTheChatAndSeedsAnew(RedisServer redis) {
        try (var client = redis.jedis()) {
            client.set("elsewhere", "1");
            String epoch = history("general").get("epoch").asText();
            assertThat(app.http().post("api/reset", null).status()).isEqualTo(204);
            assertThat(client.get("elsewhere")).isEqualTo("1");
            token = join("ada");
            ada = as(app, token);
            assertThat(history("general").get("epoch").asText()).isNotEqualTo(epoch);
        }
    }

    @Test
    void theApiIsDescribed() {
        JsonNode paths = app.http().get("openapi.json").json().get("paths");
        assertThat(paths.toString())
                .contains("rooms/{room}/messages", "rooms/{room}/changes", "socket", "laboratory/{experiment}");
    }
}
