package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.LOW;
import static dev.vermilion.leaderboard.Boards.SUM;
import static dev.vermilion.leaderboard.Boards.lines;
import static dev.vermilion.leaderboard.Boards.ranking;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

@EveryRedis
class TiesTest {

    private RedisClient jedis;
    private Leaderboard leaderboard;

    /** Zoe, Ben and Cleo tie, and Zoe was first; the losers come in before and after them. */
    @BeforeEach
    void play(RedisServer redis) {
        jedis = redis.jedis();
        leaderboard = Boards.at(jedis);
        for (String line : List.of("Dev 39 61", "Zoe 40 60", "Ben 40 60", "Ada 48 52", "Cleo 40 60", "Eve 39 61")) {
            String[] words = line.split(" ");
            submit(leaderboard, HIGH, words[0], words[1]);
            submit(leaderboard, LOW, words[0], words[2]);
        }
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "high, COMPETITION, 1 Ada 48, 2 Zoe 40, 2 Cleo 40, 2 Ben 40, 5 Eve 39, 5 Dev 39",
        "high, DENSE,       1 Ada 48, 2 Zoe 40, 2 Cleo 40, 2 Ben 40, 3 Eve 39, 3 Dev 39",
        "high, ORDINAL,     1 Ada 48, 2 Zoe 40, 3 Cleo 40, 4 Ben 40, 5 Eve 39, 6 Dev 39",
        "high, FIRST,       1 Ada 48, 2 Zoe 40, 3 Ben 40, 4 Cleo 40, 5 Dev 39, 6 Eve 39",
        "low,  COMPETITION, 1 Ada 52, 2 Ben 60, 2 Cleo 60, 2 Zoe 60, 5 Dev 61, 5 Eve 61",
        "low,  DENSE,       1 Ada 52, 2 Ben 60, 2 Cleo 60, 2 Zoe 60, 3 Dev 61, 3 Eve 61",
        "low,  ORDINAL,     1 Ada 52, 2 Ben 60, 3 Cleo 60, 4 Zoe 60, 5 Dev 61, 6 Eve 61",
        "low,  FIRST,       1 Ada 52, 2 Zoe 60, 3 Ben 60, 4 Cleo 60, 5 Dev 61, 6 Eve 61",
    })
    void aPolicyRanksTheSameScoresItsOwnWay(
            String board, Ties ties, String a, String b, String c, String d, String e, String f) {
        List<String> expected = List.of(a, b, c, d, e, f);

        assertThat(ranking(leaderboard, leaderboard.board(board), ties)).isEqualTo(expected);
        for (int offset = 0; offset < 6; offset++) {
            var page = leaderboard.page(board, Period.ALL, ties, null, offset, 2);
            assertThat(lines(page.rows()))
                    .as("from %s", offset)
                    .isEqualTo(expected.subList(offset, Math.min(6, offset + 2)));
        }
        for (String line : expected) {
            String player = line.split(" ")[1];
            assertThat(lines(leaderboard.standing(board, Period.DAY, ties, null, player).stream()
                            .toList()))
                    .containsExactly(line);
        }
    }

    @Test
    void whoComesBackToATieIsTheLastToReachIt() {
        submit(leaderboard, SUM, "Ada", "10");
        submit(leaderboard, SUM, "Ben", "10");
        submit(leaderboard, SUM, "Ada", "5");
        submit(leaderboard, SUM, "Ada", "-5");

        assertThat(ranking(leaderboard, SUM, Ties.FIRST)).containsExactly("1 Ben 10", "2 Ada 10");
    }

    @Test
    void repeatingAScoreKeepsTheTimeItWasFirstReached() {
        submit(leaderboard, HIGH, "Zoe", "40");

        assertThat(ranking(leaderboard, HIGH, Ties.FIRST)).contains("2 Zoe 40");
    }

    @Test
    void aScoreThatNobodyHoldsAnyMoreDoesNotCountAsARank() {
        submit(leaderboard, SUM, "Ada", "30");
        submit(leaderboard, SUM, "Ben", "20");
        submit(leaderboard, SUM, "Cleo", "10");
        submit(leaderboard, SUM, "Ben", "10");

        assertThat(ranking(leaderboard, SUM, Ties.DENSE)).containsExactly("1 Ben 30", "1 Ada 30", "2 Cleo 10");
        assertThat(leaderboard.standing(SUM.id(), Period.ALL, Ties.DENSE, null, "Cleo"))
                .get()
                .extracting(Page.Row::rank)
                .isEqualTo(2L);
    }

    @Test
    void aQueryThatNamesNoPolicyGetsTheBoardsOwn() {
        assertThat(leaderboard.page(HIGH.id(), Period.ALL, null, null, 0, 10).ties())
                .isEqualTo(Ties.FIRST);
        assertThat(leaderboard.page(SUM.id(), Period.ALL, null, null, 0, 10).ties())
                .isEqualTo(Ties.DENSE);
    }
}
