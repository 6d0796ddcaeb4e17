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
     * @param tags with spaces between them
     */
    private record Demo(
            String code, String url, int ageDays, int visits, int lifeDays, int maxVisits, String title, String tags) {}

    private static final List<Demo> DEMOS = List.of(
            new Demo(
                    "team-wiki",
                    "https://wiki.example.org/display/TEAM/Start+here",
                    61,
                    412,
                    0,
                    0,
                    "Team wiki",
                    "team"),
            new Demo(
                    "brand-kit",
                    "https://assets.example.com/brand/2026/logos-and-colours.zip",
                    47,
                    138,
                    0,
                    0,
                    "Logos and colours",
                    "team press"),
            new Demo(
                    "W7mKpx",
                    "https://blog.example.net/posts/why-our-builds-are-twice-as-fast?utm_source=newsletter",
                    29,
                    967,
                    0,
                    0,
                    "",
                    "press newsletter"),
            new Demo(
                    "summer-sale",
                    "https://shop.example.com/campaigns/summer?discount=SUN15",
                    24,
                    1_284,
                    20,
                    0,
                    "Summer sale",
                    "shop newsletter"),
            new Demo(
                    "talk-slides",
                    "https://slides.example.org/meetup/caching-without-tears.pdf",
                    19,
                    233,
                    0,
                    0,
                    "Caching without tears",
                    "talks"),
            new Demo("beta", "https://beta.example.com/invite/round-two", 16, 50, 0, 50, "Beta, round two", "shop"),
            new Demo("rn4Tbc", "https://github.com/example/widgets/pull/1187#discussion_r209", 12, 17, 0, 0, "", ""),
            new Demo("get-app", "https://example.com/app", 9, 341, 14, 0, "The app, for each telephone", "shop"),
            new Demo("parking", "https://maps.example.com/?q=52.5163,13.3777&zoom=18", 6, 58, 0, 0, "", "team"),
            new Demo("salaries", "https://docs.example.com/spreadsheets/salaries", 4, 6, 30, 0, "Only for us", "team"),
            new Demo(
                    "early-bird",
                    "https://tickets.example.org/devday/checkout?tier=early",
                    2,
                    143,
                    5,
                    200,
                    "Early birds",
                    "talks shop"),
            new Demo("lunch", "https://docs.example.com/spreadsheets/friday-lunch-orders", 0, 9, 1, 0, "", "team"));

    private static final List<Rule> APP_RULES = List.of(
            new Rule("ios", null, null, null, null, "https://apps.example.com/ios"),
            new Rule("android", null, null, null, null, "https://apps.example.com/android"),
            new Rule(null, "de", null, null, null, "https://example.com/de/app"),
            new Rule(null, null, null, null, 50, "https://example.com/app?variant=b"));
    private static final List<String> REFERRERS =
            List.of("", "", "news.example.org", "mail.example.com", "social.example.net", "search.example.com");
    private static final List<String> DEVICES = List.of("desktop", "desktop", "desktop", "ios", "ios", "android");
    private static final List<String> BROWSERS =
            List.of("chrome", "chrome", "chrome", "safari", "safari", "firefox", "edge");
    private static final List<String> LANGUAGES = List.of("en-us", "en-us", "en-gb", "de", "de-at", "fr", "es");

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
        try {
            new UrlShortener(redis, Clock.fixed(made, ZoneOffset.UTC)).create(link(demo, made), "localhost");
        } catch (LinkException e) {
            return; // another instance seeds at the same time, and has just made this one
        }
        remember(redis, clock, demo, made, random);
    }

    private static NewLink link(Demo demo, Instant made) {
        NewLink link = NewLink.to(demo.url)
                .withCode(demo.code)
                .named(
                        demo.title.isEmpty() ? null : demo.title,
                        demo.tags.isEmpty() ? List.of() : List.of(demo.tags.split(" ")));
        if (demo.lifeDays > 0) {
            link = link.until(made.plus(Duration.ofDays(demo.lifeDays)));
        }
        if (demo.maxVisits > 0) {
            link = link.atMost(demo.maxVisits);
        }
        return switch (demo.code) {
            case "get-app" -> link.ruled(APP_RULES);
            case "salaries" -> link.protectedBy("payday");
            default -> link;
        };
    }

    /** Writes a past that fits together: total, days, visitors, and visits taken from the limit. */
    private static void remember(UnifiedJedis redis, Clock clock, Demo demo, Instant made, Random random) {
        Map<String, Integer> days = new HashMap<>();
        int lived = demo.lifeDays > 0 ? Math.min(demo.lifeDays, demo.ageDays) : demo.ageDays;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (int i = 0; i < demo.visits; i++) {
                double early = Math.pow(random.nextDouble(), 1.6); // most come while a link is new
                int day = (int) (early * (lived + 1));
                days.merge(
                        LocalDate.ofInstant(made, ZoneOffset.UTC).plusDays(day).toString(), 1, Integer::sum);
                pipeline.setbit(Keys.of(demo.code, "hours"), Math.min(day, lived) * 24L + random.nextInt(12), true);
                tally(pipeline, demo.code, "referrers", REFERRERS.get(random.nextInt(REFERRERS.size())));
                tally(pipeline, demo.code, "devices", DEVICES.get(random.nextInt(DEVICES.size())));
                tally(pipeline, demo.code, "browsers", BROWSERS.get(random.nextInt(BROWSERS.size())));
                tally(pipeline, demo.code, "languages", LANGUAGES.get(random.nextInt(LANGUAGES.size())));
            }
            Map<String, String> fields = new HashMap<>();
            days.forEach((day, visits) -> fields.put(day, visits.toString()));
            fields.put("total", Integer.toString(demo.visits));
            fields.put("redirects", Integer.toString(demo.visits));
            fields.put("bots", Integer.toString(demo.maxVisits > 0 ? 0 : demo.visits / 9));
            fields.put("last", Long.toString(last(clock, made, lived, lived == demo.ageDays)));
            pipeline.hset(Keys.visits(demo.code), fields);
            String[] visitors = IntStream.range(0, Math.max(1, demo.visits * 7 / 10))
                    .mapToObj(visitor -> Fingerprint.of(demo.code, "visitor " + visitor))
                    .toArray(String[]::new);
            pipeline.pfadd(Keys.visitors(demo.code), visitors);
            if (demo.maxVisits > 0) {
                pipeline.zincrby(Keys.gate(demo.code), -demo.visits, UrlShortener.LEFT);
            }
            if (demo.lifeDays > 0) {
                Instant forgotten = made.plus(Duration.ofDays(demo.lifeDays)).plus(UrlShortener.MEMORY);
                for (String part : List.of("visitors", "hours", "referrers", "devices", "browsers", "languages")) {
                    pipeline.pexpireAt(Keys.of(demo.code, part), forgotten.toEpochMilli());
                }
            }
        }
    }

    private static void tally(AbstractPipeline pipeline, String code, String part, String name) {
        if (!name.isEmpty()) {
            pipeline.zincrby(Keys.of(code, part), 1, name);
        }
    }

    private static long last(Clock clock, Instant made, int lived, boolean alive) {
        Instant end = made.plus(Duration.ofDays(lived)).minus(Duration.ofMinutes(2));
        return (end.isBefore(made) || alive ? clock.instant().minus(Duration.ofMinutes(3)) : end).toEpochMilli();
    }
}
