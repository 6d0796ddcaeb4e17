package dev.vermilion.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Over HTTP, with two instances of the app on one Redis. */
@EveryRedis
class LoginTest {

    private AppTest app;
    private AppTest other;
    private RedisClient redis;

    @BeforeEach
    void start(RedisServer server) {
        app = AppTest.start(SessionStoreApp::new, server);
        other = AppTest.startEmpty(SessionStoreApp::new, server);
        redis = server.jedis();
    }

    @AfterEach
    void stop() {
        redis.close();
        other.close();
        app.close();
    }

    private Visitor visitor() {
        return new Visitor(app.http());
    }

    private Visitor ada() {
        Visitor visitor = visitor();
        assertThat(visitor.login("ada", Demo.PASSWORD).status()).isEqualTo(200);
        return visitor;
    }

    @Test
    void aLoginOnOneInstanceIsALoginOnAllAndSoIsTheLogout() {
        Visitor ada = ada();
        Visitor elsewhere =
                new Visitor(other.http()).withCookie(SessionCookies.SESSION, ada.cookie(SessionCookies.SESSION));
        assertThat(elsewhere.user()).isEqualTo("ada");

        assertThat(elsewhere.post("api/logout", null).status()).isEqualTo(204);

        assertThat(ada.user()).isEmpty();
        assertThat(ada.get("api/devices").status()).isEqualTo(401);
    }

