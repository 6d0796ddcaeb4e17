package dev.vermilion.engine.hash;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.ExpiringElements;
import dev.vermilion.engine.keyspace.FieldSource;
import dev.vermilion.engine.keyspace.KeyspaceEvents;
import dev.vermilion.engine.keyspace.Tabled;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.keyspace.ValueType;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash: fields with values, both bytes, each field perhaps with an expiry. Small ones are packed; one that grows
 * beyond {@code hash-max-listpack-entries} or gets a word longer than {@code hash-max-listpack-value} becomes a table
 * for good.
 *
 * <p>Fields that have expired are fields like any others here: a command that names some has the {@link Database} remove
 * them first, and one that shows all leaves them out. Touched by the command thread only.
 */
public final class HashValue implements Value, ExpiringElements, FieldSource, Tabled {

    /** The expiry of a field that does not expire. */
    public static final long NEVER = Database.NEVER;

    /** Called for each field of a hash. */
    @FunctionalInterface
    public interface Visitor {
        /** One field; the slices are valid during the call, {@code expiry} is in milliseconds since 1970 or NEVER. */
        void visit(Slice field, Slice value, long expiry);
    }

    private HashForm form;

    /** An empty hash. */
    public HashValue() {
        this(new PackedHash());
    }

    private HashValue(HashForm form) {
        this.form = form;
    }

    @Override
    public ValueType type() {
        return ValueType.HASH;
    }

    @Override
    public @Nullable ByteTable table() {
        return form instanceof TableHash tabled ? tabled.table() : null;
    }

    @Override
    public String encoding() {
        return form.encoding();
    }

    /** Number of fields, with those that have expired and were not removed yet. */
    @Override
    public long elements() {
        return form.size();
    }

    @Override
    public HashValue copy() {
        return new HashValue(form.copy());
    }

    @Override
    public long memoryBytes() {
        return 16 + form.memoryBytes();
    }

    /** Visits all fields. O(n). */
    public void forEach(Visitor visitor) {
        form.forEach(visitor);
    }

    /**
     * Sets the value of a field, which is made if it is not there.
     *
     * @param keepExpiry false to take away the expiry that the field has
     * @return true if the field is new
     */
    public boolean set(Slice field, Slice value, boolean keepExpiry, Settings settings) {
        if (Math.max(field.length(), value.length()) > settings.hashMaxListpackValue) {
            convert();
        }
        if (form.find(field)) {
            form.replaceValue(value);
            if (!keepExpiry && form.expiry() != NEVER) {
                form.expiry(NEVER);
            }
            return false;
        }
        form.insert(field, value);
        if (form.size() > settings.hashMaxListpackEntries && form instanceof PackedHash) {
            convert();
            form.find(field);
        }
        return true;
    }

    @Override
    public boolean read(Slice field, Slice into) {
        if (!form.find(field)) {
            return false;
        }
        form.readValue(into);
        return true;
    }

    /**
     * Sets when a field expires, in milliseconds since 1970, or {@link #NEVER}. The database has to know of it: {@link
     * Database#trackElements}.
     *
     * @return false if the field is not there
     */
    public boolean expireAt(Slice field, long wallMillis) {
        if (!form.find(field)) {
            return false;
        }
        form.expiry(wallMillis);
        return true;
    }

    @Override
    public long nextExpiry() {
        return form.nextExpiry();
    }

    @Override
    public int expireDue(long now, int limit, Consumer<Slice> removed) {
        return form.expireDue(now, limit, removed);
    }

    @Override
    public boolean removeDue(Slice field, long now) {
        if (!form.find(field) || form.expiry() == NEVER || form.expiry() >= now) {
            return false;
        }
        form.remove();
        return true;
    }

    @Override
    public void publishExpired(KeyspaceEvents events, Slice key, int database) {
        events.publish(EventClass.HASH, "hexpired", key, database);
    }

    /** The encoding it has now. */
    HashForm form() {
        return form;
    }

    private void convert() {
        if (form instanceof PackedHash) {
            HashForm table = new TableHash();
            form.forEach((field, value, expiry) -> {
                table.insert(field, value);
                table.expiry(expiry);
            });
            form = table;
        }
    }
}
