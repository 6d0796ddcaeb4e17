package dev.vermilion.engine.geo;

import java.util.ArrayList;
import java.util.List;

/** Finds cells that cover a shape: the one that holds its center, and those around it. */
final class Cover {

    /** Half of the equator on the map, in meters. */
    private static final double HALF_EQUATOR = 20037726.37;

    private static final int MOST_STEPS = 26;
    /** East and north of the center, in the order in which the cells are looked through. */
    private static final int[][] AROUND = {{0, 1}, {0, -1}, {1, 0}, {-1, 0}, {1, 1}, {-1, 1}, {1, -1}, {-1, -1}};

    private Cover() {}

    /** The cells to look through, in order. */
    static List<Cell> of(Shape shape) {
        Cell.Area bounds = shape.bounds();
        int steps = steps(shape.meters(), shape.center().latitude());
        Cell middle = Cell.at(shape.center(), steps, Position.MOST_LATITUDE);
        if (steps > 1 && !reaches(middle, bounds)) {
            steps--;
            middle = Cell.at(shape.center(), steps, Position.MOST_LATITUDE);
        }
        List<Cell> cells = new ArrayList<>(List.of(middle));
        for (int[] each : AROUND) {
            Cell cell = middle.neighbour(each[0], each[1]);
            boolean sameAsLast = cells.size() > 1 && cell.equals(cells.get(cells.size() - 1));
            if (!sameAsLast && !(steps > 1 && isUseless(each[0], each[1], middle.area(), bounds))) {
                cells.add(cell);
            }
        }
        return cells;
    }

    /** How often the map can be halved so that a cell is still as large as a circle around its middle. */
    private static int steps(double meters, double latitude) {
        if (meters == 0) {
            return MOST_STEPS;
        }
        int steps = -1;
        for (double range = meters; range < HALF_EQUATOR; range *= 2) {
            steps++;
        }
        double north = Math.abs(latitude);
        if (north > 66) {
            steps -= north > 80 ? 2 : 1; // where the map shows a meter larger
        }
        return Math.max(1, Math.min(steps, MOST_STEPS));
    }

    /** True if the cells to all four sides go as far as the bounds. */
    private static boolean reaches(Cell middle, Cell.Area bounds) {
        return !(middle.neighbour(0, 1).area().north() < bounds.north()
                || middle.neighbour(0, -1).area().south() > bounds.south()
                || middle.neighbour(1, 0).area().east() < bounds.east()
                || middle.neighbour(-1, 0).area().west() > bounds.west());
    }

    /** True for a cell on a side to which the bounds do not reach out of the middle one. */
    private static boolean isUseless(int east, int north, Cell.Area middle, Cell.Area bounds) {
        return (north < 0 && middle.south() < bounds.south())
                || (north > 0 && middle.north() > bounds.north())
                || (east < 0 && middle.west() < bounds.west())
                || (east > 0 && middle.east() > bounds.east());
    }
}
