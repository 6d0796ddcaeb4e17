package dev.vermilion.urlshortener;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;

/**
 * The names of all keys. A link belongs to one of {@value #PARTITIONS} partitions, by its code; everything that changes in
 * one step with it, the clicks of its partition included, has the partition as its hash tag, so that it lives on one node of
 * a cluster.
 */
final class Keys {

    static final String PREFIX = "short:";

    /** Into so many streams clicks are divided, and so many consumers an instance has. */
    static final int PARTITIONS = 4;

    /** All links, the newest last: "CODE:nonce", scored by when it was made. */
    static final String LINKS = PREFIX + "links";

    /** How long new codes are, and how often drawing one failed. */
    static final String CODES = PREFIX + "codes";

    static final String TAGS = PREFIX + "tags";
    static final String API_KEYS = PREFIX + "keys";
    static final String ORPHANS = PREFIX + "{orphans}:log";
    static final String ORPHAN_CODES = PREFIX + "{orphans}:codes";

    private static final List<String> PARTS = List.of(
            "link", "gate", "visits", "visitors", "hours", "referrers", "devices", "browsers", "languages", "seen");

    private Keys() {}

    static int partition(String code) {
        return Math.floorMod(code.hashCode(), PARTITIONS);
    }

    /** What all keys of a partition begin with. */
    static String partition(int number) {
        return PREFIX + "{" + number + "}:";
    }

    /** A key of a link: {@code link}, {@code gate}, {@code visits} and so on. */
    static String of(String code, String part) {
        return partition(partition(code)) + code + ":" + part;
    }

    /** All keys of a link. */
    static String[] all(String code) {
        return PARTS.stream().map(part -> of(code, part)).toArray(String[]::new);
    }

    /** The keys of a link that live as long as its memory; the gate is the second. */
    static List<String> lasting(String code) {
        return PARTS.stream()
                .filter(part -> !part.equals("seen"))
                .map(part -> of(code, part))
                .toList();
    }

    static String link(String code) {
        return of(code, "link");
    }

    static String gate(String code) {
        return of(code, "gate");
    }

    static String visits(String code) {
        return of(code, "visits");
    }

    static String visitors(String code) {
        return of(code, "visitors");
    }

    /** The stream of clicks of a partition that are not counted yet. */
    static String clicks(int partition) {
        return partition(partition) + "clicks";
    }

    /** What was served and counted in a partition, in numbers. */
    static String ledger(int partition) {
        return partition(partition) + "ledger";
    }

    /** Is there while nothing of a partition is counted. */
    static String paused(int partition) {
        return partition(partition) + "paused";
    }

    /** The most visited links of a partition on a day. */
    static String top(int partition, LocalDate day) {
        return partition(partition) + "top:" + day;
    }

    /** The links with a tag. */
    static String tag(String tag) {
        return PREFIX + "tag:" + tag;
    }

    /** Which link leads to a target. */
    static String target(String target) {
        return PREFIX + "target:" + sha256(target);
    }

    /** One of the keys that programs identify themselves with. */
    static String apiKey(String id) {
        return PREFIX + "key:" + id;
    }

    /** How often somebody tried passwords of a link. */
    static String attempts(String code, String who) {
        return of(code, "attempts:" + who);
    }

    static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
