package dev.vermilion.geofinder;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import dev.vermilion.kit.Scenario;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/** Stores around a point and drivers on the move, over HTTP. */
public final class GeoFinderApp implements App {

    static final String CHANNEL = "geo-finder:events";

    private static final Logger LOG = LoggerFactory.getLogger(GeoFinderApp.class);
    private static final long REAP_MILLIS = 1_000;

    private final Events events;
    private final PlaceRoutes placeRoutes;
    private final FleetRoutes fleetRoutes;
    private final Fleet fleet;
    private final Demo demo;
    private final ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "geo-finder-reaper");
        thread.setDaemon(true);
        return thread;
    });

    /** The app on the Redis of {@code context}. */
    public GeoFinderApp(AppContext context) {
        Places places = new Places(context.redis(), context.clock());
        events = context.events();
        fleet = new Fleet(context.redis(), "oresund", CHANNEL);
        Laboratory laboratory = new Laboratory(context.redis(), context.clock(), CHANNEL);
        placeRoutes = new PlaceRoutes(context.redis(), places, events, GeoFinderApp::guarded);
        fleetRoutes = new FleetRoutes(fleet, laboratory, GeoFinderApp::guarded);
        demo = new Demo(context.redis(), places, fleet, context.clock());
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("geo-finder", GeoFinderApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "geo-finder",
                "Geo finder",
                "The nearest stores, over the antimeridian and the poles; drivers that move, fences, fair matching.",
                "advanced",
                List.of("geo sets", "Lua", "sorted sets", "streams"));
    }

    @Override
    public void routes(Routes routes) {
        placeRoutes.add(routes);
        fleetRoutes.add(routes);
        routes.events("api/events", CHANNEL);
        // Every instance does this, in case the others are gone; a driver is forgotten once all the same.
        reaper.scheduleWithFixedDelay(this::reap, REAP_MILLIS, REAP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void reap() {
        try {
            fleet.reap();
        } catch (JedisException e) {
            LOG.debug("silent drivers wait until Redis is back", e);
        }
    }

    @Override
    public List<Scenario> traffic() {
        return demo.traffic();
    }

    @Override
    public List<Invariant> invariants() {
        return demo.invariants();
    }

    @Override
    public void seed() {
        demo.seed();
    }

    @Override
    public void reset() {
        demo.deleteAll();
        demo.seed();
        events.publish(CHANNEL, "reset", Map.of());
    }

    @Override
    public void close() {
        reaper.shutdownNow();
    }

    /** The domain's exceptions as answers. */
    private static Handler guarded(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(String.valueOf(e.getMessage()));
            } catch (IllegalStateException e) {
                throw Problem.conflict(String.valueOf(e.getMessage()));
            }
        };
    }
}
