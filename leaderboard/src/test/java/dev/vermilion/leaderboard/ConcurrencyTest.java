package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.SUM;
import static dev.vermilion.leaderboard.Boards.submit;
import static dev.vermilion.leaderboard.Boards.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.leaderboard.Change.Move;
import dev.vermilion.leaderboard.Page.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Two hundred threads at once, spread over several instances that know nothing of each other, as processes would. */
@EveryRedis
class ConcurrencyTest {

    private static final int THREADS = 200;
    private static final int INSTANCES = 4;

    private final List<RedisClient> clients = new ArrayList<>();
    private final List<Leaderboard> instances = new ArrayList<>();

    @BeforeEach
    void open(RedisServer redis) {
        for (int i = 0; i < INSTANCES; i++) {
            clients.add(redis.jedis());
            instances.add(Boards.at(clients.get(i)));
        }
    }

    @AfterEach
    void close() {
        clients.forEach(RedisClient::close);
    }

    private Leaderboard instance(int thread) {
        return instances.get(thread % INSTANCES);
    }

    @Test
    void twoHundredThreadsThatAddToOnePlayerMakeTheExactSumInEveryPeriod() throws Exception {
        together(THREADS, i -> submit(instance(i), SUM, "Ada", Integer.toString(i + 1)));

        long sum = LongStream.rangeClosed(1, THREADS).sum();
        for (Period period : Period.values()) {
            assertThat(instance(0).standing(SUM.id(), period, null, null, "Ada"))
                    .as("%s", period)
                    .contains(Row.of(1, "Ada", (double) sum));
        }
        assertThat(clients.get(0).zrange("leaderboard:{sum}:all:distinct", 0, -1))
                .containsExactly(Long.toString(sum));
        assertThat(clients.get(0).zcard("leaderboard:{sum}:all:firsts")).isEqualTo(1);
    }

    @Test
    void twoHundredThreadsThatSubmitForOnePlayerLeaveTheBestScore() throws Exception {
        together(THREADS, i -> submit(instance(i), HIGH, "Ada", Integer.toString((i * 37) % THREADS)));

        assertThat(instance(0).standing(HIGH.id(), Period.ALL, null, null, "Ada"))
                .contains(Row.of(1, "Ada", THREADS - 1));
    }

    @Test
    void aRankThatTwoHundredPlayersOfTheSameScoreAreToldIsTheRankTheyKeep() throws Exception {
        List<Change> changes = together(THREADS, i -> submit(instance(i), HIGH, "player " + i, "1000"));

        assertThat(changes).extracting(change -> rank(change)).doesNotHaveDuplicates();
        List<Row> rows = instance(0)
                .page(HIGH.id(), Period.ALL, Ties.FIRST, null, 0, THREADS)
                .rows();
        for (Change change : changes) {
            assertThat(rows.get((int) rank(change) - 1).player()).isEqualTo(change.player());
        }
    }

    @Test
    void theScoresThatAreHeldAreKnownExactlyAfterTwoHundredThreadsMovedBetweenThem() throws Exception {
        together(THREADS, i -> submit(instance(i), SUM, "player " + i % 20, Integer.toString(i % 3 - 1)));

        RedisClient jedis = clients.get(0);
        List<String> held = jedis.zrangeWithScores("leaderboard:{sum}:all", 0, -1).stream()
                .map(tuple -> Score.text(tuple.getScore()))
                .distinct()
                .toList();
        assertThat(jedis.zrange("leaderboard:{sum}:all:distinct", 0, -1)).isEqualTo(held);
    }

    @Test
    void aPlayerWhoIsRemovedWhileOthersSubmitLeavesNoTrace() throws Exception {
        submit(instance(0), HIGH, "gone", "500");
        together(
                THREADS,
                i -> i == 0
                        ? instance(0).remove(HIGH.id(), "gone")
                        : submit(instance(i), HIGH, "player " + i, Integer.toString(400 + i)));

        for (Period period : Period.values()) {
            assertThat(instance(0)
                            .page(HIGH.id(), period, Ties.FIRST, null, 0, THREADS)
                            .rows())
                    .hasSize(THREADS - 1)
                    .extracting(Row::player)
                    .doesNotContain("gone");
        }
    }

    private static long rank(Change change) {
        return change.moves().stream()
                .filter(move -> move.period() == Period.ALL)
                .mapToLong(Move::newRank)
                .findFirst()
                .orElseThrow();
    }
}
