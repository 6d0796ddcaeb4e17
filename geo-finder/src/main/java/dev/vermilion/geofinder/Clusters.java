package dev.vermilion.geofinder;

import java.util.List;

/**
 * The stores in a part of the map, those that lie close together as one.
 *
 * @param step how often the grid was halved
 * @param total stores in all of the cells that touch this part
 * @param clusters cells with several stores
 * @param places stores that stand alone
 */
public record Clusters(int step, long total, List<Cluster> clusters, List<Place> places) {

    /**
     * A cell with several stores.
     *
     * @param point about the middle of them
     * @param count how many
     */
    public record Cluster(Point point, long count, double west, double south, double east, double north) {}

    /** Copies the lists. */
    public Clusters {
        clusters = List.copyOf(clusters);
        places = List.copyOf(places);
    }
}
