package dev.vermilion.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@EveryRedis
class GalleryTest {

    private AppTest gallery;

    @BeforeEach
    void start(RedisServer redis) {
        gallery = AppTest.start(GalleryApp::new, GalleryApp.apps(), redis.url());
    }

    @AfterEach
    void stop() {
        gallery.close();
    }

    @Test
    void eachAppHasAPageAPictureAndAFeature() {
        JsonNode apps = gallery.http().get("kit/apps").json();
        assertThat(apps).hasSameSizeAs(GalleryApp.apps().keySet());
        for (JsonNode app : apps) {
            String name = app.get("name").asText();
            assertThat(gallery.http().get(name + "/").status()).isEqualTo(200);
            assertThat(gallery.http().get(name + "/picture.svg").status())
                    .as(name)
                    .isEqualTo(200);
            assertThat(app.get("features")).isNotEmpty();
            assertThat(app.get("level").asText()).isIn("beginner", "intermediate", "advanced");
        }
    }

    @Test
    void aVisitorOpensEachAppAndComesBackOnADesktop() {
        try (Browser browser = Browser.desktop()) {
            visitAll(browser, "desktop");
        }
    }

    @Test
    void aVisitorOpensEachAppAndComesBackOnAPhone() {
        try (Browser browser = Browser.phone()) {
            visitAll(browser, "phone");
        }
    }

    @Test
    void aClickInAnAppShowsItsCommandsInTheLens() {
        try (Browser browser = Browser.desktop()) {
            browser.go(gallery.url() + "leaderboard/").find(".live[data-state=open]");
            browser.find("#rows tr");
            browser.type("#player", "Newcomer").type("#score", "900000").click("#submit .primary");
            browser.waitForText("#standing", "1st").waitForText(".lens-command", "ZADD");
            browser.driver().executeScript("window.scrollTo(0, 0)");
            browser.screenshot(Path.of("target/screenshots/lens.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aFeatureNarrowsTheListAndAllBringsItBack() {
        try (Browser browser = Browser.desktop()) {
            browser.go(gallery.url()).find(".card.app[data-name]");
            int all = browser.all(".card.app").size();
            JsonNode first = gallery.http().get("kit/apps").json().get(0);
            String feature = first.get("features").get(0).asText();
            browser.click(".chip[data-feature='" + capitalised(feature) + "']");
            browser.find(".card.app[data-name='" + first.get("name").asText() + "']");
            assertThat(browser.all(".card.app")).hasSizeLessThanOrEqualTo(all);
            browser.click(".chip[data-feature='']");
            assertThat(browser.all(".card.app")).hasSize(all);
        }
    }

    private void visitAll(Browser browser, String screen) {
        browser.go(gallery.url()).find(".card.app[data-name]");
        browser.waitForText("#redis", "Connected to Redis");
        browser.screenshot(Path.of("target/screenshots/gallery-" + screen + ".png"));
        assertThat(browser.overflowsSideways()).as("gallery").isFalse();
        for (String name : GalleryApp.apps().keySet()) {
            browser.click(".card.app[data-name='" + name + "']").find("body[data-app='" + name + "'] h1, main h2");
            assertThat(browser.url()).startsWith(gallery.url() + name + "/");
            browser.screenshot(Path.of("target/screenshots/" + name + "-" + screen + ".png"));
            assertThat(browser.overflowsSideways()).as(name).isFalse();
            browser.click("[data-gallery]").find(".card.app[data-name]");
            assertThat(browser.url()).isEqualTo(gallery.url());
        }
        assertThat(browser.consoleErrors()).isEmpty();
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
