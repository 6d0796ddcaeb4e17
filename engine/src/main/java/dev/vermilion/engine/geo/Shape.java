package dev.vermilion.engine.geo;

/** What is searched: a circle or a box, around a position. Lengths are in {@code unit}. */
final class Shape {

    private final Position center;
    private final Unit unit;
    private final boolean circle;
    /** Twice the radius for a circle. */
    private final double width;

    private final double height;
    /** From the center to the farthest point. */
    private final double radius;

    private Shape(Position center, Unit unit, boolean circle, double width, double height, double radius) {
        this.center = center;
        this.unit = unit;
        this.circle = circle;
        this.width = width;
        this.height = height;
        this.radius = radius;
    }

    static Shape circle(Position center, double radius, Unit unit) {
        return new Shape(center, unit, true, radius * 2, radius * 2, radius);
    }

    static Shape box(Position center, double width, double height, Unit unit) {
        double corner = Math.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2));
        return new Shape(center, unit, false, width, height, corner);
    }

    /** Its middle. */
    Position center() {
        return center;
    }

    /** The unit of its lengths, and of the distances in the reply. */
    Unit unit() {
        return unit;
    }

    /** From the center to the farthest point of it, in meters. */
    double meters() {
        return radius * unit.meters();
    }

    /** The distance of a position from the center in meters, or NaN if it is outside. */
    double distanceInside(Position position) {
        if (circle) {
            double distance = Earth.distance(center, position);
            return distance > meters() ? Double.NaN : distance;
        }
        double up = Earth.alongMeridian(position.latitude(), center.latitude());
        if (up > height * unit.meters() / 2) {
            return Double.NaN;
        }
        double across =
                Earth.distance(position.longitude(), position.latitude(), center.longitude(), position.latitude());
        return across > width * unit.meters() / 2 ? Double.NaN : Earth.distance(center, position);
    }

    /** The meridians and parallels around it. */
    Cell.Area bounds() {
        double halfHeight = unit.meters() * (height / 2);
        double halfWidth = unit.meters() * (width / 2);
        double up = Earth.degrees(halfHeight / Earth.RADIUS);
        // meridians are nearer to each other on the side of the pole
        double farthest = center.latitude() < 0 ? center.latitude() - up : center.latitude() + up;
        double across = Earth.degrees(halfWidth / Earth.RADIUS / Math.cos(Earth.radians(farthest)));
        return new Cell.Area(
                center.longitude() - across,
                center.longitude() + across,
                center.latitude() - up,
                center.latitude() + up);
    }
}
