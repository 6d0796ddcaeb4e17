package dev.vermilion.urlshortener;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Keys by which programs say who they are: {@code vk_ID_SECRET}. Redis holds a hash of the secret; the key itself is shown
 * once. A plain SHA-256 is enough, for the secret is 192 random bits, which nobody guesses.
 */
final class ApiKeys {

    /** So many keys at most. */
    static final int MOST = 100;

    private static final int LONGEST_NAME = 60;
    private static final int SECRET_BYTES = 24;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** A key without its secret. */
    record ApiKey(
            String id,
            String name,
            Instant created,
            @Nullable Instant lastUsed) {}

    /** A new key, shown this once. */
    record Made(ApiKey key, String secret) {}

    /**
     * @throws LinkException if the name is not right, or there are too many keys
     */
    Made make(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw LinkException.refused("The name of a key must have 1 to " + LONGEST_NAME + " characters.");
        }
        byte[] idBytes = new byte[4];
        byte[] secretBytes = new byte[SECRET_BYTES];
        random.nextBytes(idBytes);
        random.nextBytes(secretBytes);
        String id = HexFormat.of().formatHex(idBytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(secretBytes);
        if (redis.sadd(Keys.API_KEYS, id) == 1 && redis.scard(Keys.API_KEYS) > MOST) {
            redis.srem(Keys.API_KEYS, id); // who comes last takes back what was one too many
            throw LinkException.refused("The keys are too many: at most " + MOST + ". Delete one first.");
        }
        Instant now = Instant.ofEpochMilli(clock.millis());
        redis.hset(
                Keys.apiKey(id),
                Map.of(
                        "name",
                        name.strip(),
                        "hash",
                        Keys.sha256(secret),
                        "created",
                        Long.toString(now.toEpochMilli())));
        return new Made(new ApiKey(id, name.strip(), now, null), "vk_" + id + "_" + secret);
    }

    /**
     * The id of a key as it stands in a header.
     *
     * @return empty if it is not right
     */
    Optional<String> check(String key) {
        String[] parts = key.split("_", 3);
        if (parts.length != 3 || !parts[0].equals("vk") || !parts[1].matches("[0-9a-f]{8}")) {
            return Optional.empty();
        }
        String hash = redis.hget(Keys.apiKey(parts[1]), "hash");
        if (hash == null || !MessageDigest.isEqual(bytes(hash), bytes(Keys.sha256(parts[2])))) {
            return Optional.empty();
        }
        redis.hset(Keys.apiKey(parts[1]), "used", Long.toString(clock.millis()));
        return Optional.of(parts[1]);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** All keys, the oldest first. */
    List<ApiKey> all() {
        List<ApiKey> all = new ArrayList<>();
        for (String id : redis.smembers(Keys.API_KEYS)) {
            Map<String, String> fields = redis.hgetAll(Keys.apiKey(id));
            Instant created = LinkReader.instant(fields.get("created"));
            if (created != null) {
                all.add(new ApiKey(
                        id, fields.getOrDefault("name", ""), created, LinkReader.instant(fields.get("used"))));
            }
        }
        all.sort(Comparator.comparing(ApiKey::created));
        return all;
    }

    /** Ends a key; its links stay, and nobody may change them. False if there was none. */
    boolean delete(String id) {
        redis.srem(Keys.API_KEYS, id);
        return redis.del(Keys.apiKey(id)) > 0;
    }

    void deleteAll() {
        redis.smembers(Keys.API_KEYS).forEach(this::delete);
        redis.del(Keys.API_KEYS);
    }
}
