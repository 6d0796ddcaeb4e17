package dev.vermilion.leaderboard;

import dev.vermilion.leaderboard.Board.Operator;
import dev.vermilion.leaderboard.Page.Row;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.resps.Tuple;

/**
 * Leaderboards on sorted sets.
 *
 * <pre>
 * key                                   type    holds                                            TTL
 * leaderboard:boards                    zset    board id -> time of creation in ms               none
 * leaderboard:{board}:board             hash    what the board compares, and how                 none
 * leaderboard:{board}:sequence          string  the number of the board's last change            none
 * leaderboard:{board}:SPAN              zset    player -> score                                  as SPAN
 * leaderboard:{board}:SPAN:firsts       zset    ticket:player -> score; ties in order of time    as SPAN
 * leaderboard:{board}:SPAN:tickets      hash    player -> ticket, the sequence made sortable     as SPAN
 * leaderboard:{board}:SPAN:distinct     zset    score as text -> score, each score once          as SPAN
 * leaderboard:{board}:SPAN:subscores    zset    subscore and ticket:player -> score              as SPAN
 *
 * SPAN is all (kept for good), day:2026-11-23 (until 7 days after it), week:2026-W48 (until 4 weeks after it) or
 * season:2026-11 (until 12 months after it). What is known of players beside their scores is in Players.
 * </pre>
 *
 * <p>The braces are a hash tag: on a cluster all keys of a board are in one slot, so that its transactions are possible.
 *
 * <p><b>Why every change is atomic.</b> A change reads what is there, decides, and writes some thirty commands in one
 * MULTI/EXEC. It is right only if nothing came between the read and the write. Every change raises the board's sequence, so
 * this one key stands for all of them: it is read before anything else, watched and compared before the transaction, and if
 * it moved in between, the change is tried anew on fresh data. Changes of a board thus happen one after the other, in the
 * order of their sequence numbers, which is what "reached first" means. Different boards do not meet.
 *
 * <p>Safe for use by many threads and many processes.
 */
public final class Leaderboard {

    private static final String BOARDS = "leaderboard:boards";
    private static final int MAX_NAME = 32;
    private static final int MAX_PAGE = 200;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final Map<String, Sequence> sequences = new ConcurrentHashMap<>();

