package dev.vermilion.kit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@EveryRedis
class PageTest {

    @Test
    void aClickShowsItsCommandsInTheLensAndItsEventOnThePage(RedisServer redis) {
        try (AppTest app = AppTest.start(TinyApp::new, redis);
                Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".live", "live").click("#add");
            browser.waitForText("#value", "42").waitForText("#heard", "42");
            browser.waitForText(".lens-command", "INCR tiny:count");
            browser.waitForText(".lens-key", "TTL no expiry → 60 min");
            browser.waitForText(".lens-key .removed", "41").waitForText(".lens-key .added", "42");
            browser.click("#transfer").waitForText(".lens-step-head .badge", "MULTI");
            browser.screenshot(Path.of("target/screenshots/lens-desktop.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void onAPhoneTheLensIsASheetThatOpensAndCloses(RedisServer redis) {
        try (AppTest app = AppTest.start(TinyApp::new, redis);
                Browser browser = Browser.phone()) {
            browser.go(app.url()).click("#add").waitForText(".lens-bar", "3 commands");
            assertThat(browser.all(".lens[data-open]")).isEmpty();
            assertThat(browser.overflowsSideways()).isFalse();
            browser.click(".lens-bar").waitForText(".lens-command", "INCR tiny:count");
            browser.screenshot(Path.of("target/screenshots/lens-phone.png"));
            browser.find(".lens-bar").sendKeys(Keys.ESCAPE);
            browser.waitUntilGone(".lens[data-open]");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void trafficIsStartedWatchedAndStoppedOnThePageWhileInvariantsAreChecked(RedisServer redis) {
        try (AppTest app = AppTest.start(TinyApp::new, redis);
                Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".invariant[data-holds=true]", "The count is never below 41.");
            browser.waitForText(".invariant[data-holds=false]", "It could not be checked just now.");
            browser.find("#chart canvas");
            browser.click("v-traffic button[type=submit]").waitForText("v-traffic button[type=submit]", "Stop");
            browser.screenshot(Path.of("target/screenshots/traffic-desktop.png"));
            browser.click("v-traffic button[type=submit]").waitForText(".traffic-numbers", "stopped");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void theDescriptionOfTheApiCanBeReadByPeople(RedisServer redis) {
        try (AppTest app = AppTest.start(TinyApp::new, redis);
                Browser browser = Browser.phone()) {
            browser.go(app.url() + "kit/api.html").waitForText("#operations", "Orders of an item");
            browser.click(".operation:nth-of-type(2) summary").waitForText(".operation[open] pre", "\"item\": string");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(Path.of("target/screenshots/api-phone.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void anErrorIsShownInWordsAndTheChoiceOfThemeIsKept(RedisServer redis) {
        try (AppTest app = AppTest.start(TinyApp::new, redis);
                Browser browser = Browser.desktop()) {
            browser.go(app.url()).click("#fail").waitForText(".toast.bad", "This link was deleted.");
            browser.click("button[aria-label^='Switch']").find("html[data-theme=dark]");
            browser.go(app.url()).find("html[data-theme=dark]");
        }
    }
}
