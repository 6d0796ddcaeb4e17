package dev.vermilion.geofinder;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A driver as last reported.
 *
 * @param at when, by the driver's clock, in milliseconds since 1970
 * @param status {@code free}, {@code busy} or {@code pause}
 * @param ride the ride it is busy with
 * @param trail the last positions, the newest last
 */
public record Driver(
        String id,
        double lon,
        double lat,
        long at,
        double heading,
        double speed,
        String status,
        @Nullable String ride,
        List<Point> trail) {

    /** Copies {@code trail}. */
    public Driver {
        trail = List.copyOf(trail);
    }

    /**
     * A driver near somebody.
     *
     * @param meters how far away
     * @param seconds how long it takes from there at the usual speed, as the crow flies
     */
    public record Near(Driver driver, double meters, long seconds) {}
}
