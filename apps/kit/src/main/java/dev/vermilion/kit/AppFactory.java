package dev.vermilion.kit;

/** Makes an app; usually its constructor, {@code LeaderboardApp::new}. */
@FunctionalInterface
public interface AppFactory {

    /** A new app on this context. It must not touch Redis yet. */
    App create(AppContext context);
}
