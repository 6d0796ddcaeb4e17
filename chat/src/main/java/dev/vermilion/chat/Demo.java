package dev.vermilion.chat;

import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/** Rooms with people in conversation, traffic on demand, and what must hold. */
final class Demo {

    static final String RUSH = "rush-hour";
    static final String NETWORK = "network-laboratory";

    private static final List<String> WORDS = List.of(
            "stream",
            "tea",
            "offset",
            "cursor",
            "lunch",
            "deploy",
            "rollback",
            "coffee",
            "green",
            "again",
            "why",
            "shipped");

    private final UnifiedJedis redis;
    private final Rooms rooms;
    private final Messages messages;

    Demo(UnifiedJedis redis) {
        this.redis = redis;
        this.rooms = new Rooms(redis);
        this.messages = new Messages(redis);
    }

    /** Makes the rooms that are not there yet, with their conversations. */
    void seed() {
        if (make("general", "General", "ada", 0)) {
            say("general", "ada: Good morning! The new engine runs in production since six.");
            say("general", "ben: I saw the graphs. Half the memory?");
            say("general", "ada: A little less than half. Thank the listpacks.");
            say("general", "cleo: And nobody noticed the switch. Best kind of release 🎉");
            say("general", "dev: My train lost the network twice on the way here, and the chat lost nothing.");
            say("general", "ben: That is the stream behind the room: your phone says where it was, and reads on.");
            say("general", "cleo: Edits and deletes too?");
            say("general", "ben: Those are changes like any other, so yes.");
            say("general", "ada: Lunch at noon? The place with the dumplings.");
            messages.react("ben", "general", 4, "🎉", true);
            messages.react("ada", "general", 4, "🎉", true);
            messages.react("dev", "general", 9, "👍", true);
            rooms.read("ada", "general", 12);
            rooms.read("ben", "general", 8);
        }
        if (make("engineering", "Engineering", "ben", 0)) {
            say("engineering", "ben: Who knows why a ZREVRANGE would be slow?");
            say("engineering", "dev: How long is the range? It is O(log n + m).");
            say("engineering", "ben: All of it. I see. I asked for -1.");
            say("engineering", "cleo: Happens to the best of us.");
        }
        if (make("announcements", "Announcements", "ada", 10)) {
            say("announcements", "ada: This room is in slow mode: one message every ten seconds.");
        }
        make(RUSH, "Rush hour", "ada", 0);
        make(NETWORK, "Network laboratory", "ada", 0);
        String direct = rooms.direct("ada", "ben").id();
        if (messages.history(direct, Long.MAX_VALUE, 1).offset() == 0) {
            say(direct, "ben: Do you have a minute to look at my branch?");
            say(direct, "ada: After lunch!");
        }
    }

    private boolean make(String id, String title, String owner, int slowSeconds) {
        redis.sadd(Keys.ROOMS, id);
        return rooms.make(id, title, owner, slowSeconds);
    }

    private void say(String room, String line) {
        String[] parts = line.split(": ", 2);
        messages.send(parts[0], room, UUID.randomUUID().toString(), parts[1]);
        redis.del(Keys.pause(room, parts[0]));
    }

    /** Deletes the keys of this app. */
    void deleteAll() {
        ScanIteration keys = redis.scanIteration(500, Keys.PREFIX + "*");
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(redis::del);
        }
    }

    List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "talk",
                        "People who talk",
                        "Four people send messages to Rush hour. Open it, and watch the cursor of your device keep up.",
                        20,
                        5_000,
                        (random, number) -> send(
                                People.DEMO.get(random.nextInt(4)),
                                UUID.randomUUID().toString(),
                                WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()))
                                        + " " + number)),
                new Scenario(
                        "retries",
                        "A network that makes clients repeat themselves",
                        "Sends every message two times under one clientId; the second is caught.",
                        20,
                        2_000,
                        (random, number) -> {
                            String clientId = UUID.randomUUID().toString();
                            String user = People.DEMO.get(random.nextInt(4));
                            send(user, clientId, "said once " + number);
                            if (!send(user, clientId, "said once " + number).duplicate()) {
                                throw new IllegalStateException("a duplicate was not noticed");
                            }
                        }),
                new Scenario(
                        "change",
                        "People who change their minds",
                        "Sends, edits and deletes: three changes of the stream, and nothing that is left.",
                        10,
                        1_000,
                        (random, number) -> {
                            String user = People.DEMO.get(random.nextInt(4));
                            Message message = send(user, UUID.randomUUID().toString(), "hm")
                                    .message();
                            if (message != null) {
                                messages.edit(user, RUSH, message.id(), "hm, no");
                                messages.delete(user, RUSH, message.id());
                            }
                        }));
    }

    private Messages.Sent send(String user, String clientId, String text) {
        return messages.send(user, RUSH, clientId, text);
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "No gaps",
                        "The stream of Rush hour has every offset from its first entry to the last change.",
                        this::noGaps),
                new Invariant(
                        "Index and messages",
                        "Every message that is counted exists, and every message that exists is counted.",
                        this::indexAgrees),
                new Invariant("No ghosts", "No lease lasts longer than fifteen seconds from now.", this::leasesEnd));
    }

    private Finding noGaps() {
        StreamEntryID last = new StreamEntryID(Long.MAX_VALUE, 0);
        List<StreamEntry> newest = redis.xrevrange(Keys.log(RUSH), last, new StreamEntryID(0, 0), 500);
        for (int i = 1; i < newest.size(); i++) {
            if (newest.get(i - 1).getID().getTime() - newest.get(i).getID().getTime() != 1) {
                return new Finding(false, "After " + newest.get(i).getID() + " one is missing.");
            }
        }
        return new Finding(true, "The newest " + newest.size() + " offsets follow each other.");
    }

    private Finding indexAgrees() {
        Object both = redis.eval(
                "return {redis.call('ZCARD', KEYS[1]), redis.call('HLEN', KEYS[2])}",
                List.of(Keys.index(RUSH), Keys.messages(RUSH)),
                List.of());
        List<?> counts = (List<?>) both;
        return new Finding(
                counts.get(0).equals(counts.get(1)), counts.get(0) + " counted, " + counts.get(1) + " there.");
    }

    private Finding leasesEnd() {
        Object longest = redis.eval(
                "local t = redis.call('TIME') local l = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')[2] "
                        + "if not l then return 0 end return math.floor(l - t[1] * 1000 - t[2] / 1000)",
                List.of(Keys.LEASES),
                List.of());
        long millis = (Long) longest;
        return new Finding(
                millis <= Presence.LEASE.toMillis(), "The longest lasts " + Math.max(millis, 0) + " ms more.");
    }
}
