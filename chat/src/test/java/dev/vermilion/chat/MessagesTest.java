package dev.vermilion.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.testing.Together;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XTrimParams;

@EveryRedis
class MessagesTest {

    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private Messages messages;
    private Messages otherInstance;
    private Rooms rooms;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        messages = new Messages(redis);
        otherInstance = new Messages(otherRedis);
        rooms = new Rooms(redis);
        rooms.create("ada", "Tea", 0);
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private Message say(String user, String text) {
        String clientId = "c" + System.nanoTime();
        return Objects.requireNonNull(messages.send(user, "tea", clientId, text).message());
    }

    private List<String> texts() {
        return otherInstance.history("tea", Long.MAX_VALUE, 100).messages().stream()
                .map(Message::text)
                .toList();
    }

    @Test
    void historyIsPagedBackFromTheNewestMessage() {
        List<Long> ids =
                IntStream.range(0, 25).mapToObj(i -> say("ada", "m" + i).id()).toList();

        Messages.History newest = messages.history("tea", Long.MAX_VALUE, 10);
        Messages.History older =
                messages.history("tea", newest.messages().get(0).id(), 10);
        Messages.History oldest =
                messages.history("tea", older.messages().get(0).id(), 10);

        assertThat(newest.messages()).extracting(Message::id).isEqualTo(ids.subList(15, 25));
        assertThat(older.messages()).extracting(Message::id).isEqualTo(ids.subList(5, 15));
        assertThat(oldest.messages()).extracting(Message::id).isEqualTo(ids.subList(0, 5));
        assertThat(List.of(newest.more(), older.more(), oldest.more())).containsExactly(true, true, false);
    }

    @Test
    void aMessageSentTwiceUnderOneClientIdIsThereOnce() {
        Messages.Sent first = messages.send("ada", "tea", "c1", "Tea?");
        Messages.Sent again = otherInstance.send("ada", "tea", "c1", "Tea?");

        assertThat(first.duplicate()).isFalse();
        assertThat(again.duplicate()).isTrue();
        assertThat(again.message()).isEqualTo(first.message());
        assertThat(texts()).containsExactly("Tea?");
        assertThat(rooms.find("ada", "tea").duplicates()).isOne();
        assertThat(redis.ttl(Keys.sent("tea", "ada", "c1"))).isBetween(590L, 600L);
        assertThat(messages.send("ben", "tea", "c1", "Mine").duplicate()).isFalse();
    }

    @Test
    void twoHundredThreadsOnTwoInstancesThatRepeatThemselvesSendEachMessageOnceAndLeaveNoGap() throws Exception {
        Together.run(THREADS, thread -> {
            Messages instance = thread % 2 == 0 ? messages : otherInstance;
            for (int i = 0; i < 5; i++) {
                instance.send("ada", "tea", "c" + thread / 2 + "-" + i, "text " + thread / 2 + "-" + i);
            }
            return thread;
        });

        Room room = rooms.find("ben", "tea");
        assertThat(room.offset()).isEqualTo(THREADS / 2 * 5);
        assertThat(room.unread()).isEqualTo(THREADS / 2 * 5);
        assertThat(room.duplicates()).isEqualTo(THREADS / 2 * 5);
        List<Long> offsets = redis.xrange(Keys.log("tea"), (StreamEntryID) null, null).stream()
                .map(each -> each.getID().getTime())
                .toList();
        assertThat(offsets)
                .isEqualTo(IntStream.rangeClosed(1, 500).mapToObj(i -> (long) i).toList());
    }

