package dev.vermilion.geofinder;

/**
 * A circle whose border is watched.
 *
 * @param id lower case letters, digits and dashes, at most 40
 * @param name at most 60 characters
 * @param radius metres, 10 to 1000000: who comes nearer enters
 * @param margin metres, up to the radius: who is farther away than radius and margin exits
 */
public record Fence(String id, String name, double lon, double lat, double radius, double margin) {

    private static final int LONGEST_NAME = 60;

    /** Refuses what cannot be watched. */
    public Fence {
        if (id == null || !Place.isId(id)) {
            throw new IllegalArgumentException(
                    "A fence's id has 1 to 40 lower case letters, digits and dashes, such as 'harbour'.");
        }
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("A fence's name has 1 to 60 characters.");
        }
        if (!new Point(lon, lat).isIndexable()) {
            throw new IllegalArgumentException("Fences lie between 85 degrees south and 85 degrees north.");
        }
        if (!(radius >= 10 && radius <= 1_000_000) || !(margin >= 0 && margin <= radius)) {
            throw new IllegalArgumentException(
                    "The radius is 10 to 1000000 metres, the margin between 0 and the radius.");
        }
    }

    /**
     * Somebody came or went.
     *
     * @param id of the entry in the log; later ones are larger, and its first part is the time in milliseconds since 1970
     * @param what {@code enter}, {@code exit}, or {@code lost} for a driver that fell silent inside
     */
    public record Crossing(String id, String what, String fence, String driver) {}
}
