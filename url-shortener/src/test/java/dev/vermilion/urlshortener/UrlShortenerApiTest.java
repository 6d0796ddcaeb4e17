package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a program sees of the shortener over HTTP. */
@EveryRedis
class UrlShortenerApiTest {

    private static final String TARGET = "https://example.com/a?b=c";

    private AppTest app;
    private Http http;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.startEmpty(UrlShortenerApp::new, redis);
        http = app.http().with("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Firefox/133.0");
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aNewLinkIsAnsweredWith201AndItsShortUrl() {
        Http.Response made = http.post("api/links", Map.of("url", TARGET, "code", "docs", "maxVisits", 3));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("shortUrl").asText()).isEqualTo(app.url() + "docs");
        assertThat(made.header("Location")).isEqualTo(app.url() + "docs");
        assertThat(made.json().at("/link/target").asText()).isEqualTo(TARGET);
        assertThat(made.json().at("/link/maxVisits").asLong()).isEqualTo(3);
        assertThat(Instant.parse(made.json().at("/link/created").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    }

    @Test
    void aLinkWithoutLimitsRedirectsWith302AndIsAskedForEachTime() {
        create("open", Map.of());
        Http.Response visit = http.get("open");
        assertThat(visit.status()).isEqualTo(302);
        assertThat(visit.header("Location")).isEqualTo(TARGET);
        assertThat(visit.header("Cache-Control")).isEqualTo("private, no-cache");
    }

    @Test
    void aLinkWithALimitIsNeverStored() {
        create("twice", Map.of("maxVisits", 2));
        create("soon", Map.of("expiresAt", Instant.now().plusSeconds(60).toString()));
        for (String code : List.of("twice", "soon")) {
            Http.Response visit = http.get(code);
            assertThat(visit.status()).isEqualTo(302);
            assertThat(visit.header("Cache-Control")).isEqualTo("private, no-store");
        }
    }

    @Test
    void aHeadRequestCostsNoVisit() {
        create("once", Map.of("maxVisits", 1));
        assertThat(http.send("HEAD", "once", null).status()).isEqualTo(302);
        assertThat(http.send("HEAD", "once", null).header("Location")).isEqualTo(TARGET);
        assertThat(http.get("once").status()).isEqualTo(302);
        assertThat(http.send("HEAD", "once", null).status()).isEqualTo(410);
    }

    @Test
    void unknownIs404AndUsedUpAndExpiredAre410ForPrograms() {
        create("once", Map.of("maxVisits", 1));
        create("brief", Map.of("expiresAt", Instant.now().plusMillis(300).toString()));
        http.get("once");
        problem(http.get("once"), 410, "The link 'once' has had all the visits it was made for.");
        await().atMost(Duration.ofSeconds(5)).until(() -> http.get("brief").status() == 410);
        problem(http.get("brief"), 410, "The link 'brief' has expired.");
        problem(http.get("nowhere"), 404, "There is no link with the code 'nowhere'.");
        assertThat(http.get("once").header("Cache-Control")).isEqualTo("private, no-store");
    }

    @Test
    void browsersGetAPageInstead() {
        create("once", Map.of("maxVisits", 1));
        http.get("once");
        Http browser = http.with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        Http.Response usedUp = browser.get("once");
        assertThat(usedUp.status()).isEqualTo(410);
        assertThat(usedUp.header("Content-Type")).startsWith("text/html");
        assertThat(usedUp.body()).contains("This link is used up");
        assertThat(browser.get("nowhere").status()).isEqualTo(404);
        assertThat(browser.get("nowhere").body()).contains("No such link");
        assertThat(browser.get("%3Cscript%3E").body())
                .contains("&lt;script&gt;")
                .doesNotContain("<script>");
    }

    @Test
    void aPlusShowsWhereALinkLeadsWithoutAVisit() {
        create("look", Map.of("maxVisits", 1));
        Http.Response preview = http.get("look+");
        assertThat(preview.status()).isEqualTo(200);
        assertThat(preview.body()).contains("https://example.com/a?b=c").contains("0 of 1 visits");
        assertThat(http.get("look").status()).isEqualTo(302);
        assertThat(http.get("nowhere+").status()).isEqualTo(404);
    }

    @Test
    void whatIsRefusedIsSaidInOneSentence() {
        String host = app.url().replaceAll("https?://(.*):\\d+/", "$1");
        refused(Map.of("url", ""), 422, "The target is missing.");
        refused(Map.of("url", "ftp://example.com/"), 422, "The target must begin with http:// or https://.");
        refused(
                Map.of("url", app.url() + "docs"),
                422,
                "The target must not be on this site (" + host + "): it could lead in circles.");
        refused(
                Map.of("url", "https://ann:pw@example.com"),
                422,
                "The target must not contain a user name or password.");
        refused(Map.of("url", "https://"), 422, "The target has no host.");
        refused(
                Map.of("url", "https://example.com/" + "x".repeat(2048)),
                422,
                "The target is longer than 2048 characters.");
        refused(Map.of("url", TARGET, "code", "api"), 422, "The code 'api' is reserved; choose another one.");
        refused(Map.of("url", TARGET, "maxVisits", 0), 422, "The maximum of visits must be between 1 and 1000000000.");
        refused(Map.of("url", TARGET, "expiresAt", "2001-01-01T00:00:00Z"), 422, "The expiry must be in the future.");
        create("docs", Map.of());
        refused(Map.of("url", TARGET, "code", "docs"), 409, "The code 'docs' is taken; choose another one.");
        assertThat(http.post("api/links", "{\"url\":").status()).isEqualTo(400);
        assertThat(http.post("api/links", Map.of("uri", TARGET))
                        .json()
                        .path("detail")
                        .asText())
                .contains("'uri'");
        assertThat(http.get("api/links").json().path("total").asInt()).isEqualTo(1);
    }

    @Test
    void statisticsListAndDeletionAreServed() {
        create("docs", Map.of());
        http.get("docs");
        app.http()
                .with("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36")
                .get("docs");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> http.get("api/links/docs").json().path("uniques").asInt() == 2);
        JsonNode statistics = http.get("api/links/docs").json();
        assertThat(statistics.at("/link/visits").asInt()).isEqualTo(2);
        assertThat(statistics.path("uniques").asInt()).isEqualTo(2);
        assertThat(statistics.path("days")).hasSize(30);
        assertThat(http.get("api/links").json().at("/links/0/code").asText()).isEqualTo("docs");

        assertThat(http.delete("api/links/docs").status()).isEqualTo(204);
        problem(http.delete("api/links/docs"), 404, "There is no link with the code 'docs'.");
        problem(http.get("api/links/docs"), 404, "There is no link with the code 'docs'.");
        assertThat(http.get("docs").status()).isEqualTo(404);
        assertThat(http.get("api/links").json().path("links")).isEmpty();
    }

