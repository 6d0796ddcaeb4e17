package dev.vermilion.urlshortener;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.resps.Tuple;

/** Reads what was counted of a link. The values are there once the pipeline is synchronized. */
final class StatisticsReader {

    private static final int MOST_SHARES = 8;

    private final Response<Map<String, String>> visits;
    private final Response<Long> uniques;
    private final Response<Long> hours;
    private final List<Response<List<Tuple>>> shares;

    StatisticsReader(AbstractPipeline pipeline, String code) {
        visits = pipeline.hgetAll(Keys.visits(code));
        uniques = pipeline.pfcount(Keys.visitors(code));
        hours = pipeline.bitcount(Keys.of(code, "hours"));
        shares = List.of("referrers", "devices", "browsers", "languages").stream()
                .map(part -> pipeline.zrevrangeWithScores(Keys.of(code, part), 0, MOST_SHARES - 1))
                .toList();
    }

    /** Together with what is known of the link; {@code today} in UTC. */
    Statistics statistics(Link link, long turnedAway, LocalDate today) {
        Map<String, String> figures = visits.get();
        List<Statistics.Day> days = today.minusDays(UrlShortener.DAYS - 1L)
                .datesUntil(today.plusDays(1))
                .map(day -> new Statistics.Day(day, LinkReader.number(figures.get(day.toString()))))
                .toList();
        long counted = figures.entrySet().stream()
                .filter(field -> Character.isDigit(field.getKey().charAt(0)))
                .mapToLong(field -> LinkReader.number(field.getValue()))
                .sum();
        return new Statistics(
                link,
                uniques.get(),
                turnedAway,
                LinkReader.number(figures.get("bots")),
                LinkReader.number(figures.get("reloads")),
                Math.max(0, LinkReader.number(figures.get("total")) - counted),
                hours.get(),
                LinkReader.instant(figures.get("last")),
                days,
                shares(shares.get(0).get()),
                shares(shares.get(1).get()),
                shares(shares.get(2).get()),
                shares(shares.get(3).get()));
    }

    static List<Statistics.Share> shares(List<Tuple> tuples) {
        return tuples.stream()
                .map(each -> new Statistics.Share(each.getElement(), (long) each.getScore()))
                .toList();
    }
}
