package dev.vermilion.geofinder;

import dev.vermilion.geofinder.Clusters.Cluster;
import dev.vermilion.kit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/**
 * A part of a map. Where {@code west} is larger than {@code east}, it lies across the antimeridian. {@code
 * columns} says about how many cells it is to show side by side, 4 to 20.
 *
 * <p>Stores are counted, not read: the cells of the grid are ranges of scores, and ZCOUNT costs O(log n) for a cell with
 * three stores as for one with three million.
 */
record Viewport(double west, double south, double east, double north, int columns) {

    private static final Script CELLS = Script.of(Viewport.class, "cells");
    private static final int USUAL_COLUMNS = 14;
    private static final int SAMPLE = 16;
    private static final int STAND_ALONE = 2;
    private static final int MOST_CELLS = 600;
    private static final double TALL = 60;

    Viewport {
        if (!(Math.abs(west) <= 180) || !(Math.abs(east) <= 180) || !(Math.abs(south) <= 90) || !(north <= 90)) {
            throw new IllegalArgumentException(
                    "A map lies between -180 and 180 degrees of longitude and -90 and 90 of latitude.");
        }
        if (!(south < north)) {
            throw new IllegalArgumentException("The south of a map must be below its north.");
        }
        if (columns < 4 || columns > 20) {
            throw new IllegalArgumentException("A map has 4 to 20 columns of cells.");
        }
    }

    Viewport(double west, double south, double east, double north) {
        this(west, south, east, north, USUAL_COLUMNS);
    }

    private double width() {
        double width = east - west;
        return width > 0 ? width : width + 360;
    }

    /** How often the grid is halved so that about as many columns are seen as are wanted, and not too many cells in all. */
    int step() {
        int step = (int) Math.round(Math.log(360 / width() * columns) / Math.log(2));
        step = Math.max(2, Math.min(Cell.MOST_STEPS, step));
        while (step > 2 && rows(step) * (width() / 360 * (1L << step) + 2) > MOST_CELLS) {
            step--;
        }
        return step;
    }

    private long firstRow(int step) {
        return Cell.rowOf(south, step) / rowsOfGroup() * rowsOfGroup();
    }

    private long rows(int step) {
        return Cell.rowOf(north, step) - Cell.rowOf(south, step) + 1;
    }

    /**
     * How many rows of cells are one group. The page draws a large part of the world with degrees as squares, and there a
     * cell is twice as wide as it is high; two of them, one above the other, follow each other in the sorted set.
     */
    private int rowsOfGroup() {
        return north - south > TALL ? 2 : 1;
    }

    /** The lowest cells of the groups that touch it, each once; west to east in rows from the south, and over the antimeridian. */
    List<Cell> cells() {
        int step = step();
        long size = 1L << step;
        long first = Cell.columnOf(west, step);
        long columns = Math.floorMod(Cell.columnOf(east, step) - first, size) + 1;
        if (columns == 1 && width() > 360.0 / size) {
            columns = size;
        }
        List<Cell> cells = new ArrayList<>();
        for (long row = firstRow(step); row <= Cell.rowOf(north, step); row += rowsOfGroup()) {
            for (long i = 0; i < columns; i++) {
                cells.add(Cell.at(step, first + i, row));
            }
        }
        return cells;
    }

    Clusters clusters(UnifiedJedis redis, String index, Places.Reader reader) {
        List<Cell> cells = cells();
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(SAMPLE)));
        for (Cell cell : cells) {
            arguments.add(Long.toString(cell.firstScore()));
            arguments.add(Long.toString(top(cell).endScore()));
        }
        List<?> answer = (List<?>) Objects.requireNonNull(CELLS.run(redis, List.of(index), arguments));
        List<Cluster> clusters = new ArrayList<>();
        List<String> alone = new ArrayList<>();
        long total = 0;
        for (Object each : answer) {
            List<?> found = (List<?>) each;
            Cell cell = cells.get(((Long) found.get(0)).intValue());
            long count = (Long) found.get(1);
            List<?> some = (List<?>) found.get(2);
            total += count;
            if (count <= STAND_ALONE) {
                for (int i = 0; i < some.size(); i += 2) {
                    alone.add((String) some.get(i));
                }
            } else {
                clusters.add(cluster(cell, count, some));
            }
        }
        List<Place> places =
                reader.apply(alone).stream().filter(Objects::nonNull).toList();
        return new Clusters(step(), total, clusters, places);
    }

    private Cell top(Cell cell) {
        return rowsOfGroup() == 1 ? cell : cell.neighbour(0, 1);
    }

    private Cluster cluster(Cell cell, long count, List<?> some) {
        double lon = 0;
        double lat = 0;
        for (int i = 1; i < some.size(); i += 2) {
            Point point = Cell.ofScore(Double.parseDouble((String) some.get(i))).center();
            lon += point.lon() / (some.size() / 2.0);
            lat += point.lat() / (some.size() / 2.0);
        }
        return new Cluster(
                new Point(lon, lat),
                count,
                cell.west(),
                cell.south(),
                cell.east(),
                top(cell).north());
    }
}
