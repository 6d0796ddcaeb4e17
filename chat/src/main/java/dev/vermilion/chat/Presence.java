package dev.vermilion.chat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vermilion.kit.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import redis.clients.jedis.UnifiedJedis;

/**
 * Who is there: a lease for each device, which the device renews three times as often as it would end. A device that
 * crashed is gone when its lease ends; logging out on one device does not touch the others. Redis's clock decides.
 */
final class Presence {

    static final Duration LEASE = Duration.ofSeconds(15);
    static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Script PRESENCE = Script.of(Presence.class, "presence");
    private static final Script TYPING = Script.of(Presence.class, "typing");
    private static final Duration TYPING_LASTS = Duration.ofSeconds(5);

    private final UnifiedJedis redis;
    private final String key;
    private final Duration lease;
    private final String channel;

    Presence(UnifiedJedis redis) {
        this(redis, Keys.LEASES, LEASE, Keys.CHANNEL);
    }

    /** Leases of another length, under another key, which tell of changes on another channel. */
    Presence(UnifiedJedis redis, String key, Duration lease, String channel) {
        this.channel = channel;
        this.redis = redis;
        this.key = key;
        this.lease = lease;
    }

    /** Says that a device is there, and how many devices everybody has. */
    Map<String, Integer> renew(String user, String device) {
        return run("renew", user + "/" + device);
    }

    /** Says that a device has gone. */
    Map<String, Integer> end(String user, String device) {
        return run("end", user + "/" + device);
    }

    /** Removes leases that have ended; how many devices everybody has who is there. */
    Map<String, Integer> check() {
        return run("check", "");
    }

    private Map<String, Integer> run(String what, String member) {
        List<String> arguments = List.of(what, member, Long.toString(lease.toMillis()), channel);
        String json = (String) Objects.requireNonNull(PRESENCE.run(redis, List.of(key), arguments));
        try {
            return MAPPER.readValue(json, new TypeReference<TreeMap<String, Integer>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows for five seconds that a user types, or no longer. */
    void typing(String user, String room, boolean types) {
        String millis = Long.toString(types ? TYPING_LASTS.toMillis() : 0);
        TYPING.run(redis, List.of(Keys.typing(room)), List.of(user, millis, room, Keys.CHANNEL));
    }

    /** Who types in a room, for those who come later. */
    List<String> typing(String room) {
        return redis.zrange(Keys.typing(room), 0, -1);
    }
}
