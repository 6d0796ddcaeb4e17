package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.LOW;
import static dev.vermilion.leaderboard.Boards.lines;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.RedisClient;

@EveryRedis
class PagingTest {

    private static final int PLAYERS = 23;

    private RedisClient jedis;
    private Leaderboard leaderboard;

    /** Player 22 leads; each score is held by two or three. */
    @BeforeEach
    void play(RedisServer redis) {
        jedis = redis.jedis();
        leaderboard = Boards.at(jedis);
        for (int i = 0; i < PLAYERS; i++) {
            submit(leaderboard, HIGH, "player " + i, Integer.toString(i / 3));
        }
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    private Page page(Ties ties, long offset, int limit) {
        return leaderboard.page(HIGH.id(), Period.ALL, ties, null, offset, limit);
    }

    @ParameterizedTest
    @EnumSource
    void goingForwardAndBackShowsEveryPlayerOnce(Ties ties) {
        List<String> all = lines(page(ties, 0, 200).rows());
        List<String> forward = new ArrayList<>();
        Page page = page(ties, 0, 5);
        forward.addAll(lines(page.rows()));
        while (page.next() != null) {
            page = page(ties, page.next(), 5);
            forward.addAll(lines(page.rows()));
        }
        List<String> back = new ArrayList<>(lines(page.rows()));
        while (page.previous() != null) {
            page = page(ties, page.previous(), 5);
            back.addAll(0, lines(page.rows()));
        }

        assertThat(all).hasSize(PLAYERS);
        assertThat(forward).isEqualTo(all);
        assertThat(back).isEqualTo(all);
    }

    @Test
    void aPageTellsTheTotalTheLeaderAndItsNeighbours() {
        Page middle = page(Ties.FIRST, 10, 10);

        assertThat(middle.total()).isEqualTo(PLAYERS);
        assertThat(middle.leader()).isEqualTo(7.0);
        assertThat(middle.previous()).isEqualTo(0);
        assertThat(middle.next()).isEqualTo(20);
        assertThat(page(Ties.FIRST, 20, 10).next()).isNull();
        assertThat(page(Ties.FIRST, 0, 10).previous()).isNull();
    }

    @Test
    void aPageBeyondTheEndIsEmptyAndStillTellsTheTotal() {
        assertThat(page(Ties.COMPETITION, 100, 10).rows()).isEmpty();
        assertThat(page(Ties.COMPETITION, 100, 10).total()).isEqualTo(PLAYERS);
    }

    @Test
    void anEmptyBoardIsAnEmptyPage() {
        Page page = leaderboard.page(LOW.id(), Period.DAY, null, null, 0, 10);

        assertThat(page.rows()).isEmpty();
        assertThat(page.total()).isZero();
        assertThat(page.leader()).isNull();
    }

    @Test
    void aPageHasBounds() {
        assertThatThrownBy(() -> page(Ties.FIRST, -1, 10)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page(Ties.FIRST, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> page(Ties.FIRST, 0, 201)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aroundAPlayerAreTheRowsBeforeAndAfter(Ties ties) {
        List<String> all = lines(page(ties, 0, 200).rows());
        for (int i = 0; i < PLAYERS; i++) {
            String player = all.get(i).replaceFirst("^\\d+ (player \\d+) .*", "$1");
            Page around = leaderboard
                    .around(HIGH.id(), Period.ALL, ties, null, player, 2)
                    .orElseThrow();

            assertThat(lines(around.rows()))
                    .as(player)
                    .isEqualTo(all.subList(Math.max(0, i - 2), Math.min(PLAYERS, i + 3)));
        }
    }

    @Test
    void aroundSomebodyWithoutAScoreIsNothing() {
        assertThat(leaderboard.around(HIGH.id(), Period.ALL, null, null, "nobody", 2))
                .isEmpty();
    }
}
