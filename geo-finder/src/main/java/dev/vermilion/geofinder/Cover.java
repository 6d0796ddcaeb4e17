package dev.vermilion.geofinder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/** The cells that have to be read to find everything in a circle: as GEOSEARCH takes them, and as the sphere wants them. */
final class Cover {

    private static final int MOST_CELLS = 24;
    private static final double HALF_AROUND_MERCATOR = 20_037_726.37;

    private Cover() {}

    /**
     * Whether the circle holds a pole. There the columns of the grid run together, and the nine cells that GEOSEARCH reads
     * can miss the other side of the pole.
     */
    static boolean reachesPole(Point center, double radius) {
        return Math.toRadians(90 - Math.abs(center.lat())) * Point.EARTH_METERS <= radius;
    }

    /**
     * Cells that hold each point of the circle, wherever on Earth it is: the world is quartered, quarters out of reach are
     * dropped, and what is left is quartered again, as long as there are few. In the order of their scores.
     */
    static List<Cell> exact(Point center, double radius) {
        Comparator<Cell> coarsestFirst = Comparator.comparingInt(Cell::step).thenComparingLong(Cell::bits);
        PriorityQueue<Cell> cells = new PriorityQueue<>(coarsestFirst);
        cells.add(Cell.WORLD);
        while (!cells.isEmpty() && cells.peek().step() < Cell.MOST_STEPS) {
            Cell coarsest = cells.peek();
            List<Cell> near = coarsest.quarters().stream()
                    .filter(each -> each.metersTo(center) <= radius + 1)
                    .toList();
            if (cells.size() - 1 + near.size() > MOST_CELLS) {
                break;
            }
            cells.remove();
            cells.addAll(near);
        }
        return cells.stream().sorted(Comparator.comparingLong(Cell::firstScore)).toList();
    }

    /** The cells that GEOSEARCH reads, at most nine: the one of the centre first, and those around it that are needed. */
    static List<Cell> ofGeosearch(Point center, double radius) {
        Point middle = new Point(center.lon(), Math.max(-Point.MOST_LAT, Math.min(Point.MOST_LAT, center.lat())));
        int step = stepFor(radius, middle.lat());
        if (step > 1 && isTooFine(Cell.of(middle, step), middle, radius)) {
            step--;
        }
        Cell cell = Cell.of(middle, step);
        double degrees = Math.toDegrees(radius / Point.EARTH_METERS);
        double sideways = degrees / Math.cos(Math.toRadians(middle.lat()));
        Set<Cell> needed = new LinkedHashSet<>(List.of(cell));
        for (int north = 1; north >= -1; north--) {
            for (int east = -1; east <= 1; east++) {
                boolean useless = step >= 2
                        && (north == 1 && cell.north() > middle.lat() + degrees
                                || north == -1 && cell.south() < middle.lat() - degrees
                                || east == 1 && cell.east() > middle.lon() + sideways
                                || east == -1 && cell.west() < middle.lon() - sideways);
                if (!useless) {
                    needed.add(cell.neighbour(east, north));
                }
            }
        }
        return new ArrayList<>(needed);
    }

    /** So many halvings that nine cells are still larger than the circle; fewer near the poles, where cells are narrow. */
    private static int stepFor(double radius, double lat) {
        if (radius <= 0) {
            return Cell.MOST_STEPS;
        }
        int step = 1;
        for (double range = radius; range < HALF_AROUND_MERCATOR; range *= 2) {
            step++;
        }
        step -= 2;
        step -= Math.abs(lat) > 66 ? 1 : 0;
        step -= Math.abs(lat) > 80 ? 1 : 0;
        return Math.max(1, Math.min(Cell.MOST_STEPS, step));
    }

    /** Whether the circle leaves the ring of neighbours in one of the four directions. */
    private static boolean isTooFine(Cell cell, Point center, double radius) {
        Point north = new Point(center.lon(), cell.neighbour(0, 1).north());
        Point south = new Point(center.lon(), cell.neighbour(0, -1).south());
        Point east = new Point(cell.neighbour(1, 0).east(), center.lat());
        Point west = new Point(cell.neighbour(-1, 0).west(), center.lat());
        return center.metersTo(north) < radius
                || center.metersTo(south) < radius
                || center.metersTo(east) < radius
                || center.metersTo(west) < radius;
    }
}
