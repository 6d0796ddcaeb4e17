package dev.vermilion.geofinder;

import java.util.ArrayList;
import java.util.List;

/**
 * A cell of the grid that a geo set is ordered by. The world is halved {@code step} times in each direction; the bits of
 * the column and of the row, interleaved, are the cell's number, and all members of a cell follow each other in the sorted
 * set: a cell is a range of scores.
 *
 * @param step 0 (the world) to 26 (0.6 m)
 * @param bits the number; a bit of the column, the longitude, comes before one of the row
 */
record Cell(int step, long bits) {

    /** Scores have two bits for each of so many halvings. */
    static final int MOST_STEPS = 26;

    static final Cell WORLD = new Cell(0, 0);

    /** The cell with this column, counted from 180° west, and row, counted from the south. */
    static Cell at(int step, long column, long row) {
        long size = 1L << step;
        return new Cell(step, spread(Math.floorMod(column, size)) << 1 | spread(row));
    }

    /** The cell that holds {@code point}. */
    static Cell of(Point point, int step) {
        return at(step, columnOf(point.lon(), step), rowOf(point.lat(), step));
    }

    static long columnOf(double lon, int step) {
        long size = 1L << step;
        return Math.min(size - 1, (long) ((lon + 180) / 360 * size));
    }

    static long rowOf(double lat, int step) {
        long size = 1L << step;
        double share = (lat + Point.MOST_LAT) / (2 * Point.MOST_LAT);
        return Math.max(0, Math.min(size - 1, (long) (share * size)));
    }

    /** The cell of the finest grid that a member of this score lies in. */
    static Cell ofScore(double score) {
        return new Cell(MOST_STEPS, (long) score);
    }

    long column() {
        return gather(bits >> 1);
    }

    long row() {
        return gather(bits);
    }

    double west() {
        return column() * 360.0 / size() - 180;
    }

    double east() {
        return (column() + 1) * 360.0 / size() - 180;
    }

    double south() {
        return row() * 2 * Point.MOST_LAT / size() - Point.MOST_LAT;
    }

    double north() {
        return (row() + 1) * 2 * Point.MOST_LAT / size() - Point.MOST_LAT;
    }

    Point center() {
        return new Point((west() + east()) / 2, (south() + north()) / 2);
    }

    /** The lowest score in it. */
    long firstScore() {
        return bits << shift();
    }

    /** The first score behind it. */
    long endScore() {
        return (bits + 1) << shift();
    }

    /** The cell so many columns to the east and rows to the north: around the world, and at the poles out of it. */
    Cell neighbour(int east, int north) {
        return at(step, column() + east, Math.floorMod(row() + north, size()));
    }

    /** The four cells that it consists of. */
    List<Cell> quarters() {
        List<Cell> quarters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            quarters.add(new Cell(step + 1, bits << 2 | i));
        }
        return quarters;
    }

    /** Metres from {@code point} to the nearest point of the cell, over the antimeridian and over a pole if that is shorter. */
    double metersTo(Point point) {
        double across = Math.abs(point.lon() - center().lon());
        if (Math.min(across, 360 - across) <= (east() - west()) / 2) {
            double lat = Math.max(south(), Math.min(north(), point.lat()));
            return point.metersTo(new Point(point.lon(), lat));
        }
        return Math.min(metersToMeridian(point, west()), metersToMeridian(point, east()));
    }

    /** Metres to the nearest point of the cell's edge on this meridian. */
    private double metersToMeridian(Point point, double lon) {
        double lat = Math.toRadians(point.lat());
        double across = Math.toRadians(lon - point.lon());
        double nearest = Math.toDegrees(Math.atan2(Math.sin(lat), Math.cos(lat) * Math.cos(across)));
        if (nearest >= south() && nearest <= north()) {
            return point.metersTo(new Point(lon, nearest));
        }
        return Math.min(point.metersTo(new Point(lon, south())), point.metersTo(new Point(lon, north())));
    }

    private long size() {
        return 1L << step;
    }

    private int shift() {
        return 2 * (MOST_STEPS - step);
    }

    /** Puts a zero before each of the lower 26 bits. */
    private static long spread(long value) {
        long spread = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            spread |= (value >> i & 1) << (2 * i);
        }
        return spread;
    }

    /** Undoes {@link #spread}. */
    private static long gather(long value) {
        long gathered = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            gathered |= (value >> (2 * i) & 1) << i;
        }
        return gathered;
    }
}
