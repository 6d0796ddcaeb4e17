package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.LOW;
import static dev.vermilion.leaderboard.Boards.SUM;
import static dev.vermilion.leaderboard.Boards.lines;
import static dev.vermilion.leaderboard.Boards.ranking;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

/** Seasons, subscores, and what is known of players and of the crowd. */
@EveryRedis
class SeasonsTest {

    private static final Instant MARCH = Instant.parse("2082-03-31T23:00:00Z");
    private static final Instant APRIL = Instant.parse("2082-04-01T01:00:00Z");

    private RedisClient redis;

    @BeforeEach
    void connect(RedisServer server) {
        redis = server.jedis();
    }

    @AfterEach
    void close() {
        redis.close();
    }

    private static void submit(Leaderboard leaderboard, Board board, String player, long score, long subscore) {
        leaderboard.submit(board.id(), new Submission(player, BigDecimal.valueOf(score), subscore, null), null);
    }

    @Test
    void aNewSeasonBeginsEmptyAndTheLastOneStaysToBeReadForAYear() {
        Boards.submit(Boards.at(redis, MARCH), HIGH, "Ada", "50");
        Leaderboard april = Boards.at(redis, APRIL);
        Boards.submit(april, HIGH, "Ben", "20");
        assertThat(lines(april.page(HIGH.id(), Period.SEASON, null, null, 0, 10).rows()))
                .containsExactly("1 Ben 20");
        LocalDate march = LocalDate.parse("2082-03-01");
        assertThat(lines(
                        april.page(HIGH.id(), Period.SEASON, null, march, 0, 10).rows()))
                .containsExactly("1 Ada 50");
        assertThat(lines(april.page(HIGH.id(), Period.ALL, null, null, 0, 10).rows()))
                .containsExactly("1 Ada 50", "2 Ben 20");
        long end = redis.expireTime("leaderboard:{high}:season:2082-03:subscores");
        assertThat(Instant.ofEpochSecond(end)).isEqualTo(Instant.parse("2083-04-01T00:00:00Z"));
    }

    @Test
    void whoPlayedInASeasonIsFoundInItsHistory() {
        Leaderboard march = Boards.at(redis, MARCH);
        Boards.submit(march, HIGH, "Ada", "50");
        Boards.submit(march, HIGH, "Ben", "60");
        Leaderboard april = Boards.at(redis, APRIL);
        Boards.submit(april, HIGH, "Ada", "70");
        Boards.submit(april, HIGH, "Ada", "65");

        Players.Player ada = new Players(redis, april).find(HIGH.id(), "Ada").orElseThrow();
        assertThat(ada.seasons())
                .containsExactly(
                        new Players.Place("season:2082-04", 1, 1, 70), new Players.Place("season:2082-03", 2, 2, 50));
        assertThat(ada.history()).extracting(Players.Score::score).containsExactly(50.0, 70.0);
        assertThat(ada.submissions()).isEqualTo(3);
        assertThat(redis.ttl("leaderboard:{high}:history:Ada")).isPositive();
        assertThat(new Players(redis, april).find(HIGH.id(), "Nobody")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"high, Cleo, Ada, Ben", "low, Ben, Ada, Cleo"})
    void ofEqualScoresTheBetterSubscoreIsAhead(String id, String first, String second, String third) {
        Leaderboard leaderboard = Boards.at(redis);
        Board board = leaderboard.board(id);
        submit(leaderboard, board, "Ada", 10, 5);
        submit(leaderboard, board, "Ben", 10, 3);
        submit(leaderboard, board, "Cleo", 10, 70);
        assertThat(ranking(leaderboard, board, Ties.SUBSCORE))
                .containsExactly("1 " + first + " 10", "2 " + second + " 10", "3 " + third + " 10");
        assertThat(ranking(leaderboard, board, Ties.FIRST)).containsExactly("1 Ada 10", "2 Ben 10", "3 Cleo 10");
        assertThat(leaderboard
                        .standing(id, Period.DAY, Ties.SUBSCORE, null, first)
                        .orElseThrow()
                        .rank())
                .isEqualTo(1);
    }

