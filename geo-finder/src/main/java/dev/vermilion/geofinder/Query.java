package dev.vermilion.geofinder;

import org.jspecify.annotations.Nullable;

/**
 * What somebody looks for.
 *
 * @param center where from
 * @param area how far; {@link Area#NEAREST} for as far as it takes
 * @param kind only stores of this kind, null for all
 * @param country only stores in this country, null for all
 * @param openNow only stores that are open just now
 * @param limit at most so many, 1 to 200, the nearest first
 * @param plain ask Redis's GEOSEARCH even where it misses what lies across a pole
 */
public record Query(
        Point center,
        Area area,
        @Nullable Kind kind,
        @Nullable String country,
        boolean openNow,
        int limit,
        boolean plain) {

    static final int MOST = 200;

    /** Refuses limits out of bounds. */
    public Query {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("The limit is between 1 and " + MOST + ".");
        }
    }

    /** The nearest {@code limit} stores of all kinds. */
    static Query nearest(Point center, int limit) {
        return new Query(center, Area.NEAREST, null, null, false, limit, false);
    }

    Query within(Area other) {
        return new Query(center, other, kind, country, openNow, limit, plain);
    }

    Query only(@Nullable Kind other) {
        return new Query(center, area, other, country, openNow, limit, plain);
    }

    Query open() {
        return new Query(center, area, kind, country, true, limit, plain);
    }

    Query asPlain() {
        return new Query(center, area, kind, country, openNow, limit, true);
    }

    /**
     * A circle, or a box; all in metres.
     *
     * @param radius of the circle; for a box the reach of its corners; 0 for "as far as it takes"
     * @param width of the box, 0 for a circle
     * @param height of the box, 0 for a circle
     */
    public record Area(double radius, double width, double height) {

        static final Area NEAREST = new Area(0, 0, 0);

        /** Within {@code radius} metres. */
        static Area circle(double radius) {
            if (!(radius > 0) || radius > 25_000_000) {
                throw new IllegalArgumentException("The radius is more than 0 and at most 25000000 metres.");
            }
            return new Area(radius, 0, 0);
        }

        /** In a box of this size around the centre. */
        static Area box(double width, double height) {
            if (!(width > 0 && height > 0) || width > 50_000_000 || height > 50_000_000) {
                throw new IllegalArgumentException("Width and height are more than 0 and at most 50000000 metres.");
            }
            return new Area(Math.min(Point.FARTHEST_METERS, (width + height) / 2), width, height);
        }

        boolean isBox() {
            return width > 0;
        }

        boolean holds(Point point, Point center) {
            return isBox() ? point.isInBox(center, width, height) : point.metersTo(center) <= radius;
        }
    }
}
