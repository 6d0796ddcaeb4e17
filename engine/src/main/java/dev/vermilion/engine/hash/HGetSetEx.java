package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The commands that read or set fields and do something to their expiry at once. */
final class HGetSetEx {

    private HGetSetEx() {}

    static void hgetdel(Call call) {
        HashValue hash = Hashes.find(call);
        FieldList fields = FieldList.behindKey(call);
        Hashes.expire(call, hash, fields.from(), fields.end());
        call.reply().array(fields.end() - fields.from());
        boolean changed = false;
        for (int i = fields.from(); i < fields.end(); i++) {
            if (hash != null && hash.form().find(call.arg(i))) {
                hash.form().writeValue(call.reply());
                hash.form().remove();
                call.effect("HDEL", call.arg(1), call.arg(i));
                changed = true;
            } else {
                call.reply().nullBulk();
            }
        }
        if (hash != null && changed) {
            Hashes.changed(call, hash, "hdel");
        }
    }

    static void hgetex(Call call) {
        Options options = new Options(call, false);
        HashValue hash = Hashes.find(call, options.fields.from(), options.fields.end());
        call.reply().array(options.fields.end() - options.fields.from());
        boolean changed = false;
        for (int i = options.fields.from(); i < options.fields.end(); i++) {
            if (hash != null && hash.form().find(call.arg(i))) {
                hash.form().writeValue(call.reply());
                if (changeExpiry(call, hash.form(), options)) {
                    changed = true;
                    tell(call, call.arg(i), options);
                }
            } else {
                call.reply().nullBulk();
            }
        }
        if (hash != null && changed) {
            call.db().trackElements(call.arg(1), hash);
            Hashes.changed(call, hash, options.persist ? "hpersist" : options.isPast(call) ? "hdel" : "hexpire");
        }
    }

    private static void tell(Call call, Slice field, Options options) {
        if (options.persist) {
            call.effect("HPERSIST", call.arg(1), "FIELDS", 1, field);
        } else {
            HExpire.tell(call, field, options.time);
        }
    }

    /** Does to the field that {@code form} stands at what the options say; true if something changed. */
    private static boolean changeExpiry(Call call, HashForm form, Options options) {
        if (options.persist) {
            boolean expires = form.expiry() != HashValue.NEVER;
            if (expires) {
                form.expiry(HashValue.NEVER);
            }
            return expires;
        }
        if (options.time == HashValue.NEVER) {
            return false;
        }
        if (options.isPast(call)) {
            form.remove();
        } else {
            form.expiry(options.time);
        }
        return true;
    }

    static void hsetex(Call call) {
        Options options = new Options(call, true);
        HashValue hash = Hashes.findOrNew(call);
        for (int i = options.fields.from(); i < options.fields.end(); i += 2) {
            Hashes.expire(call, hash, i, i + 1);
        }
        if (!conditionHolds(call, hash, options)) {
            call.reply().integer(0);
            return;
        }
        boolean timed = options.time != HashValue.NEVER;
        for (int i = options.fields.from(); i < options.fields.end(); i += 2) {
            hash.set(call.arg(i), call.arg(i + 1), timed || options.keepTtl, call.settings());
            changeExpiry(call, hash.form(), options);
            if (timed) {
                call.effect("HSET", call.arg(1), call.arg(i), call.arg(i + 1));
                HExpire.tell(call, call.arg(i), options.time);
            }
        }
        Hashes.store(call, hash, "hset");
        if (timed) {
            call.db().trackElements(call.arg(1), hash);
            call.event(call.arg(1), EventClass.HASH, options.isPast(call) ? "hdel" : "hexpire");
            if (hash.elements() == 0) {
                call.removeEmpty(call.arg(1));
            }
        }
        call.reply().integer(1);
    }

    private static boolean conditionHolds(Call call, HashValue hash, Options options) {
        if (!options.allThere && !options.noneThere) {
            return true;
        }
        for (int i = options.fields.from(); i < options.fields.end(); i += 2) {
            if (hash.form().find(call.arg(i)) != options.allThere) {
                return false;
            }
        }
        return true;
    }

    /** The words behind the key, which come in any order. */
    private static final class Options {

        private final boolean sets;
        private boolean persist;
        private boolean keepTtl;
        private boolean allThere;
        private boolean noneThere;
        private long time = HashValue.NEVER;
        private FieldList fields = new FieldList(0, 0);

        Options(Call call, boolean sets) {
            this.sets = sets;
            for (int i = 2; i < call.count(); ) {
                i = call.is(i, "FIELDS") ? readFields(call, i) : readOption(call, i);
            }
            if (fields.from() == 0) {
                throw Errors.of("ERR missing FIELDS argument");
            }
        }

        boolean isPast(Call call) {
            return call.isPast(time);
        }

        private int readFields(Call call, int at) {
            if (fields.from() > 0) {
                throw Errors.of("ERR FIELDS keyword specified multiple times");
            }
            if (at + 1 >= call.count()) {
                throw Errors.of("ERR wrong number of arguments");
            }
            fields = FieldList.at(call, at, sets ? 2 : 1, "ERR invalid number of fields");
            return fields.end();
        }

        /** Reads the option at {@code at}; returns the index behind it. */
        private int readOption(Call call, int at) {
            String unit = unit(call, at);
            if (unit != null) {
                onlyOneExpiry();
                if (at + 1 >= call.count()) {
                    throw Errors.of("ERR missing expire time");
                }
                time = FieldTime.parse(call, at + 1, unit.startsWith("E"), !unit.endsWith("AT"));
                return at + 2;
            }
            if (call.is(at, sets ? "KEEPTTL" : "PERSIST")) {
                onlyOneExpiry();
                keepTtl = sets;
                persist = !sets;
            } else if (sets && (call.is(at, "FXX") || call.is(at, "FNX"))) {
                if (allThere || noneThere) {
                    throw Errors.of("ERR Only one of FXX or FNX arguments can be specified");
                }
                allThere = call.is(at, "FXX");
                noneThere = !allThere;
            } else {
                throw Errors.of("ERR unknown argument: " + Errors.quoted(call.arg(at)));
            }
            return at + 1;
        }

        private static @Nullable String unit(Call call, int at) {
            for (String each : new String[] {"EX", "PX", "EXAT", "PXAT"}) {
                if (call.is(at, each)) {
                    return each;
                }
            }
            return null;
        }

        private void onlyOneExpiry() {
            if (time != HashValue.NEVER || keepTtl || persist) {
                String last = sets ? "KEEPTTL" : "PERSIST";
                throw Errors.of("ERR Only one of EX, PX, EXAT, PXAT or " + last + " arguments can be specified");
            }
        }
    }
}
