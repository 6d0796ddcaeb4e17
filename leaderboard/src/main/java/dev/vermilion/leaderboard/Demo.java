package dev.vermilion.leaderboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import dev.vermilion.leaderboard.Board.Operator;
import dev.vermilion.leaderboard.Board.Order;
import dev.vermilion.leaderboard.Page.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Three boards with the scores that sixty players made in the last week, and rounds to play on. And what must
 * hold for them whatever is played.
 */
final class Demo {

    private static final int ROUND = 6; // players; enough to see rows cross, few enough to follow them
    private static final int[] DAYS_AGO = {6, 3, 1, 0};
    private static final double[] SHARE_PLAYING = {1, 0.6, 0.6, 0.45};

    private static final List<Board> BOARDS = List.of(
            new Board("comet-run", "Comet Run", "points", Operator.BEST, Order.HIGH, Ties.FIRST),
            new Board("glasshouse", "Glasshouse speedrun", "ms", Operator.BEST, Order.LOW, Ties.COMPETITION),
            new Board("steps", "Steps this autumn", "steps", Operator.INCREMENT, Order.HIGH, Ties.DENSE));

    private static final List<String> PLAYERS =
            List.of(("Ada Amir Anouk Astrid Benno Bilal Carmen Chidi Cleo Dagmar Dev"
                            + " Elif Emeka Enzo Esther Farah Felix Femke Gita Goran Hana Hugo Ida Imani Ines Ivo Jana Jonas Jun Kaia"
                            + " Kofi Lara Leon Lior Luca Maeve Malik Mara Mateo Mina Nadia Niko Noor Olga Omar Paula Priya Quinn"
                            + " Rafa Rosa Sami Sven Tala Theo Uma Vera Wanda Xenia Yuki Zoe")
                    .split(" "));

    private static final List<String> TEAMS = List.of("Comets", "Foxes", "Larks", "Otters");

    private final UnifiedJedis redis;
    private final Clock clock;

