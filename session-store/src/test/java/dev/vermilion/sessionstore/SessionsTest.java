package dev.vermilion.sessionstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

@EveryRedis
class SessionsTest {

    private static final Client BROWSER = new Client("Mozilla/5.0 (X11; Linux) Firefox/140.0", "127.0.0.1");
    private static final Account ADA = new Account("0123456789ab", "ada");
    private static final int THREADS = 200;

    private RedisClient redis;
    private RedisClient otherRedis;
    private Sessions sessions;
    private Sessions otherInstance;

    @BeforeEach
    void open(RedisServer server) {
        redis = server.jedis();
        otherRedis = server.jedis();
        sessions = new Sessions(redis);
        otherInstance = new Sessions(otherRedis);
    }

    @AfterEach
    void close() {
        redis.close();
        otherRedis.close();
    }

    private Session login() {
        return sessions.createForUser(ADA, Optional.empty(), BROWSER, Timeouts.USUAL, false);
    }

    private Session login(long idleMillis, long absoluteMillis) {
        Timeouts timeouts = new Timeouts(Duration.ofMillis(idleMillis), Duration.ofMillis(absoluteMillis));
        return sessions.createForUser(ADA, Optional.empty(), BROWSER, timeouts, false);
    }

    private Optional<Session> load(Session session) {
        return otherInstance.load(session.token().cookie());
    }

    @Test
    void aSessionMadeByOneInstanceIsKnownToAnother() {
        Session session = login();
        session.set("shop.item", "tea");
        assertThat(sessions.save(session)).isTrue();

        Session seen = load(session).orElseThrow();

        assertThat(seen.user()).contains("ada");
        assertThat(seen.get("shop.item")).isEqualTo("tea");
        assertThat(seen.csrf()).isEqualTo(session.csrf());
    }

    @Test
    void redisNeverSeesTheSecretOfTheCookie() {
        Session session = login();

        String secret = session.token().secret();
        for (String key : redis.keys("*")) {
            assertThat(key).doesNotContain(secret);
            if (redis.type(key).equals("hash")) {
                assertThat(redis.hgetAll(key).toString()).doesNotContain(secret);
            }
        }
        assertThat(session.token().toString()).doesNotContain(secret);
    }

    @Test
    void aCookieThatIsNotOfOurMakingIsNobody() {
        for (String cookie :
                List.of("", "x", "0123456789ab.", "../../etc", "0123456789ab.{x}:session", "a".repeat(5000))) {
            assertThat(sessions.load(cookie)).isEmpty();
        }
    }

