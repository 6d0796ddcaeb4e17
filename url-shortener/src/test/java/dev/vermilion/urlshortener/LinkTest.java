package dev.vermilion.urlshortener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.testing.Together;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What belongs to links beside visits: reuse, tags, tables, and how codes come about. */
@EveryRedis
class LinkTest {

    private static final String HOST = "sho.rt";
    private static final String TARGET = "https://example.com/a";

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

    private String made(NewLink wanted) {
        return shortener.create(wanted, HOST).code();
    }

    @Test
    void aLinkToTheSameTargetIsReusedIfThatIsWanted() {
        String first = made(NewLink.to(TARGET).reusing());
        assertThat(made(NewLink.to(TARGET).reusing())).isEqualTo(first);
        assertThat(made(NewLink.to(TARGET))).isNotEqualTo(first);
        assertThat(made(NewLink.to(TARGET).atMost(3).reusing())).isNotEqualTo(first);
        shortener.delete(first);
        assertThat(made(NewLink.to(TARGET).reusing())).isNotEqualTo(first);
    }

    @Test
    void oneLinkRemainsUnder200WhoWantTheSameTargetReused() throws Exception {
        UrlShortener other = new UrlShortener(redis, Clock.systemUTC());
        List<String> codes = Together.run(
                200,
                thread -> (thread % 2 == 0 ? shortener : other)
                        .create(NewLink.to(TARGET).reusing(), HOST)
                        .code());
        assertThat(codes).containsOnly(codes.get(0));
        assertThat(shortener.links(1, 100).links()).extracting(Link::code).containsExactly(codes.get(0));
    }

    @Test
    void linksAreFoundByTheirTags() {
        made(NewLink.to(TARGET).withCode("one").named("First", List.of("Team", "press")));
        made(NewLink.to(TARGET).withCode("two").named(null, List.of("team")));
        made(NewLink.to(TARGET).withCode("three"));
        assertThat(shortener.links("team", 1, 10).links())
                .extracting(Link::code)
                .containsExactlyInAnyOrder("one", "two");
        assertThat(shortener.tags().all())
                .containsExactly(new Statistics.Share("press", 1), new Statistics.Share("team", 2));
        shortener.delete("one");
        assertThat(shortener.tags().all()).containsExactly(new Statistics.Share("team", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a;b", "123456789012345678901234567890x"})
    void tagsAreWords(String tag) {
        NewLink wanted = NewLink.to(TARGET).named(null, List.of(tag, "ok"));
        assertThatThrownBy(() -> shortener.create(wanted, HOST)).hasMessageStartingWith("The tags must be");
    }

    @Test
    void aTableComesBackAsItWentOut() throws IOException {
        made(NewLink.to("https://example.com/?q=a,b").withCode("one").named("Say \"hi\", all", List.of("x", "y")));
        made(NewLink.to(TARGET).withCode("two").atMost(7));
        Transfer transfer = new Transfer(shortener);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        transfer.write(out);
        List<Link> before = shortener.links(1, 10).links();
        shortener.deleteAll();
        Transfer.Result result = transfer.read(out.toString(StandardCharsets.UTF_8), HOST, null);
        assertThat(result).isEqualTo(new Transfer.Result(2, 0, List.of()));
        assertThat(shortener.links(1, 10).links())
                .usingRecursiveFieldByFieldElementComparatorOnFields("code", "target", "title", "tags", "maxVisits")
                .containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void aRowThatIsRefusedDoesNotHoldUpTheOthers() {
        String csv = """
                url,code,maxVisits
                https://example.com/1,one,
                ftp://nowhere,two,
                https://example.com/3,one,
                https://example.com/4,four,many
                https://example.com/5,five,5
                """;
        Transfer.Result result = new Transfer(shortener).read(csv, HOST, null);
        assertThat(result.made()).isEqualTo(2);
        assertThat(result.problems()).extracting(Transfer.Row::line).containsExactly(2, 3, 4);
        assertThat(result.problems().get(1).problem()).isEqualTo("The code 'one' is taken; choose another one.");
        assertThat(shortener.links(1, 10).links()).extracting(Link::code).containsExactlyInAnyOrder("one", "five");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "code,title\nx,y\n", "url\n"})
    void whatIsNoTableOfLinksIsRefusedWhole(String csv) {
        assertThatThrownBy(() -> new Transfer(shortener).read(csv, HOST, null)).isInstanceOf(LinkException.class);
    }

    @Test
    void codesGrowBeforeCollisionsBecomeLikelyAndOnceForAll() throws Exception {
        CodeMeter meter = shortener.meter();
        long tooMany = (long) (Codes.space(6) / CodeMeter.RARE);
        redis.hset(Keys.CODES, "taken:6", Long.toString(tooMany - 1));
        assertThat(made(NewLink.to(TARGET))).hasSize(6);
        List<Integer> lengths = Together.run(200, thread -> meter.length());
        assertThat(lengths).containsOnly(7);
        assertThat(meter.read().taken()).isZero();
        assertThat(made(NewLink.to(TARGET))).hasSize(7);
    }

    @Test
    void theMeterKnowsHowManyCodesAreTaken() {
        String drawn = made(NewLink.to(TARGET));
        made(NewLink.to(TARGET).withCode("chosen"));
        assertThat(shortener.meter().read().taken()).isEqualTo(2);
        assertThat(shortener.meter().read().draws()).isEqualTo(1);
        shortener.delete(drawn);
        assertThat(shortener.meter().read().taken()).isEqualTo(1);
    }

    @Test
    void sequentialCodesAreGuessedAndTheOthersOnlyByChance() {
        for (Laboratory.Outcome outcome : new Laboratory(redis).run()) {
            double share = outcome.hits() / (double) outcome.guesses();
            if (outcome.way() == Laboratory.Way.SEQUENTIAL) {
                assertThat(share).isEqualTo(1);
            } else {
                assertThat(share).isLessThan(0.1);
            }
            assertThat(outcome.taken()).isEqualTo(Laboratory.RUN);
        }
    }

    @Test
    void drawnCodesCollideAsChanceSaysAndCountedOnesNever() {
        Laboratory laboratory = new Laboratory(redis);
        for (int run = 0; run < 4; run++) {
            laboratory.run();
        }
        for (Laboratory.Outcome outcome : laboratory.run()) {
            if (outcome.way() == Laboratory.Way.RANDOM) {
                assertThat((double) outcome.collisions()).isBetween(outcome.expected() / 2, outcome.expected() * 2);
            } else {
                assertThat(outcome.collisions()).isZero();
            }
        }
    }

    @Test
    void thePermutationMeetsEveryNumberOnce() {
        Set<Long> met = new HashSet<>();
        LongStream.range(0, Permutation.SPACE).map(Permutation::of).forEach(met::add);
        assertThat(met).hasSize((int) Permutation.SPACE);
        assertThat(IntStream.range(0, 100).filter(i -> Permutation.of(i + 1) == Permutation.of(i) + 1))
                .hasSizeLessThan(5);
    }

    @Test
    void visitsToNowhereAreKeptButNotForEver() {
        Orphans orphans = new Orphans(redis);
        for (int i = 0; i < 300; i++) {
            orphans.note("lost-" + i, Guest.named("ann"));
        }
        orphans.note("lost-299", Guest.named("bob"));
        assertThat(orphans.report().codes().get(0)).isEqualTo(new Statistics.Share("lost-299", 2));
        assertThat(orphans.report().latest().get(0).code()).isEqualTo("lost-299");
        assertThat(redis.zcard(Keys.ORPHAN_CODES)).isEqualTo(200);
    }
}
