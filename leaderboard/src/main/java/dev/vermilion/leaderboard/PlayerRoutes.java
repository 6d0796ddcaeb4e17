package dev.vermilion.leaderboard;

import dev.vermilion.kit.Events;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/** The routes of players, their friends and contests, and of how scores are spread. */
final class PlayerRoutes {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MOST_ROWS = 200;

    private final UnifiedJedis redis;
    private final Leaderboard leaderboard;
    private final Players players;
    private final Friends friends;
    private final Followed followed;
    private final Tournaments tournaments;
    private final Events events;

    PlayerRoutes(UnifiedJedis redis, Clock clock, Leaderboard leaderboard, Followed followed, Events events) {
        this.redis = redis;
        this.leaderboard = leaderboard;
        this.followed = followed;
        this.events = events;
        players = new Players(redis, leaderboard);
        friends = new Friends(redis, leaderboard);
        tournaments = new Tournaments(redis, leaderboard, clock);
    }

    /** A player, and friends among themselves. */
    record FriendsPage(Set<String> friends, List<Page.Row> rows) {}

    /** Who joins a contest. */
    record Joining(@Nullable String player) {}

    /** A score in a contest. */
    record Attempt(@Nullable String player, @Nullable BigDecimal score) {}

    void add(Routes routes) {
        routes.get(
                        "api/boards/{board}/players/{player}",
                        Operation.of("A player: metadata, history, and the seasons so far")
                                .gives(200, Players.Player.class)
                                .fails(404, "There is no such board, or the player never played."),
                        LeaderboardApp.problems(this::player))
                .get(
                        "api/boards/{board}/distribution",
                        BoardRoutes.ofSpan("How the scores are spread, and where a player stands among them")
                                .query("player", String.class, "who is looked for")
                                .gives(200, Distribution.class),
                        LeaderboardApp.problems(this::distribution))
                .get(
                        "api/boards/{board}/friends/{player}",
                        BoardRoutes.ofSpan("A player and all friends, ranked among themselves")
                                .gives(200, FriendsPage.class),
                        LeaderboardApp.problems(this::friends))
                .put(
                        "api/boards/{board}/friends/{player}/{friend}",
                        Operation.of("Make two players friends")
                                .gives(204)
                                .fails(422, "They are the same, or one has too many friends."),
                        LeaderboardApp.problems(this::befriend))
                .delete(
                        "api/boards/{board}/friends/{player}/{friend}",
                        Operation.of("End a friendship").gives(204).fails(404, "There is none."),
                        LeaderboardApp.problems(this::unfriend))
                .put(
                        "api/boards/{board}/followed/{player}",
                        BoardRoutes.ofSpan("Follow a player for a minute")
                                .describedAs("Events of the type 'rank' tell when the player falls or rises.")
                                .gives(204),
                        LeaderboardApp.problems(this::follow));
        routes.get(
                        "api/boards/{board}/tournaments",
                        Operation.of("The tournaments of a board, those that end last first")
                                .givesMany(200, Tournaments.Tournament.class),
                        LeaderboardApp.problems(ctx -> ctx.json(tournaments.all(ctx.pathParam("board")))))
                .post(
                        "api/boards/{board}/tournaments",
                        Operation.of("Announce a tournament")
                                .body(Tournaments.Plan.class)
                                .gives(201, Tournaments.Tournament.class)
                                .fails(409, "There is one with this id.")
                                .fails(422, "A rule is out of range."),
                        LeaderboardApp.problems(this::announce))
                .post(
                        "api/boards/{board}/tournaments/{tournament}/players",
                        Operation.of("Join a tournament")
                                .body(Joining.class)
                                .gives(204)
                                .fails(404, "There is no such tournament.")
                                .fails(409, "It is full or over."),
                        LeaderboardApp.problems(this::join))
                .get(
                        "api/boards/{board}/tournaments/{tournament}/scores",
                        Operation.of("The best of a tournament")
                                .query("limit", Integer.class, "1 to 200, 10 if it is not given")
                                .givesMany(200, Page.Row.class),
                        LeaderboardApp.problems(this::standings))
                .post(
                        "api/boards/{board}/tournaments/{tournament}/scores",
                        Operation.of("Take an attempt")
                                .body(Attempt.class)
                                .gives(200, Tournaments.Result.class)
                                .fails(404, "There is no such tournament.")
                                .fails(409, "It has not begun, is full or over, or no attempt is left.")
                                .fails(422, "The score is refused."),
                        LeaderboardApp.problems(this::attempt));
    }

    private void player(Context ctx) {
        String player = ctx.pathParam("player");
        ctx.json(players.find(ctx.pathParam("board"), player).orElseThrow(() -> LeaderboardApp.noScore(player)));
    }

    private Span span(Context ctx) {
        return leaderboard.span(ctx.pathParam("board"), Parameters.period(ctx), Parameters.date(ctx));
    }

    private void distribution(Context ctx) {
        ctx.json(Distribution.of(redis, span(ctx), ctx.queryParam("player")));
    }

    private void friends(Context ctx) {
        String board = ctx.pathParam("board");
        String player = ctx.pathParam("player");
        Span span = span(ctx);
        Ties ties =
                Objects.requireNonNullElse(Parameters.ties(ctx), span.board().ties());
        ctx.json(new FriendsPage(friends.of(board, player), friends.rows(span, player, ties)));
    }

    private void befriend(Context ctx) {
        friends.add(ctx.pathParam("board"), ctx.pathParam("player"), ctx.pathParam("friend"));
        ctx.status(204);
    }

    private void unfriend(Context ctx) {
        if (!friends.remove(ctx.pathParam("board"), ctx.pathParam("player"), ctx.pathParam("friend"))) {
            throw LeaderboardApp.noScore(ctx.pathParam("friend"));
        }
        ctx.status(204);
    }

    private void follow(Context ctx) {
        Board board = leaderboard.board(ctx.pathParam("board"));
        Ties ties = Objects.requireNonNullElse(Parameters.ties(ctx), board.ties());
        followed.follow(board.id(), Parameters.period(ctx), ties, ctx.pathParam("player"));
        ctx.status(204);
    }

    private void announce(Context ctx) {
        Tournaments.Tournament made =
                tournaments.create(ctx.pathParam("board"), ctx.bodyAsClass(Tournaments.Plan.class));
        tell(ctx, made.id());
        ctx.status(201).json(made);
    }

    private void join(Context ctx) {
        String player = ctx.bodyAsClass(Joining.class).player();
        tournaments.join(ctx.pathParam("board"), ctx.pathParam("tournament"), given(player, "player"));
        tell(ctx, ctx.pathParam("tournament"));
        ctx.status(204);
    }

    private void attempt(Context ctx) {
        Attempt attempt = ctx.bodyAsClass(Attempt.class);
        ctx.json(tournaments.submit(
                ctx.pathParam("board"),
                ctx.pathParam("tournament"),
                given(attempt.player(), "player"),
                given(attempt.score(), "score")));
        tell(ctx, ctx.pathParam("tournament"));
    }

    private void standings(Context ctx) {
        int limit = Math.max(1, Math.min(MOST_ROWS, Parameters.number(ctx, "limit", DEFAULT_LIMIT)));
        ctx.json(tournaments.standings(ctx.pathParam("board"), ctx.pathParam("tournament"), limit));
    }

    private void tell(Context ctx, String tournament) {
        events.publish(
                LeaderboardApp.CHANNEL,
                "tournament",
                Map.of("board", ctx.pathParam("board"), "tournament", tournament));
    }

    private static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("The field '" + name + "' must be given.");
        }
        return value;
    }
}
