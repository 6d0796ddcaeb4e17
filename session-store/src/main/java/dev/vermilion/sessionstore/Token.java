package dev.vermilion.sessionstore;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the session cookie holds: whose session it is, as a number that means nothing elsewhere, and the secret.
 *
 * @param userId a user's number, or one made for a guest
 */
record Token(String userId, String secret) {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{12})\\.([A-Za-z0-9_-]{27})");

    /** A new one. */
    static Token make(String userId) {
        return new Token(userId, Secrets.make());
    }

    /** The token of a cookie; empty if the cookie is not of our making. */
    static Optional<Token> parse(String cookie) {
        return Optional.of(FORM.matcher(cookie))
                .filter(match -> match.matches())
                .map(match -> new Token(match.group(1), match.group(2)));
    }

    String cookie() {
        return userId + "." + secret;
    }

    /** What Redis knows of the secret. */
    String hash() {
        return Secrets.hash(secret);
    }

    @Override
    public String toString() {
        return userId + "." + hash(); // for logs: without the secret
    }
}
