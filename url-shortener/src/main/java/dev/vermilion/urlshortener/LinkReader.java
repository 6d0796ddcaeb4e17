package dev.vermilion.urlshortener;

import static dev.vermilion.urlshortener.UrlShortener.instant;
import static dev.vermilion.urlshortener.UrlShortener.number;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/** Reads a link to show it. The values are there once the pipeline is synchronized. */
final class LinkReader {

    private final String code;
    private final Response<Map<String, String>> link;
    private final Response<Double> left;
    private final Response<String> total;

    LinkReader(AbstractPipeline pipeline, String code) {
        this.code = code;
        link = pipeline.hgetAll(UrlShortener.linkKey(code));
        left = pipeline.zscore(UrlShortener.gateKey(code), UrlShortener.LEFT);
        total = pipeline.hget(UrlShortener.visitsKey(code), "total");
    }

    /** Empty if there is no such link. */
    Optional<Link> link() {
        Map<String, String> fields = link.get();
        String target = fields.get("target");
        Instant created = instant(fields.get("created"));
        if (target == null || created == null) {
            return Optional.empty();
        }
        String max = fields.get("max");
        return Optional.of(new Link(
                code,
                target,
                created,
                instant(fields.get("expires")),
                max == null ? null : Long.valueOf(max),
                number(total.get()),
                state()));
    }

    /** True if {@code entry} of the list was made for this link. */
    boolean belongsTo(String entry) {
        return entry.equals(link.get().get("entry"));
    }

    private Link.State state() {
        Double visits = left.get();
        if (visits == null) {
            return Link.State.EXPIRED;
        }
        return visits > 0 ? Link.State.ACTIVE : Link.State.USED_UP;
    }

    /** The gate counts on below zero, so it knows how many came too late. */
    long turnedAway() {
        Double visits = left.get();
        return visits == null ? 0 : (long) Math.max(0, -visits);
    }
}
