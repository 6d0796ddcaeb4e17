package dev.vermilion.leaderboard;

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
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Leaderboards over HTTP. */
public final class LeaderboardApp implements App {

    static final String CHANNEL = "leaderboard:events";

    private final Leaderboard leaderboard;
    private final Followed followed;
    private final Demo demo;
    private final Events events;
    private final BoardRoutes boardRoutes;
    private final PlayerRoutes playerRoutes;

    /** The app on the Redis of {@code context}. */
    public LeaderboardApp(AppContext context) {
        leaderboard = new Leaderboard(context.redis(), context.clock());
        followed = new Followed(context.redis(), leaderboard, context.clock(), CHANNEL);
        demo = new Demo(context.redis(), context.clock());
        events = context.events();
        boardRoutes = new BoardRoutes(leaderboard, demo, this::announce, followed, events);
        playerRoutes = new PlayerRoutes(context.redis(), context.clock(), leaderboard, followed, events);
    }

    /** Starts the app alone. */
    public static void main(String[] args) {
        Launcher.run("leaderboard", LeaderboardApp::new, args);
    }

    @Override
    public AppInfo info() {
        return new AppInfo(
                "leaderboard",
                "Leaderboard",
                "Ranks players by day, week and season, breaks ties five ways, and tells you that you fell.",
                "beginner",
                List.of("sorted sets", "transactions", "Lua", "streams", "expiry", "pub/sub"));
    }

    @Override
    public void routes(Routes routes) {
        boardRoutes.add(routes);
        playerRoutes.add(routes);
        routes.events("api/events", CHANNEL);
        followed.start();
    }

    /** Tells everyone of a score. */
    private void announce(Change change) {
        events.publish(CHANNEL, "score", change);
        followed.changed(change.board());
    }

    @Override
    public List<Scenario> traffic() {
        return demo.traffic(this::announce);
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
        leaderboard.deleteAll();
        demo.seed();
        events.publish(CHANNEL, "reset", Map.of());
    }

    @Override
    public void close() {
        followed.close();
    }

    /** The domain's exceptions as answers. */
    static Handler problems(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (NoSuchElementException e) {
                throw Problem.notFound(message(e));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(message(e));
            } catch (ConcurrentModificationException e) {
                throw Problem.unavailable(message(e));
            } catch (IllegalStateException e) {
                throw Problem.conflict(message(e));
            }
        };
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    static Problem noScore(String player) {
        return Problem.notFound("'" + player + "' has no score there.");
    }
}
