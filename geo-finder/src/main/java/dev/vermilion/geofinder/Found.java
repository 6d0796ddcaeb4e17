package dev.vermilion.geofinder;

import java.util.List;

/**
 * What a search found.
 *
 * @param hits the nearest first
 * @param radius how far was looked, in metres
 * @param rounds how often the circle was widened until there was enough
 * @param way {@code GEOSEARCH}, or {@code ranges} where cells were read one by one
 * @param more whether there are more than were asked for
 */
public record Found(List<Hit> hits, double radius, int rounds, String way, boolean more) {

    /**
     * One store.
     *
     * @param meters how far away
     * @param open whether it is open just now
     * @param clock the time there, {@code 14:05}
     */
    public record Hit(Place place, double meters, boolean open, String clock) {}

    /** Copies {@code hits}. */
    public Found {
        hits = List.copyOf(hits);
    }
}
