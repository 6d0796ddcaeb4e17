package dev.vermilion.engine.acl;

import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The passwords of a user, kept as SHA-256 in lower-case hexadecimal digits, in the order they were added. */
final class Passwords {

    private static final String NO_HASH =
            "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters";
    private static final String NO_SUCH = "The password you are trying to remove from the user does not exist";

    private final List<String> hashes = new ArrayList<>();

    static String hash(Slice password) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(password.toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A hash as somebody wrote it. */
    static String checked(Slice hash) {
        String text = hash.toString();
        if (!text.matches("[0-9a-f]{64}")) {
            throw RuleException.of(NO_HASH);
        }
        return text;
    }

    void add(String hash) {
        if (!hashes.contains(hash)) {
            hashes.add(hash);
        }
    }

    void remove(String hash) {
        if (!hashes.remove(hash)) {
            throw RuleException.of(NO_SUCH);
        }
    }

    void clear() {
        hashes.clear();
    }

    void setTo(Passwords other) {
        hashes.clear();
        hashes.addAll(other.hashes);
    }

    List<String> hashes() {
        return hashes;
    }

    /** True if it is one of them. The time it takes tells nothing of how much of it is right. */
    boolean accept(Slice password) {
        byte[] given = ascii(hash(password));
        boolean right = false;
        for (String each : hashes) {
            right |= MessageDigest.isEqual(given, ascii(each));
        }
        return right;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
