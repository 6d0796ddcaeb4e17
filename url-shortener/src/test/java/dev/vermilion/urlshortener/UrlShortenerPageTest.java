package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A person with a browser uses the page. */
@EveryRedis
class UrlShortenerPageTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private AppTest app;
    private int browsers;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(UrlShortenerApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void aLinkIsMadeCopiedVisitedLiveAndDeleted() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".links", "summer-sale");
            browser.type("#url", "example.com/hello")
                    .type("#code", "hello")
                    .type("#max", "3")
                    .click("#submit");
            browser.waitForText("#result .short", "/hello").waitForText("[data-code=hello] .count", "0 of 3");
            assertThat(browser.text("#result .short")).isEqualTo(app.url().replace("http://", "") + "hello");
            browser.find("#result img.qr");
            browser.click("#result [data-copy]").waitForText(".toast", "Copied");

            browser.waitForText(".live", "live");
            browser("hello");
            browser.waitForText("[data-code=hello] .count", "1 of 3");

            browser.click("[data-code=hello] .link-head")
                    .waitForText("[data-code=hello] .figures", "https://example.com/hello");
            browser.find("[data-code=hello] svg.days");
            browser("hello");
            browser.waitForText("[data-code=hello] .count", "2 of 3");
            browser.click("[data-code=hello] [data-visit]").waitForText("[data-code=hello] .badge", "used up");
            browser.click("[data-code=hello] [data-visit]").waitForText(".figures", "turned away");
            browser.screenshot(SCREENSHOTS.resolve("url-shortener.png"));

            browser.click("[data-code=hello] [data-delete]").click("[data-code=hello] [data-confirm]");
            browser.waitUntilGone("[data-code=hello]");
            assertThat(app.http().get("hello").status()).isEqualTo(404);
            assertThat(browser.consoleErrors()).allMatch(error -> error.contains("410 (Gone)"));
        }
    }

    /** Follows a link as a browser would, on another machine each time. */
    private void browser(String code) {
        String agent = "Mozilla/5.0 (X11; Linux x86_64; rv:" + ++browsers + ") Gecko/20100101 Firefox/133.0";
        assertThat(app.http().with("User-Agent", agent).get(code).status()).isEqualTo(302);
    }

    @Test
    void theMoreOptionsMakeALinkWithTagsRulesAndAPassword() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".links", "summer-sale");
            browser.click("#more summary").type("#url", "example.com/vip").type("#code", "vip");
            browser.type("#title", "For guests").type("#tags", "party").type("#password", "sesame");
            browser.click("#add-rule").type("#rules .rule input", "ios");
            browser.click("#submit").waitForText("#rules-note", "Each rule needs a target.");
            browser.type("#rules .rule input[type=url]", "https://example.com/ios")
                    .click("#submit");
            browser.waitForText("[data-code=vip]", "password").waitForText("[data-code=vip]", "1 rule");
            browser.click("#tag-list .tag:nth-of-type(3)").waitForText("#tag-list", "party");
            browser.go(app.url() + "vip").waitForText("h1", "This link has a password");
            browser.type("input[name=password]", "barley").click("button[type=submit]");
            browser.waitForText(".error", "This is not the password");
        }
    }

    @Test
    void thePipelineIsDrawnStandsStillAndGoesOn() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#pipeline").waitForText("#flow", "4 streams");
            browser.click("#pause").waitForText("#pause", "Let it go on").waitForText("#flow", "stands still");
            browser("team-wiki");
            browser("parking");
            browser.waitForText("#flow .full", "2");
            browser.screenshot(SCREENSHOTS.resolve("pipeline.png"));
            browser.click("#pause").waitForText("#top", "team-wiki");
            browser.waitUntilGone("#flow .full");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void threeWaysToMakeCodesStandSideBySide() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#codes").waitForText("#meter", "characters");
            browser.click("#make-codes").waitForText("[data-way=SEQUENTIAL] .badge", "guessed");
            browser.waitForText("[data-way=RANDOM] .badge", "by chance");
            browser.waitForText("[data-way=PERMUTED] .badge", "by chance");
            browser.screenshot(SCREENSHOTS.resolve("codes.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void anApiKeyIsShownOnceAndCanBeEnded() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url() + "#keys").waitForText("#key-list", "No keys yet");
            browser.type("#key-name", "build server").click("#key-form button");
            browser.waitForText("#key-secret", "vk_").waitForText("#key-list", "build server");
            browser.click("#key-list .danger").waitForText("#key-list", "No keys yet");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void whatIsWrongIsSaidBesideItsField() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".links", "summer-sale");
            browser.click("#submit").waitForText("#url-note", "Please give a target.");
            browser.type("#url", "https://example.com/")
                    .type("#code", "no spaces")
                    .click("#submit");
            browser.waitForText("#code-note", "3 to 32");
            browser.type("#code", "good").type("#max", "many").click("#submit");
            browser.waitForText("#max-note", "A number");
            assertThat(browser.consoleErrors()).isEmpty();

            browser.type("#max", "5").type("#code", "team-wiki").click("#submit");
            browser.waitForText("#code-note", "taken");
            browser.type("#code", "good").type("#url", app.url()).click("#submit");
            browser.waitForText("#url-note", "must not be on this site");
            assertThat(browser.find("#url").getDomAttribute("aria-invalid")).isEqualTo("true");
            assertThat(browser.all("#result .result")).isEmpty();
        }
    }

    @Test
    void aLinkThatSomebodyElseMakesOrDeletesShowsUpByItself() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".live", "live");
            app.http().post("api/links", "{\"url\":\"https://example.com/\",\"code\":\"from-afar\"}");
            browser.waitForText(".links", "from-afar");
            app.http().delete("api/links/from-afar");
            browser.waitUntilGone("[data-code=from-afar]");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aLinkThatExpiresSaysSoByItself() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".live", "live");
            String end = Instant.now().plusSeconds(3).toString();
            app.http().post("api/links", Map.of("url", "https://example.com/", "code", "brief", "expiresAt", end));
            browser.waitForText("[data-code=brief] .badge", "ends in")
                    .waitForText("[data-code=brief] .badge", "expired");
        }
    }

    @Test
    void olderLinksAreAPageAway() {
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText("#range", "1–10 of 12");
            browser.click("#older").waitForText("#range", "11–12 of 12").waitForText(".links", "team-wiki");
            browser.click("#newer").waitForText("#range", "1–10 of 12");
        }
    }

    @Test
    void nothingScrollsSidewaysOnAPhone() {
        try (Browser browser = Browser.phone()) {
            browser.go(app.url()).waitForText(".links", "summer-sale");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.type("#url", "https://example.com/" + "long/".repeat(60)).click("#submit");
            browser.find("#result img.qr");
            browser.click("[data-code=early-bird] .link-head")
                    .waitForText("[data-code=early-bird] .figures", "visitors");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(SCREENSHOTS.resolve("phone.png"));
            for (String tab : new String[] {"pipeline", "codes", "keys"}) {
                browser.click("#tab-" + tab).find("#" + tab + ":not([hidden])");
                assertThat(browser.overflowsSideways()).as(tab).isFalse();
                browser.screenshot(SCREENSHOTS.resolve("phone-" + tab + ".png"));
            }
            browser.go(app.url() + "early-bird+").waitForText("main", "Where this link leads");
            assertThat(browser.overflowsSideways()).isFalse();
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void anEmptyListSaysWhatToDo(RedisServer redis) {
        redis.flushAll();
        try (Browser browser = Browser.desktop()) {
            browser.go(app.url()).waitForText(".empty", "No links yet");
        }
    }
}
