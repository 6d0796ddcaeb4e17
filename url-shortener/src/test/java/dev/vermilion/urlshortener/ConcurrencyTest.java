package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;

/** What the shortener promises while many come at once, each on a connection of their own. */
@EveryRedis
class ConcurrencyTest {

    private static final int THREADS = 200;
    private static final String HOST = "sho.rt";
    private static final String TARGET = "https://example.com/";

    private RedisClient redis;
    private UrlShortener shortener;
    private ExecutorService threads;

    @BeforeEach
    void connect(RedisServer server) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(THREADS);
        pool.setMaxIdle(THREADS);
        redis = RedisClient.builder()
                .hostAndPort(server.host(), server.port())
                .poolConfig(pool)
                .build();
        shortener = new UrlShortener(redis, Clock.systemUTC());
        threads = Executors.newFixedThreadPool(THREADS);
    }

    @AfterEach
    void disconnect() {
        threads.shutdownNow();
        redis.close();
    }

    @Test
    void exactlyFiftyGetInUnder200VisitorsOfALinkForFifty() throws Exception {
        shortener.create(NewLink.to(TARGET).withCode("fifty").atMost(50), HOST);
        List<Visit> visits = atOnce(i -> () -> shortener.visit("fifty", "visitor " + i));

        assertThat(visits)
                .filteredOn(visit -> visit.outcome() == Visit.Outcome.REDIRECT)
                .hasSize(50);
        assertThat(visits)
                .filteredOn(visit -> visit.outcome() == Visit.Outcome.USED_UP)
                .hasSize(150);
        Clicks.count(redis);
        Statistics statistics = shortener.statistics("fifty");
        assertThat(statistics.link().visits()).isEqualTo(50);
        assertThat(statistics.uniques()).isEqualTo(50);
        assertThat(statistics.turnedAway()).isEqualTo(150);
        assertThat(statistics.days().get(29).visits()
                        + statistics.days().get(28).visits())
                .isEqualTo(50);
    }

    @Test
    void noVisitIsLostUnder200VisitorsOfALinkWithoutLimit() throws Exception {
        shortener.create(NewLink.to(TARGET).withCode("open"), HOST);
        List<Visit> visits = atOnce(i -> () -> shortener.visit("open", "visitor " + i % 20));

        assertThat(visits)
                .extracting(Visit::visits)
                .filteredOn(number -> number > 0)
                .hasSize(20)
                .doesNotHaveDuplicates();
        Clicks.count(redis);
        Statistics statistics = shortener.statistics("open");
        assertThat(statistics.link().redirects()).isEqualTo(THREADS);
        assertThat(statistics.link().visits() + statistics.reloads()).isEqualTo(THREADS);
        assertThat(statistics.uniques()).isEqualTo(20);
    }

    @Test
    void exactlyOneWinsUnder200WhoClaimTheSameCode() throws Exception {
        List<String> winners = atOnce(i -> () -> claims("https://example.com/" + i));

        assertThat(winners)
                .filteredOn(target -> !target.isEmpty())
                .singleElement()
                .satisfies(target -> assertThat(shortener.find("gold").target()).isEqualTo(target));
        assertThat(shortener.links(1, 10).links()).extracting(Link::code).containsExactly("gold");
        assertThat(redis.zcard("short:links")).isEqualTo(1);
    }

    @Test
    void aLinkIsWholeOrGoneUnder200WhoCreateVisitAndDeleteIt() throws Exception {
        atOnce(i -> () -> {
            for (int round = 0; round < 10; round++) {
                switch (i % 4) {
                    case 0 -> claims(TARGET + i);
                    case 1 -> deletes();
                    default -> shortener.visit("gold", "visitor " + i);
                }
            }
            return "";
        });
        deletes();
        Clicks.count(redis);
        assertThat(redis.keys("*gold*")).isEmpty();
    }

    private String claims(String target) {
        try {
            return shortener.create(NewLink.to(target).withCode("gold"), HOST).target();
        } catch (LinkException e) {
            return "";
        }
    }

    private void deletes() {
        try {
            shortener.delete("gold");
        } catch (LinkException e) {
            assertThat(e.reason()).isEqualTo(LinkException.Reason.UNKNOWN);
        }
    }

    /** Starts all threads at the same moment and returns what each came to. */
    private <T> List<T> atOnce(IntFunction<Callable<T>> task) throws Exception {
        CountDownLatch ready = new CountDownLatch(THREADS);
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Callable<T> each = task.apply(i);
            futures.add(threads.submit(() -> {
                ready.countDown();
                ready.await();
                return each.call();
            }));
        }
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }
}
