package dev.vermilion.kit;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Hashes passwords slowly, by PBKDF2 with HMAC-SHA-256. The text that is kept says with how many rounds it was made, so
 * that the number can grow: {@code pbkdf2-sha256$600000$salt$hash}.
 */
public final class Passwords {

    /** What OWASP recommends for this function: https://cheatsheetseries.owasp.org. */
    public static final int ROUNDS = 600_000;

    private static final String NAME = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;

    private final SecureRandom random = new SecureRandom();
    private final int rounds;
    private final String ofNobody;

    /** Hashes with so many rounds; {@link #ROUNDS} except in tests. */
    public Passwords(int rounds) {
        this.rounds = rounds;
        this.ofNobody = hash("");
    }

    /** The text to keep for {@code password}. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return NAME + "$" + rounds + "$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(derive(password, salt, rounds));
    }

    /** Whether {@code kept} was made of {@code password}. */
    public boolean matches(String password, String kept) {
        String[] parts = kept.split("\\$");
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] hash = derive(password, base64.decode(parts[2]), Integer.parseInt(parts[1]));
        return MessageDigest.isEqual(hash, base64.decode(parts[3]));
    }

    /** Takes as long as {@link #matches}, for names that do not exist: the time must not tell which ones do. */
    public void pretend(String password) {
        matches(password, ofNobody);
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        try {
            PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
