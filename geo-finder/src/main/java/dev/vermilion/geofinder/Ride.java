package dev.vermilion.geofinder;

import org.jspecify.annotations.Nullable;

/**
 * A rider who asked for a driver.
 *
 * @param driver who comes
 * @param meters how far away the driver was
 * @param at when they were matched, in milliseconds since 1970
 * @param status {@code assigned}, {@code finished}, {@code cancelled}, {@code lost} for a driver who fell silent, {@code
 *     expired} where nobody ended it in time
 */
public record Ride(
        String id,
        String rider,
        double lon,
        double lat,
        @Nullable String driver,
        double meters,
        long at,
        @Nullable String status) {}
