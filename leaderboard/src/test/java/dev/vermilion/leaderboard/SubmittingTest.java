package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.LAST;
import static dev.vermilion.leaderboard.Boards.LOW;
import static dev.vermilion.leaderboard.Boards.SUM;
import static dev.vermilion.leaderboard.Boards.ranking;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.leaderboard.Change.Move;
import java.math.BigDecimal;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class SubmittingTest {

    private RedisClient jedis;
    private Leaderboard leaderboard;

    @BeforeEach
    void open(RedisServer redis) {
        jedis = redis.jedis();
        leaderboard = Boards.at(jedis);
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    @Test
    void aBestBoardKeepsTheHigherScoreWhereHighWins() {
        submit(leaderboard, HIGH, "Ada", "50");
        submit(leaderboard, HIGH, "Ada", "40");

        assertThat(ranking(leaderboard, HIGH, Ties.FIRST)).containsExactly("1 Ada 50");
    }

    @Test
    void aBestBoardKeepsTheLowerScoreWhereLowWins() {
        submit(leaderboard, LOW, "Ada", "50");
        submit(leaderboard, LOW, "Ada", "60");
        submit(leaderboard, LOW, "Ben", "45.5");

        assertThat(ranking(leaderboard, LOW, Ties.FIRST)).containsExactly("1 Ben 45.5", "2 Ada 50");
    }

    @Test
    void aSetBoardKeepsTheLastScore() {
        submit(leaderboard, LAST, "Ada", "50");
        submit(leaderboard, LAST, "Ada", "40");

        assertThat(ranking(leaderboard, LAST, Ties.FIRST)).containsExactly("1 Ada 40");
    }

    @Test
    void anIncrementBoardAddsUp() {
        submit(leaderboard, SUM, "Ada", "50");
        submit(leaderboard, SUM, "Ada", "-8");

        assertThat(ranking(leaderboard, SUM, Ties.FIRST)).containsExactly("1 Ada 42");
    }

    @Test
    void aSubmitTellsTheOldAndTheNewRankInEveryPeriod() {
        submit(leaderboard, HIGH, "Ada", "50");
        submit(leaderboard, HIGH, "Ben", "40");

        Change change = submit(leaderboard, HIGH, "Ben", "60");

        assertThat(change.moves())
                .containsExactly(
                        new Move(Period.DAY, true, 40.0, 60, 2L, 1),
                        new Move(Period.WEEK, true, 40.0, 60, 2L, 1),
                        new Move(Period.SEASON, true, 40.0, 60, 2L, 1),
                        new Move(Period.ALL, true, 40.0, 60, 2L, 1));
    }

    @Test
    void aNewcomerHasNoOldRank() {
        submit(leaderboard, HIGH, "Ada", "50");

        assertThat(submit(leaderboard, HIGH, "Ben", "40").moves())
                .contains(new Move(Period.DAY, true, null, 40, null, 2));
    }

    @Test
    void aScoreThatIsNotBetterChangesNothingAndSaysSo() {
        submit(leaderboard, HIGH, "Ada", "50");
        String sequence = jedis.get("leaderboard:{high}:sequence");

        assertThat(submit(leaderboard, HIGH, "Ada", "50").moves())
                .contains(new Move(Period.ALL, false, 50.0, 50, 1L, 1));
        assertThat(jedis.get("leaderboard:{high}:sequence")).isEqualTo(sequence);
    }

    @Test
    void aNameIsTrimmedAndChecked() {
        submit(leaderboard, HIGH, "  Ada ", "50");

        assertThat(ranking(leaderboard, HIGH, Ties.FIRST)).containsExactly("1 Ada 50");
        assertThatThrownBy(() -> submit(leaderboard, HIGH, " ", "50")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> submit(leaderboard, HIGH, "x".repeat(33), "50"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> submit(leaderboard, HIGH, "a\nb", "50")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameMayHoldWhatSeparatesTheTicketFromIt() {
        submit(leaderboard, HIGH, "a:b:c", "50");

        assertThat(ranking(leaderboard, HIGH, Ties.FIRST)).containsExactly("1 a:b:c 50");
    }

    @Test
    void aBoardThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> leaderboard.submit("none", "Ada", BigDecimal.ONE, null))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("There is no board 'none'.");
    }

    @Test
    void aSumBeyondWhatADoubleHoldsIsRefusedAndNothingIsWritten() {
        submit(leaderboard, SUM, "Ada", "9007199254740991");

        assertThatThrownBy(() -> submit(leaderboard, SUM, "Ada", "2")).hasMessageContaining("2^53");
        assertThat(ranking(leaderboard, SUM, Ties.FIRST)).containsExactly("1 Ada 9007199254740991");
    }

    @Test
    void anIncrementBoardRefusesFractions() {
        assertThatThrownBy(() -> submit(leaderboard, SUM, "Ada", "0.5")).hasMessageContaining("whole numbers");
    }

    @Test
    void aRemovedPlayerIsGoneFromEveryPeriodAndEveryPolicy() {
        submit(leaderboard, HIGH, "Ada", "50");
        submit(leaderboard, HIGH, "Ben", "40");
        submit(leaderboard, HIGH, "Cleo", "30");

        assertThat(leaderboard.remove(HIGH.id(), "Ben")).isTrue();

        for (Ties ties : Ties.values()) {
            assertThat(ranking(leaderboard, HIGH, ties)).as("%s", ties).containsExactly("1 Ada 50", "2 Cleo 30");
        }
        assertThat(leaderboard.standing(HIGH.id(), Period.DAY, null, null, "Ben"))
                .isEmpty();
        assertThat(leaderboard.standing(HIGH.id(), Period.WEEK, Ties.DENSE, null, "Cleo"))
                .get()
                .extracting(Page.Row::rank)
                .isEqualTo(2L);
        assertThat(leaderboard.remove(HIGH.id(), "Ben")).isFalse();
    }

    @Test
    void aBoardIsMadeOnceAndKeepsItsRules() {
        Board other = new Board("high", "Other", "points", Board.Operator.SET, Board.Order.LOW, Ties.DENSE);

        assertThat(leaderboard.create(other)).isFalse();
        assertThat(leaderboard.board("high")).isEqualTo(HIGH);
        assertThat(leaderboard.boards()).containsExactlyInAnyOrder(HIGH, LOW, SUM, LAST);
    }

    @Test
    void deletingAllLeavesTheKeysOfOthersAlone() {
        submit(leaderboard, HIGH, "Ada", "50");
        jedis.set("leaderboards", "not ours");

        leaderboard.deleteAll();

        assertThat(jedis.keys("*")).containsExactly("leaderboards");
    }
}