    @Test
    void changesOfTwoRequestsAtTheSameTimeAreBothKept() {
        Session session = login();
        Session one = load(session).orElseThrow();
        Session two = load(session).orElseThrow();
        one.set("a", "1");
        two.set("b", "2");
        sessions.save(one);
        otherInstance.save(two);

        assertThat(load(session).orElseThrow().values()).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void aValueThatIsSetToNothingIsGone() {
        Session session = login();
        session.set("a", "1");
        sessions.save(session);
        session.set("a", "");
        sessions.save(session);

        assertThat(load(session).orElseThrow().get("a")).isNull();
    }

    @Test
    void twoHundredThreadsOnTwoInstancesThatCountInOneSessionLoseNothing() throws Exception {
        Session session = login();

        Together.run(
                THREADS,
                thread -> (thread % 2 == 0 ? sessions : otherInstance)
                        .increment(load(session).orElseThrow(), "shared.shop.count", 1));

        assertThat(load(session).orElseThrow().get("shared.shop.count")).isEqualTo("" + THREADS);
    }

    @Test
    void aSlowRequestDoesNotBringBackASessionThatWasLoggedOut() {
        Session session = login();
        Session slow = load(session).orElseThrow();
        sessions.end(session);
        slow.set("page", "42");

        assertThat(otherInstance.save(slow)).isFalse();
        assertThat(otherInstance.increment(slow, "count", 1)).isEqualTo(OptionalLong.empty());
        assertThat(redis.keys("*session:*")).isEmpty();
    }

    @Test
    void hundredsOfSavesDuringALogoutNeverLeaveASessionBehind() throws Exception {
        for (int round = 0; round < 5; round++) {
            Session session = login();

            Together.run(THREADS, thread -> {
                Session mine = new Session(session.token(), new HashMap<>());
                if (thread == THREADS / 2) {
                    sessions.end(session);
                } else {
                    mine.set("thread", "" + thread);
                    (thread % 2 == 0 ? sessions : otherInstance).save(mine);
                }
                return thread;
            });

            assertThat(redis.keys("*session:*")).isEmpty();
            assertThat(redis.exists(Keys.index(ADA.id()))).isFalse();
        }
    }

    @Test
    void eachRequestRenewsTheIdleTimeButNotTheAbsoluteEnd() {
        Session session = login(60_000, 90_000);
        String key = Keys.session(ADA.id(), session.id());
        redis.pexpire(key, 5_000); // as if 55 seconds had passed

        Session seen = load(session).orElseThrow();

        assertThat(redis.pttl(key)).isBetween(50_000L, 60_000L);
        assertThat(seen.absoluteMillisLeft()).isBetween(80_000L, 90_000L);
        redis.hset(key, "end", Long.toString(seen.nowMillis() + 10_000)); // as if 80 seconds had passed
        load(session);
        assertThat(redis.pttl(key)).isBetween(1L, 10_000L);
    }

    @Test
    void anIdleSessionEndsByItselfAndSoDoesItsPlaceInTheList() {
        Session session = login(100, 60_000);

        await().until(() -> !redis.exists(Keys.session(ADA.id(), session.id())));
        assertThat(load(session)).isEmpty();
        assertThat(sessions.devices(ADA.id())).isEmpty();
        await().until(() -> !redis.exists(Keys.index(ADA.id())));
    }

    @Test
    void theListForgetsEndedSessionsWithoutAnyEventOfRedis() {
        Session brief = login(50, 50);
        Session lasting = login();
        await().until(() -> !redis.exists(Keys.session(ADA.id(), brief.id())));

        assertThat(redis.configGet("notify-keyspace-events").get("notify-keyspace-events"))
                .isEmpty();
        assertThat(sessions.devices(ADA.id())).extracting(Device::id).containsExactly(lasting.id());
        assertThat(redis.zcard(Keys.index(ADA.id()))).isEqualTo(1);
    }

    @Test
    void aSessionThatRedisEvictedIsNotListed() {
        Session evicted = login();
        Session kept = login();
        redis.del(Keys.session(ADA.id(), evicted.id()));

        assertThat(sessions.devices(ADA.id())).extracting(Device::id).containsExactly(kept.id());
        assertThat(redis.zcard(Keys.index(ADA.id()))).isEqualTo(1);
    }

    @Test
    void theOldestSessionEndsWhereAUserWouldHaveTooMany() {
        Session first = login(60_000, 60_000);
        for (int i = 0; i < Sessions.MOST_PER_USER; i++) {
            login();
        }

        assertThat(load(first)).isEmpty();
        assertThat(sessions.devices(ADA.id())).hasSize(Sessions.MOST_PER_USER);
        assertThat(redis.keys("*}:session:*")).hasSize(Sessions.MOST_PER_USER);
    }

    @Test
    void twoHundredLoginsAtOnceLeaveAsManySessionsAsAreAllowedAndAListThatNamesThem() throws Exception {
        Together.run(
                THREADS,
                thread -> (thread % 2 == 0 ? sessions : otherInstance)
                        .createForUser(ADA, Optional.empty(), BROWSER, Timeouts.USUAL, false));

        List<Device> devices = sessions.devices(ADA.id());
        assertThat(devices).hasSize(Sessions.MOST_PER_USER);
        assertThat(redis.keys("*}:session:*")).hasSize(Sessions.MOST_PER_USER);
    }

    @Test
    void endingAllButOneEndsAllButOne() {
        Session kept = login();
        List<Session> others = List.of(login(), login(), login());

        assertThat(otherInstance.endAll(ADA.id(), Optional.of(kept))).isEqualTo(3);

        assertThat(others).allSatisfy(each -> assertThat(load(each)).isEmpty());
        assertThat(load(kept)).isPresent();
        assertThat(sessions.devices(ADA.id())).extracting(Device::id).containsExactly(kept.id());
    }

    @Test
    void aSessionThatTheListDoesNotKnowEndsWithTheOthers() {
        Session hidden = login();
        redis.del(Keys.index(ADA.id()));

        sessions.endAll(ADA.id(), Optional.empty());

        assertThat(load(hidden)).isEmpty();
    }

    @Test
    void loginsWhileAllSessionsEndAreEitherEndedOrListed() throws Exception {
        List<Session> made = Together.run(THREADS, thread -> {
            if (thread % 20 == 0) {
                sessions.endAll(ADA.id(), Optional.empty());
            }
            return otherInstance.createForUser(ADA, Optional.empty(), BROWSER, Timeouts.USUAL, false);
        });

        HashSet<String> live = new HashSet<>();
        made.forEach(each -> load(each).ifPresent(seen -> live.add(seen.id())));
        assertThat(sessions.devices(ADA.id())).extracting(Device::id).containsExactlyInAnyOrderElementsOf(live);
    }

    @Test
    void theNameOfABrowserIsToldFromItsUserAgent() {
        assertThat(Device.name("Mozilla/5.0 (Windows NT 10.0) Chrome/131.0 Safari/537.36 Edg/131"))
                .isEqualTo("Edge on Windows");
        assertThat(Device.name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"))
                .isEqualTo("Safari on iPhone");
        assertThat(Device.name("curl/8.5.0")).isEqualTo("curl");
        assertThat(Device.name("")).isEqualTo("Unknown device");
    }
}
