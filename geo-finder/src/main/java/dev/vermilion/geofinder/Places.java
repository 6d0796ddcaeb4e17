package dev.vermilion.geofinder;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Script;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.UnifiedJedis;

/**
 * The stores, in Redis. All keys share the hash tag <code>{places}</code>:
 *
 * <ul>
 *   <li>{@code info}, a hash: what there is to know of each store, as JSON;
 *   <li>{@code all}, a geo set of all stores, and {@code kind:cafe}, one of each kind;
 *   <li>{@code polar}, a hash: where the few stores are that lie beyond the latitudes of a geo set.
 * </ul>
 *
 * Safe for use by many threads and many processes.
 */
final class Places {

    static final String PREFIX = "geo-finder:{places}:";
    static final String INFO = PREFIX + "info";
    static final String ALL = PREFIX + "all";
    static final String POLAR = PREFIX + "polar";
    private static final String SEEDED = PREFIX + "seeded";

    /** So many stores at most. */
    static final int MOST = 20_000;

    private static final Script ADD = Script.of(Places.class, "place-add");
    private static final Script REMOVE = Script.of(Places.class, "place-remove");
    private static final int BATCH = 500;

    private final UnifiedJedis redis;
    private final Clock clock;

    Places(UnifiedJedis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** The geo set of a kind, or of all. */
    static String index(@Nullable Kind kind) {
        return kind == null ? ALL : PREFIX + "kind:" + kind.word();
    }

    /** What became of a new store. */
    enum Added {
        ADDED,
        EXISTS,
        FULL
    }

    /** Adds a store unless its id is taken. One step: no search sees half of it. */
    Added add(Place place) {
        List<String> arguments = List.of(
                place.id(),
                Json.write(place),
                Double.toString(place.point().lon()),
                Double.toString(place.point().lat()),
                Integer.toString(MOST),
                place.point().isIndexable() ? "1" : "0");
        Object answer = ADD.run(redis, List.of(INFO, ALL, index(place.kind()), POLAR), arguments);
        return "added".equals(answer) ? Added.ADDED : "full".equals(answer) ? Added.FULL : Added.EXISTS;
    }

    /** Removes a store; says whether there was one. */
    boolean remove(String id) {
        List<String> keys = new ArrayList<>(List.of(INFO, ALL, POLAR));
        Arrays.stream(Kind.values()).map(Places::index).forEach(keys::add);
        return Long.valueOf(1).equals(REMOVE.run(redis, keys, List.of(id)));
    }

    /** The store with this id. */
    Optional<Place> find(String id) {
        return Optional.ofNullable(redis.hget(INFO, id)).map(Places::read);
    }

    /** How many stores there are. */
    long size() {
        return redis.hlen(INFO);
    }

    /** What lies in the area of {@code query}, or the nearest stores wherever they are. */
    Found search(Query query) {
        return new Search(redis, this::read, clock.instant()).run(query);
    }

    /** The stores in a part of the map, grouped. */
    Clusters clusters(Viewport viewport, @Nullable Kind kind) {
        return viewport.clusters(redis, index(kind), this::read);
    }

    /** The stores with these ids, in their order, null for those that are gone. */
    private List<@Nullable Place> read(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        List<@Nullable Place> places = new ArrayList<>();
        for (String text : redis.hmget(INFO, ids.toArray(String[]::new))) {
            places.add(text == null ? null : read(text));
        }
        return places;
    }

    static Place read(String json) {
        return Json.read(json, Place.class);
    }

    /** Whether {@link #fill} went through to its end once. */
    boolean isFilled() {
        return redis.exists(SEEDED);
    }

    /** Adds many stores at once; only for those that nobody else changes meanwhile. */
    void fill(List<Place> places) {
        for (int from = 0; from < places.size(); from += BATCH) {
            List<Place> batch = places.subList(from, Math.min(places.size(), from + BATCH));
            try (AbstractPipeline pipeline = redis.pipelined()) {
                for (Place each : batch) {
                    fill(pipeline, each);
                }
                pipeline.sync();
            }
        }
        redis.set(SEEDED, Instant.now(clock).toString());
    }

    private static void fill(AbstractPipeline pipeline, Place place) {
        Point point = place.point();
        pipeline.hset(INFO, place.id(), Json.write(place));
        if (point.isIndexable()) {
            pipeline.geoadd(ALL, point.lon(), point.lat(), place.id());
            pipeline.geoadd(index(place.kind()), point.lon(), point.lat(), place.id());
        } else {
            pipeline.hset(POLAR, place.id(), point.lon() + "," + point.lat());
        }
    }

    /** Reads stores by their ids. */
    interface Reader extends Function<List<String>, List<@Nullable Place>> {}
}
