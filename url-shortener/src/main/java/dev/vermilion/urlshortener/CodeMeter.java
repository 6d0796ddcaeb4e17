package dev.vermilion.urlshortener;

import dev.vermilion.kit.Script;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/**
 * How long new codes are. It counts how often drawing a code met one that was taken, and lets codes grow by a character
 * when that becomes likely, or has just happened several times in a row. All instances share what it knows.
 */
final class CodeMeter {

    /** Codes grow before more than one draw in so many would fail. */
    static final int RARE = 1_000;

    private static final Script GROW = Script.of(CodeMeter.class, "grow");

    private final UnifiedJedis redis;

    CodeMeter(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * What is known of the codes.
     *
     * @param length of the next one, in characters
     * @param taken links with codes of this length
     * @param space codes of this length there are
     * @param probability that the next draw meets one that is taken, 0 to 1
     * @param growsAt so many links of this length are too many
     * @param draws codes that were drawn, ever
     * @param collisions draws that met one that was taken, ever
     */
    record Reading(
            int length, long taken, double space, double probability, long growsAt, long draws, long collisions) {}

    /** How long the next code shall be. One round trip; it grows here if it must. */
    int length() {
        Reading reading = read();
        return reading.taken() < reading.growsAt() ? reading.length() : grow(reading.length());
    }

    Reading read() {
        Map<String, String> fields = redis.hgetAll(Keys.CODES);
        int length = Integer.parseInt(fields.getOrDefault("length", Integer.toString(Codes.LENGTH)));
        double space = Codes.space(length);
        long taken = Math.max(0, LinkReader.number(fields.get("taken:" + length)));
        return new Reading(
                length,
                taken,
                space,
                taken / space,
                (long) (space / RARE),
                LinkReader.number(fields.get("draws")),
                LinkReader.number(fields.get("collisions")));
    }

    /** Codes of {@code length} characters are too short; returns how long they are now, once longer for all who say so. */
    int grow(int length) {
        Object grown = GROW.run(redis, List.of(Keys.CODES), List.of(Integer.toString(length)));
        return ((Long) Objects.requireNonNull(grown)).intValue();
    }

    /** A draw, and whether it met a code that was taken. */
    void drawn(boolean collided) {
        redis.hincrBy(Keys.CODES, "draws", 1);
        if (collided) {
            redis.hincrBy(Keys.CODES, "collisions", 1);
        }
    }

    /** So many links more with a code of this length; negative for fewer. */
    void taken(String code, int more) {
        redis.hincrBy(Keys.CODES, "taken:" + code.length(), more);
    }
}