    @Test
    void theCookieIsForThisHostOnlyOverTlsOnlyAndNotForScripts() {
        Http.Response login = visitor().login("ada", Demo.PASSWORD);

        assertThat(login.header("Set-Cookie"))
                .startsWith("__Host-session=")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void theSessionGoesOnUnderANewIdAtTheLoginAndTheOldOneEnds() {
        Visitor guest = visitor();
        guest.post("api/shop/cart", Map.of("item", "tea"));
        String before = guest.cookie(SessionCookies.SESSION);
        guest.get("api/session");

        guest.login("ada", Demo.PASSWORD);

        assertThat(guest.cookie(SessionCookies.SESSION)).isNotEqualTo(before);
        assertThat(guest.get("api/shop").json().at("/values/shop.item.tea").asText())
                .isEqualTo("1");
        Visitor attacker = visitor().withCookie(SessionCookies.SESSION, before);
        assertThat(attacker.user()).isEmpty();
        assertThat(attacker.get("api/shop").json().get("values").isEmpty()).isTrue();
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
        Http.Response wrong = visitor().login("ada", "not her password");
        Http.Response unknown = visitor().login("nobody", "not her password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.body()).isEqualTo(wrong.body()).contains("Name or password is wrong.");
    }

    @Test
    void afterFiveWrongPasswordsANameIsClosedForAWhileOnAllInstances() {
        for (int i = 0; i < Accounts.FAILURES_ALLOWED; i++) {
            assertThat(visitor().login("linus", "wrong password").status()).isEqualTo(401);
        }

        Http.Response right = new Visitor(other.http()).login("linus", Demo.PASSWORD);

        assertThat(right.status()).isEqualTo(429);
        assertThat(right.body()).contains("Too many wrong passwords; try again in 15 min.");
    }

    @Test
    void passwordsAreKeptAsSlowSaltedHashes() {
        String ada = redis.hget(Keys.login("ada"), "password");
        String linus = redis.hget(Keys.login("linus"), "password");

        assertThat(ada)
                .startsWith("pbkdf2-sha256$600000$")
                .doesNotContain(Demo.PASSWORD)
                .isNotEqualTo(linus);
    }

    @Test
    void anAccountCanBeMadeOnceAndUsed() {
        Map<String, String> grace = Map.of("name", "Grace", "password", "nanoseconds!");
        assertThat(visitor().post("api/users", grace).status()).isEqualTo(201);
        assertThat(visitor().post("api/users", grace).status()).isEqualTo(409);
        Visitor visitor = visitor();
        visitor.login("grace", "nanoseconds!");
        assertThat(visitor.user()).isEqualTo("grace");
    }

    @Test
    void aNameOrPasswordThatWillNotDoIsRefusedWithTheReason() {
        assertThat(visitor()
                        .post("api/users", Map.of("name", "x y", "password", "long enough"))
                        .body())
                .contains("2 to 30 letters");
        assertThat(visitor()
                        .post("api/users", Map.of("name", "xyz", "password", "short"))
                        .body())
                .contains("8 to 128 characters");
        assertThat(visitor().post("api/users", Map.of("name", "xyz")).status()).isEqualTo(400);
    }

    @Test
    void theDeviceListNamesAllSessionsAndMarksThisOne() {
        Visitor ada = ada();

        JsonNode devices = ada.get("api/devices").json();

        assertThat(devices.findValuesAsText("device"))
                .containsExactlyInAnyOrder("Firefox on Linux", "Safari on iPhone", "Chrome on Windows");
        assertThat(devices.findValuesAsText("current")).containsOnlyOnce("true");
    }

    @Test
    void oneDeviceCanBeLoggedOutFromAnother() {
        Visitor phone = ada();
        Visitor laptop = ada();
        String phoneId = phone.get("api/session").json().get("id").asText();

        assertThat(laptop.delete("api/devices/" + phoneId).status()).isEqualTo(204);

        assertThat(phone.user()).isEmpty();
        assertThat(laptop.user()).isEqualTo("ada");
        assertThat(laptop.delete("api/devices/" + phoneId).status()).isEqualTo(404);
    }

    @Test
    void nobodyCanEndTheSessionOfAnotherUser() {
        Visitor ada = ada();
        Visitor linus = visitor();
        linus.login("linus", Demo.PASSWORD);
        String adaId = ada.get("api/session").json().get("id").asText();

        assertThat(linus.delete("api/devices/" + adaId).status()).isEqualTo(404);
        assertThat(ada.user()).isEqualTo("ada");
    }

    @Test
    void allOtherDevicesCanBeLoggedOutAtOnceRememberedOnesToo() {
        Visitor phone = visitor();
        phone.loginRemembered("ada", Demo.PASSWORD);
        Visitor laptop = ada();

        assertThat(laptop.delete("api/devices").json().get("ended").asInt()).isEqualTo(3);

        assertThat(phone.user()).isEmpty();
        assertThat(laptop.user()).isEqualTo("ada");
        assertThat(laptop.get("api/devices").json()).hasSize(1);
    }

    @Test
    void aNewPasswordNeedsTheOldOneAndEndsAllOtherSessions() {
        Visitor phone = ada();
        Visitor laptop = ada();
        redis.hset(key(laptop), "proved", "0"); // as if the login were long ago
        assertThat(laptop.put("api/password", Map.of("password", "another horse"))
                        .status())
                .isEqualTo(403);
        assertThat(laptop.post("api/session/proof", Map.of("password", "wrong")).status())
                .isEqualTo(401);
        String before = laptop.cookie(SessionCookies.SESSION);
        assertThat(laptop.post("api/session/proof", Map.of("password", Demo.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(laptop.cookie(SessionCookies.SESSION)).isNotEqualTo(before);

        assertThat(laptop.put("api/password", Map.of("password", "another horse"))
                        .status())
                .isEqualTo(200);

        assertThat(laptop.user()).isEqualTo("ada");
        assertThat(phone.user()).isEmpty();
        assertThat(visitor().login("ada", Demo.PASSWORD).status()).isEqualTo(401);
        assertThat(visitor().login("ada", "another horse").status()).isEqualTo(200);
    }

    @Test
    void aChangeWithoutTheTokenOfTheSessionIsRefused() {
        Visitor ada = ada().forgettingCsrf();

        Http.Response answer = ada.post("api/logout", null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("X-CSRF-Token");
        assertThat(ada.user()).isEqualTo("ada");
    }

    @Test
    void aRequestThatABrowserMarksAsAnotherSitesIsRefused() {
        Http foreign = app.http().with("Sec-Fetch-Site", "cross-site");

        assertThat(foreign.post("api/login", Map.of("name", "ada", "password", Demo.PASSWORD))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void eachServiceSeesItsOwnPartOfTheSessionAndWhatIsShared() {
        Visitor ada = ada();
        ada.post("api/shop/cart", Map.of("item", "tea"));
        new Visitor(other.http())
                .withCookie(SessionCookies.SESSION, ada.cookie(SessionCookies.SESSION))
                .get("api/session");
        ada.put("api/journal/draft", Map.of("text", "Dear diary"));

        JsonNode shop = ada.get("api/shop").json().get("values");
        JsonNode journal = ada.get("api/journal").json().get("values");

        assertThat(shop.fieldNames()).toIterable().containsExactly("shared.shop.count", "shop.item.tea");
        assertThat(journal.fieldNames()).toIterable().containsExactly("journal.draft", "shared.shop.count");
    }

    @Test
    void theJournalWantsALoginAndTheShopHasOnlyItsGoods() {
        assertThat(visitor().put("api/journal/draft", Map.of("text", "x")).status())
                .isEqualTo(401);
        assertThat(visitor().post("api/shop/cart", Map.of("item", "gold")).status())
                .isEqualTo(422);
        assertThat(ada().put("api/journal/draft", Map.of("text", "x".repeat(2001)))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void theOwnerCanReadWhatHappenedToTheAccount() {
        visitor().login("ada", "wrong password");
        Visitor ada = ada();

        JsonNode log = ada.get("api/log").json();

        assertThat(log.findValuesAsText("what")).containsExactly("login", "login failed");
        assertThat(log.get(0).get("device").asText()).isEqualTo("Firefox on Linux");
    }

    @Test
    void aShortSessionCountsDownFromThirtySecondsAndTwoMinutes() {
        Visitor visitor = visitor();
        visitor.post("api/login", Map.of("name", "ada", "password", Demo.PASSWORD, "shortLived", true));

        JsonNode session = visitor.get("api/session").json();

        assertThat(session.get("idleMillis").asLong()).isEqualTo(30_000);
        assertThat(session.get("absoluteMillis").asLong()).isEqualTo(120_000);
        assertThat(session.get("absoluteMillisLeft").asLong()).isBetween(60_000L, 120_000L);
    }

    @Test
    void resetDeletesTheKeysOfThisAppOnlyAndSeedsAnew() {
        redis.set("somebody-elses", "key");
        Visitor ada = ada();

        app.http().post("api/reset", null);

        assertThat(ada.user()).isEmpty();
        assertThat(redis.get("somebody-elses")).isEqualTo("key");
        assertThat(ada().get("api/devices").json()).hasSize(3);
    }

    @Test
    void theLogoutRaceBreaksTheNaiveWayAndNotTheCorrectOne() {
        JsonNode naive =
                app.http().post("api/laboratory/logout-race?mode=naive", null).json();
        JsonNode correct =
                app.http().post("api/laboratory/logout-race?mode=correct", null).json();

        assertThat(naive.get("broken").asBoolean()).isTrue();
        assertThat(naive.get("steps").findValuesAsText("reply")).endsWith("-1");
        assertThat(correct.get("broken").asBoolean()).isFalse();
        assertThat(correct.get("steps").findValuesAsText("reply")).endsWith("0", "-2");
        assertThat(app.http().post("api/laboratory/logout-race?mode=x", null).status())
                .isEqualTo(400);
    }

    @Test
    void theInvariantsHoldAndNoticeASessionThatHasNoEndOrIsInNoList() {
        ada();
        assertThat(held()).containsExactly("true", "true");

        redis.hset(Keys.session("aaaaaaaaaaaa", "0".repeat(32)), Map.of("user", "ghost"));

        Awaitility.await().until(() -> held().equals(List.of("false", "false")));
    }

    private List<String> held() {
        return app.http().get("kit/invariants").json().findValuesAsText("holds");
    }

    private static String key(Visitor visitor) {
        Token token = Token.parse(visitor.cookie(SessionCookies.SESSION)).orElseThrow();
        return Keys.session(token.userId(), token.hash());
    }
}
