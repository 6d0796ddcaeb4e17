package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;

/** CLIENT TRACKING and its kin: keys are never tracked here, and these commands say so. */
final class Tracking {

    private Tracking() {}

    static void tracking(Call call) {
        for (int i = 3; i < call.count(); i++) {
            boolean takesValue = call.is(i, "REDIRECT") || call.is(i, "PREFIX");
            if (takesValue && i + 1 < call.count()) {
                if (call.is(i, "REDIRECT")) {
                    call.integer(i + 1);
                }
                i++;
            } else if (!call.is(i, "BCAST") && !call.is(i, "OPTIN") && !call.is(i, "OPTOUT") && !call.is(i, "NOLOOP")) {
                throw Errors.syntax();
            }
        }
        if (call.is(2, "ON")) {
            throw Errors.of("ERR client side caching is not supported: CLIENT TRACKING can only be OFF");
        }
        if (!call.is(2, "OFF")) {
            throw Errors.syntax();
        }
        call.reply().ok();
    }

    /** Why CLIENT CACHING does nothing. */
    static CommandException notTracking() {
        return Errors.of(
                "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT"
                        + " mode enabled");
    }

    static void info(Call call) {
        ReplyWriter reply = call.reply();
        reply.map(3);
        reply.bulk("flags");
        reply.set(1);
        reply.bulk("off");
        reply.bulk("redirect");
        reply.integer(-1);
        reply.bulk("prefixes");
        reply.array(0);
    }
}
