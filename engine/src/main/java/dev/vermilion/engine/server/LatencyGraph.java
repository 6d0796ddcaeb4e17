package dev.vermilion.engine.server;

import java.util.List;

/**
 * LATENCY GRAPH: a column for each sample, four lines high, with its age written downwards below.
 *
 * <pre>
 *      #
 *     #|
 *   __||
 *   ||||
 *
 *   4310
 *   smss
 * </pre>
 */
final class LatencyGraph {

    private static final int LINES = 4;
    /** A cell that is filled up to a third, two thirds, or wholly; below the top of a column stands a bar. */
    private static final String FILL = " _o#";

    private LatencyGraph() {}

    /**
     * Draws.
     *
     * @param nowSeconds the time, in seconds since 1970
     */
    static String draw(String event, LatencyMonitor.Series series, long nowSeconds) {
        List<LatencyMonitor.Sample> samples = List.copyOf(series.samples());
        long high =
                samples.stream().mapToLong(LatencyMonitor.Sample::millis).max().orElse(0);
        long low =
                samples.stream().mapToLong(LatencyMonitor.Sample::millis).min().orElse(0);
        StringBuilder text = new StringBuilder(event + " - high " + high + " ms, low " + low + " ms (all time high "
                + series.longest() + " ms)\n" + "-".repeat(80) + "\n");
        for (int line = LINES - 1; line >= 0; line--) {
            for (LatencyMonitor.Sample each : samples) {
                text.append(cell(each.millis(), low, high, line));
            }
            text.append('\n');
        }
        List<String> ages =
                samples.stream().map(each -> age(nowSeconds - each.seconds())).toList();
        int longest = ages.stream().mapToInt(String::length).max().orElse(0);
        for (int line = 0; line < longest; line++) {
            text.append('\n');
            for (String age : ages) {
                text.append(line < age.length() ? age.charAt(line) : ' ');
            }
        }
        return text.append('\n').toString();
    }

    private static char cell(long millis, long low, long high, int line) {
        int steps = LINES * (FILL.length() - 1);
        int filled = high == low ? 1 : 1 + (int) ((millis - low) * (steps - 1) / (high - low));
        int here = filled - line * (FILL.length() - 1);
        if (here <= 0) {
            return ' ';
        }
        return here >= FILL.length() ? '|' : FILL.charAt(here);
    }

    private static String age(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        } else if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }
}
