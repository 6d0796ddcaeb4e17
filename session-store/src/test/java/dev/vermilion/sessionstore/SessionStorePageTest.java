package dev.vermilion.sessionstore;

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
class SessionStorePageTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(SessionStoreApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private Browser login(Browser browser) {
        browser.go(app.url()).type("#name", "ada").type("#password", Demo.PASSWORD);
        return browser.click("#login button[type=submit]").waitForText("#who-title", "Hello, ada");
    }

    @Test
    void aGuestBuysLogsInWritesEndsADeviceAndLogsOut() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).click("#goods button").waitForText("#shop-values", "shop.item.tea");
            login(browser).waitForText("#shop-values", "shop.item.tea");
            browser.waitForText("#idle", "29:").waitForText("#devices", "this one");
            browser.type("#draft", "Dear diary").waitForText("#journal-values", "Dear diary");
            browser.click("button[aria-label='End the session on Safari on iPhone']");
            browser.waitForText("#log", "one session ended");
            browser.waitUntilGone("button[aria-label='End the session on Safari on iPhone']");
            browser.click("#logout").waitForText("#who-title", "Who are you?");
            browser.waitForText("#log-empty", "Log in to see");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void theRaceIsShownSideBySideAndTheTheftIsCaught() {
        try (Browser browser = login(Browser.desktop())) {
            browser.driver().executeScript("document.querySelector('input[value=both]').click()");
            browser.click("#race").waitForText(".experiment.broken", "logged in for ever");
            browser.waitForText(".experiment:not(.broken)", "The session stays ended.");
            browser.driver().executeScript("scrollTo(0, 0)");
            browser.screenshot(Path.of("target/screenshots/desktop.png"));
            browser.driver().executeScript("document.querySelector('#race').scrollIntoView()");
            browser.screenshot(Path.of("target/screenshots/laboratory.png"));
            browser.click("#theft").waitForText(".experiment", "The copy was noticed");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsToldWhereItWasTyped() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).type("#name", "ada").type("#password", "wrong horse");
            browser.click("#login button[type=submit]").waitForText("#login-problem", "Name or password is wrong.");
        }
    }

    @Test
    void onAPhoneNothingIsCutOff() {
        try (Browser browser = login(Browser.phone())) {
            browser.waitForText("#devices", "this one");
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
