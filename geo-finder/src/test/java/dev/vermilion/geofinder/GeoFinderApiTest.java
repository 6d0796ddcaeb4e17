package dev.vermilion.geofinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import dev.vermilion.kit.testing.Together;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class GeoFinderApiTest {

    private static final int THREADS = 200;

    private RedisServer redis;
    private AppTest app;
    private AppTest otherInstance;
    private Http http;

    @BeforeEach
    void start(RedisServer server) {
        redis = server;
        app = AppTest.start(GeoFinderApp::new, redis);
        otherInstance = AppTest.start(GeoFinderApp::new, redis);
        http = app.http();
    }

    @AfterEach
    void stop() {
        otherInstance.close();
        app.close();
    }

    private static Map<String, Object> report(String id, double lon, double lat, long at) {
        return Map.of("id", id, "lon", lon, "lat", lat, "at", at, "heading", 90, "speed", 12.5, "available", true);
    }

    private void move(AppTest instance, String id, double lon, double lat, long at) {
        Http.Response answer =
                instance.http().post("api/positions", Map.of("reports", List.of(report(id, lon, lat, at))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void theNearestStoresComeWithDistanceOpeningAndLocalTime() {
        Http.Response answer = http.get("api/search?lon=12.5683&lat=55.6761&limit=3");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode first = answer.json().path("hits").path(0);
        assertThat(first.path("place").path("id").asText()).isEqualTo("ekch");
        assertThat(first.path("meters").asDouble()).isBetween(5_000.0, 10_000.0);
        assertThat(first.path("clock").asText()).matches("[0-2][0-9]:[0-5][0-9]");
        assertThat(answer.json().path("hits")).hasSize(3);
    }

    @Test
    void filtersShapesClustersAndCellsAnswer() {
        assertThat(http.get("api/search?lon=0&lat=0&radius=900000&kind=books&limit=50")
                        .json()
                        .path("hits"))
                .isNotEmpty()
                .allMatch(hit -> hit.path("place").path("kind").asText().equals("BOOKS"));
        assertThat(http.get("api/search?lon=10&lat=50&width=400000&height=200000&limit=200")
                        .json()
                        .path("hits"))
                .isNotEmpty();
        assertThat(http.get("api/search?lon=10&lat=50&open=true&country=de&limit=5")
                        .json()
                        .path("hits"))
                .isNotEmpty()
                .allMatch(hit -> hit.path("open").asBoolean()
                        && hit.path("place").path("country").asText().equals("DE"));
        JsonNode clusters =
                http.get("api/clusters?west=-180&south=-90&east=180&north=90").json();
        assertThat(clusters.path("total").asInt()).isGreaterThan(5_000);
        JsonNode cells = http.get("api/cells?lon=10&lat=50&radius=200000").json();
        assertThat(cells.path("cells")).hasSizeBetween(1, 9);
        assertThat(cells.path("cells").path(0).path("firstScore").asText()).matches("\\d+");
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedWithASentence() {
        Map<String, Integer> requests = Map.of(
                "api/search?lat=1", 400,
                "api/search?lon=x&lat=1", 400,
                "api/search?lon=181&lat=1", 422,
                "api/search?lon=NaN&lat=1", 422,
                "api/search?lon=1&lat=1&radius=-5", 422,
                "api/search?lon=1&lat=1&limit=201", 400,
                "api/search?lon=1&lat=1&radius=5&width=5", 400,
                "api/search?lon=1&lat=1&kind=castles", 400,
                "api/clusters?west=0&south=10&east=1&north=5", 422,
                "api/places/nowhere", 404);
        requests.forEach((path, status) -> {
            Http.Response answer = http.get(path);
            assertThat(answer.status()).as(path).isEqualTo(status);
            assertThat(answer.header("Content-Type")).as(path).startsWith("application/problem+json");
            assertThat(answer.json().path("detail").asText()).as(path).endsWith(".");
        });
        assertThat(http.post("api/positions", Map.of("reports", List.of())).status())
                .isEqualTo(422);
        assertThat(http.post("api/positions", Map.of()).status()).isBetween(400, 422);
        assertThat(http.post("api/positions", Map.of("reports", List.of(report("UPPER", 1, 1, 1))))
                        .status())
                .isBetween(400, 422);
        assertThat(http.post("api/rides", Map.of("rider", "rosa", "lon", 12, "lat", 55, "radius", -1))
                        .status())
                .isBetween(400, 422);
        assertThat(http.post("api/rides/nothing/end", Map.of("how", "finished")).status())
                .isEqualTo(404);
        assertThat(http.put(
                                "api/fences/a",
                                Map.of("id", "b", "name", "B", "lon", 1, "lat", 1, "radius", 50, "margin", 1))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aStoreIsOpenedFoundAndClosed() {
        Map<String, Object> store = Map.of(
                "id",
                "corner",
                "name",
                "Corner",
                "town",
                "",
                "country",
                "DK",
                "kind",
                "CAFE",
                "point",
                Map.of("lon", 12.5, "lat", 55.6));

        assertThat(http.post("api/places", store).status()).isEqualTo(201);
        assertThat(otherInstance.http().post("api/places", store).status()).isEqualTo(409);
        JsonNode found =
                otherInstance.http().get("api/search?lon=12.5&lat=55.6&limit=1").json();
        assertThat(found.path("hits").path(0).path("place").path("id").asText()).isEqualTo("corner");
        assertThat(otherInstance.http().delete("api/places/corner").status()).isEqualTo(204);
        assertThat(http.get("api/places/corner").status()).isEqualTo(404);
    }

    @Test
    void whoEntersAFenceThroughOneInstanceIsToldLiveByTheOther() {
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        HttpRequest events = HttpRequest.newBuilder(URI.create(otherInstance.url() + "api/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpClient client = HttpClient.newHttpClient();
        client.sendAsync(events, BodyHandlers.ofLines())
                .thenAccept(answer -> answer.body().forEach(lines::add));
        await().until(() -> lines.stream().anyMatch(line -> line.startsWith("retry")));
        http.put(
                "api/fences/yard",
                Map.of("id", "yard", "name", "Yard", "lon", 20, "lat", 50, "radius", 1_000, "margin", 50));

        move(app, "ann", 20, 50.5, 1);
        move(app, "ann", 20, 50, 2);
        move(app, "ann", 20, 50.5, 3);

        await().until(() -> lines.stream().anyMatch(line -> line.contains("\"exit\"")));
        List<String> told = lines.stream()
                .filter(line -> line.contains("\"fence\":\"yard\""))
                .toList();
        assertThat(told).hasSize(2);
        assertThat(told.get(0)).contains("\"enter\"");
        await().until(() -> {
            move(app, "ann", 20, 50.5, System.currentTimeMillis()); // told four times a second at most
            return lines.contains("event: moved");
        });
    }

    @Test
    void fencesKnowWhoIsInsideAndTheLogWhoCameAndWent() {
        http.put(
                "api/fences/yard",
                Map.of("id", "yard", "name", "Yard", "lon", 20, "lat", 50, "radius", 1_000, "margin", 50));
        move(app, "ann", 20, 50, 1);

        JsonNode fences = otherInstance.http().get("api/fences").json();
        assertThat(fences.path("inside").path("yard").path(0).asText()).isEqualTo("ann");
        assertThat(http.get("api/crossings?limit=1").json().path(0).path("what").asText())
                .isEqualTo("enter");
        assertThat(http.delete("api/drivers/ann").status()).isEqualTo(204);
        assertThat(http.delete("api/drivers/ann").status()).isEqualTo(404);
        assertThat(http.get("api/crossings?limit=1").json().path(0).path("what").asText())
                .isEqualTo("exit");
        assertThat(http.delete("api/fences/yard").status()).isEqualTo(204);
    }

    @Test
    void aRideIsGivenAnsweredAgainAndEndedOnce() {
        move(app, "ann", 30, 40, 1);
        Map<String, Object> wish = Map.of("rider", "rosa", "lon", 30.01, "lat", 40, "radius", 5_000);

        Http.Response ride = http.post("api/rides", wish);
        String id = ride.json().path("id").asText();

        assertThat(ride.status()).isEqualTo(201);
        assertThat(ride.json().path("driver").asText()).isEqualTo("ann");
        assertThat(otherInstance
                        .http()
                        .post("api/rides", wish)
                        .json()
                        .path("id")
                        .asText())
                .isEqualTo(id);
        assertThat(http.get("api/drivers/near?lon=30&lat=40&free=true").json()).isEmpty();
        assertThat(http.get("api/drivers/near?lon=30&lat=40").json()).hasSize(1);
        assertThat(http.post("api/rides", Map.of("rider", "otto", "lon", 30, "lat", 40, "radius", 5_000))
                        .status())
                .isEqualTo(404);
        assertThat(http.post("api/rides/" + id + "/end", Map.of("how", "finished"))
                        .status())
                .isEqualTo(200);
        assertThat(http.post("api/rides/" + id + "/end", Map.of("how", "finished"))
                        .status())
                .isEqualTo(409);
        assertThat(http.get("api/rides/" + id).json().path("status").asText()).isEqualTo("finished");
    }

    @Test
    void twoHundredRidersOfTwoInstancesOverHttpNeverShareADriver() throws Exception {
        List<Map<String, Object>> reports = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            reports.add(report("cab-" + i, 100 + i * 0.001, 10, 1));
        }
        assertThat(http.post("api/positions", Map.of("reports", reports)).status())
                .isEqualTo(200);

        List<Http.Response> answers = Together.run(
                THREADS,
                thread -> (thread % 2 == 0 ? app : otherInstance)
                        .http()
                        .post("api/rides", Map.of("rider", "r-" + thread, "lon", 100, "lat", 10, "radius", 50_000)));

        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(answer -> answer.json().path("driver").asText()))
                .hasSize(30)
                .doesNotHaveDuplicates();
        assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 404);
    }

    @Test
    void theNaiveWayPromisesOneDriverToManyAndTheCorrectWayToOne() {
        JsonNode naive =
                http.post("api/laboratory/race?mode=naive&riders=20", null).json();
        JsonNode correct =
                http.post("api/laboratory/race?mode=correct&riders=20", null).json();

        assertThat(naive.path("broken").asBoolean()).isTrue();
        assertThat(naive.path("promised")).hasSize(20);
        assertThat(correct.path("broken").asBoolean()).isFalse();
        assertThat(correct.path("promised")).hasSize(1);
        try (RedisClient client = redis.jedis()) {
            assertThat(client.keys("geo-finder:{fleet:race*")).isEmpty();
        }
        assertThat(http.post("api/laboratory/race?mode=lucky", null).status()).isEqualTo(400);
    }

    @Test
    void resetDeletesTheKeysOfThisAppOnlyAndSeedsAnew() {
        try (RedisClient client = redis.jedis()) {
            client.set("other:key", "kept");
            http.delete("api/places/ekch");

            assertThat(http.post("api/reset", null).status()).isLessThan(300);

            assertThat(client.get("other:key")).isEqualTo("kept");
            assertThat(http.get("api/places/ekch").status()).isEqualTo(200);
            assertThat(http.get("api/fences").json().path("fences")).hasSize(4);
            assertThat(client.keys("geo-finder:*")).allMatch(key -> key.matches("geo-finder:\\{[^}]+}:.+"));
        }
    }

    @Test
    void anotherInstanceThatStartsDoesNotBringBackAStoreThatWasRemoved() {
        http.delete("api/places/ekch");
        try (AppTest third = AppTest.start(GeoFinderApp::new, redis)) {
            assertThat(third.http().get("api/places/ekch").status()).isEqualTo(404);
        }
    }

    @Test
    void whatMustHoldHoldsWhileTrafficRuns() {
        http.post("kit/traffic", Map.of("scenario", "city", "perSecond", 400, "seconds", 60));
        await().until(() -> otherInstance.http().get("api/crossings").json().size() > 0);
        for (int i = 0; i < 20; i++) {
            JsonNode found = otherInstance.http().get("kit/invariants").json();
            assertThat(found.toString()).contains("Fences are right").doesNotContain("\"holds\":false");
        }
        http.delete("kit/traffic");
    }

    @Test
    void theApiIsDescribed() {
        JsonNode paths = http.get("openapi.json").json().path("paths");

        assertThat(paths.findValuesAsText("summary"))
                .contains("Stores near a point, the nearest first", "Ask for the nearest free driver");
        assertThat(paths.size()).isGreaterThan(12);
    }
}