    @Test
    void pagesOutsideTheListAreRefused() {
        for (String query : List.of("page=0", "page=x", "size=101", "size=-1")) {
            assertThat(http.get("api/links?" + query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void theQrCodeIsAnSvgPicture() {
        create("docs", Map.of());
        Http.Response picture = http.get("api/links/docs/qr.svg");
        assertThat(picture.header("Content-Type")).startsWith("image/svg+xml");
        assertThat(picture.body()).startsWith("<svg").containsPattern("viewBox=\"0 0 (\\d+) \\1\"");
        assertThat(http.get("api/links/nowhere/qr.svg").status()).isEqualTo(404);
    }

    @Test
    void exactlyFiftyRedirectsUnder200VisitorsOfALinkForFifty() throws Exception {
        create("fifty", Map.of("maxVisits", 50));
        ExecutorService visitors = Executors.newFixedThreadPool(200);
        try {
            Callable<Integer> visitor = () -> http.get("fifty").status();
            List<Future<Integer>> answers = visitors.invokeAll(
                    IntStream.range(0, 200).mapToObj(i -> visitor).toList());
            int redirects = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(302, 410);
                redirects += answer.get() == 302 ? 1 : 0;
            }
            assertThat(redirects).isEqualTo(50);
        } finally {
            visitors.shutdownNow();
        }
        assertThat(http.get("api/links/fifty").json().at("/link/redirects").asInt())
                .isEqualTo(50);
    }

    @Test
    void aLinkOfAnApiKeyIsChangedAndDeletedWithThisKeyOnly() {
        JsonNode made = http.post("api/keys", Map.of("name", "ci")).json();
        String secret = made.path("secret").asText();
        Http mine = http.with(KeyRoutes.HEADER, secret);
        Http.Response link = mine.post("api/links", Map.of("url", TARGET, "code", "owned"));
        assertThat(link.json().at("/link/owner").asText())
                .isEqualTo(made.at("/key/id").asText());
        String sentence = "The link 'owned' belongs to an API key; send it as X-Api-Key to change it.";
        problem(http.patch("api/links/owned", Map.of("title", "Mine")), 403, sentence);
        problem(http.delete("api/links/owned"), 403, sentence);
        assertThat(http.with(KeyRoutes.HEADER, secret + "x")
                        .delete("api/links/owned")
                        .status())
                .isEqualTo(401);
        assertThat(mine.patch("api/links/owned", Map.of("title", "Mine"))
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("Mine");
        assertThat(http.get("api/keys").body()).doesNotContain(secret);
        assertThat(mine.delete("api/links/owned").status()).isEqualTo(204);
        assertThat(http.delete("api/keys/" + made.at("/key/id").asText()).status())
                .isEqualTo(204);
        assertThat(mine.post("api/links", Map.of("url", TARGET)).status()).isEqualTo(401);
    }

    @Test
    void aChangeTouchesOnlyWhatItNamesAndKeepsWhatWasUsed() {
        create("poll", Map.of("maxVisits", 1, "title", "Old", "tags", List.of("a")));
        http.get("poll");
        assertThat(http.get("poll").status()).isEqualTo(410);
        String end = Instant.now().plusSeconds(600).toString();
        JsonNode link = http.patch("api/links/poll", "{\"maxVisits\":3,\"title\":null,\"expiresAt\":\"" + end + "\"}")
                .json();
        assertThat(link.path("maxVisits").asInt()).isEqualTo(3);
        assertThat(link.path("title").isNull()).isTrue();
        assertThat(link.at("/tags/0").asText()).isEqualTo("a");
        assertThat(http.get("poll").status()).isEqualTo(302);
        assertThat(http.get("poll").status()).isEqualTo(302);
        assertThat(http.get("poll").status()).isEqualTo(410);
        assertThat(http.patch("api/links/poll", "{\"maxVisits\":null,\"expiresAt\":null}")
                        .status())
                .isEqualTo(200);
        assertThat(http.get("poll").header("Cache-Control")).isEqualTo("private, no-cache");
        problem(http.patch("api/links/poll", Map.of("code", "x")), 422, "The field 'code' cannot be changed.");
        problem(
                http.patch("api/links/nowhere", Map.of("title", "x")),
                404,
                "There is no link with the code 'nowhere'.");
    }

    @Test
    void aPasswordIsAskedForInAFormByBasicAndInJson() {
        create("safe", Map.of("password", "sesame"));
        problem(http.get("safe"), 401, "The link 'safe' has a password.");
        String basic = java.util.Base64.getEncoder().encodeToString("any:sesame".getBytes(StandardCharsets.UTF_8));
        assertThat(http.with("Authorization", "Basic " + basic).get("safe").header("Location"))
                .isEqualTo(TARGET);
        problem(
                http.post("api/links/safe/visits", Map.of("password", "barley")),
                401,
                "This is not the password of the link 'safe'.");
        assertThat(http.post("api/links/safe/visits", Map.of("password", "sesame"))
                        .json()
                        .path("target")
                        .asText())
                .isEqualTo(TARGET);
        assertThat(http.with("Accept", "text/html").get("safe").body()).contains("name=\"password\"");
        assertThat(http.get("safe+").body()).doesNotContain("example.com");
    }

    @Test
    void tablesGoInAndOutAndOrphansAreKnown() {
        Http.Response result = http.post("api/import", "url,code,tags\nhttps://example.com/1,one,a b\nnothing,two,\n");
        assertThat(result.json().path("made").asInt()).isEqualTo(1);
        assertThat(result.json().at("/problems/0/line").asInt()).isEqualTo(2);
        assertThat(http.get("api/export").body())
                .contains("one,https://example.com/1")
                .startsWith("code,url");
        assertThat(http.get("api/links?tag=a").json().at("/links/0/code").asText())
                .isEqualTo("one");
        problem(
                http.post("api/import", "nonsense"),
                422,
                "The table needs a line of headings with a column 'url', and a row.");
        http.get("nowhere-at-all");
        assertThat(http.get("api/orphans").json().at("/codes/0/name").asText()).isEqualTo("nowhere-at-all");
    }

    @Test
    void everyRouteIsDescribed() {
        JsonNode paths = http.get("openapi.json").json().path("paths");
        for (String path : List.of("links", "links/{code}", "tags", "keys", "pipeline", "codes", "import", "export")) {
            assertThat(paths.has("/api/" + path)).as(path).isTrue();
        }
    }

    @Test
    void invariantsHoldUnderTraffic() {
        http.post("api/reset", null);
        http.post("kit/traffic", Map.of("scenario", "rush", "perSecond", 20, "seconds", 2));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !http.get("kit/traffic").json().at("/run/running").asBoolean());
        JsonNode run = http.get("kit/traffic").json().path("run");
        assertThat(run.path("done").asInt()).isPositive();
        assertThat(run.path("failed").asInt()).isZero();
        for (JsonNode each : http.get("kit/invariants").json()) {
            assertThat(each.path("holds").asBoolean()).as(each.toString()).isTrue();
        }
    }

    @Test
    void resetBringsTheDemoLinksBack() {
        create("mine", Map.of());
        assertThat(http.post("api/reset", null).status()).isEqualTo(204);
        assertThat(http.get("api/links?size=100").json().path("links")).hasSize(12);
        assertThat(http.get("mine").status()).isEqualTo(404);
    }

    @Test
    void underAMountPathShortUrlsKeepIt(RedisServer redis) {
        try (AppTest gallery = AppTest.start(
                UrlShortenerApp::new, Map.of("url-shortener", UrlShortenerApp::new), redis.url(), "--no-seed")) {
            Http.Response made = gallery.http().post("url-shortener/api/links", Map.of("url", TARGET, "code", "docs"));
            assertThat(made.json().path("shortUrl").asText()).isEqualTo(gallery.url() + "url-shortener/docs");
            assertThat(gallery.http().get("url-shortener/docs").status()).isEqualTo(302);
            assertThat(gallery.http().get("url-shortener/docs+").body()).contains("url-shortener/docs");
        }
    }

    private void create(String code, Map<String, Object> limits) {
        Map<String, Object> body = new HashMap<>(limits);
        body.put("url", TARGET);
        body.put("code", code);
        assertThat(http.post("api/links", body).status()).isEqualTo(201);
    }

    private void refused(Map<String, Object> body, int status, String sentence) {
        problem(http.post("api/links", body), status, sentence);
    }

    private static void problem(Http.Response answer, int status, String sentence) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.json().path("detail").asText()).isEqualTo(sentence);
    }
}
