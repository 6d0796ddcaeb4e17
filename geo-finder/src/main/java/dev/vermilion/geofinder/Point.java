package dev.vermilion.geofinder;

/**
 * A place on Earth.
 *
 * @param lon degrees east of Greenwich, -180 to 180
 * @param lat degrees north of the equator, -90 to 90
 */
public record Point(double lon, double lat) {

    /** The radius of the Earth in metres that Redis computes with; another one would give other distances than Redis. */
    static final double EARTH_METERS = 6_372_797.560856;

    /** Half the way around: nothing is farther away. */
    static final double FARTHEST_METERS = Math.PI * EARTH_METERS;

    /** A geo set holds latitudes up to this one, where Web Mercator ends. */
    static final double MOST_LAT = 85.05112878;

    /** Refuses what is nowhere. */
    public Point {
        if (!(Math.abs(lon) <= 180) || !(Math.abs(lat) <= 90)) {
            throw new IllegalArgumentException(
                    "A longitude is between -180 and 180, a latitude between -90 and 90 degrees.");
        }
    }

    /** Whether a geo set can hold it. */
    boolean isIndexable() {
        return Math.abs(lat) <= MOST_LAT;
    }

    /** The length of the shortest way, in metres. */
    public double metersTo(Point other) {
        double lat1 = Math.toRadians(lat);
        double lat2 = Math.toRadians(other.lat);
        double u = Math.sin((lat2 - lat1) / 2);
        double v = Math.sin(Math.toRadians(other.lon - lon) / 2);
        double a = u * u + Math.cos(lat1) * Math.cos(lat2) * v * v;
        return 2 * EARTH_METERS * Math.asin(Math.sqrt(Math.min(1, a)));
    }

    /**
     * Whether it lies in the box of this width and height around {@code center}, as GEOSEARCH BYBOX understands it: the
     * width is measured along the parallel of this point.
     */
    boolean isInBox(Point center, double widthMeters, double heightMeters) {
        double northSouth = Math.toRadians(Math.abs(lat - center.lat)) * EARTH_METERS;
        return northSouth <= heightMeters / 2 && metersTo(new Point(center.lon, lat)) <= widthMeters / 2;
    }
}
