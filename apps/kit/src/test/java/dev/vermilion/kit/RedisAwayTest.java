package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.RedisServerProcess;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Http;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Needs a Redis that can be stopped and started, so it runs on a redis-server of its own. */
class RedisAwayTest {

    @Test
    void whileRedisIsAwayTheAnswerIs503AndAfterwardsAllIsWell() throws IOException {
        RedisServerProcess first = RedisServerProcess.start();
        Assumptions.assumeTrue(first != null, "skipped: install redis-server");
        Objects.requireNonNull(first);
        try (AppTest app = AppTest.start(TinyApp::new, Map.of(), first.url())) {
            assertThat(app.http().get("api/value").status()).isEqualTo(200);
            first.close();
            Http.Response away = app.http().get("api/value");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.header("Content-Type")).startsWith("application/problem+json");
            assertThat(away.header("Retry-After")).isEqualTo("1");
            assertThat(app.http().get("health").status()).isEqualTo(503);
            assertThat(app.http()
                            .get("health")
                            .json()
                            .get("redis")
                            .get("reachable")
                            .asBoolean())
                    .isFalse();
            try (RedisServerProcess second = Objects.requireNonNull(RedisServerProcess.startOn(first.port()))) {
                assertThat(second.port()).isEqualTo(first.port());
                await().untilAsserted(() ->
                        assertThat(app.http().get("health").status()).isEqualTo(200));
                assertThat(app.http().get("api/value").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aPasswordFromTheUrlIsUsedAndNeverShown() throws IOException {
        RedisServerProcess redis = RedisServerProcess.start("--user", "app", "on", ">hunter2", "~*", "&*", "+@all");
        Assumptions.assumeTrue(redis != null, "skipped: install redis-server");
        try (RedisServerProcess running = Objects.requireNonNull(redis);
                AppTest app =
                        AppTest.start(TinyApp::new, Map.of(), "redis://app:hunter2@127.0.0.1:" + running.port())) {
            Http.Response response = app.http().with("Lens", "on").post("api/add", null);
            assertThat(response.status()).isEqualTo(200);
            String record =
                    app.http().get("kit/lens/" + response.header("Lens-Id")).body();
            assertThat(record).contains("INCR").doesNotContain("hunter2").doesNotContain("AUTH");
        }
    }
}
