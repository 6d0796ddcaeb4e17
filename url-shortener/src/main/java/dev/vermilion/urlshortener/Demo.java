package dev.vermilion.urlshortener;

import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import dev.vermilion.urlshortener.Visit.Outcome;
import java.time.Clock;
import java.util.List;
import java.util.random.RandomGenerator;
import redis.clients.jedis.UnifiedJedis;

/** Traffic on demand, and what must hold whatever comes. */
final class Demo {

    private static final int SHOWN = 100;
    private static final int PEOPLE = 50_000;
    private static final List<String> CODES =
            List.of("team-wiki", "brand-kit", "W7mKpx", "talk-slides", "get-app", "parking", "early-bird", "lunch");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0.0.0 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/131.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
            "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example.com)");
    private static final List<String> REFERRERS = List.of(
            "https://news.example.org/item/4711",
            "https://mail.example.com/",
            "https://social.example.net/@ada",
            "https://search.example.com/?q=short");
    private static final List<String> LANGUAGES = List.of("en-US,en;q=0.9", "de-AT,de;q=0.8,en;q=0.5", "fr", "es-ES");

    private final Clock clock;
    private final UrlShortener shortener;
    private final ClickPipeline pipeline;
    private final Orphans orphans;

    Demo(UnifiedJedis redis, Clock clock, UrlShortener shortener, ClickPipeline pipeline) {
        this.clock = clock;
        this.shortener = shortener;
        this.pipeline = pipeline;
        this.orphans = new Orphans(redis);
    }

    List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "visitors",
                        "Visitors",
                        "People on all kinds of devices follow the demo links; some reload, some are bots, some misspell.",
                        100,
                        5_000,
                        this::visit),
                new Scenario(
                        "rush",
                        "Rush on a limited link",
                        "Links for ten visits, each followed by twenty people at once: exactly ten get in.",
                        10,
                        200,
                        this::rush));
    }

    private void visit(RandomGenerator random, long number) {
        Guest guest = Guest.of(
                "192.0.2." + random.nextInt(PEOPLE),
                AGENTS.get(random.nextInt(AGENTS.size())),
                LANGUAGES.get(random.nextInt(LANGUAGES.size())),
                random.nextBoolean() ? REFERRERS.get(random.nextInt(REFERRERS.size())) : null,
                null);
        String code = random.nextInt(50) == 0 ? "tema-wiki" : CODES.get(random.nextInt(CODES.size()));
        if (shortener.gate().visit(code, guest).outcome() == Outcome.UNKNOWN) {
            orphans.note(code, guest);
        }
    }

    private void rush(RandomGenerator random, long number) {
        NewLink wanted = NewLink.to("https://tickets.example.org/" + number)
                .atMost(10)
                .until(clock.instant().plusSeconds(60))
                .named("Rush", List.of("rush"));
        Link link = shortener.create(wanted, "localhost");
        long in = 0;
        for (int i = 0; i < 20; i++) {
            Visit visit = shortener.gate().visit(link.code(), Guest.named("fan " + i));
            in += visit.outcome() == Outcome.REDIRECT ? 1 : 0;
        }
        if (in != 10) {
            throw new IllegalStateException(in + " got in where ten may");
        }
        shortener.delete(link.code());
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "Each visit counts once",
                        "Visits that were served are counted, or wait in a stream, or were dropped with their link.",
                        this::everyVisitCounts),
                new Invariant(
                        "No limit is passed", "No link has sent on more visitors than it may.", this::limitsHold));
    }

    private Finding everyVisitCounts() {
        ClickPipeline.State state = pipeline.state();
        boolean holds = state.served() == state.counted() + state.waiting() + state.dropped();
        return new Finding(
                holds,
                state.served() + " served: " + state.counted() + " counted, " + state.waiting() + " waiting, "
                        + state.dropped() + " dropped with their link.");
    }

    private Finding limitsHold() {
        int limited = 0;
        int over = 0;
        for (Link link : shortener.links(1, SHOWN).links()) {
            Long max = link.maxVisits();
            if (max != null) {
                limited++;
                over += link.redirects() > max ? 1 : 0;
            }
        }
        return new Finding(
                over == 0, limited + " links with a limit among the newest " + SHOWN + ", " + over + " over it.");
    }
}
