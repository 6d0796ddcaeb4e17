package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.urlshortener.Visit.Outcome;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

/** Who is let in, as whom, and where to. */
@EveryRedis
class GateTest {

    private static final String HOST = "sho.rt";
    private static final String TARGET = "https://example.com/";
    private static final String IPHONE =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
    private static final String PIXEL = "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/131.0 Mobile Safari/537.36";
    private static final String FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0";

    private RedisClient redis;
    private UrlShortener shortener;

    @BeforeEach
    void connect(RedisServer server) {
        redis = server.jedis();
        shortener = new UrlShortener(redis, Clock.systemUTC(), new SecureRandom(), 1_000);
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void botsAreSentOnButNotCounted() {
        shortener.create(NewLink.to(TARGET).withCode("page"), HOST);
        Guest bot = Guest.of("192.0.2.1", "Googlebot/2.1 (+http://www.google.com/bot.html)", null, null, null);
        assertThat(visit("page", bot).outcome()).isEqualTo(Outcome.REDIRECT);
        Clicks.count(redis);
        Statistics statistics = shortener.statistics("page");
        assertThat(statistics.bots()).isEqualTo(1);
        assertThat(statistics.link().visits()).isZero();
        assertThat(statistics.uniques()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "curl/8.5.0, true",
        "'', true",
        "WhatsApp/2.23.20, true",
        "facebookexternalhit/1.1, true",
        "Mozilla/5.0 (compatible; bingbot/2.0), true",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/131.0, true",
        "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0, false",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1, false"
    })
    void programsAreToldFromPeopleByTheirNames(String agent, boolean isBot) {
        assertThat(Guest.of("192.0.2.1", agent, null, null, null).isBot()).isEqualTo(isBot);
    }

    @Test
    void whoComesAgainWithinTheHourReloadsAndLaterVisits() {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        at(noon).create(NewLink.to(TARGET).withCode("page"), HOST);
        assertThat(at(noon).visit("page", "ann").visits()).isEqualTo(1);
        assertThat(at(noon.plusSeconds(3_599)).visit("page", "ann").visits()).isZero();
        assertThat(at(noon.plusSeconds(3_601)).visit("page", "ann").visits()).isEqualTo(2);
        assertThat(shortener.find("page").redirects()).isEqualTo(3);
    }

    @Test
    void aReloadTakesAVisitFromALimitForNobodyGetsPastItForFree() {
        shortener.create(NewLink.to(TARGET).withCode("twice").atMost(2), HOST);
        assertThat(IntStream.range(0, 3)
                        .mapToObj(i -> shortener.visit("twice", "ann").outcome())
                        .toList())
                .containsExactly(Outcome.REDIRECT, Outcome.REDIRECT, Outcome.USED_UP);
    }

    @Test
    void aLinkWithAPasswordLetsInWhoKnowsItAndCountsNobodyElse() {
        shortener.create(NewLink.to(TARGET).withCode("safe").atMost(1).protectedBy("sesame"), HOST);
        assertThat(knock("safe", null).outcome()).isEqualTo(Outcome.LOCKED);
        assertThat(knock("safe", "barley").outcome()).isEqualTo(Outcome.WRONG_PASSWORD);
        assertThat(shortener.peek("safe", Guest.named("ann")).target()).isNull();
        assertThat(knock("safe", "sesame").target()).isEqualTo(TARGET);
        assertThat(knock("safe", "sesame").outcome()).isEqualTo(Outcome.USED_UP);
        assertThat(redis.hget(Keys.link("safe"), "password"))
                .startsWith("pbkdf2-")
                .doesNotContain("sesame");
    }

    @Test
    void afterTenPasswordsInAMinuteAGuestMustWait() {
        shortener.create(NewLink.to(TARGET).withCode("safe").protectedBy("sesame"), HOST);
        List<Outcome> outcomes = IntStream.range(0, 11)
                .mapToObj(i -> knock("safe", "guess " + i).outcome())
                .toList();
        assertThat(outcomes.subList(0, 10)).containsOnly(Outcome.WRONG_PASSWORD);
        assertThat(outcomes.get(10)).isEqualTo(Outcome.GUESSING);
        assertThat(shortener.gate().visit("safe", Guest.named("bob"), "sesame").outcome())
                .isEqualTo(Outcome.REDIRECT);
        assertThat(redis.keys("*attempts*"))
                .hasSize(2)
                .allSatisfy(key -> assertThat(redis.ttl(key)).isBetween(1L, 60L));
    }

    @Test
    void aLinkThatHasNotBegunSendsNobodyOn() {
        Instant soon = Instant.now().plusMillis(700);
        shortener.create(NewLink.to(TARGET).withCode("soon").from(soon), HOST);
        assertThat(shortener.visit("soon", "ann").outcome()).isEqualTo(Outcome.EARLY);
        assertThat(shortener.find("soon").state()).isEqualTo(Link.State.EARLY);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> shortener.visit("soon", "ann").outcome() == Outcome.REDIRECT);
        assertThat(shortener.find("soon").state()).isEqualTo(Link.State.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({
        "iphone, '', ios",
        "pixel, '', android",
        "firefox, '', firefox",
        "firefox, 'de-AT,de;q=0.9,en;q=0.5', german",
        "firefox, 'en,de;q=0.9', firefox",
        "other, '', plain"
    })
    void rulesSendVisitorsElsewhereByDeviceLanguageAndBrowser(String device, String languages, String place) {
        List<Rule> rules = List.of(
                new Rule("ios", null, null, null, null, TARGET + "ios"),
                new Rule("mobile", null, null, null, null, TARGET + "android"),
                new Rule(null, "de", null, null, null, TARGET + "german"),
                new Rule("desktop", null, "firefox", null, null, TARGET + "firefox"));
        shortener.create(NewLink.to(TARGET + "plain").withCode("get").ruled(rules), HOST);
        String agent = switch (device) {
            case "iphone" -> IPHONE;
            case "pixel" -> PIXEL;
            case "firefox" -> FIREFOX;
            default -> "Mozilla/5.0 (Nothing in particular)";
        };
        Guest guest = Guest.of("192.0.2.1", agent, languages, null, null);
        assertThat(visit("get", guest).target()).isEqualTo(TARGET + place);
        assertThat(shortener.peek("get", guest).target()).isEqualTo(TARGET + place);
    }

    @Test
    void aShareOfTheVisitorsGoesElsewhereAndEachAlwaysToTheSamePlace() {
        Rule some = new Rule(null, null, null, null, 30, TARGET + "b");
        shortener.create(NewLink.to(TARGET + "a").withCode("test").ruled(List.of(some)), HOST);
        List<String> first = targets("test");
        assertThat(first.stream().filter(target -> target.endsWith("b"))).hasSizeBetween(80, 160);
        assertThat(targets("test")).isEqualTo(first);
    }

    private List<String> targets(String code) {
        return IntStream.range(0, 400)
                .mapToObj(i ->
                        String.valueOf(shortener.visit(code, "visitor " + i).target()))
                .toList();
    }

    @Test
    void aQueryCanDecideAndCanBePassedOn() {
        Rule mail = new Rule(null, null, null, "ref=mail", null, TARGET + "mail");
        NewLink wanted = NewLink.to(TARGET + "x?a=1#end").withCode("query").ruled(List.of(mail));
        shortener.create(wanted, HOST);
        redis.hset(Keys.link("query"), "forward", "1");
        assertThat(visit("query", Guest.of("::1", FIREFOX, null, null, "b=2")).target())
                .isEqualTo(TARGET + "x?a=1&b=2#end");
        assertThat(visit("query", Guest.of("::1", FIREFOX, null, null, "ref=mail"))
                        .target())
                .isEqualTo(TARGET + "mail?ref=mail");
    }

    @Test
    void statisticsTellWhereVisitorsComeFromAndWithWhat() {
        shortener.create(NewLink.to(TARGET).withCode("page"), HOST);
        visit("page", Guest.of("192.0.2.1", IPHONE, "de-AT,de", "https://www.News.example.org/item?id=1", null));
        visit("page", Guest.of("192.0.2.2", PIXEL, "en", "https://news.example.org/", null));
        visit("page", Guest.of("192.0.2.3", FIREFOX, "en", "not a URL", null));
        Clicks.count(redis);
        Statistics statistics = shortener.statistics("page");
        assertThat(statistics.referrers()).containsExactly(new Statistics.Share("news.example.org", 2));
        assertThat(statistics.devices())
                .extracting(Statistics.Share::name)
                .containsExactlyInAnyOrder("ios", "android", "desktop");
        assertThat(statistics.browsers())
                .extracting(Statistics.Share::name)
                .containsExactlyInAnyOrder("safari", "chrome", "firefox");
        assertThat(statistics.languages().get(0)).isEqualTo(new Statistics.Share("en", 2));
        assertThat(statistics.activeHours()).isEqualTo(1);
        assertThat(statistics.waiting()).isZero();
    }

    private UrlShortener at(Instant time) {
        return new UrlShortener(redis, Clock.fixed(time, ZoneOffset.UTC));
    }

    private Visit visit(String code, Guest guest) {
        return shortener.gate().visit(code, guest);
    }

    private Visit knock(String code, @Nullable String password) {
        return shortener.gate().visit(code, Guest.named("ann"), password);
    }
}
