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

    /** As {@link #read}, when those of the fields named from {@code from} to {@code end} that have expired are gone. */
    static @Nullable HashValue read(Call call, int from, int end) {
        HashValue hash = read(call);
        expire(call, hash, from, end);
        return hash;
    }

    /** As {@link #find}, when those of the fields named from {@code from} to {@code end} that have expired are gone. */
    static @Nullable HashValue find(Call call, int from, int end) {
        HashValue hash = find(call);
        expire(call, hash, from, end);
        return hash;
    }

    /** Removes those of the fields named from {@code from} to {@code end} that have expired. */
    static void expire(Call call, @Nullable HashValue hash, int from, int end) {
        if (hash != null && call.db().hasExpired(hash)) {
            Slice[] fields = new Slice[end - from];
            for (int i = from; i < end; i++) {
                fields[i - from] = call.arg(i).copy();
            }
            call.db().expireElements(call.arg(1), hash, fields);
        }
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

    /** As {@link #findOrNew(Call)}, when the field named by the word {@code at} is gone if it has expired. */
    static HashValue findOrNew(Call call, int at) {
        HashValue hash = find(call, at, at + 1);
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
        } else if (call.db().expiringElements() > 0) {
            call.db().trackElements(key, hash);
        }
    }

    private static @Nullable HashValue typed(@Nullable Object value) {
        if (value == null || value instanceof HashValue) {
            return (HashValue) value;
        }
        throw Errors.wrongType();
    }
}
