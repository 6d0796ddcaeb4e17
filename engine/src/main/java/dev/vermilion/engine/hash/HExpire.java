package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that set, take away and tell when fields expire. They answer with a code for each field. */
final class HExpire {

    private static final int NO_FIELD = -2;
    private static final int NO_EXPIRY = -1;
    private static final int CONDITION_NOT_MET = 0;
    private static final int DONE = 1;
    private static final int REMOVED = 2;

    private enum Condition {
        NONE,
        /** The field has no expiry. */
        NX,
        /** The field has an expiry. */
        XX,
        /** The new expiry is later; no expiry is later than any. */
        GT,
        /** The new expiry is earlier. */
        LT
    }

    private record Options(Condition condition, FieldList fields) {}

    private HExpire() {}

    static void hexpire(Call call) {
        expire(call, true, true);
    }

    static void hpexpire(Call call) {
        expire(call, false, true);
    }

    static void hexpireat(Call call) {
        expire(call, true, false);
    }

    static void hpexpireat(Call call) {
        expire(call, false, false);
    }

    private static void expire(Call call, boolean seconds, boolean relative) {
        HashValue hash = Hashes.find(call);
        long time = FieldTime.parse(call, 2, seconds, relative);
        Options options = options(call);
        FieldList fields = options.fields;
        Hashes.expire(call, hash, fields.from(), fields.end());
        call.reply().array(fields.end() - fields.from());
        List<Slice> done = new ArrayList<>();
        for (int i = fields.from(); i < fields.end(); i++) {
            int code = expireField(call, hash, i, time, options.condition);
            if (code > 0) {
                done.add(call.arg(i));
            }
            call.reply().integer(code);
        }
        if (hash != null && !done.isEmpty()) {
            tell(call, done, time, options.condition);
            call.db().trackElements(call.arg(1), hash);
            Hashes.changed(call, hash, call.isPast(time) ? "hdel" : "hexpire");
        }
    }

    private static void tell(Call call, List<Slice> fields, long time, Condition condition) {
        if (call.isPast(time)) {
            fields.forEach(field -> tell(call, field, time));
            return;
        }
        List<Object> words = new ArrayList<>(List.of("HPEXPIREAT", call.arg(1), time));
        if (condition != Condition.NONE) {
            words.add(condition);
        }
        words.add("FIELDS");
        words.add(fields.size());
        words.addAll(fields);
        call.effect(words);
    }

    /** Says what was done to a field, whenever that is done again. */
    static void tell(Call call, Slice field, long time) {
        if (call.isPast(time)) {
            call.effect("HDEL", call.arg(1), field);
        } else {
            call.effect("HPEXPIREAT", call.arg(1), time, "FIELDS", 1, field);
        }
    }

    private static int expireField(Call call, @Nullable HashValue hash, int field, long time, Condition condition) {
        if (hash == null || !hash.form().find(call.arg(field))) {
            return NO_FIELD;
        }
        if (!isMet(condition, hash.form().expiry(), time)) {
            return CONDITION_NOT_MET;
        }
        if (call.isPast(time)) {
            hash.form().remove();
            return REMOVED;
        }
        hash.form().expiry(time);
        return DONE;
    }

    private static boolean isMet(Condition condition, long old, long time) {
        boolean expires = old != HashValue.NEVER;
        return switch (condition) {
            case NONE -> true;
            case NX -> !expires;
            case XX -> expires;
            case GT -> expires && time > old;
            case LT -> !expires || time < old;
        };
    }

    /** The condition and the fields, in any order. */
    private static Options options(Call call) {
        Condition condition = Condition.NONE;
        boolean many = false;
        FieldList fields = null;
        for (int i = 3; i < call.count(); ) {
            if (call.is(i, "FIELDS")) {
                fields = fields(call, i, fields);
                i = fields.end();
            } else {
                many |= condition != Condition.NONE;
                condition = condition(call, i);
                i++;
            }
        }
        if (fields == null) {
            throw Errors.of("ERR missing FIELDS argument");
        }
        if (many) {
            throw Errors.of("ERR Multiple condition flags specified");
        }
        return new Options(condition, fields);
    }

    private static FieldList fields(Call call, int at, @Nullable FieldList before) {
        if (before != null) {
            throw Errors.of("ERR FIELDS keyword specified multiple times");
        }
        if (at + 2 >= call.count()) {
            throw Errors.of("ERR FIELDS requires at least numfields and one field argument");
        }
        return FieldList.at(call, at, 1, "ERR Parameter `numFields` should be greater than 0");
    }

    private static Condition condition(Call call, int at) {
        for (Condition each : Condition.values()) {
            if (each != Condition.NONE && call.is(at, each.name())) {
                return each;
            }
        }
        throw Errors.of("ERR unknown argument: " + Errors.quoted(call.arg(at)));
    }

    static void hpersist(Call call) {
        HashValue hash = Hashes.find(call);
        FieldList fields = FieldList.behindKey(call);
        call.reply().array(fields.end() - fields.from());
        boolean changed = false;
        for (int i = fields.from(); i < fields.end(); i++) {
            int code = NO_FIELD;
            if (hash != null && isThere(call, hash, i)) {
                code = hash.form().expiry() == HashValue.NEVER ? NO_EXPIRY : DONE;
            }
            if (hash != null && code == DONE) {
                hash.form().expiry(HashValue.NEVER);
                changed = true;
            }
            call.reply().integer(code);
        }
        if (hash != null && changed) {
            Hashes.changed(call, hash, "hpersist");
        }
    }

    /** Stands at a field, unless it is not there or has expired. */
    private static boolean isThere(Call call, HashValue hash, int field) {
        return hash.form().find(call.arg(field))
                && !call.db().hasExpired(hash.form().expiry());
    }

    static void httl(Call call) {
        tell(call, true, call.now());
    }

    static void hpttl(Call call) {
        tell(call, false, call.now());
    }

    static void hexpiretime(Call call) {
        tell(call, true, 0);
    }

    static void hpexpiretime(Call call) {
        tell(call, false, 0);
    }

    private static void tell(Call call, boolean seconds, long from) {
        HashValue hash = Hashes.read(call);
        FieldList fields = FieldList.behindKey(call);
        call.reply().array(fields.end() - fields.from());
        for (int i = fields.from(); i < fields.end(); i++) {
            if (hash == null || !isThere(call, hash, i)) {
                call.reply().integer(NO_FIELD);
            } else if (hash.form().expiry() == HashValue.NEVER) {
                call.reply().integer(NO_EXPIRY);
            } else {
                long left = hash.form().expiry() - from;
                call.reply().integer(seconds ? (left + 999) / 1000 : left);
            }
        }
    }
}
