package dev.vermilion.geofinder;

/**
 * Where a driver is.
 *
 * @param id the driver: lower case letters, digits and dashes, at most 40
 * @param at when it was there by its own clock, in milliseconds since 1970; a report that is not later than the last one
 *     is dropped
 * @param heading degrees from north, clockwise
 * @param speed metres a second
 * @param available whether it takes riders
 */
public record Report(String id, double lon, double lat, long at, double heading, double speed, boolean available) {

    private static final double FASTEST = 1_000;

    /** Refuses what no driver reports. */
    public Report {
        if (id == null || !Place.isId(id)) {
            throw new IllegalArgumentException(
                    "A driver's id has 1 to 40 lower case letters, digits and dashes, such as 'driver-7'.");
        }
        if (!new Point(lon, lat).isIndexable()) {
            throw new IllegalArgumentException("Drivers are tracked up to 85 degrees north and south.");
        }
        if (at <= 0 || !(Math.abs(heading) <= 360) || !(speed >= 0 && speed <= FASTEST)) {
            throw new IllegalArgumentException("'at' is in milliseconds since 1970, 'heading' in degrees up to 360, "
                    + "'speed' in metres a second up to 1000.");
        }
    }

    /** A free driver that stands still. */
    static Report of(String id, Point point, long at) {
        return new Report(id, point.lon(), point.lat(), at, 0, 0, true);
    }
}
