package dev.vermilion.leaderboard;

import dev.vermilion.kit.App;
import dev.vermilion.kit.AppContext;
import dev.vermilion.kit.AppInfo;
import dev.vermilion.kit.Events;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.math.BigDecimal;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** Leaderboards over HTTP. Every change is told to all open pages. */
public final class LeaderboardApp implements App {

    private static final String CHANNEL = "leaderboard:events";
    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_RADIUS = 3;
    private static final int MAX_STANDINGS = 20; // each is a few round trips

    private final Leaderboard leaderboard;
    private final Demo demo;
    private final Events events;

    /** The app on the Redis of {@code context}. */
    public LeaderboardApp(AppContext context) {
        leaderboard = new Leaderboard(context.redis(), context.clock());
        demo = new Demo(context.redis(), context.clock());
        events = context.events();
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
                "Ranks players by day, by week and for all time, breaks ties four ways, and moves live.",
                "beginner",
                List.of("sorted sets", "transactions", "expiry", "pub/sub"));
    }

    @Override
    public void routes(Routes routes) {
        routes.get("api/boards", ctx -> ctx.json(leaderboard.boards()))
                .post("api/boards", problems(this::create))
                .get("api/boards/{board}", problems(ctx -> ctx.json(leaderboard.board(ctx.pathParam("board")))))
                .get("api/boards/{board}/scores", problems(this::page))
                .post("api/boards/{board}/scores", problems(this::submit))
                .get("api/boards/{board}/scores/{player}", problems(this::standing))
                .delete("api/boards/{board}/scores/{player}", problems(this::remove))
                .get("api/boards/{board}/standings", problems(this::standings))
                .get("api/boards/{board}/around/{player}", problems(this::around))
                .post("api/boards/{board}/rounds", problems(this::playRound))
                .events("api/events", CHANNEL);
    }

    private void create(Context ctx) {
        Board board = ctx.bodyAsClass(Board.class);
        if (!leaderboard.create(board)) {
            throw Problem.conflict("There is a board '" + board.id() + "' already.");
        }
        events.publish(CHANNEL, "boards", board);
        ctx.status(201).header("Location", "boards/" + board.id()).json(board);
    }

    private void page(Context ctx) {
        long offset = Parameters.number(ctx, "offset", 0);
        int limit = Parameters.number(ctx, "limit", DEFAULT_LIMIT);
        ctx.json(leaderboard.page(
                ctx.pathParam("board"),
                Parameters.period(ctx),
                Parameters.ties(ctx),
                Parameters.date(ctx),
                offset,
                limit));
    }

    private void submit(Context ctx) {
        Submission body = ctx.bodyAsClass(Submission.class);
        Change change = leaderboard.submit(ctx.pathParam("board"), body.player(), body.score(), Parameters.ties(ctx));
        events.publish(CHANNEL, "score", change);
        ctx.json(change);
    }

    private void standing(Context ctx) {
        String player = ctx.pathParam("player");
        ctx.json(leaderboard
                .standing(
                        ctx.pathParam("board"),
                        Parameters.period(ctx),
                        Parameters.ties(ctx),
                        Parameters.date(ctx),
                        player)
                .orElseThrow(() -> noScore(player)));
    }

    private void standings(Context ctx) {
        List<String> players =
                ctx.queryParams("player").stream().limit(MAX_STANDINGS).toList();
        ctx.json(players.stream()
                .flatMap(player -> leaderboard
                        .standing(
                                ctx.pathParam("board"),
                                Parameters.period(ctx),
                                Parameters.ties(ctx),
                                Parameters.date(ctx),
                                player)
                        .stream())
                .toList());
    }

    private void around(Context ctx) {
        String player = ctx.pathParam("player");
        int radius = Parameters.number(ctx, "radius", DEFAULT_RADIUS);
        ctx.json(leaderboard
                .around(
                        ctx.pathParam("board"),
                        Parameters.period(ctx),
                        Parameters.ties(ctx),
                        Parameters.date(ctx),
                        player,
                        radius)
                .orElseThrow(() -> noScore(player)));
    }

    private void remove(Context ctx) {
        String board = ctx.pathParam("board");
        String player = ctx.pathParam("player");
        if (!leaderboard.remove(board, player)) {
            throw noScore(player);
        }
        events.publish(CHANNEL, "removed", Map.of("board", board, "player", player));
        ctx.status(204);
    }

    private void playRound(Context ctx) {
        List<Change> changes = demo.playRound(ctx.pathParam("board"), Parameters.ties(ctx));
        changes.forEach(change -> events.publish(CHANNEL, "score", change));
        ctx.json(changes);
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

    record Submission(String player, BigDecimal score) {
        Submission {
            if (player == null || score == null) {
                throw new IllegalArgumentException("The fields 'player' and 'score' must both be given.");
            }
        }
    }

    /** The domain's exceptions as answers. */
    private static Handler problems(Handler handler) {
        return ctx -> {
            try {
                handler.handle(ctx);
            } catch (NoSuchElementException e) {
                throw Problem.notFound(message(e));
            } catch (IllegalArgumentException e) {
                throw Problem.unprocessable(message(e));
            } catch (ConcurrentModificationException e) {
                throw Problem.unavailable(message(e));
            }
        };
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static Problem noScore(String player) {
        return Problem.notFound("'" + player + "' has no score there.");
    }
}
