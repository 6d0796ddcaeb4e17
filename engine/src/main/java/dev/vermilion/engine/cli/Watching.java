package dev.vermilion.engine.cli;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code --stat} and {@code --latency}: looks at a server again and again. */
final class Watching {

    private static final int SAMPLE_MILLIS = 10;
    private static final int HISTORY_MILLIS = 15_000;

    private static final String TITLES = """
            ------- data ------ --------------------- load -------------------- - child -
            keys       mem      clients blocked requests            connections         \s
            """;

    private final Options options;
    private final Console console;
    private final Link link;
    private long least;
    private long most;
    private long total;
    private long count;

    Watching(Options options, Console console, Link link) {
        this.options = options;
        this.console = console;
        this.link = link;
    }

    /** A line about the server every second, for ever, or so many times as the options say. */
    int statistics() throws IOException {
        long before = 0;
        for (long i = 0; options.repeat <= 1 || i < options.repeat; i++) {
            Reply reply = link.ask("INFO");
            if (reply.isError()) {
                console.error("ERROR: " + reply.text());
                return 1;
            }
            if (i % 20 == 0) {
                console.out(TITLES);
            }
            Map<String, String> info = reply.text()
                    .lines()
                    .filter(line -> line.indexOf(':') > 0)
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.indexOf(':')),
                            line -> line.substring(line.indexOf(':') + 1).strip(),
                            (one, other) -> one));
            long requests = number(info, "total_commands_processed");
            console.out(line(info, requests, before == 0 ? 0 : requests - before));
            before = requests;
            Console.sleep(options.pauseMillis > 0 ? options.pauseMillis : 1000);
        }
        return 0;
    }

    private static String line(Map<String, String> info, long requests, long more) {
        long keys = info.entrySet().stream()
                .filter(each -> each.getKey().matches("db\\d+"))
                .mapToLong(each -> Long.parseLong(each.getValue().replaceFirst("keys=(\\d+).*", "$1")))
                .sum();
        String children = (number(info, "rdb_bgsave_in_progress") > 0 ? "SAVE" : "")
                + (number(info, "aof_rewrite_in_progress") > 0 ? "AOF" : "");
        return String.format(
                Locale.ROOT,
                "%-11d%-8s %-8d%-8d%-19s %-12d%s%n",
                keys,
                human(number(info, "used_memory")),
                number(info, "connected_clients"),
                number(info, "blocked_clients"),
                requests + " (+" + more + ")",
                number(info, "total_connections_received"),
                children);
    }

    private static long number(Map<String, String> info, String field) {
        String value = info.getOrDefault(field, "0");
        return value.matches("-?\\d{1,18}") ? Long.parseLong(value) : 0;
    }

    private static String human(long bytes) {
        String[] units = {"B", "K", "M", "G", "T"};
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + "B" : String.format(Locale.ROOT, "%.2f%s", value, units[unit]);
    }

    /** Times PING: to a person for ever, to a program for a second; in stretches of fifteen if {@code history}. */
    int latency(boolean history) throws IOException {
        boolean shown = options.format == Format.STANDARD;
        long stretch = options.pauseMillis > 0 ? options.pauseMillis : history ? HISTORY_MILLIS : 1000;
        long start = System.nanoTime();
        while (true) {
            long before = System.nanoTime();
            link.ask("PING");
            note(Math.round((System.nanoTime() - before) / 1e6));
            boolean over = System.nanoTime() - start > stretch * 1_000_000;
            if (shown) {
                console.out("\u001b[0G\u001b[2K" + result());
            } else if (over) {
                console.out(result());
                if (!history) {
                    return 0;
                }
            }
            if (history && over) {
                double seconds = (System.nanoTime() - start) / 1e9;
                console.out(String.format(Locale.ROOT, " -- %.2f seconds range%n", seconds));
                start = System.nanoTime();
                count = 0;
            }
            Console.sleep(SAMPLE_MILLIS);
        }
    }

    private void note(long millis) {
        least = count == 0 ? millis : Math.min(least, millis);
        most = count == 0 ? millis : Math.max(most, millis);
        total = (count == 0 ? 0 : total) + millis;
        count++;
    }

    private String result() {
        String form = switch (options.format) {
            case STANDARD -> "min: %d, max: %d, avg: %.2f (%d samples)";
            case CSV -> "%d,%d,%.2f,%d\n";
            case RAW -> "%d %d %.2f %d\n";
            default -> "{\"min\": %d, \"max\": %d, \"avg\": %.2f, \"count\": %d}\n";
        };
        return String.format(Locale.ROOT, form, least, most, (double) total / count, count);
    }
}