    Demo(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Makes the boards that are not there yet, and fills those that it made. */
    void seed() {
        Leaderboard now = new Leaderboard(redis, clock);
        for (Board board : BOARDS) {
            if (now.create(board)) {
                fill(board, new Random(board.id().hashCode()));
                addCompany(board);
            }
        }
    }

    /** A contest, and a few friends who know each other. */
    private void addCompany(Board board) {
        Leaderboard now = new Leaderboard(redis, clock);
        Friends friends = new Friends(redis, now);
        for (String friend : List.of("Hugo", "Mina", "Zoe", "Priya", "Luca")) {
            friends.add(board.id(), "Ada", friend);
        }
        Tournaments tournaments = new Tournaments(redis, now, clock);
        Instant end = clock.instant().plus(Duration.ofDays(2));
        tournaments.create(board.id(), new Tournaments.Plan("weekend-cup", "Weekend cup", null, end, 32, 3, false));
        Random random = new Random(board.id().length());
        for (String player : PLAYERS.subList(0, 12)) {
            tournaments.submit(board.id(), "weekend-cup", player, score(board, null, random));
        }
    }

    List<Scenario> traffic(Consumer<Change> announce) {
        return List.of(
                new Scenario(
                        "players",
                        "Players",
                        "Sixty players play on all three boards; each score is one transaction over four periods.",
                        10,
                        200,
                        (random, number) -> {
                            Board board = BOARDS.get(random.nextInt(BOARDS.size()));
                            String player = PLAYERS.get(random.nextInt(PLAYERS.size()));
                            Random chance = new Random(random.nextLong());
                            announce.accept(new Leaderboard(redis, clock)
                                    .submit(board.id(), player, score(board, null, chance), null));
                        }),
                new Scenario(
                        "contest",
                        "Crowd at the cup",
                        "Twenty players want more attempts at the weekend cup than they have: each gets three.",
                        50,
                        1_000,
                        this::attempt));
    }

    private void attempt(RandomGenerator random, long number) {
        Board board = BOARDS.get(random.nextInt(BOARDS.size()));
        String player = PLAYERS.get(random.nextInt(20));
        try {
            new Tournaments(redis, new Leaderboard(redis, clock), clock)
                    .submit(board.id(), "weekend-cup", player, score(board, null, new Random(random.nextLong())));
        } catch (IllegalStateException e) {
            // spent, as most of them are soon; the invariant counts
        }
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "Indexes agree",
                        "Each player of a board is once in each of its sorted sets.",
                        this::indexesAgree),
                new Invariant(
                        "Attempts are counted",
                        "Nobody had more attempts at the cup than it allows.",
                        this::attemptsHold));
    }

    private Finding indexesAgree() {
        long players = 0;
        long wrong = 0;
        for (Board board : BOARDS) {
            Span span = new Span(board, Period.ALL, LocalDate.EPOCH);
            try (var transaction = redis.multi()) {
                var scores = transaction.zcard(span.scores());
                var firsts = transaction.zcard(span.firsts());
                var subscores = transaction.zcard(span.subscores());
                var tickets = transaction.hlen(span.tickets());
                transaction.exec();
                players += scores.get();
                wrong += Math.abs(scores.get() - firsts.get())
                        + Math.abs(scores.get() - subscores.get())
                        + Math.abs(scores.get() - tickets.get());
            }
        }
        return new Finding(wrong == 0, players + " players on " + BOARDS.size() + " boards, " + wrong + " astray.");
    }

    private Finding attemptsHold() {
        long players = 0;
        long over = 0;
        for (Board board : BOARDS) {
            for (String attempts : redis.hvals(Leaderboard.key(board.id(), "tournament:weekend-cup:attempts"))) {
                players++;
                over += Long.parseLong(attempts) > 3 ? 1 : 0;
            }
        }
        return new Finding(over == 0, players + " players at three cups, " + over + " with more than three attempts.");
    }

    /** Plays through the past days, each under a clock that stands on that day. */
    private void fill(Board board, Random random) {
        for (int i = 0; i < DAYS_AGO.length; i++) {
            Leaderboard then = new Leaderboard(redis, Clock.offset(clock, Duration.ofDays(-DAYS_AGO[i])));
            for (String player : PLAYERS) {
                if (random.nextDouble() < SHARE_PLAYING[i]) {
                    JsonNode team = JsonNodeFactory.instance
                            .objectNode()
                            .put("team", TEAMS.get(PLAYERS.indexOf(player) % TEAMS.size()));
                    long subscore = random.nextInt(100);
                    BigDecimal score = score(board, null, random);
                    then.submit(board.id(), new Submission(player, score, subscore, team), null);
                }
            }
        }
    }

    /** Lets some players, most of them from the upper half of today's board, play once. */
    List<Change> playRound(String boardId, @Nullable Ties ties) {
        Leaderboard now = new Leaderboard(redis, clock);
        Board board = now.board(boardId);
        Random random = ThreadLocalRandom.current();
        List<Row> rows = now.page(boardId, Period.DAY, null, null, 0, 20).rows();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < ROUND; i++) {
            boolean known = !rows.isEmpty() && random.nextInt(ROUND) > 0;
            Row row = known ? rows.get(random.nextInt(rows.size())) : null;
            String player = row == null ? PLAYERS.get(random.nextInt(PLAYERS.size())) : row.player();
            changes.add(now.submit(boardId, player, score(board, row, random), ties));
        }
        return changes;
    }

    /** A believable score, near the one of {@code row} if there is one; coarse enough that ties happen. */
    private static BigDecimal score(Board board, @Nullable Row row, Random random) {
        if (board.operator() == Operator.INCREMENT) {
            return rounded(2_000 + 2_500 * Math.abs(random.nextGaussian()), 500);
        }
        boolean low = board.order() == Order.LOW;
        double usual = low ? 95_000 : 24_000;
        double spread = low ? 0.12 : 0.35;
        double middle = row == null ? usual : row.score() * (low ? 0.96 : 1.08);
        double factor = Math.max(0.4, 1 + spread * (row == null ? 1 : 0.4) * random.nextGaussian());
        return rounded(middle * factor, 1_000);
    }

    private static BigDecimal rounded(double value, long step) {
        return BigDecimal.valueOf(Math.max(step, Math.round(value / step) * step));
    }
}
