package dev.vermilion.urlshortener;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import redis.clients.jedis.UnifiedJedis;

/** Lets the click pipeline run until it is through. */
final class Clicks {

    private Clicks() {}

    /** Counts all clicks that wait. */
    static void count(UnifiedJedis redis) {
        try (ClickPipeline pipeline = new ClickPipeline(redis, UrlShortenerApp.CHANNEL)) {
            pipeline.start();
            await().atMost(Duration.ofSeconds(30)).until(() -> pipeline.state().waiting() == 0);
        }
    }
}
