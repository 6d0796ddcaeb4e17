package dev.vermilion.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.AppTest;
import dev.vermilion.kit.testing.Browser;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@EveryRedis
class ChatPageTest {

    private AppTest app;
    private AppTest other;

    @BeforeEach
    void start(RedisServer redis) {
        app = AppTest.start(ChatApp::new, redis);
        other = AppTest.start(ChatApp::new, redis);
    }

    @AfterEach
    void stop() {
        app.close();
        other.close();
    }

    private static Browser as(Browser browser, AppTest where, String name) {
        browser.go(where.url()).waitForText("#people", "cleo");
        if (!name.equals("ada")) {
            browser.type("#name", name).click("#who button").waitForText("#people", "ada");
        }
        return browser;
    }

    @Test
    void twoPeopleOnTwoInstancesWriteTypeReactEditAndDelete() {
        try (Browser ada = as(Browser.desktop(), app, "ada");
                Browser ben = as(Browser.desktop(), other, "ben")) {
            ben.waitForText("#title", "General");
            ada.waitForText("#title", "General");
            ada.find("#text").sendKeys("Is anybody");
            ben.waitForText("#typing", "ada is typing");
            ada.find("#text").sendKeys(" there?", Keys.ENTER);
            ben.waitForText(".message", "Is anybody there?");
            ada.waitForText(".seen", "ben");
            ben.driver()
                    .executeScript(
                            "[...document.querySelectorAll('.message')].at(-1).querySelector('.tools button').click()");
            ada.waitForText(".reactions", "👍 1");
            ada.find("#text").sendKeys(Keys.ARROW_UP);
            ada.waitForText("#send", "Save")
                    .type("#text", "Is everybody there?")
                    .click("#send");
            ben.waitForText(".message", "Is everybody there? (edited)");
            ada.driver().executeScript("scrollTo(0, 0)");
            ada.screenshot(Path.of("target/screenshots/desktop.png"));
            ada.driver().executeScript("[...document.querySelectorAll('[data-delete]')].at(-1).click()");
            ben.waitForText(".message.gone", "deleted by ada");
            assertThat(ada.consoleErrors()).isEmpty();
            assertThat(ben.consoleErrors()).isEmpty();
        }
    }

    @Test
    void unreadMessagesAreCountedUntilTheRoomIsOpenedAndFoundBySearch() {
        try (Browser ada = as(Browser.desktop(), app, "ada")) {
            ada.waitForText("[data-room=engineering] .count", "4");
            ada.click("[data-room=engineering]").waitForText(".new-line", "new");
            ada.waitUntilGone("[data-room=engineering] .count");
            ada.find("#search").sendKeys("zrev", Keys.ENTER);
            ada.waitForText("#found", "Who knows why");
        }
    }

    @Test
    void slowModeIsToldBesideTheComposerAndTheTextIsKept() {
        try (Browser ben = as(Browser.desktop(), app, "ben")) {
            ben.click("[data-room=announcements]").waitForText("#title", "Announcements");
            ben.find("#text").sendKeys("First", Keys.ENTER);
            ben.waitForText(".message", "First");
            ben.find("#text").sendKeys("Second", Keys.ENTER);
            ben.waitForText("#problem", "Slow mode: you can write again in");
            assertThat(ben.find("#text").getAttribute("value")).isEqualTo("Second");
        }
    }

    @Test
    void droppingTheNetworkShowsWhatPubSubLosesAndTheStreamKeeps() {
        try (Browser browser = as(Browser.desktop(), app, "ada")) {
            browser.click("#drop").waitForText("#stream-verdict", "Nothing lost");
            browser.waitForText("#pubsub-verdict", "4 of 6 lost");
            browser.waitForText("#pubsub .lost", "the edit was lost");
            browser.driver().executeScript("document.querySelector('#network-title').scrollIntoView()");
            browser.screenshot(Path.of("target/screenshots/network.png"));
            assertThat(browser.consoleErrors()).isEmpty();
        }
    }

    @Test
    void theLaboratoryShowsNaiveAndCorrectSideBySide() {
        try (Browser browser = as(Browser.desktop(), app, "ada")) {
            browser.click("[data-experiment=ghosts]").waitForText(".experiment.broken", "Ben is a ghost");
            browser.waitForText(".experiment:not(.broken)", "Ada is there, Ben is not.");
            browser.click("[data-experiment=unread]").waitForText(".experiment.broken", "drifted");
            browser.click("[data-experiment=retry]").waitForText(".experiment.broken", "Shown twice");
        }
    }

    @Test
    void aSlowDeviceIsShownWithWhatWaitsForIt() {
        try (Browser browser = as(Browser.desktop(), app, "ada")) {
            browser.click("#slow-device").waitForText("#live-devices .badge", "slow");
            browser.click("v-traffic button[type=submit]");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(
                            () -> Boolean.TRUE.equals(
                                    browser.driver()
                                            .executeScript(
                                                    "return [...document.querySelectorAll('.waiting-bar')].some((each) => each.value > 5)")));
            browser.waitForText(".traffic-numbers", "a second").waitForText(".invariants", "holds");
            browser.click("v-traffic button[type=submit]").waitForText(".traffic-numbers", "stopped");
            assertThat(browser.all(".invariant[data-holds=false]")).isEmpty();
        }
    }

    @Test
    void aRoomIsMadeAndADirectMessageWritten() {
        try (Browser browser = as(Browser.desktop(), app, "ada")) {
            browser.click("#new-room").type("#room-title", "Book club").click("#room-form button");
            browser.waitForText("#title", "Book club").waitForText(".empty", "Nothing was said here yet");
            browser.click("[data-person=cleo]").waitForText("#title", "cleo");
            browser.find("#text").sendKeys("Hello Cleo", Keys.ENTER);
            browser.waitForText(".message", "Hello Cleo");
        }
    }

    @Test
    void onAPhoneRoomsAndConversationTakeTurnsAndNothingIsCutOff() {
        try (Browser browser = as(Browser.phone(), app, "ada")) {
            browser.screenshot(Path.of("target/screenshots/phone-rooms.png"));
            browser.click("[data-room=general]")
                    .waitForText("#title", "General")
                    .waitForText(".message", "Lunch");
            assertThat(browser.overflowsSideways()).isFalse();
            browser.screenshot(Path.of("target/screenshots/phone.png"));
            browser.click("#back").waitForText("#rooms", "Engineering");
        }
    }
}