    /** Boards in {@code redis}; {@code clock} says what day it is. */
    public Leaderboard(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /**
     * Makes {@code board}, unless one with its id exists.
     *
     * <p>Atomic: the hash is written only if the board's sequence is still absent at EXEC. The list of boards is another
     * slot on a cluster, so it follows in a command of its own; were it lost, making the board again would mend it.
     *
     * @return false if it exists already; it is left as it is
     */
    public boolean create(Board board) {
        long now = clock.millis();
        // A board that is made anew must not count the numbers of its past again: they would compare as equal.
        boolean made = sequence(board.id()).commit(null, tx -> {
            tx.hset(key(board.id(), "board"), board.toHash());
            tx.set(sequence(board.id()).key(), Long.toString(now));
        });
        redis.zadd(BOARDS, (double) now, board.id(), ZAddParams.zAddParams().nx());
        return made;
    }

    /** All boards, in the order of their creation. */
    public List<Board> boards() {
        List<String> ids = redis.zrange(BOARDS, 0, -1);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<Map<String, String>>> hashes =
                    ids.stream().map(id -> pipeline.hgetAll(key(id, "board"))).toList();
            pipeline.sync();
            List<Board> boards = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                if (!hashes.get(i).get().isEmpty()) {
                    boards.add(Board.fromHash(ids.get(i), hashes.get(i).get()));
                }
            }
            return boards;
        }
    }

    /**
     * The board with this id.
     *
     * @throws NoSuchElementException if there is none
     */
    public Board board(String id) {
        Map<String, String> fields = redis.hgetAll(key(id, "board"));
        if (fields.isEmpty()) {
            throw noSuchBoard(id);
        }
        return Board.fromHash(id, fields);
    }

    /**
     * Counts a score in today's, this week's and the all-time board, and tells how the player moved.
     *
     * <p>Atomic: one transaction writes all periods and reads the ranks before and after, see the class comment. A score
     * that changes nothing (not better on a {@code BEST} board) writes nothing, so it hinders nobody.
     *
     * @param ties how to count the ranks that are told; null for the board's own way
     * @throws NoSuchElementException if there is no such board
     * @throws IllegalArgumentException if the name or the score is refused
     * @throws ConcurrentModificationException if others were faster each of {@value Sequence#MAX_ATTEMPTS} times
     */
    public Change submit(String boardId, String player, BigDecimal score, @Nullable Ties ties) {
        return submit(boardId, new Submission(player, score, null, null), ties);
    }

    /** As {@link #submit(String, String, BigDecimal, Ties)}, with all that can come with a score. */
    public Change submit(String boardId, Submission submission, @Nullable Ties ties) {
        Board board = board(boardId);
        BigDecimal score = submission.score();
        String name = playerName(submission.player());
        double value = board.operator() == Operator.INCREMENT ? Score.exactWhole(score) : Score.exact(score);
        Ties policy = ties == null ? board.ties() : ties;
        List<Span> spans = spans(board, today());
        return sequence(boardId).changing(() -> trySubmit(board, spans, submission.by(name), value, policy));
    }

    private Optional<Change> trySubmit(Board board, List<Span> spans, Submission submission, double score, Ties ties) {
        String player = submission.player();
        List<Entry> entries =
                spans.stream().map(span -> new Entry(span, player)).toList();
        long sequence = read(board, entries);
        entries.forEach(entry -> entry.propose(score, submission.subscoreOrZero(), sequence + 1));
        List<Entry> changing = entries.stream().filter(Entry::changes).toList();
        readHolders(changing);
        boolean committed = sequence(board.id()).commit(Long.toString(sequence), tx -> {
            if (!changing.isEmpty()) {
                tx.incr(sequence(board.id()).key());
                Players.write(tx, board.id(), submission, score, clock.millis());
            }
            tx.hincrBy(key(board.id(), "submissions"), player, 1);
            entries.forEach(entry -> entry.write(tx, ties));
        });
        return committed
                ? Optional.of(new Change(
                        board.id(),
                        player,
                        ties,
                        entries.stream().map(Entry::move).toList()))
                : Optional.empty();
    }

    /**
     * Takes a player off the board, in every period that is still kept.
     *
     * <p>Atomic: one transaction deletes from all periods, see the class comment.
     *
     * @return false if the player was on none
     * @throws NoSuchElementException if there is no such board
     * @throws ConcurrentModificationException if others were faster each of {@value Sequence#MAX_ATTEMPTS} times
     */
    public boolean remove(String boardId, String player) {
        Board board = board(boardId);
        List<Span> spans = spansKept(board);
        return sequence(boardId).changing(() -> tryRemove(board, spans, player));
    }

    private Optional<Boolean> tryRemove(Board board, List<Span> spans, String player) {
        List<Entry> entries =
                spans.stream().map(span -> new Entry(span, player)).toList();
        long sequence = read(board, entries);
        List<Entry> present =
                entries.stream().filter(entry -> entry.score() != null).toList();
        if (present.isEmpty()) {
            return Optional.of(false);
        }
        readHolders(present);
        boolean committed = sequence(board.id()).commit(Long.toString(sequence), tx -> {
            tx.incr(sequence(board.id()).key());
            present.forEach(entry -> entry.delete(tx));
            Players.delete(tx, board.id(), player);
        });
        return committed ? Optional.of(true) : Optional.empty();
    }

    /**
     * The rows from {@code offset} on, best first, and how many there are.
     *
     * <p>The rows, the leader and the total are one snapshot. Beyond the first page the rank of the first row is a second
     * read: a change in between can make ranks wrong by one until the page is read again.
     *
     * @param ties how to rank; null for the board's own way
     * @param date any day of the day or week that is asked for; null for today
     * @param limit rows wanted, 1 to {@value #MAX_PAGE}
     * @throws NoSuchElementException if there is no such board
     */
    public Page page(
            String boardId, Period period, @Nullable Ties ties, @Nullable LocalDate date, long offset, int limit) {
        require(offset >= 0 && offset <= Integer.MAX_VALUE - MAX_PAGE, "The offset must not be negative.");
        require(limit >= 1 && limit <= MAX_PAGE, "The limit must be 1 to " + MAX_PAGE + ".");
        Board board = board(boardId);
        Ties policy = ties == null ? board.ties() : ties;
        Span span = new Span(board, period, date == null ? today() : date);
        Response<List<Tuple>> rows;
        Response<List<Tuple>> leader;
        Response<Long> players;
        try (AbstractTransaction tx = sequence(boardId).transaction()) {
            tx.multi();
            rows = span.rows(tx, policy, offset, limit);
            leader = span.rows(tx, policy, 0, 1);
            players = tx.zcard(span.scores());
            tx.exec();
        }
        long total = players.get();
        Double best =
                leader.get().isEmpty() ? null : (Double) leader.get().get(0).getScore();
        Long previous = offset == 0 ? null : (Long) Math.max(0, offset - limit);
        Long next = offset + limit < total ? (Long) (offset + limit) : null;
        List<Row> ranked = span.ranked(
                policy, offset, rows.get(), score -> ask(pipeline -> span.ranksBefore(pipeline, policy, score)));
        return new Page(span.name(), policy, total, best, offset, previous, next, detailed(span, ranked));
    }

    /**
     * Where a player stands.
     *
     * <p>Two reads, the score and then its rank: a change in between can make the rank wrong by one until it is read again.
     *
     * @param ties how to rank; null for the board's own way
     * @param date any day of the day or week that is asked for; null for today
     * @return empty if the player has no score there
     * @throws NoSuchElementException if there is no such board
     */
    public Optional<Row> standing(
            String boardId, Period period, @Nullable Ties ties, @Nullable LocalDate date, String player) {
        Board board = board(boardId);
        Ties policy = ties == null ? board.ties() : ties;
        Span span = new Span(board, period, date == null ? today() : date);
        return Sequence.retrying(() -> {
            Entry entry = new Entry(span, player);
            read(board, List.of(entry));
            Double score = entry.score();
            if (score == null) {
                return Optional.of(Optional.empty());
            }
            Long before = ask(redis -> span.ranksBefore(redis, policy, player, score, entry.ticket()));
            return before == null ? Optional.empty() : Optional.of(Optional.of(Row.of(before + 1, player, score)));
        });
    }

    /**
     * The rows around a player: {@code radius} before, the player, {@code radius} after, fewer at the ends. As exact as
     * {@link #page}.
     *
     * @return empty if the player has no score there
     */
    public Optional<Page> around(
            String boardId, Period period, @Nullable Ties ties, @Nullable LocalDate date, String player, int radius) {
        require(radius >= 0 && radius * 2 < MAX_PAGE, "The radius must be 0 to " + (MAX_PAGE - 1) / 2 + ".");
        // Nobody shares a rank in FIRST, SUBSCORE and ORDINAL, so there the rank is the place in the order of the rows.
        Ties policy = ties == null ? board(boardId).ties() : ties;
        Ties order = policy == Ties.FIRST || policy == Ties.SUBSCORE ? policy : Ties.ORDINAL;
        return standing(boardId, period, order, date, player).map(standing -> {
            long from = Math.max(0, standing.rank() - 1 - radius);
            return page(boardId, period, ties, date, from, (int) (standing.rank() + radius - from));
        });
    }

    /** Deletes every board and all that belongs to it, and nothing else. */
    public void deleteAll() {
        for (Board board : boards()) {
            List<String> keys = new ArrayList<>(
                    List.of(key(board.id(), "board"), sequence(board.id()).key()));
            spansKept(board).forEach(span -> keys.addAll(span.keys()));
            redis.del(keys.toArray(String[]::new));
            deleteTheRest(board);
        }
        redis.del(BOARDS);
    }

    /** What has the names of players or tournaments in its keys. */
    private void deleteTheRest(Board board) {
        ScanIteration keys = redis.scanIteration(500, key(board.id(), "*"));
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(redis::del);
        }
    }

    /** The rows with what breaks ties and what the game says of the players; one round trip. */
    private List<Row> detailed(Span span, List<Row> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        String[] players = rows.stream().map(Row::player).toArray(String[]::new);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<List<String>> tickets = pipeline.hmget(span.tickets(), players);
            Response<List<String>> metadata = pipeline.hmget(key(span.board().id(), "metadata"), players);
            pipeline.sync();
            List<Row> detailed = new ArrayList<>();
            for (int i = 0; i < players.length; i++) {
                Ticket ticket = Ticket.parse(tickets.get().get(i));
                detailed.add(rows.get(i)
                        .with(ticket.subscore(), Players.metadata(metadata.get().get(i))));
            }
            return detailed;
        }
    }

    /** The span that is asked for. */
    Span span(String boardId, Period period, @Nullable LocalDate date) {
        return new Span(board(boardId), period, date == null ? today() : date);
    }

    /** The spans of a kind that are kept, the newest first. */
    List<Span> spansKept(Board board, Period period) {
        return period.kept(today()).map(date -> new Span(board, period, date)).toList();
    }

    /** Reads the entries, and first of all the board's sequence, which it returns: they are as of then or newer. */
    private long read(Board board, List<Entry> entries) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<String> sequence = pipeline.get(sequence(board.id()).key());
            entries.forEach(entry -> entry.read(pipeline));
            pipeline.sync();
            if (sequence.get() == null) {
                throw noSuchBoard(board.id());
            }
            return Long.parseLong(sequence.get());
        }
    }

    private void readHolders(List<Entry> entries) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            entries.forEach(entry -> entry.readHolders(pipeline));
            pipeline.sync();
        }
    }

    private <T> @Nullable T ask(Function<AbstractPipeline, Response<T>> question) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<T> answer = question.apply(pipeline);
            pipeline.sync();
            return answer.get();
        }
    }

    static String key(String boardId, String name) {
        return "leaderboard:{" + boardId + "}:" + name;
    }

    private Sequence sequence(String boardId) {
        return sequences.computeIfAbsent(boardId, id -> new Sequence(redis, id));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static List<Span> spans(Board board, LocalDate date) {
        return Arrays.stream(Period.values())
                .map(period -> new Span(board, period, date))
                .toList();
    }

    private List<Span> spansKept(Board board) {
        return Arrays.stream(Period.values())
                .flatMap(period -> period.kept(today()).map(date -> new Span(board, period, date)))
                .toList();
    }

    static String playerName(String player) {
        String name = player.strip();
        require(
                !name.isEmpty()
                        && name.codePointCount(0, name.length()) <= MAX_NAME
                        && name.codePoints().noneMatch(Character::isISOControl),
                "A player's name must have 1 to " + MAX_NAME + " characters, none of them a control character.");
        return name;
    }

    private static NoSuchElementException noSuchBoard(String id) {
        return new NoSuchElementException("There is no board '" + id + "'.");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
