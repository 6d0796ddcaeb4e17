package dev.vermilion.leaderboard;

import dev.vermilion.kit.Events;
import dev.vermilion.kit.Operation;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Routes;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The routes of boards and their scores. */
final class BoardRoutes {

    private static final int DEFAULT_LIMIT = 10;
    private static final int DEFAULT_RADIUS = 3;
    private static final int MAX_STANDINGS = 20; // each is a few round trips
    private static final String NO_BOARD = "There is no such board.";

    private final Leaderboard leaderboard;
    private final Demo demo;
    private final Consumer<Change> announce;
    private final Followed followed;
    private final Events events;

    BoardRoutes(Leaderboard leaderboard, Demo demo, Consumer<Change> announce, Followed followed, Events events) {
        this.leaderboard = leaderboard;
        this.demo = demo;
        this.announce = announce;
        this.followed = followed;
        this.events = events;
    }

    /** What the queries of most routes may say. */
    static Operation ofSpan(String summary) {
        return Operation.of(summary)
                .query("period", Period.class, "all if it is not given")
                .query("ties", Ties.class, "how ties are ranked; the board's own way if it is not given")
                .query("date", LocalDate.class, "any day of the day, week or season that is meant; today if not given")
                .fails(400, "A parameter cannot be read.")
                .fails(404, NO_BOARD);
    }

    void add(Routes routes) {
        routes.get(
                        "api/boards",
                        Operation.of("All boards").givesMany(200, Board.class),
                        ctx -> ctx.json(leaderboard.boards()))
                .post(
                        "api/boards",
                        Operation.of("Make a board")
                                .body(Board.class)
                                .gives(201, Board.class)
                                .fails(409, "There is one with this id."),
                        LeaderboardApp.problems(this::create))
                .get(
                        "api/boards/{board}",
                        Operation.of("One board").gives(200, Board.class).fails(404, NO_BOARD),
                        LeaderboardApp.problems(ctx -> ctx.json(leaderboard.board(ctx.pathParam("board")))))
                .get(
                        "api/boards/{board}/scores",
                        ofSpan("A page of a board, best first")
                                .query("offset", Integer.class, "rows before it; 0 if it is not given")
                                .query("limit", Integer.class, "1 to 200, 10 if it is not given")
                                .gives(200, Page.class),
                        LeaderboardApp.problems(this::page))
                .post(
                        "api/boards/{board}/scores",
                        Operation.of("Submit a score")
                                .query("ties", Ties.class, "how the ranks that are told are counted")
                                .body(Submission.class)
                                .gives(200, Change.class)
                                .fails(404, NO_BOARD)
                                .fails(422, "The name or the score is refused."),
                        LeaderboardApp.problems(this::submit));
        routes.get(
                        "api/boards/{board}/scores/{player}",
                        ofSpan("Where a player stands").gives(200, Page.Row.class),
                        LeaderboardApp.problems(this::standing))
                .delete(
                        "api/boards/{board}/scores/{player}",
                        Operation.of("Take a player off the board, in all periods")
                                .gives(204)
                                .fails(404, "There is no such board, or no score of this player."),
                        LeaderboardApp.problems(this::remove))
                .get(
                        "api/boards/{board}/standings",
                        ofSpan("Where several players stand")
                                .query("player", String.class, "up to " + MAX_STANDINGS + " of them")
                                .givesMany(200, Page.Row.class),
                        LeaderboardApp.problems(this::standings))
                .get(
                        "api/boards/{board}/around/{player}",
                        ofSpan("The rows around a player")
                                .query("radius", Integer.class, "rows before and after; 3 if it is not given")
                                .gives(200, Page.class),
                        LeaderboardApp.problems(this::around))
                .post(
                        "api/boards/{board}/rounds",
                        Operation.of("Let six players of the demo play once")
                                .query("ties", Ties.class, "how the ranks that are told are counted")
                                .givesMany(200, Change.class),
                        LeaderboardApp.problems(this::playRound));
    }

    private void create(Context ctx) {
        Board board = ctx.bodyAsClass(Board.class);
        if (!leaderboard.create(board)) {
            throw Problem.conflict("There is a board '" + board.id() + "' already.");
        }
        events.publish(LeaderboardApp.CHANNEL, "boards", board);
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
        Change change = leaderboard.submit(ctx.pathParam("board"), body, Parameters.ties(ctx));
        announce.accept(change);
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
                .orElseThrow(() -> LeaderboardApp.noScore(player)));
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
                .orElseThrow(() -> LeaderboardApp.noScore(player)));
    }

    private void remove(Context ctx) {
        String board = ctx.pathParam("board");
        String player = ctx.pathParam("player");
        if (!leaderboard.remove(board, player)) {
            throw LeaderboardApp.noScore(player);
        }
        followed.changed(board);
        events.publish(LeaderboardApp.CHANNEL, "removed", Map.of("board", board, "player", player));
        ctx.status(204);
    }

    private void playRound(Context ctx) {
        List<Change> changes = demo.playRound(ctx.pathParam("board"), Parameters.ties(ctx));
        changes.forEach(announce);
        ctx.json(changes);
    }
}
