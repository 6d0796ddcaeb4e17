package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Each click is counted once, whatever happens to those who count. */
@EveryRedis
class ClickPipelineTest {

    private static final String HOST = "sho.rt";
    private static final int THREADS = 200;

    private RedisClient redis;
    private UrlShortener shortener;

    @BeforeEach
    void connect(RedisServer server) {
        redis = server.jedis();
        shortener = new UrlShortener(redis, Clock.systemUTC());
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    private ClickPipeline pipeline() {
        return new ClickPipeline(redis, UrlShortenerApp.CHANNEL);
    }

    private static void throughWith(ClickPipeline pipeline) {
        await().atMost(Duration.ofSeconds(60)).until(() -> pipeline.state().waiting() == 0);
    }

    private void make(String code) {
        shortener.create(NewLink.to("https://example.com/" + code).withCode(code), HOST);
    }

    @Test
    void allClicksAreCountedOnceUnder200VisitorsThreeInstancesAndCrashes() throws Exception {
        List<String> codes = List.of("one", "two", "three", "four", "five");
        codes.forEach(this::make);
        try (ClickPipeline first = pipeline();
                ClickPipeline second = pipeline();
                ClickPipeline third = pipeline()) {
            first.start();
            second.start();
            third.start();
            Together.run(THREADS, thread -> {
                for (int i = 0; i < 10; i++) {
                    if (thread == 0) {
                        second.crash();
                    }
                    shortener.visit(codes.get((thread + i) % codes.size()), "visitor " + thread + " " + i);
                }
                return "";
            });
            throughWith(first);
            ClickPipeline.State state = first.state();
            assertThat(state.served()).isEqualTo(THREADS * 10);
            assertThat(state.counted()).isEqualTo(THREADS * 10);
            assertThat(state.dropped()).isZero();
        }
        for (String code : codes) {
            Statistics statistics = shortener.statistics(code);
            assertThat(statistics.link().visits()).isEqualTo(THREADS * 10 / codes.size());
            assertThat(statistics.days().stream()
                            .mapToLong(Statistics.Day::visits)
                            .sum())
                    .isEqualTo(statistics.link().visits());
            assertThat(statistics.uniques()).isCloseTo(400L, Percentage.withPercentage(5));
        }
    }

    @Test
    void aBatchWhoseConsumerDiedIsClaimedByAnother() {
        make("one");
        try (ClickPipeline dying = pipeline()) {
            dying.crash();
            dying.start();
            shortener.visit("one", "ann");
            await().atMost(Duration.ofSeconds(10)).until(() -> dying.state().held() == 1);
        }
        try (ClickPipeline heir = pipeline()) {
            heir.start();
            throughWith(heir);
            assertThat(heir.state().counted()).isEqualTo(1);
        }
        assertThat(shortener.statistics("one").uniques()).isEqualTo(1);
    }

    @Test
    void whileItStandsStillClicksWaitAndVisitorsDoNot() {
        make("one");
        try (ClickPipeline pipeline = pipeline()) {
            pipeline.pause(true);
            pipeline.start();
            for (int i = 0; i < 30; i++) {
                assertThat(shortener.visit("one", "visitor " + i).visits()).isEqualTo(i + 1);
            }
            assertThat(pipeline.state().waiting()).isEqualTo(30);
            assertThat(shortener.statistics("one").waiting()).isEqualTo(30);
            assertThat(shortener.statistics("one").uniques()).isZero();
            pipeline.pause(false);
            throughWith(pipeline);
            assertThat(pipeline.state().counted()).isEqualTo(30);
            assertThat(shortener.statistics("one").waiting()).isZero();
        }
    }

    @Test
    void clicksOfADeletedLinkAreDroppedAndNotGivenToItsSuccessor() {
        make("one");
        shortener.visit("one", "ann");
        shortener.delete("one");
        make("one");
        Clicks.count(redis);
        try (ClickPipeline pipeline = pipeline()) {
            assertThat(pipeline.state().dropped()).isEqualTo(1);
            assertThat(pipeline.state().counted()).isZero();
        }
        assertThat(shortener.statistics("one").uniques()).isZero();
        assertThat(redis.exists(Keys.visitors("one"))).isFalse();
    }

    @Test
    void streamsAreEmptyWhenAllIsCounted() {
        make("one");
        shortener.visit("one", "ann");
        Clicks.count(redis);
        String clicks = Keys.clicks(Keys.partition("one"));
        assertThat(redis.xlen(clicks)).isZero();
        assertThat(redis.xpending(clicks, ClickPipeline.GROUP).getTotal()).isZero();
    }
}
