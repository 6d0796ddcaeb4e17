package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** What the commands of this room share: the way from the first argument to the hash and back. */
final class Hashes {

    private Hashes() {}

    /** The hash at the key for a command that reads, or null if there is none. */
    static @Nullable HashValue read(Call call) {
        return typed(call.db().lookup(call.arg(1)));
    }

    /** The hash at the key for a command that writes, or null if there is none. */
    static @Nullable HashValue find(Call call) {
        return typed(call.db().find(call.arg(1)));
    }

    /** The hash at the key for a command that writes, or a new one that is not at the key yet; see {@link #store}. */
    static HashValue findOrNew(Call call) {
        HashValue hash = find(call);
        return hash == null ? new HashValue() : hash;
    }

    /** Puts a hash to the key unless it is there, and says that {@code event} changed it. */
    static void store(Call call, HashValue hash, String event) {
        if (call.db().find(call.arg(1)) != hash) {
            call.db().put(call.arg(1), hash);
        }
        call.changed(call.arg(1), EventClass.HASH, event);
    }

    /** Says that {@code event} changed the hash, and removes the key if no field is left. */
    static void changed(Call call, HashValue hash, String event) {
        Slice key = call.arg(1);
        call.changed(key, EventClass.HASH, event);
        if (hash.elements() == 0) {
            call.removeEmpty(key);
        }
    }

    private static @Nullable HashValue typed(@Nullable Object value) {
        if (value == null || value instanceof HashValue) {
            return (HashValue) value;
        }
        throw Errors.wrongType();
    }
}
