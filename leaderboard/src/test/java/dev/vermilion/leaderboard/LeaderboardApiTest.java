package dev.vermilion.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@EveryRedis
class LeaderboardApiTest {

    private static final String GOLF =
            "{\"id\":\"golf\",\"title\":\"Golf\",\"unit\":\"strokes\",\"operator\":\"SET\",\"order\":\"LOW\",\"ties\":\"DENSE\"}";

    private AppTest app;
    private Http http;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.startEmpty(LeaderboardApp::new, redis);
        http = app.http();
        assertThat(http.post("api/boards", GOLF).status()).isEqualTo(201);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private Http.Response submit(String player, String score) {
        return http.post("api/boards/golf/scores", "{\"player\":\"" + player + "\",\"score\":" + score + "}");
    }

    @Test
    void aScoreIsSubmittedAndReadBack() {
        assertThat(submit("Uma", "72").json().at("/moves/3/newRank").asLong()).isEqualTo(1);
        submit("Ivo", "70");

        var page = http.get("api/boards/golf/scores?period=day").json();
        assertThat(page.at("/total").asLong()).isEqualTo(2);
        assertThat(page.at("/rows/0/player").asText()).isEqualTo("Ivo");
        assertThat(http.get("api/boards/golf/scores/Uma").json().at("/rank").asLong())
                .isEqualTo(2);
        assertThat(http.get("api/boards/golf/around/Uma?radius=1").json().at("/rows"))
                .hasSize(2);
    }

    @Test
    void friendsAreComparedInOneCall() {
        submit("Uma", "72");
        submit("Ivo", "70");

        var rows = http.get("api/boards/golf/standings?player=Uma&player=Nobody&player=Ivo")
                .json();
        assertThat(rows.findValuesAsText("player")).containsExactly("Uma", "Ivo");
        assertThat(rows.findValuesAsText("rank")).containsExactly("2", "1");
    }

    @Test
    void aSubscoreAndMetadataComeWithAScore() {
        http.post(
                "api/boards/golf/scores",
                "{\"player\":\"Uma\",\"score\":72,\"subscore\":5,\"metadata\":{\"team\":\"Foxes\"}}");
        var row = http.get("api/boards/golf/scores?ties=subscore").json().at("/rows/0");
        assertThat(row.at("/subscore").asLong()).isEqualTo(5);
        assertThat(row.at("/metadata/team").asText()).isEqualTo("Foxes");
        var player = http.get("api/boards/golf/players/Uma").json();
        assertThat(player.at("/submissions").asLong()).isEqualTo(1);
        assertThat(player.at("/history/0/score").asDouble()).isEqualTo(72);
        assertThat(player.at("/seasons/0/rank").asLong()).isEqualTo(1);
        assertThat(http.get("api/boards/golf/players/Nobody").status()).isEqualTo(404);
    }

    @Test
    void friendsHaveABoardOfTheirOwn() {
        submit("Uma", "72");
        submit("Ivo", "70");
        submit("Ada", "60");
        assertThat(http.put("api/boards/golf/friends/Uma/Ivo", null).status()).isEqualTo(204);
        var page = http.get("api/boards/golf/friends/Uma?period=day").json();
        assertThat(page.at("/rows").findValuesAsText("player")).containsExactly("Ivo", "Uma");
        assertThat(page.at("/rows").findValuesAsText("rank")).containsExactly("1", "2");
        assertThat(http.delete("api/boards/golf/friends/Uma/Ivo").status()).isEqualTo(204);
        assertThat(http.delete("api/boards/golf/friends/Uma/Ivo").status()).isEqualTo(404);
        assertThat(http.put("api/boards/golf/friends/Uma/Uma", null).status()).isEqualTo(422);
    }

    @Test
    void aTournamentIsAnnouncedJoinedAndPlayed() {
        String cup = "{\"id\":\"cup\",\"title\":\"Cup\",\"endsAt\":\""
                + Instant.now().plusSeconds(600) + "\",\"maxPlayers\":2,\"maxAttempts\":1,\"joinRequired\":true}";
        assertThat(http.post("api/boards/golf/tournaments", cup).status()).isEqualTo(201);
        assertThat(http.post("api/boards/golf/tournaments", cup).status()).isEqualTo(409);
        String players = "api/boards/golf/tournaments/cup/players";
        assertThat(http.post(players, "{\"player\":\"Uma\"}").status()).isEqualTo(204);
        String scores = "api/boards/golf/tournaments/cup/scores";
        assertThat(http.post(scores, "{\"player\":\"Uma\",\"score\":72}")
                        .json()
                        .at("/attemptsLeft")
                        .asInt())
                .isZero();
        assertThat(http.post(scores, "{\"player\":\"Uma\",\"score\":71}").status())
                .isEqualTo(409);
        assertThat(http.post(scores, "{\"player\":\"Ivo\",\"score\":71}")
                        .json()
                        .at("/detail")
                        .asText())
                .isEqualTo("Join the tournament before you play.");
        assertThat(http.get(scores).json().at("/0/player").asText()).isEqualTo("Uma");
        assertThat(http.get("api/boards/golf/tournaments")
                        .json()
                        .at("/0/players")
                        .asInt())
                .isEqualTo(1);
        assertThat(http.get("api/boards/golf/tournaments/none/scores").status()).isEqualTo(404);
        assertThat(http.post(scores, "{\"score\":71}").status()).isEqualTo(422);
    }

