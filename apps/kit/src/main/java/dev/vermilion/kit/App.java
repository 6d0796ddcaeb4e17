package dev.vermilion.kit;

import java.util.List;

/**
 * A small web service on Redis. It is created once per process with its {@link AppContext}; its handlers run on many
 * threads at a time.
 */
public interface App extends AutoCloseable {

    /** What the app is called and what it shows. Constant. */
    AppInfo info();

    /** Names all HTTP routes, relative to where the app is mounted. Called once, before the server listens. */
    void routes(Routes routes);

    /** Puts believable demo data in place if the app has none yet. Called at start, unless {@code --no-seed} is given. */
    void seed();

    /** Deletes the keys of this app, and only those, and seeds anew. */
    void reset();

    /**
     * Names of hash fields and JSON properties, and patterns of keys (with a {@code *}), whose values nobody may see in the
     * lens. {@code password}, {@code token} and {@code secret} are hidden in any case.
     */
    default List<String> secrets() {
        return List.of();
    }

    /** Traffic that the page can start and stop; none unless an app brings some. Called once. */
    default List<Scenario> traffic() {
        return List.of();
    }

    /** What must hold whatever happens, shown on the page; none unless an app promises something. Called once. */
    default List<Invariant> invariants() {
        return List.of();
    }

    /** Ends what the app started itself, such as threads. The context's Redis and events are closed by the kit. */
    @Override
    default void close() {}
}
