package dev.vermilion.gallery;

import dev.vermilion.chat.ChatApp;
import dev.vermilion.geofinder.GeoFinderApp;
import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppFactory;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Routes;
import dev.vermilion.leaderboard.LeaderboardApp;
import dev.vermilion.ratelimiter.RateLimiterApp;
import dev.vermilion.sessionstore.SessionStoreApp;
import dev.vermilion.taskqueue.TaskQueueApp;
import dev.vermilion.urlshortener.UrlShortenerApp;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The home page, with all apps below it. It keeps nothing in Redis. */
public final class GalleryApp implements App {

    /** The gallery's home page; the context is not needed. */
    public GalleryApp(AppContext context) {
        if (!context.mountPath().isEmpty()) {
            throw new IllegalArgumentException("the gallery is the home, not at " + context.mountPath());
        }
    }

    /** Starts the gallery. */
    public static void main(String[] args) {
        Launcher.run("gallery", GalleryApp::new, apps(), args);
    }

    /** All apps by name, in the order in which they are shown. */
    public static Map<String, AppFactory> apps() {
        Map<String, AppFactory> apps = new LinkedHashMap<>();
        apps.put("url-shortener", UrlShortenerApp::new);
        apps.put("leaderboard", LeaderboardApp::new);
        apps.put("chat", ChatApp::new);
        apps.put("session-store", SessionStoreApp::new);
        apps.put("task-queue", TaskQueueApp::new);
        apps.put("geo-finder", GeoFinderApp::new);
        apps.put("rate-limiter", RateLimiterApp::new);
        return Collections.unmodifiableMap(apps);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "gallery",
                "Vermilion",
                "small apps that show what Redis is for, and every command they send.",
                "beginner",
                List.of());
    }

    @Override
    public void routes(Routes routes) {
        routes.get("gallery", ctx -> ctx.redirect("/"));
    }

    @Override
    public void seed() {}

    @Override
    public void reset() {}
}
