package dev.vermilion.engine.geo;

/**
 * A cell of the grid that one gets by halving the map {@code steps} times in both directions.
 *
 * <p>Its bits are those of its column and of its row in turn, the column's first: so the cells inside of a larger one are
 * those whose bits begin with the bits of the larger one.
 */
record Cell(long bits, int steps) {

    private static final int MOST_BITS = 52;

    /** The borders of a cell, in degrees. */
    record Area(double west, double east, double south, double north) {}

    /**
     * The cell that holds a position.
     *
     * @param mostLatitude the northern end of the map; the southern one is as far from the equator
     */
    static Cell at(Position position, int steps, double mostLatitude) {
        double across = (position.longitude() + Position.MOST_LONGITUDE) / (2 * Position.MOST_LONGITUDE);
        double up = (position.latitude() + mostLatitude) / (2 * mostLatitude);
        long cells = 1L << steps;
        return of((long) (across * cells), (long) (up * cells), steps);
    }

    private static Cell of(long column, long row, int steps) {
        return new Cell(spread(column) << 1 | spread(row), steps);
    }

    /** The cell so many columns to the east and rows to the north, around the world in both directions. */
    Cell neighbour(int east, int north) {
        long last = (1L << steps) - 1;
        long column = column();
        long row = row();
        return of(east == 0 ? column : column + east & last, north == 0 ? row : row + north & last, steps);
    }

    private long column() {
        return gather(bits >>> 1);
    }

    private long row() {
        return gather(bits);
    }

    /** Its borders. */
    Area area() {
        double cells = 1L << steps;
        double width = 2 * Position.MOST_LONGITUDE;
        double height = 2 * Position.MOST_LATITUDE;
        long column = column();
        long row = row();
        return new Area(
                -Position.MOST_LONGITUDE + column / cells * width,
                -Position.MOST_LONGITUDE + (column + 1 & 0xffffffffL) / cells * width,
                -Position.MOST_LATITUDE + row / cells * height,
                -Position.MOST_LATITUDE + (row + 1 & 0xffffffffL) / cells * height);
    }

    /** The position in its middle; on the map's edge for a cell outside of the map. */
    Position middle() {
        Area area = area();
        return new Position(
                within((area.west + area.east) / 2, Position.MOST_LONGITUDE),
                within((area.south + area.north) / 2, Position.MOST_LATITUDE));
    }

    private static double within(double value, double most) {
        return Math.max(-most, Math.min(value, most));
    }

    /** The lowest score of a place in this cell. */
    double leastScore() {
        return bits << MOST_BITS - 2 * steps;
    }

    /** The score above those of all places in this cell. */
    double scoreBehind() {
        return bits + 1 << MOST_BITS - 2 * steps;
    }

    /** Puts a zero above each of the lower 32 bits. */
    private static long spread(long value) {
        long bits = value & 0xffffffffL;
        bits = (bits | bits << 16) & 0x0000ffff0000ffffL;
        bits = (bits | bits << 8) & 0x00ff00ff00ff00ffL;
        bits = (bits | bits << 4) & 0x0f0f0f0f0f0f0f0fL;
        bits = (bits | bits << 2) & 0x3333333333333333L;
        return (bits | bits << 1) & 0x5555555555555555L;
    }

    /** Takes every second bit, from the lowest on. */
    private static long gather(long value) {
        long bits = value & 0x5555555555555555L;
        bits = (bits | bits >>> 1) & 0x3333333333333333L;
        bits = (bits | bits >>> 2) & 0x0f0f0f0f0f0f0f0fL;
        bits = (bits | bits >>> 4) & 0x00ff00ff00ff00ffL;
        bits = (bits | bits >>> 8) & 0x0000ffff0000ffffL;
        return (bits | bits >>> 16) & 0xffffffffL;
    }
}
