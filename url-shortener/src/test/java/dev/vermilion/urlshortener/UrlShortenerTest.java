package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Each use case of the shortener, on every Redis. */
@EveryRedis
class UrlShortenerTest {

    private static final String HOST = "sho.rt";
    private static final String TARGET = "https://example.com/a/long/way";

    private RedisClient redis;
    private UrlShortener shortener;

    @BeforeEach
    void connect(RedisServer server) {
        redis = server.jedis();
        shortener = new UrlShortener(redis, Clock.systemUTC());
    }

    @AfterEach
    void disconnect() {
        redis.close();
    }

    @Test
    void aNewLinkGetsAShortCodeThatNobodyMisreads() {
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            codes.add(shortener.create(NewLink.to(TARGET), HOST).code());
        }
        assertThat(codes)
                .hasSize(50)
                .allMatch(code -> code.matches("[a-zA-Z2-9]{6}") && !code.matches(".*[oOiIlJj].*"));
    }

    @Test
    void aLinkSendsVisitorsToItsTarget() {
        Link link = shortener.create(NewLink.to(TARGET).withCode("way"), HOST);
        Visit visit = shortener.visit("way", "ann");
        assertThat(link.target()).isEqualTo(TARGET);
        assertThat(visit).isEqualTo(new Visit(Visit.Outcome.REDIRECT, TARGET, false, 1));
    }

    @Test
    void aCodeThatIsTakenIsRefusedAndItsLinkStaysAsItWas() {
        shortener.create(NewLink.to(TARGET).withCode("mine"), HOST);
        assertThatThrownBy(() ->
                        shortener.create(NewLink.to("https://example.org/").withCode("mine"), HOST))
                .hasMessage("The code 'mine' is taken; choose another one.");
        assertThat(shortener.find("mine").target()).isEqualTo(TARGET);
        assertThat(shortener.links(1, 10).total()).isEqualTo(1);
    }

    @Test
    void generatedCodesThatCollideGrowLonger() {
        UrlShortener unlucky = new UrlShortener(redis, Clock.systemUTC(), new AlwaysTheSame(), 1_000);
        List<Integer> lengths = IntStream.range(0, 3)
                .mapToObj(i -> unlucky.create(NewLink.to(TARGET), HOST).code().length())
                .toList();
        assertThat(lengths).containsExactly(6, 7, 8);
    }

    @Test
    void aUsedUpLinkSendsNobodyOnAndCountsWhomItTurnedAway() {
        shortener.create(NewLink.to(TARGET).withCode("twice").atMost(2), HOST);
        assertThat(List.of(outcome("twice"), outcome("twice"), outcome("twice"), outcome("twice")))
                .containsExactly(
                        Visit.Outcome.REDIRECT, Visit.Outcome.REDIRECT, Visit.Outcome.USED_UP, Visit.Outcome.USED_UP);
        Statistics statistics = shortener.statistics("twice");
        assertThat(statistics.link().state()).isEqualTo(Link.State.USED_UP);
        assertThat(statistics.link().redirects()).isEqualTo(2);
        assertThat(statistics.turnedAway()).isEqualTo(2);
    }

    @Test
    void anExpiredLinkSaysSoAndIsForgottenThirtyDaysLater() {
        Instant end = Instant.now().plusMillis(400);
        shortener.create(NewLink.to(TARGET).withCode("brief").until(end), HOST);
        assertThat(outcome("brief")).isEqualTo(Visit.Outcome.REDIRECT);
        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> shortener.find("brief").state() == Link.State.EXPIRED);
        assertThat(outcome("brief")).isEqualTo(Visit.Outcome.EXPIRED);
        Clicks.count(redis);
        assertThat(redis.exists(Keys.gate("brief"))).isFalse();
        for (String part : List.of("link", "visits", "visitors")) {
            assertThat(Duration.ofMillis(redis.pttl(Keys.of("brief", part))))
                    .as(part)
                    .isBetween(Duration.ofDays(29), Duration.ofDays(30));
        }
    }

    @Test
    void aLinkWithoutExpiryNeverGetsOne() {
        shortener.create(NewLink.to(TARGET).withCode("lasting"), HOST);
        shortener.visit("lasting", "ann");
        Clicks.count(redis);
        for (String key : Keys.lasting("lasting")) {
            assertThat(redis.ttl(key)).as(key).isIn(-1L, -2L);
        }
    }

    @Test
    void lookingIsNoVisit() {
        shortener.create(NewLink.to(TARGET).withCode("once").atMost(1), HOST);
        assertThat(shortener.peek("once", Guest.named("ann")).target()).isEqualTo(TARGET);
        assertThat(shortener.find("once").redirects()).isZero();
        assertThat(outcome("once")).isEqualTo(Visit.Outcome.REDIRECT);
        assertThat(shortener.peek("once", Guest.named("ann")).outcome()).isEqualTo(Visit.Outcome.USED_UP);
    }

    @Test
    void anUnknownCodeIsUnknownAndLeavesNothingBehind() {
        assertThat(outcome("nowhere")).isEqualTo(Visit.Outcome.UNKNOWN);
        assertThat(outcome("not a code!")).isEqualTo(Visit.Outcome.UNKNOWN);
        assertThat(redis.dbSize()).isZero();
        assertThatThrownBy(() -> shortener.find("nowhere")).isInstanceOf(LinkException.class);
        assertThatThrownBy(() -> shortener.statistics("nowhere")).isInstanceOf(LinkException.class);
        assertThatThrownBy(() -> shortener.delete("nowhere")).isInstanceOf(LinkException.class);
    }

    @Test
    void statisticsCountVisitsVisitorsAndDays() {
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        new UrlShortener(redis, yesterday).create(NewLink.to(TARGET).withCode("counted"), HOST);
        new UrlShortener(redis, yesterday).visit("counted", "ann");
        List.of("ann", "bob", "bob").forEach(visitor -> shortener.visit("counted", visitor));
        Clicks.count(redis);

        Statistics statistics = shortener.statistics("counted");
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertThat(statistics.link().visits()).isEqualTo(3);
        assertThat(statistics.reloads()).isEqualTo(1);
        assertThat(statistics.uniques()).isEqualTo(2);
        assertThat(statistics.lastVisit()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(statistics.days())
                .hasSize(30)
                .endsWith(
                        new Statistics.Day(today.minusDays(2), 0),
                        new Statistics.Day(today.minusDays(1), 1),
                        new Statistics.Day(today, 2));
    }

    @Test
    void theListShowsTheNewestFirstPageByPage() {
        for (int i = 1; i <= 7; i++) {
            Clock then = Clock.fixed(Instant.now().minusSeconds(100 - i), ZoneOffset.UTC);
            new UrlShortener(redis, then).create(NewLink.to(TARGET).withCode("link" + i), HOST);
        }
        assertThat(shortener.links(1, 3).links()).extracting(Link::code).containsExactly("link7", "link6", "link5");
        assertThat(shortener.links(3, 3).links()).extracting(Link::code).containsExactly("link1");
        assertThat(shortener.links(4, 3).links()).isEmpty();
        assertThat(shortener.links(1, 3).total()).isEqualTo(7);
    }

    @Test
    void aLinkThatIsForgottenLeavesTheList() {
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofDays(-32));
        Instant end = longAgo.instant().plus(Duration.ofDays(1));
        new UrlShortener(redis, longAgo)
                .create(NewLink.to(TARGET).withCode("gone").until(end), HOST);
        shortener.create(NewLink.to(TARGET).withCode("here"), HOST);
        assertThat(shortener.links(1, 10).links()).extracting(Link::code).containsExactly("here");
        assertThat(redis.zcard("short:links")).isEqualTo(1);
    }

    @Test
    void aDeletedLinkLeavesNoKeyAndItsCodeStartsFromZero() {
        shortener.create(NewLink.to(TARGET).withCode("again").atMost(3), HOST);
        shortener.visit("again", "ann");
        shortener.delete("again");
        Clicks.count(redis);
        assertThat(redis.keys("*again*")).isEmpty();
        assertThat(outcome("again")).isEqualTo(Visit.Outcome.UNKNOWN);

        shortener.create(NewLink.to("https://example.org/other").withCode("again"), HOST);
        assertThat(shortener.statistics("again").uniques()).isZero();
        assertThat(shortener.visit("again", "ann").visits()).isEqualTo(1);
    }

    @Test
    void demoDataIsMadeOnceAndFitsTogether() {
        DemoLinks.seed(redis, Clock.systemUTC());
        DemoLinks.seed(redis, Clock.systemUTC());
        List<Link> links = shortener.links(1, 100).links();
        assertThat(links).hasSize(12);
        assertThat(links).extracting(Link::state).contains(Link.State.ACTIVE, Link.State.EXPIRED, Link.State.USED_UP);
        assertThat(links).allSatisfy(link -> {
            Statistics statistics = shortener.statistics(link.code());
            assertThat(statistics.uniques()).isBetween(1L, link.visits());
            if (link.created().isAfter(Instant.now().minus(Duration.ofDays(29)))) {
                assertThat(statistics.days())
                        .extracting(Statistics.Day::visits)
                        .satisfies(days -> assertThat(
                                        days.stream().mapToLong(Long::longValue).sum())
                                .isEqualTo(link.visits()));
            }
        });
    }

    @Test
    void deletingAllTouchesNothingElse() {
        DemoLinks.seed(redis, Clock.systemUTC());
        redis.set("somebody:else", "stays");
        shortener.deleteAll();
        assertThat(redis.keys("*")).containsExactly("somebody:else");
    }

    private Visit.Outcome outcome(String code) {
        return shortener.visit(code, "somebody").outcome();
    }

    /** Draws the same characters for ever, so that all codes of one length collide; the nonces differ all the same. */
    private static final class AlwaysTheSame implements RandomGenerator {

        private long nonce;

        @Override
        public int nextInt(int bound) {
            return 7;
        }

        @Override
        public long nextLong() {
            return nonce += 2;
        }
    }
}
