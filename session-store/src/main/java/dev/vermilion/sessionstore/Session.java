package dev.vermilion.sessionstore;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session as one request sees it. Values that are set go to Redis by {@link Sessions#save}, and only those: two requests
 * at the same time do not undo each other's changes. For use by one thread.
 */
public final class Session {

    static final String VALUE = "value:";

    private final Token token;
    private final Map<String, String> fields;
    private final Map<String, String> changes = new LinkedHashMap<>();

    Session(Token token, Map<String, String> fields) {
        this.token = token;
        this.fields = fields;
    }

    /** The name of who is logged in; empty for a guest. */
    public Optional<String> user() {
        return Optional.ofNullable(fields.get("user"));
    }

    /** The hash that stands for this session in Redis and in the list of devices; it opens nothing. */
    public String id() {
        return token.hash();
    }

    /** What a form must send along, see {@link Csrf}. */
    public String csrf() {
        return fields.getOrDefault("csrf", "");
    }

    /** A value that was set under this name; null if there is none. */
    public @Nullable String get(String name) {
        String changed = changes.get(VALUE + name);
        String value = changed != null ? changed : fields.get(VALUE + name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Sets a value, or removes it if it is empty. */
    public void set(String name, String value) {
        changes.put(VALUE + name, value);
    }

    /** All values by name. */
    public Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> put(values, name, value));
        changes.forEach((name, value) -> put(values, name, value));
        values.values().removeIf(String::isEmpty);
        return values;
    }

    private static void put(Map<String, String> values, String field, String value) {
        if (field.startsWith(VALUE)) {
            values.put(field.substring(VALUE.length()), value);
        }
    }

    /** When it ends unless there is a request before; milliseconds from when it was loaded. */
    public long idleMillisLeft() {
        return Math.min(number("idle"), absoluteMillisLeft());
    }

    /** When it ends in any case; milliseconds from when it was loaded. */
    public long absoluteMillisLeft() {
        return number("end") - number("now");
    }

    /** How long it lasts without a request, in milliseconds. */
    public long idleMillis() {
        return number("idle");
    }

    /** How long it lasts in any case, in milliseconds. */
    public long absoluteMillis() {
        return number("end") - number("created");
    }

    /** When the password was last given, in milliseconds of 1970; 0 if it never was. */
    public long provedAtMillis() {
        return number("proved");
    }

    /** The time by the clock of Redis when this was loaded, in milliseconds of 1970. */
    public long nowMillis() {
        return number("now");
    }

    Token token() {
        return token;
    }

    String userId() {
        return token.userId();
    }

    Map<String, String> changes() {
        return changes;
    }

    Map<String, String> fields() {
        return fields;
    }

    private long number(String field) {
        return Long.parseLong(fields.getOrDefault(field, "0"));
    }
}
