package dev.vermilion.leaderboard;

import static dev.vermilion.leaderboard.Boards.HIGH;
import static dev.vermilion.leaderboard.Boards.LOW;
import static dev.vermilion.leaderboard.Boards.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.RedisClient;

/** Friends, tournaments, and being told that one fell. */
@EveryRedis
class CompanyTest {

    private RedisClient redis;
    private Leaderboard leaderboard;
    private Friends friends;
    private Tournaments tournaments;

    @BeforeEach
    void connect(RedisServer server) {
        redis = server.jedis();
        leaderboard = new Leaderboard(redis, Clock.systemUTC());
        leaderboard.create(HIGH);
        leaderboard.create(LOW);
        friends = new Friends(redis, leaderboard);
        tournaments = new Tournaments(redis, leaderboard, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @ParameterizedTest
    @CsvSource({
        "COMPETITION, 1 Zoe 50, 2 Cleo 40, 2 Ada 40",
        "DENSE, 1 Zoe 50, 2 Cleo 40, 2 Ada 40",
        "ORDINAL, 1 Zoe 50, 2 Cleo 40, 3 Ada 40",
        "FIRST, 1 Zoe 50, 2 Ada 40, 3 Cleo 40",
        "SUBSCORE, 1 Zoe 50, 2 Ada 40, 3 Cleo 40"
    })
    void friendsAreRankedAmongThemselvesWhicheverWayTiesAre(Ties ties, String first, String second, String third) {
        for (String line : List.of("Ben 99", "Ada 40", "Cleo 40", "Zoe 50", "Dev 45")) {
            String[] words = line.split(" ");
            submit(leaderboard, HIGH, words[0], words[1]);
        }
        friends.add(HIGH.id(), "Ada", "Zoe");
        friends.add(HIGH.id(), "Cleo", "Ada");
        friends.add(HIGH.id(), "Ada", "Never played");
        Span span = leaderboard.span(HIGH.id(), Period.WEEK, null);
        assertThat(Boards.lines(friends.rows(span, "Ada", ties))).containsExactly(first, second, third);
        assertThat(friends.of(HIGH.id(), "Ada")).containsExactly("Cleo", "Never played", "Zoe");
        assertThat(friends.of(HIGH.id(), "Zoe")).containsExactly("Ada");
    }

    @Test
    void aFriendshipEndsForBoth() {
        friends.add(HIGH.id(), "Ada", "Zoe");
        assertThat(friends.remove(HIGH.id(), "Zoe", "Ada")).isTrue();
        assertThat(friends.remove(HIGH.id(), "Zoe", "Ada")).isFalse();
        assertThat(friends.of(HIGH.id(), "Ada")).isEmpty();
        assertThatThrownBy(() -> friends.add(HIGH.id(), "Ada", " Ada ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nobodyGetsMoreFriendsThanAllowedUnder300WhoWantToBe() throws Exception {
        List<Boolean> added = Together.run(300, thread -> {
            try {
                friends.add(HIGH.id(), "Ada", "fan " + thread);
                return true;
            } catch (IllegalArgumentException e) {
                return false;
            }
        });
        assertThat(added.stream().filter(each -> each)).hasSize(Friends.MOST);
        assertThat(friends.of(HIGH.id(), "Ada")).hasSize(Friends.MOST);
    }

    private Tournaments.Plan plan(
            @Nullable Instant start, @Nullable Integer players, @Nullable Integer attempts, boolean join) {
        return new Tournaments.Plan("cup", "Cup", start, Instant.now().plusSeconds(600), players, attempts, join);
    }

    private String play(String board, String player, String score) {
        try {
            Tournaments.Result result = tournaments.submit(board, "cup", player, new BigDecimal(score));
            return result.rank() + " " + Score.text(result.best()) + " " + result.attemptsLeft();
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void theBestOfAFewAttemptsCounts() {
        tournaments.create(HIGH.id(), plan(null, null, 2, false));
        assertThat(play(HIGH.id(), "Ada", "50")).isEqualTo("1 50 1");
        assertThat(play(HIGH.id(), "Ben", "60")).isEqualTo("1 60 1");
        assertThat(play(HIGH.id(), "Ada", "40")).isEqualTo("2 50 0");
        assertThat(play(HIGH.id(), "Ada", "90")).isEqualTo("All attempts are spent.");
        assertThat(Boards.lines(tournaments.standings(HIGH.id(), "cup", 10))).containsExactly("1 Ben 60", "2 Ada 50");
        tournaments.create(LOW.id(), plan(null, null, null, false));
        play(LOW.id(), "Ada", "50");
        play(LOW.id(), "Ben", "60");
        assertThat(play(LOW.id(), "Ben", "50")).isEqualTo("1 50 -1");
        assertThat(Boards.lines(tournaments.standings(LOW.id(), "cup", 10))).containsExactly("1 Ada 50", "1 Ben 50");
    }

    @Test
    void aTournamentIsPlayedBetweenItsBeginningAndItsEndOnly() {
        Instant begin = Instant.now().plusMillis(600);
        tournaments.create(
                HIGH.id(), new Tournaments.Plan("cup", "Cup", begin, begin.plusMillis(900), null, null, null));
        assertThat(play(HIGH.id(), "Ada", "50")).isEqualTo("The tournament has not begun yet.");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> play(HIGH.id(), "Ada", "50").startsWith("1 50"));
        await().atMost(Duration.ofSeconds(10))
                .until(() -> play(HIGH.id(), "Ada", "50").equals("The tournament is over."));
        assertThat(tournaments.all(HIGH.id()))
                .extracting(Tournaments.Tournament::state)
                .containsExactly("over");
        assertThat(redis.keys("leaderboard:{high}:tournament:*"))
                .hasSize(4)
                .allSatisfy(key -> assertThat(redis.ttl(key))
                        .isBetween(
                                Duration.ofDays(29).toSeconds(),
                                Duration.ofDays(30).toSeconds()));
    }

    @Test
    void whereJoiningIsRequiredStrangersDoNotPlay() {
        tournaments.create(HIGH.id(), plan(null, 2, null, true));
        assertThat(play(HIGH.id(), "Ada", "50")).isEqualTo("Join the tournament before you play.");
        tournaments.join(HIGH.id(), "cup", "Ada");
        tournaments.join(HIGH.id(), "cup", "Ada");
        tournaments.join(HIGH.id(), "cup", "Ben");
        assertThatThrownBy(() -> tournaments.join(HIGH.id(), "cup", "Cleo")).hasMessage("The tournament is full.");
        assertThat(play(HIGH.id(), "Ada", "50")).isEqualTo("1 50 -1");
    }

    @Test
    void exactlyFiftyGetAPlaceAndThreeAttemptsEachUnder200WhoPlay() throws Exception {
        tournaments.create(HIGH.id(), plan(null, 50, 3, false));
        Tournaments other = new Tournaments(redis, new Leaderboard(redis, Clock.systemUTC()), Clock.systemUTC());
        List<Long> counted = Together.run(
                200,
                thread -> IntStream.range(0, 5)
                        .filter(i -> {
                            try {
                                (thread % 2 == 0 ? tournaments : other)
                                        .submit(HIGH.id(), "cup", "player " + thread, BigDecimal.valueOf(thread));
                                return true;
                            } catch (IllegalStateException e) {
                                return false;
                            }
                        })
                        .count());
        assertThat(counted.stream().filter(count -> count == 3)).hasSize(50);
        assertThat(counted.stream().filter(count -> count == 0)).hasSize(150);
        assertThat(tournaments.standings(HIGH.id(), "cup", 200)).hasSize(50);
    }

    @Test
    void aTournamentIsAnnouncedOnceAndItsRulesAreChecked() {
        tournaments.create(HIGH.id(), plan(null, null, null, false));
        assertThatThrownBy(() -> tournaments.create(HIGH.id(), plan(null, null, null, false)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tournaments.create(LOW.id(), plan(null, 1, null, false)))
                .hasMessageContaining("2 to 10000 players");
        assertThatThrownBy(() -> tournaments.create(LOW.id(), plan(Instant.now().plusSeconds(900), 5, null, false)))
                .hasMessageContaining("The end must be");
    }

    @Test
    void whoIsFollowedIsToldOnceOfEachFallWhicheverInstanceTakesTheScore() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        JedisPubSub listener = new JedisPubSub() {
            @Override
            public void onMessage(String channel, String message) {
                told.add(message.replaceAll(".*\"player\":\"(\\w+)\".*", "$1") + " "
                        + message.replaceAll(".*\"from\":(\\d+).*", "$1") + " to "
                        + message.replaceAll(".*\"to\":(\\d+).*", "$1"));
            }
        };
        Thread thread = new Thread(() -> redis.subscribe(listener, "told"));
        thread.start();
        await().atMost(Duration.ofSeconds(10)).until(listener::isSubscribed);
        try (Followed one = new Followed(redis, leaderboard, Clock.systemUTC(), "told");
                Followed other = new Followed(redis, leaderboard, Clock.systemUTC(), "told")) {
            submit(leaderboard, HIGH, "Ada", "50");
            one.follow(HIGH.id(), Period.WEEK, Ties.FIRST, "Ada");
            submit(leaderboard, HIGH, "Ben", "60");
            Together.run(20, i -> {
                (i % 2 == 0 ? one : other).tell(HIGH.id());
                return "";
            });
            await().atMost(Duration.ofSeconds(10)).until(() -> !told.isEmpty());
            submit(leaderboard, HIGH, "Ada", "70");
            one.start();
            other.start();
            one.changed(HIGH.id());
            other.changed(HIGH.id());
            await().atMost(Duration.ofSeconds(10)).until(() -> told.size() > 1);
            assertThat(told).containsExactly("Ada 1 to 2", "Ada 2 to 1");
            assertThat(redis.ttl("leaderboard:{high}:followed")).isBetween(1L, 120L);
        } finally {
            listener.unsubscribe();
            thread.join();
        }
    }
}
