package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;

/** The commands that set, take away and tell when keys expire. */
final class Expire {

    private static final long MILLIS_PER_SECOND = 1000;
    private static final int NO_KEY = -2;
    private static final int NO_EXPIRY = -1;

    /**
     * What must hold of the expiry that a key has.
     *
     * @param nx it has none
     * @param xx it has one
     * @param gt it has one, and the new one is later
     * @param lt it has none, or the new one is earlier
     */
    private record Condition(boolean nx, boolean xx, boolean gt, boolean lt) {

        private boolean isMet(long old, long when) {
            boolean expires = old != Database.NEVER;
            return !(nx && expires)
                    && !(xx && !expires)
                    && !(gt && (!expires || when <= old))
                    && !(lt && expires && when >= old);
        }
    }

    private Expire() {}

    static void expire(Call call) {
        expire(call, MILLIS_PER_SECOND, call.now());
    }

    static void pexpire(Call call) {
        expire(call, 1, call.now());
    }

    static void expireAt(Call call) {
        expire(call, MILLIS_PER_SECOND, 0);
    }

    static void pexpireAt(Call call) {
        expire(call, 1, 0);
    }

    /**
     * Sets when a key expires.
     *
     * @param unit milliseconds in a unit of the argument
     * @param from the moment from which the argument counts, in milliseconds since 1970
     */
    private static void expire(Call call, long unit, long from) {
        Condition condition = condition(call);
        long when = when(call, unit, from);
        Slice key = call.arg(1);
        Database db = call.db();
        if (db.find(key) == null || !condition.isMet(db.expireAt(key), when)) {
            call.reply().integer(0);
            return;
        }
        if (call.isPast(when)) {
            db.remove(key);
            call.effect("DEL", key);
            call.changed(key, EventClass.GENERIC, "del");
        } else {
            db.expireAt(key, when);
            if (call.isFollowed()) {
                call.effect("PEXPIREAT", key, when);
            }
            call.changed(key, EventClass.GENERIC, "expire");
        }
        call.reply().integer(1);
    }

    private static long when(Call call, long unit, long from) {
        long time = call.integer(2);
        if (time > Long.MAX_VALUE / unit || time < Long.MIN_VALUE / unit || time * unit > Long.MAX_VALUE - from) {
            throw Errors.of("ERR invalid expire time in '" + call.command().fullName() + "' command");
        }
        return time * unit + from;
    }

    private static Condition condition(Call call) {
        boolean nx = false;
        boolean xx = false;
        boolean gt = false;
        boolean lt = false;
        for (int i = 3; i < call.count(); i++) {
            switch (call.arg(i).toLowerCase()) {
                case "nx" -> nx = true;
                case "xx" -> xx = true;
                case "gt" -> gt = true;
                case "lt" -> lt = true;
                default -> throw Errors.of("ERR Unsupported option " + Errors.quoted(call.arg(i)));
            }
        }
        if (nx && (xx || gt || lt)) {
            throw Errors.of("ERR NX and XX, GT or LT options at the same time are not compatible");
        }
        if (gt && lt) {
            throw Errors.of("ERR GT and LT options at the same time are not compatible");
        }
        return new Condition(nx, xx, gt, lt);
    }

    static void persist(Call call) {
        Slice key = call.arg(1);
        Database db = call.db();
        boolean expires = db.find(key) != null && db.expireAt(key) != Database.NEVER;
        if (expires) {
            db.expireAt(key, Database.NEVER);
            call.changed(key, EventClass.GENERIC, "persist");
        }
        call.reply().integer(expires);
    }

    static void ttl(Call call) {
        tell(call, MILLIS_PER_SECOND, call.now());
    }

    static void pttl(Call call) {
        tell(call, 1, call.now());
    }

    static void expireTime(Call call) {
        tell(call, MILLIS_PER_SECOND, 0);
    }

    static void pexpireTime(Call call) {
        tell(call, 1, 0);
    }

    /** Tells when a key expires, in units rounded to the nearest one, counted from {@code from}: never negative. */
    private static void tell(Call call, long unit, long from) {
        Slice key = call.arg(1);
        if (call.db().glance(key) == null) {
            call.reply().integer(NO_KEY);
            return;
        }
        long at = call.db().expireAt(key);
        call.reply().integer(at == Database.NEVER ? NO_EXPIRY : Long.divideUnsigned(at - from + unit / 2, unit));
    }
}