    @Test
    void onlyTheAuthorMayEditAndOnlyAuthorOrOwnerMayDelete() {
        Message message = say("ben", "Coffee?");

        assertThatThrownBy(() -> messages.edit("cleo", "tea", message.id(), "Tea!"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(403));
        assertThatThrownBy(() -> messages.edit("ada", "tea", message.id(), "Tea!"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(403));
        assertThatThrownBy(() -> messages.delete("cleo", "tea", message.id()))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(403));
        Message edited = messages.edit("ben", "tea", message.id(), "Tea?");
        assertThat(edited.edited()).isNotNull();
        assertThat(texts()).containsExactly("Tea?");

        messages.delete("ada", "tea", message.id());
        assertThat(texts()).isEmpty();
        assertThatThrownBy(() -> messages.edit("ben", "tea", message.id(), "Again"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @Test
    void changesAfterAnOffsetBringMessagesEditsReactionsAndDeletes() {
        Message kept = say("ada", "one");
        Message gone = say("ada", "two");
        String epoch = rooms.epoch("tea").orElseThrow();
        long offset = rooms.find("ada", "tea").offset();
        messages.edit("ada", "tea", kept.id(), "uno");
        messages.react("ben", "tea", kept.id(), "🎉", true);
        messages.delete("ada", "tea", gone.id());
        say("ada", "three");

        Messages.Changes changes = otherInstance.changes("tea", epoch, offset);

        assertThat(changes.recovered()).isTrue();
        assertThat(changes.offset()).isEqualTo(offset + 4);
        assertThat(changes.changes()).hasSize(4);
        assertThat(changes.changes().get(0)).contains("\"edited\"", "uno");
        assertThat(changes.changes().get(1)).contains("\"reacted\"", "🎉");
        assertThat(changes.changes().get(2)).contains("\"deleted\"");
        assertThat(changes.changes().get(3)).contains("\"message\"", "three");
    }

    @Test
    void whatIsNotKeptAnyMoreIsSaidToBeNotRecoverable() {
        IntStream.range(0, 10).forEach(i -> say("ada", "m" + i));
        String epoch = rooms.epoch("tea").orElseThrow();
        redis.xtrim(Keys.log("tea"), XTrimParams.xTrimParams().maxLen(3));

        assertThat(messages.changes("tea", epoch, 7).recovered()).isTrue();
        assertThat(messages.changes("tea", epoch, 6).recovered()).isFalse();
        assertThat(messages.changes("tea", "other", 9).recovered()).isFalse();
        assertThat(messages.changes("tea", epoch, 11).recovered()).isFalse();
        assertThat(messages.changes("tea", epoch, 10)).isEqualTo(new Messages.Changes(epoch, 10, true, List.of()));
    }

    @Test
    void aReactionCountsOncePerPersonAndCanBeTakenBack() throws Exception {
        long id = say("ada", "Cake!").id();
        Together.run(THREADS, thread -> {
            Messages instance = thread % 2 == 0 ? messages : otherInstance;
            return instance.react("user" + thread / 4, "tea", id, "👍", true);
        });
        Message liked = messages.history("tea", Long.MAX_VALUE, 1).messages().get(0);
        assertThat(Objects.requireNonNull(liked.reactions()).get("👍"))
                .hasSize(THREADS / 4)
                .doesNotHaveDuplicates();

        for (int i = 0; i < THREADS / 4; i++) {
            messages.react("user" + i, "tea", id, "👍", false);
        }
        assertThat(messages.history("tea", Long.MAX_VALUE, 1).messages().get(0).reactions())
                .isNull();
        assertThatThrownBy(() -> messages.react("ada", "tea", id, "abc", true)).isInstanceOf(Problem.class);
    }

    @Test
    void unreadIsWhatIsInTheListAlsoAfterDeletesAndTheMarkNeverGoesBack() {
        long first = say("ada", "one").id();
        long second = say("ada", "two").id();
        say("ada", "three");
        assertThat(rooms.find("ben", "tea").unread()).isEqualTo(3);
        assertThat(rooms.find("ada", "tea").unread()).isZero();

        messages.delete("ada", "tea", second);
        assertThat(rooms.find("ben", "tea").unread()).isEqualTo(2);
        assertThat(rooms.read("ben", "tea", first)).isEqualTo(first);
        assertThat(rooms.find("ben", "tea").unread()).isOne();
        rooms.read("ben", "tea", 1000);
        assertThat(rooms.read("ben", "tea", first)).isEqualTo(4);
        assertThat(rooms.find("ben", "tea").unread()).isZero();
        say("ada", "four");
        assertThat(rooms.find("ben", "tea").unread()).isOne();
    }

    @Test
    void slowModeLetsEverybodyButTheOwnerWait() {
        rooms.slowDown("ada", "tea", 1);
        say("ben", "one");
        assertThatThrownBy(() -> say("ben", "two"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(429));
        say("cleo", "one");
        say("ada", "one");
        say("ada", "two");
        await().atMost(Duration.ofSeconds(5)).ignoreExceptions().until(() -> say("ben", "two") != null);
        assertThatThrownBy(() -> rooms.slowDown("ben", "tea", 0)).isInstanceOf(Problem.class);
    }

    @Test
    void searchFindsBeginningsOfWordsAndForgetsWhatWasEditedOrDeleted() {
        long first = say("ada", "The teapot is Käthe's").id();
        long second = say("ada", "Tea is ready").id();

        assertThat(messages.search("tea", "tea")).extracting(Message::id).containsExactly(second, first);
        assertThat(messages.search("tea", "TEA ready")).extracting(Message::id).containsExactly(second);
        assertThat(messages.search("tea", "kät")).extracting(Message::id).containsExactly(first);
        assertThat(messages.search("tea", "eapot")).isEmpty();

        messages.edit("ada", "tea", first, "The cup is broken");
        messages.delete("ada", "tea", second);
        assertThat(messages.search("tea", "tea")).isEmpty();
        assertThat(messages.search("tea", "cup")).extracting(Message::id).containsExactly(first);
        assertThat(redis.zcard(Keys.words("tea"))).isEqualTo(4);
    }

    @Test
    void aRoomForTwoIsTheSameFromBothSidesAndClosedToOthers() {
        Room room = rooms.direct("cleo", "ben");
        assertThat(rooms.direct("ben", "cleo").id()).isEqualTo(room.id()).isEqualTo("dm.ben.cleo");
        assertThat(rooms.all("ben")).extracting(Room::id).contains("dm.ben.cleo");
        assertThat(rooms.all("ada")).extracting(Room::id).doesNotContain("dm.ben.cleo");
        Rooms.admit("ben", room.id());
        for (String stranger : List.of("ada", "dm", "be")) {
            assertThatThrownBy(() -> Rooms.admit(stranger, room.id())).isInstanceOf(Problem.class);
        }
    }

    @Test
    void textsAreBoundedAndARoomThatIsNotThereIsNotMade() {
        assertThatThrownBy(() -> say("ada", " ")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> say("ada", "x".repeat(2001))).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> messages.send("ada", "nowhere", "c", "x"))
                .isInstanceOfSatisfying(
                        Problem.class, e -> assertThat(e.status()).isEqualTo(404));
        assertThat(redis.keys("chat:{nowhere}*")).isEmpty();
    }

    @Test
    void allKeysOfARoomLieOnOneNodeOfACluster() {
        say("ada", "one");
        rooms.slowDown("ada", "tea", 5);
        say("ben", "two");
        new Presence(redis).typing("ben", "tea", true);
        assertThat(redis.keys("chat:*tea*")).hasSizeGreaterThan(8).allMatch(key -> key.startsWith("chat:{tea}:"));
    }

    @Test
    void aLeaseThatIsNotRenewedEndsAndOtherDevicesKeepAUserThere() {
        Presence presence = new Presence(redis, "chat:{test}:leases", Duration.ofMillis(700), "chat:test");
        presence.renew("ada", "phone");
        presence.renew("ada", "laptop");
        assertThat(presence.renew("ben", "phone")).isEqualTo(Map.of("ada", 2, "ben", 1));
        assertThat(presence.end("ada", "laptop")).isEqualTo(Map.of("ada", 1, "ben", 1));
        await().pollInterval(Duration.ofMillis(100))
                .until(() -> presence.renew("ada", "phone").equals(Map.of("ada", 1)));
        await().until(() -> presence.check().isEmpty());
        assertThat(redis.exists("chat:{test}:leases")).isFalse();
    }

    @Test
    void theLaboratoryShowsWhatGoesWrongAndHowItGoesRight() {
        Laboratory laboratory = new Laboratory(redis);
        for (Laboratory.Mode mode : Laboratory.Mode.values()) {
            boolean good = mode == Laboratory.Mode.CORRECT;
            assertThat(laboratory.ghosts(mode).good()).isEqualTo(good);
            assertThat(laboratory.unread(mode).good()).isEqualTo(good);
            assertThat(laboratory.retry(mode).good()).isEqualTo(good);
        }
        assertThat(redis.keys("chat:{lab-*")).allMatch(key -> redis.ttl(key) > 0);
    }
}
