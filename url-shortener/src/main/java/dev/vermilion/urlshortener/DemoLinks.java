package dev.vermilion.urlshortener;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/** Twelve links of a small team with a month of visits, so that a first look finds something to look at. */
final class DemoLinks {

    private static final long SEED = 7_411;

    /**
     * A link and how it went.
     *
     * @param ageDays how many days ago it was made
     * @param visits in all
     * @param lifeDays days from its making to its expiry; 0 for none
     * @param maxVisits 0 for no limit
     */
    private record Demo(String code, String url, int ageDays, int visits, int lifeDays, int maxVisits) {}

    private static final List<Demo> DEMOS = List.of(
            new Demo("team-wiki", "https://wiki.example.org/display/TEAM/Start+here", 61, 412, 0, 0),
            new Demo("brand-kit", "https://assets.example.com/brand/2026/logos-and-colours.zip", 47, 138, 0, 0),
            new Demo(
                    "W7mKpx",
                    "https://blog.example.net/posts/why-our-builds-are-twice-as-fast?utm_source=newsletter",
                    29,
                    967,
                    0,
                    0),
            new Demo("summer-sale", "https://shop.example.com/campaigns/summer?discount=SUN15", 24, 1_284, 20, 0),
            new Demo("talk-slides", "https://slides.example.org/meetup/caching-without-tears.pdf", 19, 233, 0, 0),
            new Demo("beta", "https://beta.example.com/invite/round-two", 16, 50, 0, 50),
            new Demo("rn4Tbc", "https://github.com/example/widgets/pull/1187#discussion_r209", 12, 17, 0, 0),
            new Demo("survey", "https://forms.example.org/customer-survey?lang=en", 9, 341, 14, 0),
            new Demo("parking", "https://maps.example.com/?q=52.5163,13.3777&zoom=18", 6, 58, 0, 0),
            new Demo("Xe3vGh", "https://video.example.net/watch/all-hands-recording", 4, 86, 30, 0),
            new Demo("early-bird", "https://tickets.example.org/devday/checkout?tier=early", 2, 143, 5, 200),
            new Demo("lunch", "https://docs.example.com/spreadsheets/friday-lunch-orders", 0, 9, 1, 0));

    private DemoLinks() {}

    /** Makes the links, unless there are links already. */
    static void seed(UnifiedJedis redis, Clock clock) {
        if (new UrlShortener(redis, clock).links(1, 1).total() == 0) {
            Random random = new Random(SEED);
            DEMOS.forEach(demo -> make(redis, clock, demo, random));
        }
    }

    private static void make(UnifiedJedis redis, Clock clock, Demo demo, Random random) {
        Instant made =
                clock.instant().minus(Duration.ofDays(demo.ageDays)).minus(Duration.ofMinutes(random.nextInt(40) + 5));
        NewLink link = NewLink.to(demo.url).withCode(demo.code);
        if (demo.lifeDays > 0) {
            link = link.until(made.plus(Duration.ofDays(demo.lifeDays)));
        }
        if (demo.maxVisits > 0) {
            link = link.atMost(demo.maxVisits);
        }
        try {
            new UrlShortener(redis, Clock.fixed(made, ZoneOffset.UTC)).create(link, "localhost");
        } catch (LinkException e) {
            return; // another instance seeds at the same time, and has just made this one
        }
        remember(redis, clock, demo, made, random);
    }

    /** Writes a past that fits together: total, days, visitors, and visits taken from the limit. */
    private static void remember(UnifiedJedis redis, Clock clock, Demo demo, Instant made, Random random) {
        Map<String, Integer> days = new HashMap<>();
        int lived = demo.lifeDays > 0 ? Math.min(demo.lifeDays, demo.ageDays) : demo.ageDays;
        for (int i = 0; i < demo.visits; i++) {
            double early = Math.pow(random.nextDouble(), 1.6); // most come while a link is new
            LocalDate day = LocalDate.ofInstant(made, ZoneOffset.UTC).plusDays((int) (early * (lived + 1)));
            days.merge(day.toString(), 1, Integer::sum);
        }
        Map<String, String> fields = new HashMap<>();
        days.forEach((day, visits) -> fields.put(day, visits.toString()));
        fields.put("total", Integer.toString(demo.visits));
        Instant end = made.plus(Duration.ofDays(lived)).minus(Duration.ofMinutes(2));
        Instant last =
                end.isBefore(made) || lived == demo.ageDays ? clock.instant().minus(Duration.ofMinutes(3)) : end;
        fields.put("last", Long.toString(last.toEpochMilli()));
        String[] visitors = IntStream.range(0, Math.max(1, demo.visits * 7 / 10))
                .mapToObj(visitor -> Fingerprint.of(demo.code, "visitor " + visitor))
                .toArray(String[]::new);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            pipeline.hset(UrlShortener.visitsKey(demo.code), fields);
            pipeline.pfadd(UrlShortener.visitorsKey(demo.code), visitors);
            if (demo.lifeDays > 0) {
                pipeline.pexpireAt(
                        UrlShortener.visitorsKey(demo.code),
                        made.plus(Duration.ofDays(demo.lifeDays))
                                .plus(UrlShortener.MEMORY)
                                .toEpochMilli());
            }
            if (demo.maxVisits > 0) {
                pipeline.zincrby(UrlShortener.gateKey(demo.code), -demo.visits, UrlShortener.LEFT);
            }
        }
    }
}
