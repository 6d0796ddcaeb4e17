package dev.vermilion.taskqueue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class TaskQueueAppTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        redis.flushAll();
        app = AppTest.start(TaskQueueApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aMailThatFailsOnceIsRetriedAndReachesTheOutbox() {
        String id = app.http()
                .post(
                        "api/queues/mail/jobs",
                        Map.of("type", "mail", "payload", Map.of("to", "eve@example.org", "failures", 1)))
                .json()
                .path("id")
                .asText();
        Awaitility.await().until(() -> job("mail", id).path("state").asText().equals("DONE"));
        assertThat(job("mail", id).path("attempt").asInt()).isEqualTo(2);
        assertThat(app.http().get("api/outbox").body()).contains("eve@example.org");
    }

    private JsonNode job(String queue, String id) {
        return app.http().get("api/queues/" + queue + "/jobs/" + id).json().path("job");
    }

    @Test
    void theSeededPictureAndReportAreMade() {
        for (String queue : List.of("image", "report")) {
            Awaitility.await()
                    .until(() -> app.http()
                                    .get("api/queues/" + queue + "/jobs?place=done&text="
                                            + (queue.equals("image") ? "resize" : "csv"))
                                    .json()
                                    .path("total")
                                    .asInt()
                            == 1);
        }
    }

    @Test
    void whatIsWrongIsSaidAsAProblem() {
        assertThat(app.http().get("api/queues/nope/jobs").status()).isEqualTo(404);
        assertThat(app.http().get("api/queues/mail/jobs?limit=0").status()).isEqualTo(422);
        assertThat(app.http().get("api/queues/mail/jobs/none").status()).isEqualTo(404);
        assertThat(app.http().get("openapi.json").body()).contains("crash-lab");
    }

    @Test
    void resetSeedsAnewAndWhatMustHoldHolds() {
        assertThat(app.http().post("api/reset", null).status()).isLessThan(300);
        Awaitility.await()
                .until(() -> app.http()
                                .get("api/queues/mail/jobs?place=dead")
                                .json()
                                .path("total")
                                .asInt()
                        == 1);
        assertThat(app.http().get("kit/invariants").body()).contains("\"holds\":true");
    }

    @Test
    void aVisitorAddsAJobAndRunsTheCrashLab() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).find("#rows tr");
            browser.click("#add button[type=submit]").waitForText("#rows", "delivered");
            browser.click("[data-point=BEFORE_ACK]").waitForText("#report", "12 of 12 counted");
            browser.driver().executeScript("scrollTo(0, 0)");
            browser.screenshot(Path.of("docs/screenshot.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void nothingOverflowsOnAPhone() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).find("#rows tr");
            browser.screenshot(Path.of("target/phone.png"));
            assertThat(browser.overflowsSideways()).isFalse();
        }
    }
}
