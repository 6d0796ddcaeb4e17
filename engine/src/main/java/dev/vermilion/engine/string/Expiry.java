package dev.vermilion.engine.string;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;

/** The options EX, PX, EXAT and PXAT that set when a key expires. */
final class Expiry {

    private static final long MILLIS_PER_SECOND = 1000;

    private Expiry() {}

    /** True if the word at {@code at} is one of the options, and another word is behind it. */
    static boolean isOption(Call call, int at) {
        return at + 1 < call.count()
                && (call.is(at, "EX") || call.is(at, "PX") || call.is(at, "EXAT") || call.is(at, "PXAT"));
    }

    /** When the option at {@code at} lets the key expire, in milliseconds since 1970. */
    static long millis(Call call, int at) {
        boolean seconds = call.is(at, "EX") || call.is(at, "EXAT");
        return millis(call, at + 1, seconds, isMoment(call, at));
    }

    /** True if the option names a moment, and not a time from now on. */
    static boolean isMoment(Call call, int at) {
        return call.is(at, "EXAT") || call.is(at, "PXAT");
    }

    /** The word at {@code at} as a time: of seconds or milliseconds, since 1970 or from now on. */
    static long millis(Call call, int at, boolean seconds, boolean moment) {
        long time = call.integer(at);
        if (time <= 0 || (seconds && time > Long.MAX_VALUE / MILLIS_PER_SECOND)) {
            throw invalid(call);
        }
        long millis = seconds ? time * MILLIS_PER_SECOND : time;
        if (moment) {
            return millis;
        }
        if (millis > Long.MAX_VALUE - call.now()) {
            throw invalid(call);
        }
        return call.now() + millis;
    }

    private static CommandException invalid(Call call) {
        return Errors.of("ERR invalid expire time in '" + call.command().fullName() + "' command");
    }
}
