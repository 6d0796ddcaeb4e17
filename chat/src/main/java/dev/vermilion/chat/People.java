package dev.vermilion.chat;

import dev.vermilion.kit.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Who is who: a name belongs to whoever took it first, and a token proves it. */
final class People {

    /** Anybody may play these. */
    static final List<String> DEMO = List.of("ada", "ben", "cleo", "dev");

    private static final long TOKEN_SECONDS = 30L * 24 * 3600;
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{2,20}");

    private final UnifiedJedis redis;
    private final SecureRandom random = new SecureRandom();

    People(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Takes a name, and returns the token that proves it; Redis keeps only a hash of the token. */
    String join(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Problem.unprocessable("A name has 2 to 20 characters: a to z, digits and dashes.");
        }
        SetParams ifFree = SetParams.setParams().nx().ex(TOKEN_SECONDS);
        if (!DEMO.contains(name) && redis.set(Keys.name(name), "taken", ifFree) == null) {
            throw Problem.conflict("This name is taken; choose another one.");
        }
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        redis.set(Keys.token(hash(token)), name, SetParams.setParams().ex(TOKEN_SECONDS));
        return token;
    }

    /** Whose token this is. */
    Optional<String> find(String token) {
        return Optional.ofNullable(redis.get(Keys.token(hash(token))));
    }

    /** Keeps a name and its token for thirty days more: called when a device connects, for each call would be too many. */
    void keep(String name, String token) {
        redis.expire(Keys.token(hash(token)), TOKEN_SECONDS);
        redis.expire(Keys.name(name), TOKEN_SECONDS);
    }

    /** True if somebody has this name, so that one can write to them. */
    boolean exists(String name) {
        return DEMO.contains(name) || (NAME.matcher(name).matches() && redis.exists(Keys.name(name)));
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
