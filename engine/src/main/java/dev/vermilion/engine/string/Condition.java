package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The options that let SET and DELEX happen only if the key holds what it should, or nothing. */
enum Condition {
    /** No condition. */
    ALWAYS(false),
    /** The key is not there. */
    NX(false),
    /** The key is there. */
    XX(false),
    /** The key holds this string. */
    IFEQ(true),
    /** The key does not hold this string. */
    IFNE(true),
    /** The key holds a string of this digest. */
    IFDEQ(true),
    /** The key does not hold a string of this digest. */
    IFDNE(true);

    private static final int DIGEST_DIGITS = 16;

    private final boolean hasOperand;

    Condition(boolean hasOperand) {
        this.hasOperand = hasOperand;
    }

    /** The condition that the word at {@code at} names, or null; one with an operand needs a word behind it. */
    static @Nullable Condition at(Call call, int at) {
        for (Condition each : values()) {
            if (each != ALWAYS && call.is(at, each.name())) {
                return !each.hasOperand || at + 1 < call.count() ? each : null;
            }
        }
        return null;
    }

    /** True if it compares with the word behind it. */
    boolean hasOperand() {
        return hasOperand;
    }

    /** Raises an error if {@code operand} is none for this condition. */
    void check(Slice operand) {
        if (this == IFDEQ || this == IFDNE) {
            if (operand.length() != DIGEST_DIGITS || !operand.toString().matches("[0-9a-fA-F]*")) {
                throw Errors.of("ERR must be exactly " + DIGEST_DIGITS + " hexadecimal characters");
            }
        }
    }

    /** True if {@code value}, null for no key, is as it should be. WRONGTYPE if a string is compared with no string. */
    boolean holds(@Nullable Object value, Slice operand) {
        return switch (this) {
            case ALWAYS -> true;
            case NX -> value == null;
            case XX -> value != null;
            case IFEQ -> value != null && isEqual(value, operand);
            case IFNE -> value == null || !isEqual(value, operand);
            case IFDEQ -> value != null && hasDigest(value, operand);
            case IFDNE -> value == null || !hasDigest(value, operand);
        };
    }

    private static boolean isEqual(Object value, Slice operand) {
        StringValue.checked(value);
        return StringValue.slice(value).equals(operand);
    }

    private static boolean hasDigest(Object value, Slice operand) {
        StringValue.checked(value);
        return Xxh3.hex(StringValue.slice(value)).equals(operand.toString().toLowerCase(Locale.ROOT));
    }
}
