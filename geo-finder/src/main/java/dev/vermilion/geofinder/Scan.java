package dev.vermilion.geofinder;

import dev.vermilion.kit.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.UnifiedJedis;

/**
 * What Redis reads to answer a search in a circle.
 *
 * @param way {@code GEOSEARCH}, or {@code ranges} for the way around a pole
 * @param step how often the grid was halved for the first cell
 * @param cells each cell with its range of scores
 * @param scanned stores in these cells: so many distances are computed
 */
public record Scan(String way, int step, List<Range> cells, long scanned) {

    private static final Script CELLS = Script.of(Viewport.class, "cells");

    /**
     * A cell.
     *
     * @param firstScore as text, for it has more digits than a browser's numbers hold
     * @param endScore the first score behind it
     * @param count stores in it
     */
    public record Range(
            int step,
            double west,
            double south,
            double east,
            double north,
            String firstScore,
            String endScore,
            long count) {}

    /** Copies {@code cells}. */
    public Scan {
        cells = List.copyOf(cells);
    }

    /** Counts what is in the cells of {@code query}, now. */
    static Scan of(UnifiedJedis redis, Query query) {
        double radius = query.area().radius();
        boolean around = !query.plain() && (!query.center().isIndexable() || Cover.reachesPole(query.center(), radius));
        List<Cell> cells = around ? Cover.exact(query.center(), radius) : Cover.ofGeosearch(query.center(), radius);
        List<String> arguments = new ArrayList<>(List.of("0"));
        for (Cell cell : cells) {
            arguments.add(Long.toString(cell.firstScore()));
            arguments.add(Long.toString(cell.endScore()));
        }
        long[] counts = new long[cells.size()];
        List<?> answer =
                (List<?>) Objects.requireNonNull(CELLS.run(redis, List.of(Places.index(query.kind())), arguments));
        for (Object each : answer) {
            List<?> found = (List<?>) each;
            counts[((Long) found.get(0)).intValue()] = (Long) found.get(1);
        }
        List<Range> ranges = new ArrayList<>();
        long scanned = 0;
        for (int i = 0; i < counts.length; i++) {
            ranges.add(range(cells.get(i), counts[i]));
            scanned += counts[i];
        }
        return new Scan(around ? "ranges" : "GEOSEARCH", cells.get(0).step(), ranges, scanned);
    }

    private static Range range(Cell cell, long count) {
        return new Range(
                cell.step(),
                cell.west(),
                cell.south(),
                cell.east(),
                cell.north(),
                Long.toString(cell.firstScore()),
                Long.toString(cell.endScore()),
                count);
    }
}
