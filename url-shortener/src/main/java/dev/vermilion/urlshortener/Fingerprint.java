package dev.vermilion.urlshortener;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What is counted of a visitor. */
final class Fingerprint {

    private Fingerprint() {}

    /** 64 bits of a hash with the code in it: visits of the same person to two links cannot be told to be that. */
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
