package dev.vermilion.urlshortener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is kept of a visitor. */
final class Fingerprint {

    private Fingerprint() {}

    /** 64 bits of a hash with the code in it: it cannot be compared between links, and Redis stores it as an integer. */
    static String of(String code, String visitor) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((code + '\n' + visitor).getBytes(StandardCharsets.UTF_8));
            return Long.toString(ByteBuffer.wrap(hash).getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
