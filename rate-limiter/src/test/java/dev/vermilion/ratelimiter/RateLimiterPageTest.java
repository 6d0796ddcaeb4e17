package dev.vermilion.ratelimiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class RateLimiterPageTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(RateLimiterApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void allAlgorithmsAreDrawnAndTheBorderBurstIsSeen() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#race-table", "fixed-window 40 0 40 of 20");
            browser.waitForText("#race-table", "sliding-log 20 20 20 of 20").find("#race-chart canvas");
            browser.waitForText("#drift-table", "shared, clock of Redis").find("#drift-chart canvas");
            browser.screenshot(Path.of("target/screenshots/desktop.png"));
            browser.waitForText("#drift-table", "shared, clocks of the nodes");
            browser.driver().executeScript("document.querySelector('#drift').scrollIntoView()");
            browser.screenshot(Path.of("target/screenshots/drift.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aVisitorIsRefusedAndSeesWhyThroughTheFilterAndTheGateway() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url());
            for (int i = 0; i < 5; i++) {
                browser.click("[data-route=login]").waitForText("#answer", "\"login\";r=" + (4 - i));
            }
            browser.click("[data-route=login]").waitForText("#answer", "Retry-After");
            browser.waitForText("#why", "Refused by login").waitForText("#why", "X-Forwarded-For");
            browser.waitForText("#refusals", "GET /shop/login from 203.0.113.50");
            browser.driver().executeScript("document.querySelector('input[value=\"gate/\"]').click()");
            browser.click("[data-route=login]").waitForText("#status", "429");
            browser.driver().executeScript("document.querySelector('#try-title').scrollIntoView()");
            browser.screenshot(Path.of("target/screenshots/why.png"));
        }
    }

    @Test
    void theLaboratoryShowsNaiveAndCorrectSideBySide() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url());
            browser.driver().executeScript("document.querySelector('input[value=both]').click()");
            for (String each : new String[] {"race", "crash", "spoof"}) {
                browser.click("[data-experiment=" + each + "]");
                browser.waitForText(".experiment.broken", "broken").waitForText(".experiment:not(.broken)", "safe");
            }
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void rulesAreChangedOnThePageAndMistakesAreTold() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#version", "version 1").click("details summary");
            browser.type("#json", "{\"root\": {\"path\": \"nowhere\"}}").click("#rules button[type=submit]");
            browser.waitForText("#rules-problem", "A 'path' begins with /");
            browser.click("#reload").click("#rules button[type=submit]").waitForText(".toasts", "In force");
        }
    }

    @Test
    void onAPhoneNothingIsCutOff() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).waitForText("#race-table", "gcra").waitForText("#drift-table", "shared");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(Path.of("target/screenshots/phone.png"));
        }
    }

    @Test
    void trafficRunsAndWhatMustHoldHolds() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).click("v-traffic button[type=submit]");
            browser.waitForText(".traffic-numbers", "a second").waitForText(".invariants", "holds");
            browser.click("v-traffic button[type=submit]").waitForText(".traffic-numbers", "stopped");
            assertThat(browser.all(".invariant[data-holds=false]")).isEmpty();
        }
    }
}
