package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.tracking.Tracker;
import dev.vermilion.engine.tracking.Tracking;
import dev.vermilion.engine.tracking.TrackingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CLIENT TRACKING, TRACKINGINFO, CACHING and GETREDIR. */
final class ClientTracking {

    private static final String NOT_TRACKING =
            "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN or OPTOUT"
                    + " mode enabled";

    private final Tracking tracking;
    private final Clients clients;

    ClientTracking(Tracking tracking, Clients clients) {
        this.tracking = tracking;
        this.clients = clients;
    }

    void tracking(Call call) {
        TrackingMode mode = mode(call);
        if (call.is(2, "ON")) {
            check(mode, tracking.of(call.client()));
            tracking.begin(call.client(), mode);
        } else if (call.is(2, "OFF")) {
            tracking.end(call.client());
        } else {
            throw Errors.syntax();
        }
        call.reply().ok();
    }

    private TrackingMode mode(Call call) {
        long redirect = 0;
        boolean broadcast = false;
        boolean optIn = false;
        boolean optOut = false;
        boolean noLoop = false;
        List<Slice> prefixes = new ArrayList<>();
        for (int i = 3; i < call.count(); i++) {
            boolean more = i + 1 < call.count();
            if (call.is(i, "REDIRECT") && more) {
                redirect = redirect(call, ++i, redirect);
            } else if (call.is(i, "PREFIX") && more) {
                prefixes.add(call.arg(++i).copy());
            } else if (call.is(i, "BCAST")) {
                broadcast = true;
            } else if (call.is(i, "OPTIN")) {
                optIn = true;
            } else if (call.is(i, "OPTOUT")) {
                optOut = true;
            } else if (call.is(i, "NOLOOP")) {
                noLoop = true;
            } else {
                throw Errors.syntax();
            }
        }
        return new TrackingMode(redirect, broadcast, optIn, optOut, noLoop, prefixes);
    }

    private long redirect(Call call, int index, long before) {
        if (before != 0) {
            throw Errors.of("ERR A client can only redirect to a single other client");
        }
        long id = call.integer(index);
        if (clients.find(id) == null) {
            throw Errors.of("ERR The client ID you want redirect to does not exist");
        }
        return id;
    }

    private static void check(TrackingMode mode, @Nullable Tracker before) {
        if (!mode.broadcast() && !mode.prefixes().isEmpty()) {
            throw Errors.of("ERR PREFIX option requires BCAST mode to be enabled");
        }
        if (before != null && before.mode().broadcast() != mode.broadcast()) {
            throw cannotSwitch("BCAST mode on/off");
        }
        if (mode.broadcast() && (mode.optIn() || mode.optOut())) {
            throw Errors.of("ERR OPTIN and OPTOUT are not compatible with BCAST");
        }
        if (mode.optIn() && mode.optOut()) {
            throw Errors.of("ERR You can't specify both OPTIN mode and OPTOUT mode");
        }
        if (before != null
                && ((mode.optIn() && before.mode().optOut())
                        || (mode.optOut() && before.mode().optIn()))) {
            throw cannotSwitch("OPTIN/OPTOUT mode");
        }
        for (int i = 0; i < mode.prefixes().size(); i++) {
            Slice prefix = mode.prefixes().get(i);
            if (before != null) {
                rejectOverlap(prefix, before.prefixes(), "an existing");
            }
            rejectOverlap(prefix, mode.prefixes().subList(i + 1, mode.prefixes().size()), "another provided");
        }
    }

    private static CommandException cannotSwitch(String what) {
        return Errors.of("ERR You can't switch " + what + " before disabling tracking for this client, and then"
                + " re-enabling it with a different mode.");
    }

    /** A key must not begin with two prefixes of one client: it would be told twice. */
    private static void rejectOverlap(Slice prefix, Iterable<Slice> others, String which) {
        for (Slice each : others) {
            int length = Math.min(prefix.length(), each.length());
            boolean same = true;
            for (int i = 0; i < length && same; i++) {
                same = prefix.byteAt(i) == each.byteAt(i);
            }
            if (same) {
                throw Errors.of("ERR Prefix '" + prefix + "' overlaps with " + which + " prefix '" + each
                        + "'. Prefixes for a single client must not overlap.");
            }
        }
    }

    void caching(Call call) {
        Tracker tracker = tracking.of(call.client());
        if (tracker == null) {
            throw Errors.of(NOT_TRACKING);
        }
        if (call.is(2, "YES")) {
            if (!tracker.mode().optIn()) {
                throw Errors.of("ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode.");
            }
        } else if (!call.is(2, "NO")) {
            throw Errors.syntax();
        } else if (!tracker.mode().optOut()) {
            throw Errors.of("ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode.");
        }
        tracker.cachingGiven(true);
        call.reply().ok();
    }

    void redirection(Call call) {
        call.reply().integer(redirection(tracking.of(call.client())));
    }

    private static long redirection(@Nullable Tracker tracker) {
        return tracker == null ? -1 : tracker.mode().redirect();
    }

    void info(Call call) {
        Tracker tracker = tracking.of(call.client());
        ReplyWriter reply = call.reply();
        reply.map(3);
        reply.bulk("flags");
        List<String> flags = flags(tracker);
        reply.set(flags.size());
        flags.forEach(reply::bulk);
        reply.bulk("redirect");
        reply.integer(redirection(tracker));
        reply.bulk("prefixes");
        reply.array(tracker == null ? 0 : tracker.prefixes().size());
        if (tracker != null) {
            tracker.prefixes().forEach(reply::bulk);
        }
    }

    private static List<String> flags(@Nullable Tracker tracker) {
        if (tracker == null) {
            return List.of("off");
        }
        TrackingMode mode = tracker.mode();
        List<String> flags = new ArrayList<>(List.of("on"));
        flag(flags, "bcast", mode.broadcast());
        flag(flags, "optin", mode.optIn());
        flag(flags, "caching-yes", mode.optIn() && tracker.isCachingGiven());
        flag(flags, "optout", mode.optOut());
        flag(flags, "caching-no", mode.optOut() && tracker.isCachingGiven());
        flag(flags, "noloop", mode.noLoop());
        flag(flags, "broken_redirect", tracker.isBroken());
        return flags;
    }

    private static void flag(List<String> flags, String flag, boolean set) {
        if (set) {
            flags.add(flag);
        }
    }
}