    @Test
    void everyRouteIsDescribedAndInvariantsHoldUnderTraffic() {
        http.post("api/reset", null);
        var paths = http.get("openapi.json").json().at("/paths");
        for (String path :
                List.of("", "/scores", "/around/{player}", "/friends/{player}", "/tournaments", "/distribution")) {
            assertThat(paths.has("/api/boards/{board}" + path)).as(path).isTrue();
        }
        http.post("kit/traffic", "{\"scenario\":\"contest\",\"perSecond\":50,\"seconds\":2}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !http.get("kit/traffic").json().at("/run/running").asBoolean());
        assertThat(http.get("kit/traffic").json().at("/run/failed").asInt()).isZero();
        assertThat(http.get("kit/traffic").json().at("/run/done").asInt()).isPositive();
        for (var each : http.get("kit/invariants").json()) {
            assertThat(each.at("/holds").asBoolean()).as(each.toString()).isTrue();
        }
    }

    @Test
    void aPlayerIsTakenOffOnce() {
        submit("Uma", "72");

        assertThat(http.delete("api/boards/golf/scores/Uma").status()).isEqualTo(204);
        assertThat(http.delete("api/boards/golf/scores/Uma").status()).isEqualTo(404);
        assertThat(http.get("api/boards/golf/scores/Uma").status()).isEqualTo(404);
    }

    @Test
    void aBoardIsMadeOnce() {
        assertThat(http.post("api/boards", GOLF).status()).isEqualTo(409);
        assertThat(http.get("api/boards").json()).hasSize(1);
        assertThat(http.get("api/boards/golf").json().at("/operator").asText()).isEqualTo("SET");
    }

    @Test
    void aScoreIsReadDigitByDigitAlsoFromText() {
        assertThat(submit("Uma", "9007199254740993").status()).isEqualTo(422);
        assertThat(submit("Uma", "\"9007199254740993\"").status()).isEqualTo(422);
        assertThat(submit("Uma", "9007199254740992").status()).isEqualTo(200);
    }

    @Test
    void aRoundLetsSixPlayersPlay() {
        assertThat(http.post("api/boards/golf/rounds", null).json()).hasSize(6);
        assertThat(http.get("api/boards/golf/scores").json().at("/total").asInt())
                .isPositive();
    }

    @Test
    void resetBringsTheDemoBoardsBackWithTiesAmongSixtyPlayers() {
        assertThat(http.post("api/reset", null).status()).isLessThan(300);

        assertThat(http.get("api/boards").json()).hasSize(3);
        for (String board : new String[] {"comet-run", "glasshouse", "steps"}) {
            var rows = http.get("api/boards/" + board + "/scores?limit=200&ties=competition")
                    .json()
                    .at("/rows");
            assertThat(rows).as(board).hasSize(60);
            assertThat(Set.copyOf(rows.findValuesAsText("score"))).as(board).hasSizeLessThan(60);
        }
    }

    @ParameterizedTest(name = "{0} {1} -> {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET    | api/boards/none                     |                                | 404 | no board 'none'",
                "GET    | api/boards/none/scores              |                                | 404 | no board 'none'",
                "GET    | api/boards/golf/scores/Nobody       |                                | 404 | 'Nobody' has no score",
                "GET    | api/boards/golf/around/Nobody       |                                | 404 | 'Nobody' has no score",
                "GET    | api/boards/golf/scores?period=year  |                                | 400 | [day, week, season, all]",
                "GET    | api/boards/golf/scores?ties=coin    |                                | 400 | [competition, dense, ordinal, first, subscore]",
                "GET    | api/boards/golf/scores?date=today   |                                | 400 | 2026-11-23",
                "GET    | api/boards/golf/scores?limit=ten    |                                | 400 | whole number",
                "GET    | api/boards/golf/scores?limit=201    |                                | 422 | 1 to 200",
                "POST   | api/boards/none/scores              | {\"player\":\"A\",\"score\":1} | 404 | no board 'none'",
                "POST   | api/boards/golf/scores              | {\"player\":\"A\"}             | 400 | 'score'",
                "POST   | api/boards/golf/scores              | {\"player\":\" \",\"score\":1} | 422 | name",
                "POST   | api/boards/golf/scores              | {\"player\":\"A\",\"score\":NaN} | 400 | JSON",
                "POST   | api/boards/golf/scores              | {\"player\":\"A\",\"score\":1e300} | 422 | 2^53",
                "POST   | api/boards/golf/scores              | {\"player\":\"A\",\"score\":1,\"x\":1} | 400 | 'x'",
                "POST   | api/boards                          | {\"id\":\"Not an id\"}         | 400 | id",
                "POST   | api/boards                          | {                              | 400 | JSON",
            })
    void whatCannotBeDoneIsAProblemWithASentence(String method, String path, String body, int status, String words) {
        Http.Response response = http.send(method, path, body);

        assertThat(response.status()).isEqualTo(status);
        assertThat(response.header("Content-Type")).startsWith("application/problem+json");
        assertThat(response.json().at("/status").asInt()).isEqualTo(status);
        assertThat(response.json().at("/detail").asText()).contains(words);
    }
}
