package dev.vermilion.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Together;
import dev.vermilion.sessionstore.Remembers.Outcome;
import dev.vermilion.sessionstore.Remembers.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class RememberTest {

    private static final Account ADA = new Account("0123456789ab", "ada");

    private RedisClient redis;
    private Remembers remembers;
    private Remembers strict;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        remembers = new Remembers(redis, Clock.systemUTC(), Remembers.GRACE);
        strict = new Remembers(redis, Clock.systemUTC(), Duration.ZERO);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void eachUseExchangesTheToken() {
        String first = remembers.begin(ADA);
        Outcome outcome = strict.use(first);

        assertThat(outcome.verdict()).isEqualTo(Verdict.NEXT);
        assertThat(outcome.account()).contains(ADA);
        assertThat(outcome.cookie()).isNotEqualTo(first);
        assertThat(strict.use(outcome.cookie()).verdict()).isEqualTo(Verdict.NEXT);
    }

    @Test
    void aTokenThatComesASecondTimeWasStolen() {
        String copied = remembers.begin(ADA);
        strict.use(copied);

        assertThat(strict.use(copied).verdict()).isEqualTo(Verdict.STOLEN);
    }

    @Test
    void twoHundredRequestsOfOneBrowserAtOnceAreNoTheftAndMakeOneNextToken() throws Exception {
        String cookie = remembers.begin(ADA);

        List<Verdict> verdicts =
                Together.run(200, thread -> remembers.use(cookie).verdict());

        assertThat(verdicts).containsOnlyOnce(Verdict.NEXT).doesNotContain(Verdict.STOLEN, Verdict.UNKNOWN);
    }

    @Test
    void whatIsForgottenOrForgedIsUnknown() {
        String one = remembers.begin(ADA);
        String two = remembers.begin(ADA);
        remembers.end(one);
        assertThat(remembers.use(one).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(remembers.use(two).verdict()).isEqualTo(Verdict.NEXT);
        remembers.endAll(ADA.id());
        assertThat(remembers.use(two).verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(remembers.use("forged").verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(redis.keys("*")).isEmpty();
    }

    @Test
    void aRememberedBrowserIsLoggedInAgainWithoutAPassword(RedisServer server) {
        try (AppTest app = AppTest.start(SessionStoreApp::new, server)) {
            Visitor browser = new Visitor(app.http());
            browser.loginRemembered("ada", Demo.PASSWORD);
            String before = browser.cookie(SessionCookies.REMEMBER);
            browser.forgetting(SessionCookies.SESSION).forgettingCsrf();

            assertThat(browser.user()).isEqualTo("ada");
            assertThat(browser.cookie(SessionCookies.REMEMBER)).isNotEmpty().isNotEqualTo(before);
            assertThat(browser.get("api/session").json().get("proved").asBoolean())
                    .isFalse();
        }
    }

    @Test
    void aStolenTokenEndsAllSessionsOfItsOwnerWhoCanReadWhy(RedisServer server) {
        try (AppTest app = AppTest.start(SessionStoreApp::new, server)) {
            Visitor owner = new Visitor(app.http());
            owner.loginRemembered("ada", Demo.PASSWORD);
            String copied = owner.cookie(SessionCookies.REMEMBER);
            owner.forgetting(SessionCookies.SESSION).forgettingCsrf().user();
            for (String key : redis.keys("*:remember:*")) {
                redis.hset(key, "changed", "0"); // as if the exchange were long ago
            }

            Visitor thief = new Visitor(app.http()).withCookie(SessionCookies.REMEMBER, copied);

            assertThat(thief.user()).isEmpty();
            assertThat(owner.forgetting(SessionCookies.REMEMBER).user()).isEmpty();
            owner.forgettingCsrf().login("ada", Demo.PASSWORD);
            assertThat(owner.get("api/log").json().findValuesAsText("what"))
                    .contains("stolen cookie shown: all sessions ended");
        }
    }

    @Test
    void theTheftInTheLaboratoryIsCaught(RedisServer server) {
        try (AppTest app = AppTest.startEmpty(SessionStoreApp::new, server)) {
            assertThat(app.http()
                            .post("api/laboratory/theft", null)
                            .json()
                            .get("broken")
                            .asBoolean())
                    .isFalse();
        }
    }
}