    @Test
    void aBetterSubscoreWithTheSameScoreCountsAndKeepsTheTime() {
        Leaderboard leaderboard = Boards.at(redis);
        submit(leaderboard, HIGH, "Ada", 10, 5);
        submit(leaderboard, HIGH, "Ben", 10, 6);
        submit(leaderboard, HIGH, "Ada", 10, 7);
        submit(leaderboard, HIGH, "Ada", 10, 2);
        submit(leaderboard, HIGH, "Ada", 9, 99);
        assertThat(ranking(leaderboard, HIGH, Ties.SUBSCORE)).containsExactly("1 Ada 10", "2 Ben 10");
        assertThat(ranking(leaderboard, HIGH, Ties.FIRST)).containsExactly("1 Ada 10", "2 Ben 10");
        assertThat(leaderboard
                        .page(HIGH.id(), Period.ALL, null, null, 0, 1)
                        .rows()
                        .get(0)
                        .subscore())
                .isEqualTo(7);
        assertThat(redis.zcard("leaderboard:{high}:all:subscores")).isEqualTo(2);
    }

    @Test
    void whereScoresAreAddedUpSubscoresAreToo() {
        Leaderboard leaderboard = Boards.at(redis);
        submit(leaderboard, SUM, "Ada", 10, 5);
        submit(leaderboard, SUM, "Ada", 10, 5);
        assertThat(leaderboard
                        .page(SUM.id(), Period.ALL, null, null, 0, 1)
                        .rows()
                        .get(0)
                        .subscore())
                .isEqualTo(10);
        assertThatThrownBy(() -> submit(leaderboard, SUM, "Ada", 1, -1)).hasMessageContaining("subscore");
    }

    @Test
    void metadataIsShownBesideThePlayerUntilItIsReplacedOrThePlayerGoes() {
        Leaderboard leaderboard = Boards.at(redis);
        var team = JsonNodeFactory.instance.objectNode().put("team", "Foxes");
        leaderboard.submit(HIGH.id(), new Submission("Ada", BigDecimal.TEN, null, team), null);
        Boards.submit(leaderboard, HIGH, "Ada", "20");
        assertThat(leaderboard
                        .page(HIGH.id(), Period.ALL, null, null, 0, 1)
                        .rows()
                        .get(0)
                        .metadata())
                .isEqualTo(team);
        leaderboard.remove(HIGH.id(), "Ada");
        assertThat(redis.keys("leaderboard:{high}*"))
                .containsExactlyInAnyOrder("leaderboard:{high}:board", "leaderboard:{high}:sequence");
        var much = JsonNodeFactory.instance.objectNode().put("x", "y".repeat(1_000));
        assertThatThrownBy(() -> new Submission("Ada", BigDecimal.TEN, null, much))
                .hasMessageContaining("metadata");
    }

    @Test
    void thePercentileOfAPlayerIsTheShareOfOthersWhoAreWorse() {
        Leaderboard leaderboard = Boards.at(redis);
        for (int i = 1; i <= 101; i++) {
            submit(leaderboard, HIGH, "p" + i, i, 0);
            submit(leaderboard, LOW, "p" + i, i, 0);
        }
        Distribution high = Distribution.of(redis, leaderboard.span(HIGH.id(), Period.ALL, null), "p91");
        assertThat(high.players()).isEqualTo(101);
        assertThat(high.player()).isEqualTo(new Distribution.Standing(91, 90, 18));
        assertThat(high.buckets().stream()
                        .mapToLong(Distribution.Bucket::players)
                        .sum())
                .isEqualTo(101);
        assertThat(high.percentiles())
                .extracting(Distribution.Percentile::score)
                .containsExactly(51.0, 91.0, 100.0);
        Distribution low = Distribution.of(redis, leaderboard.span(LOW.id(), Period.ALL, null), "p11");
        assertThat(low.player()).isEqualTo(new Distribution.Standing(11, 90, 2));
        Distribution nobody = Distribution.of(redis, leaderboard.span(SUM.id(), Period.ALL, null), "p1");
        assertThat(nobody).isEqualTo(new Distribution("all", 0, nobody.buckets(), nobody.percentiles(), null));
        assertThat(nobody.buckets()).isEmpty();
    }

    @Test
    void aHistoryEndsAfterNinetyDays() {
        Leaderboard leaderboard = Boards.at(redis);
        Boards.submit(leaderboard, HIGH, "Ada", "1");
        assertThat(redis.ttl("leaderboard:{high}:history:Ada"))
                .isBetween(Duration.ofDays(89).toSeconds(), Duration.ofDays(90).toSeconds());
    }
}
