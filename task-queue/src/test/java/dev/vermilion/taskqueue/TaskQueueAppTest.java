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
    void jobsAreFoundPromotedCancelledAndRemoved() {
        String jobs = "api/queues/mail/jobs";
        String later = made(Map.of("type", "nothing", "payload", Map.of("mark", "needle"), "delayMillis", 600_000));
        assertThat(app.http().get(jobs + "?text=needle").json().path("total").asInt())
                .isEqualTo(1);
        assertThat(app.http().post(jobs + "/" + later + "/promote", null).status())
                .isEqualTo(204);
        Awaitility.await().until(() -> job("mail", later).path("state").asText().equals("DONE"));
        assertThat(app.http().post(jobs + "/" + later + "/promote", null).status())
                .isEqualTo(409);
        assertThat(app.http().post(jobs + "/" + later + "/remove", null).status())
                .isEqualTo(204);
        assertThat(app.http().get(jobs + "/" + later).status()).isEqualTo(404);

        String never = made(Map.of("type", "nothing", "delayMillis", 600_000));
        assertThat(app.http().post(jobs + "/" + never + "/cancel", null).status())
                .isEqualTo(204);
        assertThat(job("mail", never).path("state").asText()).isEqualTo("DEAD");
        assertThat(app.http().post(jobs + "/" + never + "/shout", null).status())
                .isEqualTo(404);
    }

    private String made(Map<String, Object> job) {
        return app.http().post("api/queues/mail/jobs", job).json().path("id").asText();
    }

    @Test
    void aScheduleIsMadePausedRunAndDeleted() {
        String schedules = "api/queues/mail/schedules";
        Map<String, Object> plan =
                Map.of("id", "yearly", "cron", "0 3 1 1 *", "zone", "Europe/Berlin", "type", "nothing");
        assertThat(app.http().put(schedules, plan).status()).isEqualTo(204);
        assertThat(app.http().post(schedules + "/yearly/pause", null).status()).isEqualTo(204);
        assertThat(app.http().post(schedules + "/yearly/run", null).status()).isEqualTo(204);
        JsonNode yearly = schedule(schedules);
        assertThat(yearly.path("paused").asBoolean()).isTrue();
        assertThat(app.http().post(schedules + "/yearly/resume", null).status()).isEqualTo(204);
        assertThat(schedule(schedules).path("next").asLong()).isPositive();
        assertThat(app.http().post(schedules + "/none/run", null).status()).isEqualTo(404);
        assertThat(app.http().delete(schedules + "/yearly").status()).isEqualTo(204);
        assertThat(app.http()
                        .put(schedules, Map.of("id", "bad", "cron", "never", "type", "nothing"))
                        .status())
                .isIn(400, 422);
    }

    private JsonNode schedule(String schedules) {
        for (JsonNode each : app.http().get(schedules).json()) {
            if (each.path("id").asText().equals("yearly")) {
                return each;
            }
        }
        throw new AssertionError("no schedule 'yearly'");
    }

    @Test
    void twoInstancesShareTheWorkAndWhatIsSeenOnOneIsSeenOnTheOther(RedisServer redis) {
        try (AppTest other = AppTest.startEmpty(TaskQueueApp::new, redis)) {
            String id = other.http()
                    .post("api/queues/mail/jobs", Map.of("type", "nothing"))
                    .json()
                    .path("id")
                    .asText();
            Awaitility.await()
                    .until(() -> job("mail", id).path("state").asText().equals("DONE"));
            int workers = app.http().get("api/workers").json().size();
            assertThat(workers)
                    .isEqualTo(other.http().get("api/workers").json().size())
                    .isGreaterThan(3);
        }
    }

    @Test
    void metricsTellWhatWasDone() {
        Awaitility.await().until(() -> {
            long done = 0;
            for (JsonNode each : app.http().get("api/queues/mail/metrics").json()) {
                done += each.path("done").asLong();
            }
            return done > 0;
        });
        assertThat(app.http().get("api/queues/mail/metrics").json()).hasSize(60);
    }

    @Test
    void aVisitorAddsAJobReadsItsLogAndRunsTheCrashLab() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).find("#rows li");
            browser.click("#add button[type=submit]").waitForText("#rows", "delivered");
            browser.type("#search", "you@example.org").waitForText("#where", "of 1");
            browser.waitForText("#rows .badge", "done").click("#rows .name").waitForText("#rows .log", "done");
            browser.driver().executeScript("scrollTo(0, 0)");
            browser.screenshot(Path.of("target", "screenshots", "task-queue.png"));
            browser.click("#tab-lab").click("[data-point=BEFORE_ACK]").waitForText("#report", "12 of 12 counted");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void schedulesWorkersMailsAndCeleryAreShown() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#schedules").find("#plans li");
            browser.type("#plan-id", "often").click("#plan button").waitForText("#plans", "often");
            browser.click("[data-plan=often] .button:last-child");
            browser.waitUntilGone("[data-plan=often]");
            browser.click("#tab-workers").waitForText("#worker-list", "works").waitForText("#outbox", "@");
            browser.click("#tab-celery").waitForText("#bridge", "parked");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void nothingOverflowsOnAPhone() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).find("#rows li");
            browser.screenshot(Path.of("target", "screenshots", "phone.png"));
            for (String tab : List.of("jobs", "schedules", "workers", "celery", "lab")) {
                browser.click("#tab-" + tab).find("#" + tab + ":not([hidden])");
                assertThat(browser.overflowsSideways()).as(tab).isFalse();
            }
        }
    }
}
