package dev.vermilion.urlshortener;

import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** How codes look: those that are generated, and those that people may choose. */
final class Codes {

    /** Letters and digits that are not mistaken for another when read aloud or typed: no 0 O o, 1 I i l, J j. */
    static final String ALPHABET = "abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789";

    /** 53^6, some 22 thousand million codes. */
    static final int LENGTH = 6;

    /** Collisions in a row before codes are one character longer. */
    static final int TRIES_PER_LENGTH = 3;

    private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{2,31}");
    private static final Set<String> RESERVED = Set.of(
            "about",
            "admin",
            "api",
            "app",
            "assets",
            "edit",
            "events",
            "favicon",
            "health",
            "help",
            "home",
            "index",
            "kit",
            "lens",
            "link",
            "links",
            "login",
            "logout",
            "metrics",
            "new",
            "preview",
            "privacy",
            "settings",
            "signup",
            "static",
            "stats",
            "status",
            "terms",
            "www");

    private Codes() {}

    /** A code of {@code length} characters. */
    static String random(RandomGenerator random, int length) {
        StringBuilder code = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    /** {@code number} in the digits of the alphabet, with so many of them; the number must be below {@link #space}. */
    static String ofNumber(long number, int length) {
        char[] code = new char[length];
        long rest = number;
        for (int i = length - 1; i >= 0; i--) {
            code[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(code);
    }

    /** The number that {@link #ofNumber} made this code of; it must be of the alphabet. */
    static long toNumber(String code) {
        long number = 0;
        for (int i = 0; i < code.length(); i++) {
            number = number * ALPHABET.length() + ALPHABET.indexOf(code.charAt(i));
        }
        return number;
    }

    /** How many codes of this length there are. */
    static double space(int length) {
        return Math.pow(ALPHABET.length(), length);
    }

    /** True for everything that can be the code of a link. */
    static boolean wellFormed(String code) {
        return CHOSEN.matcher(code).matches();
    }

    /** {@code code}, if a person may choose it. */
    static String checked(String code) {
        if (!wellFormed(code)) {
            throw LinkException.refused("The code must have 3 to 32 letters (a-z), digits, '-' or '_', "
                    + "and begin with a letter or digit.");
        }
        if (RESERVED.contains(code.toLowerCase(Locale.ROOT))) {
            throw LinkException.refused("The code '" + code + "' is reserved; choose another one.");
        }
        return code;
    }
}
