package dev.vermilion.chat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.UnifiedJedis;

/** What goes wrong elsewhere, done on purpose, beside how it is done here. Each run has keys of its own, and deletes them. */
final class Laboratory {

    private static final Duration LEASE = Duration.ofMillis(300);

    private final UnifiedJedis redis;
    private final Rooms rooms;
    private final Messages messages;

    Laboratory(UnifiedJedis redis) {
        this.redis = redis;
        this.rooms = new Rooms(redis);
        this.messages = new Messages(redis);
    }

    enum Mode {
        NAIVE,
        CORRECT
    }

    /** @param good whether it ended as people expect */
    record Result(String mode, boolean good, String outcome, List<String> steps) {}

    private static Result result(Mode mode, boolean good, String outcome, List<String> steps) {
        return new Result(mode == Mode.NAIVE ? "naive" : "correct", good, outcome, steps);
    }

    /** Ada leaves on one of two devices, and Ben's only device crashes. */
    Result ghosts(Mode mode) {
        List<String> steps = new ArrayList<>(List.of(
                "Ada connects with a phone and a laptop, Ben with a phone.",
                "Ada logs out on the laptop.",
                "Ben's phone loses its battery, without a goodbye."));
        String key = Keys.PREFIX + "{lab-" + UUID.randomUUID() + "}:online";
        redis.pexpire(key, 10_000);
        Set<String> there;
        try {
            there = mode == Mode.NAIVE ? usersInASet(key) : leasesPerDevice(key);
        } finally {
            redis.del(key);
        }
        steps.add("A while later, who is there? " + (there.isEmpty() ? "Nobody." : String.join(", ", there) + "."));
        boolean good = there.equals(Set.of("ada"));
        return result(mode, good, good ? "Ada is there, Ben is not." : "Ada is missing, Ben is a ghost.", steps);
    }

    private Set<String> usersInASet(String key) {
        redis.sadd(key, "ada");
        redis.sadd(key, "ada");
        redis.sadd(key, "ben");
        redis.srem(key, "ada");
        pause(LEASE.multipliedBy(2));
        return redis.smembers(key);
    }

    private Set<String> leasesPerDevice(String key) {
        Presence presence = new Presence(redis, key, LEASE, key);
        presence.renew("ada", "phone");
        presence.renew("ada", "laptop");
        presence.renew("ben", "phone");
        presence.end("ada", "laptop");
        for (int i = 0; i < 6; i++) {
            pause(LEASE.dividedBy(3));
            presence.renew("ada", "phone");
        }
        return presence.check().keySet();
    }

    private static void pause(Duration time) {
        try {
            TimeUnit.MILLISECONDS.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Three messages, of which one is deleted before it is read. */
    Result unread(Mode mode) {
        String room = room();
        String counter = Keys.PREFIX + "{" + room + "}:counter";
        try {
            long last = 0;
            for (int i = 1; i <= 3; i++) {
                Messages.Sent sent = messages.send("ada", room, "m" + i, "Message " + i);
                last = sent.message() == null ? last : sent.message().id();
                redis.incr(counter);
            }
            messages.delete("ada", room, last);
            long listed = messages.history(room, Long.MAX_VALUE, 10).messages().size();
            long badge = mode == Mode.NAIVE
                    ? Long.parseLong(String.valueOf(redis.get(counter)))
                    : rooms.find("ben", room).unread();
            List<String> steps = List.of(
                    "Ada sends three messages, and deletes the last.",
                    mode == Mode.NAIVE
                            ? "A counter beside the messages went up with each."
                            : "What is unread is counted in the list of messages itself: ZCOUNT.",
                    "Ben's badge says " + badge + ", his list has " + listed + ".");
            return result(
                    mode, badge == listed, badge == listed ? "Badge and list agree." : "The badge has drifted.", steps);
        } finally {
            forget(room);
        }
    }

    /** The answer to a message is lost, so that the client sends it again. */
    Result retry(Mode mode) {
        String room = room();
        try {
            messages.send("ada", room, "first", "Shall we meet at five?");
            messages.send("ada", room, mode == Mode.NAIVE ? "second" : "first", "Shall we meet at five?");
            int shown = messages.history(room, Long.MAX_VALUE, 10).messages().size();
            List<String> steps = List.of(
                    "Ada sends a message; the answer is lost on its way.",
                    mode == Mode.NAIVE
                            ? "Her client sends it again, as a new one."
                            : "Her client sends it again, with the same clientId.",
                    "Everybody sees it " + (shown == 1 ? "once." : shown + " times."));
            return result(mode, shown == 1, shown == 1 ? "Shown once." : "Shown twice.", steps);
        } finally {
            forget(room);
        }
    }

    /** A room that nobody sees. */
    private String room() {
        String id = "lab-" + UUID.randomUUID().toString().substring(0, 8);
        rooms.make(id, id, "", 0);
        return id;
    }

    private void forget(String room) {
        redis.del(
                Keys.room(room),
                Keys.log(room),
                Keys.messages(room),
                Keys.index(room),
                Keys.words(room),
                Keys.marks(room),
                Keys.PREFIX + "{" + room + "}:counter");
    }
}
