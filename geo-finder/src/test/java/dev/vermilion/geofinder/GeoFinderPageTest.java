package dev.vermilion.geofinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@EveryRedis
class GeoFinderPageTest {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(GeoFinderApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void theNearestStoresAreListedAndDrawnWithTheCellsThatWereScanned() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#hits", "Copenhagen Kastrup Airport (CPH)");
            browser.waitForText("#summary", "GEOSEARCH scanned").find(".cell rect");
            assertThat(browser.all(".hit")).hasSize(10);
            browser.find(".reach");
            browser.screenshot(SCREENSHOTS.resolve("stores.png"));
            browser.driver()
                    .executeScript("document.querySelector('#kind').value = 'books';"
                            + "document.querySelector('#kind').dispatchEvent(new Event('change', {bubbles: true}))");
            browser.waitForText("#hits", "books").click("#open");
            browser.waitForText("#hits .badge", "open");
            assertThat(browser.text("#hits")).doesNotContain("closed");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void clustersOpenIntoStoresWhenTheyAreClicked() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#hits", "Kastrup");
            for (int i = 0; i < 5; i++) {
                browser.click("button[aria-label='Zoom out']");
            }
            await().until(() -> Boolean.TRUE.equals(browser.driver()
                    .executeScript("return [...document.querySelectorAll('.cluster')]"
                            + ".some((each) => each.getBoundingClientRect().y > 600)"))); // the south of Africa
            browser.screenshot(SCREENSHOTS.resolve("world.png"));
            String before = browser.text(".map-scale");
            browser.driver().executeScript("document.querySelector('.cluster').dispatchEvent(new MouseEvent('click'))");
            await().until(() -> !browser.text(".map-scale").equals(before));
        }
    }

    @Test
    void theSouthPoleHasItsStoreAndGeosearchAloneDoesNotKnowIt() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#hits", "Kastrup");
            browser.driver()
                    .executeScript("document.querySelector('#preset').value = '0,-90';"
                            + "document.querySelector('#preset').dispatchEvent(new Event('change', {bubbles: true}))");
            browser.waitForText("#hits", "South Pole Station").waitForText("#summary", "ranges of scores");
            browser.screenshot(SCREENSHOTS.resolve("pole.png"));
            browser.driver().executeScript("document.querySelector('input[value=plain]').click()");
            browser.waitForText("#summary", "GEOSEARCH scanned");
            assertThat(browser.text("#hits")).doesNotContain("South Pole");
        }
    }

    @Test
    void theMapIsMovedAndSearchedByKeys() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#hits", "Kastrup");
            String lat = browser.find("#lat").getAttribute("value");
            browser.find("#map").sendKeys(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP, "+", Keys.ENTER);
            await().until(() ->
                    !String.valueOf(browser.find("#lat").getAttribute("value")).equals(lat));
            browser.find("#tab-stores").sendKeys(Keys.ARROW_RIGHT);
            browser.waitForText("#drivers", "Your ride");
        }
    }

    @Test
    void whatIsNoPointIsToldWhereItWasTyped() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url())
                    .waitForText("#hits", "Kastrup")
                    .type("#lat", "99")
                    .click("#search button[type=submit]");
            browser.waitForText("#search-problem", "between -90 and 90");
        }
    }

    @Test
    void driversDriveCrossFencesAndOneComesWhenCalled() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#drivers").click("#drive").waitForText("#drive", "Stop");
            browser.waitForText("#driver-count", "40").waitForText("#crossings", "entered");
            browser.click("#call").waitForText("#ride", "comes to you");
            await().until(() -> !browser.all(".call").isEmpty());
            browser.waitForText("v-traffic .traffic-numbers", "a second").waitForText(".invariants", "drivers");
            assertThat(browser.all(".invariant[data-holds=false]")).isEmpty();
            browser.driver().executeScript("scrollTo(0, 0)");
            browser.screenshot(SCREENSHOTS.resolve("drivers.png"));
            browser.click("#finish").waitForText("#ride", "finished");
            browser.click("#drive").waitForText("#drive", "Let them");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aFenceIsDrawnWatchedAndRemoved() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#drivers").click("#drivers details summary").type("#fence-name", "Old town");
            browser.click("#new-fence button").waitForText("#fences", "Old town");
            browser.click("button[aria-label='Watch Old town no longer']");
            browser.waitUntilGone("button[aria-label='Watch Old town no longer']");
        }
    }

    @Test
    void theRaceShowsABrokenPromiseAndAFairOne() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).click("#race").waitForText("#race-result", "promised to 20 riders");
            browser.driver().executeScript("document.querySelector('input[value=correct]').click()");
            browser.click("#race").waitForText("#race-result", "One rider got the driver");
            assertThat(browser.all("#race-result span.badge.good")).hasSize(2);
        }
    }

    @Test
    void onAPhoneNothingIsCutOffAndDarkIsDark() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).waitForText("#hits", "Kastrup");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(SCREENSHOTS.resolve("phone.png"));
            browser.click("#tab-drivers").waitForText("#driver-count", "0");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.click("button[aria-label='Switch between light and dark']");
            browser.screenshot(SCREENSHOTS.resolve("phone-dark.png"));
        }
    }
}
