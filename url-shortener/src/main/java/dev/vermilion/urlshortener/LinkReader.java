package dev.vermilion.urlshortener;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Reads a link to show it. The values are there once the pipeline is synchronized. */
final class LinkReader {

    private final String code;
    private final Response<Map<String, String>> link;
    private final Response<Double> left;
    private final Response<List<String>> figures;

    LinkReader(AbstractPipeline pipeline, String code) {
        this.code = code;
        link = pipeline.hgetAll(Keys.link(code));
        left = pipeline.zscore(Keys.gate(code), UrlShortener.LEFT);
        figures = pipeline.hmget(Keys.visits(code), "total", "redirects");
    }

    /** Empty if there is no such link. */
    Optional<Link> link(Instant now) {
        Map<String, String> fields = link.get();
        String target = fields.get("target");
        Instant created = instant(fields.get("created"));
        if (target == null || created == null) {
            return Optional.empty();
        }
        Instant from = instant(fields.get("from"));
        String max = fields.get("max");
        String tags = fields.getOrDefault("tags", "");
        return Optional.of(new Link(
                code,
                target,
                fields.get("title"),
                tags.isEmpty() ? List.of() : List.of(tags.split(",")),
                created,
                from,
                instant(fields.get("expires")),
                max == null ? null : Long.valueOf(max),
                fields.containsKey("password"),
                Gate.rules(fields.get("rules")),
                "1".equals(fields.get("forward")),
                fields.get("owner"),
                number(figures.get().get(0)),
                number(figures.get().get(1)),
                state(from, now)));
    }

    /** True if {@code entry} of the list was made for this link. */
    boolean belongsTo(String entry) {
        return entry.equals(link.get().get("entry"));
    }

    private Link.State state(@Nullable Instant from, Instant now) {
        Double visits = left.get();
        if (visits == null) {
            return Link.State.EXPIRED;
        } else if (visits <= 0) {
            return Link.State.USED_UP;
        }
        return from != null && from.isAfter(now) ? Link.State.EARLY : Link.State.ACTIVE;
    }

    /** The gate counts on below zero, so it knows how many came too late. */
    long turnedAway() {
        Double visits = left.get();
        return visits == null ? 0 : (long) Math.max(0, -visits);
    }

    static @Nullable Instant instant(@Nullable String millis) {
        return millis == null ? null : Instant.ofEpochMilli(Long.parseLong(millis));
    }

    static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
