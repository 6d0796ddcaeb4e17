package dev.vermilion.geofinder;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Script;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The drivers of one city, its geofences and its rides, in Redis. All keys share one hash tag, and whatever changes them
 * is one script, {@code fleet.lua}: a driver is moved, found, matched, and forgotten in one step each, whichever instance
 * asks. The clock is that of Redis. Safe for use by many threads and many processes.
 *
 * <p>Members of a geo set cannot expire. So a sorted set, {@code seen}, holds when each driver was last heard of; who was
 * silent for too long is removed by {@link #reap}, and no search returns one that has not been removed yet, for it reaps
 * first.
 */
final class Fleet {

    /** Drivers who are silent for so long are gone. */
    static final Duration SILENCE = Duration.ofSeconds(20);

    static final Duration LONGEST_RIDE = Duration.ofMinutes(30);
    static final int MOST_DRIVERS = 10_000;
    static final int MOST_FENCES = 50;
    static final int MOST_REPORTS = 200;

    private static final Script SCRIPT = Script.of(Fleet.class, "fleet");
    private static final double USUAL_SPEED = 12; // metres a second in town

    private final UnifiedJedis redis;
    private final String prefix;
    private final String channel;
    private final Duration silence;
    private final Duration longestRide;
    private final List<String> keys;

    Fleet(UnifiedJedis redis, String name, String channel) {
        this(redis, name, channel, SILENCE, LONGEST_RIDE);
    }

    Fleet(UnifiedJedis redis, String name, String channel, Duration silence, Duration longestRide) {
        this.redis = redis;
        this.prefix = "geo-finder:{fleet:" + name + "}:";
        this.channel = channel;
        this.silence = silence;
        this.longestRide = longestRide;
        this.keys = Arrays.stream(
                        "positions free seen inside fences log drivers rides riders deadlines tick".split(" "))
                .map(this::key)
                .toList();
    }

    String key(String name) {
        return prefix + name;
    }

    private @Nullable Object run(String operation, Object... arguments) {
        List<String> all = new ArrayList<>(List.of(
                operation,
                channel,
                Long.toString(silence.toMillis()),
                Long.toString(longestRide.toMillis()),
                Integer.toString(MOST_DRIVERS)));
        Arrays.stream(arguments).map(Object::toString).forEach(all::add);
        return SCRIPT.run(redis, keys, all);
    }

    /** What became of a report of a position. */
    enum Outcome {
        /** The driver is there now. */
        MOVED,
        /** A later report was there before. */
        OLD,
        /** It is from the future: the driver's clock is more than a minute ahead. */
        EARLY,
        /** The fleet has as many drivers as it may. */
        FULL
    }

    /** Takes reports, up to 200, in their order, and tells of the fences that were crossed. */
    List<Outcome> move(List<Report> reports) {
        if (reports.isEmpty() || reports.size() > MOST_REPORTS) {
            throw new IllegalArgumentException("One call takes 1 to " + MOST_REPORTS + " reports.");
        }
        List<?> answers = (List<?>) Objects.requireNonNull(run("move", Json.write(reports)));
        return answers.stream()
                .map(each -> Outcome.valueOf(each.toString().toUpperCase(Locale.ROOT)))
                .toList();
    }

    /** Forgets drivers who are silent, and rides that are over; returns how many drivers. */
    int reap() {
        return ((Long) Objects.requireNonNull(run("reap"))).intValue();
    }

    /** Forgets one driver at once; says whether there was one. */
    boolean leave(String driver) {
        return Long.valueOf(1).equals(run("leave", driver));
    }

    /** The drivers who were heard of last, at most {@code most}. */
    List<Driver> drivers(int most) {
        List<?> answers = (List<?>) Objects.requireNonNull(run("drivers", most));
        return answers.stream()
                .map(each -> Json.read((String) each, Driver.class))
                .toList();
    }

    /** The drivers within {@code radius} metres of {@code center}, the nearest first. */
    List<Driver.Near> nearby(Point center, double radius, int most, boolean freeOnly) {
        Object answer = run("nearby", center.lon(), center.lat(), radius, most, freeOnly ? "1" : "0");
        List<?> found = (List<?>) Objects.requireNonNull(answer);
        List<Driver.Near> near = new ArrayList<>();
        for (int i = 0; i < found.size(); i += 2) {
            double meters = Double.parseDouble((String) found.get(i + 1));
            Driver driver = Json.read((String) found.get(i), Driver.class);
            near.add(new Driver.Near(driver, meters, Math.round(meters / USUAL_SPEED)));
        }
        return near;
    }

    /**
     * Gives a rider the nearest free driver. Who asks again, because the answer was lost, say, gets the same ride.
     *
     * @return the ride; empty if no driver is free within {@code radius} metres
     */
    Optional<Ride> match(String rider, Point at, double radius) {
        Ride wish = new Ride(UUID.randomUUID().toString(), rider, at.lon(), at.lat(), null, 0, 0, null);
        return Optional.ofNullable((String) run("match", Json.write(wish), radius))
                .map(text -> Json.read(text, Ride.class));
    }

    /**
     * Ends a ride, and frees its driver.
     *
     * @param how {@code finished} or {@code cancelled}
     * @return the ride; empty if there is none
     * @throws IllegalStateException if it has ended before
     */
    Optional<Ride> finish(String ride, String how) {
        String answer = (String) run("finish", ride, how);
        if ("over".equals(answer)) {
            throw new IllegalStateException("This ride has ended before.");
        }
        return Optional.ofNullable(answer).map(text -> Json.read(text, Ride.class));
    }

    /** The ride with this id; some minutes after its end there is none. */
    Optional<Ride> ride(String id) {
        return Optional.ofNullable(redis.hget(key("rides"), id)).map(text -> Json.read(text, Ride.class));
    }

    /** The ride that this rider is on. */
    Optional<Ride> rideOf(String rider) {
        return Optional.ofNullable(redis.hget(key("riders"), rider)).flatMap(this::ride);
    }

    /** Watches a circle from now on, or another one under the same id; false if there are too many. */
    boolean watch(Fence fence) {
        return Long.valueOf(1).equals(run("fence", Json.write(fence), MOST_FENCES));
    }

    /** Watches it no longer; says whether it was. */
    boolean unwatch(String fence) {
        return Long.valueOf(1).equals(run("unfence", fence));
    }

    /** All fences, by name. */
    List<Fence> fences() {
        return redis.hvals(key("fences")).stream()
                .map(text -> Json.read(text, Fence.class))
                .sorted(Comparator.comparing(Fence::name))
                .toList();
    }

    /** Who is inside of each fence. */
    Map<String, List<String>> inside() {
        Map<String, List<String>> inside = new TreeMap<>();
        for (String pair : redis.smembers(key("inside"))) {
            int bar = pair.indexOf('|');
            inside.computeIfAbsent(pair.substring(0, bar), id -> new ArrayList<>())
                    .add(pair.substring(bar + 1));
        }
        return inside;
    }

    /** The last {@code most} crossings, the newest first; the log keeps about a thousand. */
    List<Fence.Crossing> crossings(int most) {
        return redis.xrevrange(key("log"), (StreamEntryID) null, null, most).stream()
                .map(Fleet::crossing)
                .toList();
    }

    private static Fence.Crossing crossing(StreamEntry entry) {
        Map<String, String> fields = entry.getFields();
        return new Fence.Crossing(
                entry.getID().toString(),
                fields.getOrDefault("what", ""),
                fields.getOrDefault("fence", ""),
                fields.getOrDefault("driver", ""));
    }

    /**
     * What was counted at one moment.
     *
     * @param wrongRides rides without their driver, or drivers without their ride
     * @param late drivers who should have been forgotten seconds ago
     * @param astray drivers who are in one index and missing in another
     * @param wrongInside drivers who are inside of a fence by their position and not by the record, or the reverse
     */
    record Audit(int drivers, int busy, int rides, int wrongRides, int late, int astray, int inside, int wrongInside) {}

    Audit audit() {
        return Json.read((String) Objects.requireNonNull(run("audit")), Audit.class);
    }

    /** Deletes all that is known of this fleet. */
    void delete() {
        redis.del(keys.toArray(String[]::new));
    }

    List<String> keys() {
        return keys;
    }
}
