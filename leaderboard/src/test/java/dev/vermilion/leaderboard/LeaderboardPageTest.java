package dev.vermilion.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;

@EveryRedis
class LeaderboardPageTest {

    private AppTest app;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(LeaderboardApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private Browser open(Browser browser) {
        browser.go(app.url()).find(".live[data-state=open]");
        browser.find("#rows tr");
        return browser;
    }

    /** What a column shows, row by row. */
    private static List<String> column(Browser browser, String css) {
        return browser.all("#rows " + css).stream().map(WebElement::getText).toList();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(condition);
    }

    private static void choose(Browser browser, String name, String value) {
        browser.driver()
                .executeScript("document.querySelector('input[name=" + name + "][value=" + value + "]').click()");
    }

    @Test
    void aVisitorSwitchesBoardsPeriodsAndTies() {
        try (Browser browser = open(Browser.desktop())) {
            choose(browser, "period", "ALL");
            browser.waitForText("#where", "1–10 of 60");
            assertThat(column(browser, ".rank")).containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");

            choose(browser, "ties", "DENSE");
            await(
                    "ranks that are shared",
                    () -> column(browser, ".rank").stream().distinct().count() < 10);
            choose(browser, "ties", "COMPETITION");
            await(
                    "ranks that are left out",
                    () -> !column(browser, ".rank").contains("10")
                            || column(browser, ".rank").stream().distinct().count() < 10);

            browser.click("#tab-glasshouse").waitForText("#board-title", "Glasshouse speedrun");
            await(
                    "times",
                    () -> column(browser, ".score").stream().allMatch(time -> time.matches("\\d:\\d\\d\\.\\d{3}")));
            choose(browser, "period", "DAY");
            browser.waitForText("#span-name", "Today");
            browser.click("#earlier");
            await("yesterday", () -> !browser.text("#span-name").startsWith("Today"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aSubmittedScoreMovesTheRowInEveryOpenPage() {
        try (Browser mine = open(Browser.desktop());
                Browser other = open(Browser.desktop())) {
            mine.type("#player", "Newcomer").type("#score", "99000").click("#submit .primary");

            for (Browser browser : List.of(mine, other)) {
                await(
                        "the newcomer leads",
                        () -> column(browser, ".name").get(0).equals("Newcomer"));
                browser.waitForText("#feed li", "Newcomer");
            }
            mine.waitForText("#standing", "1st");
            mine.find("#rows tr.mine");
            other.waitForText("#rows .down", "▼1");
            assertThat(mine.consoleErrors()).isEmpty();
            assertThat(other.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aRowGlidesFromItsOldPlaceUnlessTheVisitorWantsCalm() {
        try (Browser browser = open(Browser.desktop())) {
            assertThat(moves(browser, "Zoe", 98_000)).isPositive();

            browser.driver()
                    .executeCdpCommand(
                            "Emulation.setEmulatedMedia",
                            Map.of("features", List.of(Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
            open(browser);
            assertThat(moves(browser, "Vera", 99_000)).isZero();
        }
    }

    /** How many animations the page starts on its rows until this player leads. */
    private long moves(Browser browser, String player, int score) {
        browser.driver()
                .executeScript("window.moves = 0; const animate = Element.prototype.animate;"
                        + "Element.prototype.animate = function (...given) {"
                        + " if (this.matches('#rows tr')) window.moves++; return animate.apply(this, given); }");
        app.http().post("api/boards/comet-run/scores", Map.of("player", player, "score", score));
        await(player + " leads", () -> column(browser, ".name").get(0).equals(player));
        return (Long) browser.driver().executeScript("return window.moves");
    }

    @Test
    void aVisitorTurnsPagesBothWaysAndFindsThemselves() {
        try (Browser browser = open(Browser.desktop())) {
            choose(browser, "period", "ALL");
            browser.waitForText("#where", "1–10 of 60");
            List<String> first = column(browser, ".name");
            browser.click("#next").waitForText("#where", "11–20 of 60");
            assertThat(column(browser, ".name")).doesNotContainAnyElementsOf(first);
            browser.click("#previous").waitForText("#where", "1–10 of 60");
            assertThat(column(browser, ".name")).isEqualTo(first);

            browser.type("#player", "Wanda").click("#around");
            await("nine rows around Wanda", () -> column(browser, ".name").contains("Wanda"));
            browser.waitForText("#rows tr.mine", "Wanda");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aRefusedScoreIsToldBesideTheField() {
        try (Browser browser = open(Browser.desktop())) {
            browser.click("#submit .primary").waitForText("#refusal", "name");
            browser.type("#player", "Ada").type("#score", "9007199254740993").click("#submit .primary");
            browser.waitForText("#refusal", "exactly");
        }
    }

    @Test
    void anEmptyBoardInvitesToPlayAndARoundFillsIt() {
        app.http()
                .post(
                        "api/boards",
                        Map.of(
                                "id",
                                "golf",
                                "title",
                                "Golf",
                                "unit",
                                "strokes",
                                "operator",
                                "SET",
                                "order",
                                "LOW",
                                "ties",
                                "DENSE"));
        try (Browser browser = open(Browser.desktop())) {
            browser.click("#tab-golf").waitForText("#instead", "Nobody has played this week");
            browser.click("#round").find("#rows tr");
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void aPlayerIsToldOfAFallAndSeesFriendsCupAndPercentile() {
        try (Browser browser = open(Browser.desktop())) {
            choose(browser, "period", "SEASON");
            choose(browser, "ties", "SUBSCORE");
            browser.waitForText("#span-name", "This season");
            browser.type("#player", "Ada")
                    .type("#score", "60000")
                    .type("#subscore", "7")
                    .click("#submit .primary");
            browser.waitForText("#standing", "1st").waitForText("#percentile", "100 %");
            browser.waitForText("#rows", "/7").waitForText("#friends", "Hugo").waitForText("#facts", "submitted");
            browser.click("[data-cup=weekend-cup] .button").waitForText(".toast", "attempts left");
            browser.type("#friend", "Rafa").click("#befriend button").waitForText("#friends", "Rafa");
            app.http().post("api/boards/comet-run/scores", Map.of("player", "Zoe", "score", 64_000));
            browser.waitForText(".toast", "You fell to 2");
            browser.screenshot(Path.of("target", "screenshots", "leaderboard.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void onAPhoneNothingScrollsSideways() {
        try (Browser browser = open(Browser.phone())) {
            assertThat(browser.overflowsSideways()).isFalse();
            browser.type("#player", "A name of thirty-two characters!")
                    .type("#score", "88000")
                    .click("#submit .primary");
            await("the long name leads", () -> column(browser, ".name").get(0).startsWith("A name"));
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(Path.of("target", "screenshots", "phone.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }
}
