package dev.vermilion.kit.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;

/**
 * A headless Chromium of the system. Where it is missing, the test that asks for it is skipped and says so. All methods
 * that name an element wait up to ten seconds for it.
 */
public final class Browser implements AutoCloseable {

    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Dimension DESKTOP = new Dimension(1280, 800);
    private static final Dimension PHONE = new Dimension(390, 844);

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    /** A browser with a window of 1280 by 800. */
    public static Browser desktop() {
        return open(DESKTOP);
    }

    /** A browser with the screen of a phone, 390 by 844. */
    public static Browser phone() {
        return open(PHONE);
    }

    private static Browser open(Dimension size) {
        Assumptions.assumeTrue(
                CHROMIUM.canExecute() && DRIVER.canExecute(),
                "browser test skipped: install chromium and chromium-driver");
        try {
            Path profile = Files.createTempDirectory("browser");
            ChromeOptions options = new ChromeOptions();
            options.setBinary(CHROMIUM);
            options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run");
            options.addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync");
            options.addArguments("--disable-dev-shm-usage", "--hide-scrollbars", "--lang=en");
            options.addArguments("--user-data-dir=" + profile);
            options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
            options.setExperimentalOption(
                    "mobileEmulation",
                    Map.of(
                            "deviceMetrics",
                            Map.of(
                                    "width",
                                    size.width,
                                    "height",
                                    size.height,
                                    "pixelRatio",
                                    1.0,
                                    "mobile",
                                    size.equals(PHONE),
                                    "touch",
                                    size.equals(PHONE))));
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(DRIVER)
                    .usingAnyFreePort()
                    .build();
            return new Browser(new ChromeDriver(service, options), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Selenium's own driver, for what this class does not offer. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Opens a page. */
    public Browser go(String url) {
        driver.get(url);
        return this;
    }

    /** The first element that is visible and matches. */
    public WebElement find(String css) {
        return await(css, WebElement::isDisplayed);
    }

    /** All elements that match just now. */
    public List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** Clicks an element. */
    public Browser click(String css) {
        WebElement element = await(css, each -> each.isDisplayed() && each.isEnabled());
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        element.click();
        return this;
    }

    /** Replaces the text of an input. */
    public Browser type(String css, String text) {
        WebElement element = find(css);
        element.clear();
        element.sendKeys(text);
        return this;
    }

    /** The visible text of an element. */
    public String text(String css) {
        return find(css).getText();
    }

    /** Waits until some element that matches shows {@code text} in its own text. */
    public Browser waitForText(String css, String text) {
        await(css + " with the text " + text, css, each -> each.getText().contains(text));
        return this;
    }

    /** Waits until no element matches. */
    public Browser waitUntilGone(String css) {
        Awaitility.await(css + " gone").atMost(PATIENCE).until(() -> all(css).isEmpty());
        return this;
    }

    /** The address of the page that is open. */
    public String url() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** Everything the console has reported as an error since the last call. */
    public List<String> consoleErrors() {
        return driver.manage().logs().get("browser").getAll().stream()
                .filter(each -> each.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** True if the page is wider than the screen: it would scroll sideways. */
    public boolean overflowsSideways() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"));
    }

    /** Writes what is visible as a PNG file. */
    public Browser screenshot(Path file) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private WebElement await(String css, Predicate<WebElement> condition) {
        return await(css, css, condition);
    }

    /** An element that goes away while it is looked at is as good as none: the page is drawing itself anew. */
    private WebElement await(String what, String css, Predicate<WebElement> condition) {
        return Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsInstanceOf(WebDriverException.class)
                .until(() -> all(css).stream().filter(condition).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
