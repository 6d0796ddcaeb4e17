package dev.vermilion.sessionstore;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one service may see of the session that it shares with others: its own values, and those that are for all. It may
 * change its own ones only; {@code shared} ones are changed by the service that their name names second.
 */
final class ServiceView {

    private static final String SHARED = "shared.";

    private final Session session;
    private final String service;

    ServiceView(Session session, String service) {
        this.session = session;
        this.service = service;
    }

    /** A value of this service, or {@code shared.<service>.<name>} of any service. */
    @Nullable
    String get(String name) {
        if (!name.startsWith(SHARED) && !isOwn(name)) {
            throw new IllegalArgumentException(service + " may not read '" + name + "'");
        }
        return session.get(name);
    }

    /** Sets a value of this service. */
    void set(String name, String value) {
        checkWrite(name);
        session.set(name, value);
    }

    /** Refuses a name that belongs to another service. */
    void checkWrite(String name) {
        if (!isOwn(name) && !name.startsWith(SHARED + service + ".")) {
            throw new IllegalArgumentException(service + " may not change '" + name + "'");
        }
    }

    /** All that this service can see. */
    Map<String, String> values() {
        Map<String, String> values = new TreeMap<>(session.values());
        values.keySet().removeIf(name -> !name.startsWith(SHARED) && !isOwn(name));
        return values;
    }

    private boolean isOwn(String name) {
        return name.startsWith(service + ".");
    }
}
