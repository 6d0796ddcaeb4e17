package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * HIMPORT: hashes with the same fields, whose names are sent once. A list of fields belongs to the connection that
 * prepared it.
 */
final class HImport {

    /** The lists of a client by name. */
    private static final class Fieldsets {
        private final Map<Slice, Slice[]> byName = new HashMap<>();
    }

    private HImport() {}

    static void prepare(Call call) {
        Slice[] fields = new Slice[call.count() - 3];
        Set<Slice> seen = new HashSet<>();
        for (int i = 0; i < fields.length; i++) {
            fields[i] = call.arg(i + 3).copy();
            if (!seen.add(fields[i])) {
                throw Errors.of("ERR duplicate field name in fieldset");
            }
        }
        fieldsets(call).put(call.arg(2).copy(), fields);
        call.reply().ok();
    }

    static void set(Call call) {
        Slice @Nullable [] fields = fieldsets(call).get(call.arg(3));
        if (fields == null) {
            throw Errors.of("ERR no such fieldset");
        }
        if (fields.length != call.count() - 4) {
            throw Errors.of("ERR value count does not match fieldset field count");
        }
        Slice key = call.arg(2);
        Object old = call.db().find(key);
        if (old != null && !(old instanceof HashValue)) {
            throw Errors.wrongType();
        }
        HashValue hash = new HashValue();
        for (int i = 0; i < fields.length; i++) {
            hash.set(fields[i], call.arg(i + 4), false, call.settings());
        }
        call.db().put(key, hash);
        call.db().expireAt(key, Database.NEVER);
        call.changed(key, EventClass.HASH, "hset");
        call.reply().ok();
    }

    static void discard(Call call) {
        call.reply().integer(fieldsets(call).remove(call.arg(2)) != null);
    }

    static void discardAll(Call call) {
        Map<Slice, Slice[]> all = fieldsets(call);
        call.reply().integer(all.size());
        all.clear();
    }

    private static Map<Slice, Slice[]> fieldsets(Call call) {
        return call.client().keep(Fieldsets.class, Fieldsets::new).byName;
    }
}
