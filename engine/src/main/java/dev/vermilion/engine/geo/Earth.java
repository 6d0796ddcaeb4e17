package dev.vermilion.engine.geo;

/** Distances on Earth, which is taken for a ball. */
final class Earth {

    /** In meters. */
    static final double RADIUS = 6372797.560856;

    private static final double DEGREE = Math.PI / 180;

    private Earth() {}

    /** Degrees in radians. */
    static double radians(double degrees) {
        return degrees * DEGREE;
    }

    /** Radians in degrees. */
    static double degrees(double radians) {
        return radians / DEGREE;
    }

    /** The length of the shortest way, in meters, by the haversine formula. */
    static double distance(Position a, Position b) {
        return distance(a.longitude(), a.latitude(), b.longitude(), b.latitude());
    }

    /** As {@link #distance(Position, Position)}, in degrees. */
    static double distance(double longitude1, double latitude1, double longitude2, double latitude2) {
        double across = Math.sin((radians(longitude2) - radians(longitude1)) / 2);
        if (across == 0) {
            return alongMeridian(latitude1, latitude2);
        }
        double low = radians(latitude1);
        double high = radians(latitude2);
        double up = Math.sin((high - low) / 2);
        double haversine = up * up + Math.cos(low) * Math.cos(high) * across * across;
        return 2 * RADIUS * Math.asin(Math.sqrt(haversine));
    }

    /** The distance of two positions with the same longitude, in meters. */
    static double alongMeridian(double latitude1, double latitude2) {
        return RADIUS * Math.abs(radians(latitude2) - radians(latitude1));
    }
}
