package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;

/** Reads the moments at which fields are to expire. */
final class FieldTime {

    /** The latest moment that Redis accepts, in milliseconds since 1970: 46 bits, some 2200 years. */
    private static final long LATEST = (1L << 46) - 1;

    private FieldTime() {}

    /**
     * The word at {@code at} as a moment in milliseconds since 1970.
     *
     * @param seconds true if it is in seconds, false if in milliseconds
     * @param relative true if it counts from now
     */
    static long parse(Call call, int at, boolean seconds, boolean relative) {
        long time = call.integer(at);
        if (time < 0) {
            throw Errors.of("ERR invalid expire time, must be >= 0");
        }
        long base = relative ? call.now() : 0;
        long unit = seconds ? 1000 : 1;
        if (time > LATEST / unit || time * unit > LATEST - base) {
            throw Errors.of("ERR invalid expire time in '" + call.command().fullName() + "' command");
        }
        return time * unit + base;
    }
}
