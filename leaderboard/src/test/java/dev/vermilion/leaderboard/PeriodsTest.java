package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.NOON;
import static dev.vermilion.leaderboard.Boards.SUM;
import static dev.vermilion.leaderboard.Boards.lines;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

@EveryRedis
class PeriodsTest {

    private RedisClient jedis;

    @BeforeEach
    void open(RedisServer redis) {
        jedis = redis.jedis();
    }

    @AfterEach
    void close() {
        jedis.close();
    }

    private List<String> rows(Instant now, Period period) {
        return lines(
                Boards.at(jedis, now).page(SUM.id(), period, null, null, 0, 10).rows());
    }

    @Test
    void atMidnightUtcTheDayStartsAnewAndTheWeekGoesOn() {
        Instant last = Instant.parse("2082-11-23T23:59:59.999Z");
        Instant first = Instant.parse("2082-11-24T00:00:00Z");
        submit(Boards.at(jedis, last), SUM, "Ada", "10");
        submit(Boards.at(jedis, first), SUM, "Ada", "5");

        assertThat(rows(last, Period.DAY)).containsExactly("1 Ada 10");
        assertThat(rows(first, Period.DAY)).containsExactly("1 Ada 5");
        assertThat(rows(first, Period.WEEK)).containsExactly("1 Ada 15");
        assertThat(rows(first, Period.ALL)).containsExactly("1 Ada 15");
    }

    @Test
    void onMondayTheWeekStartsAnew() {
        submit(Boards.at(jedis, Instant.parse("2082-11-29T23:59:59Z")), SUM, "Ada", "10");
        Instant monday = Instant.parse("2082-11-30T00:00:00Z");
        submit(Boards.at(jedis, monday), SUM, "Ada", "5");

        assertThat(rows(monday, Period.WEEK)).containsExactly("1 Ada 5");
        assertThat(rows(monday, Period.ALL)).containsExactly("1 Ada 15");
    }

    @Test
    void theBestOfADayIsNotTheBestOfAllTime() {
        submit(Boards.at(jedis, NOON), HIGH, "Ada", "100");
        Leaderboard tomorrow = Boards.at(jedis, NOON.plusSeconds(86_400));

        Change change = submit(tomorrow, HIGH, "Ada", "60");

        assertThat(change.moves()).extracting(Change.Move::changed).containsExactly(true, false, false, false);
        assertThat(tomorrow.standing(HIGH.id(), Period.DAY, null, null, "Ada")).contains(Page.Row.of(1, "Ada", 60));
        assertThat(tomorrow.standing(HIGH.id(), Period.ALL, null, null, "Ada")).contains(Page.Row.of(1, "Ada", 100));
    }

    @Test
    void anEarlierDayCanStillBeRead() {
        submit(Boards.at(jedis, NOON), HIGH, "Ada", "100");
        Leaderboard later = Boards.at(jedis, NOON.plusSeconds(3 * 86_400));
        LocalDate then = LocalDate.of(2082, 11, 23);

        assertThat(lines(later.page(HIGH.id(), Period.DAY, null, then, 0, 10).rows()))
                .containsExactly("1 Ada 100");
        assertThat(later.page(HIGH.id(), Period.DAY, null, null, 0, 10).rows()).isEmpty();
    }

    @Test
    void allKeysOfADayAWeekAndASeasonExpireAndThoseOfAllTimeDoNot() {
        Instant now = Instant.now();
        submit(Boards.at(jedis, now), HIGH, "Ada", "100");

        long day = 86_400;
        for (String key : jedis.keys("leaderboard:{high}:*")) {
            long ttl = jedis.ttl(key);
            if (key.contains(":day:")) {
                assertThat(ttl).as(key).isBetween(7 * day - 60, 8 * day);
            } else if (key.contains(":week:")) {
                assertThat(ttl).as(key).isBetween(28 * day - 60, 35 * day);
            } else if (key.contains(":season:")) {
                assertThat(ttl).as(key).isBetween(365 * day - 60, 397 * day);
            } else if (key.contains(":history:")) {
                assertThat(ttl).as(key).isBetween(90 * day - 60, 90 * day);
            } else {
                assertThat(ttl).as(key).isEqualTo(-1);
            }
        }
        assertThat(jedis.keys("leaderboard:{high}:*")).hasSize(4 + 4 * 5);
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({
        "DAY,  2082-11-23, day:2082-11-23,  2082-12-01T00:00:00Z",
        "WEEK, 2082-11-23, week:2082-W48,   2082-12-28T00:00:00Z",
        "WEEK, 2082-11-29, week:2082-W48,   2082-12-28T00:00:00Z",
        "WEEK, 2082-12-31, week:2082-W53,   2083-02-01T00:00:00Z",
        "WEEK, 2083-01-03, week:2082-W53,   2083-02-01T00:00:00Z",
        "WEEK, 2083-01-04, week:2083-W01,   2083-02-08T00:00:00Z",
        "SEASON, 2082-11-23, season:2082-11, 2083-12-01T00:00:00Z",
        "SEASON, 2082-12-31, season:2082-12, 2084-01-01T00:00:00Z",
    })
    void aSpanIsNamedAndEndsByTheIsoCalendar(Period period, LocalDate date, String name, Instant end) {
        assertThat(period.name(date)).isEqualTo(name);
        assertThat(period.expiresAt(date)).hasValue(end.getEpochSecond());
    }
}
