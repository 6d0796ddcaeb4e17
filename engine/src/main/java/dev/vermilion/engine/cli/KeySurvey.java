package dev.vermilion.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code --scan}, {@code --bigkeys}, {@code --memkeys} and {@code --hotkeys}: goes through all keys. */
final class KeySurvey {

    private static final int HOTTEST = 16;

    /** What was seen of a type, and how large its largest is. */
    private static final class Kind {
        private final String name;
        private final String sizeCommand;
        private final String unit;
        private long count;
        private long total;
        private long largest;
        private String largestKey = "";

        private Kind(String name, String sizeCommand, String unit) {
            this.name = name;
            this.sizeCommand = sizeCommand;
            this.unit = unit;
        }
    }

    /** A key, and how often it is used. */
    private record Hot(String key, long frequency) {}

    private final Options options;
    private final Console console;
    private final Link link;
    private String cursor = "0";
    private long steps;
    private long sampled;

    KeySurvey(Options options, Console console, Link link) {
        this.options = options;
        this.console = console;
        this.link = link;
    }

    /** Prints all keys. */
    int list() throws IOException {
        do {
            for (Reply key : step()) {
                boolean shown = options.format == Format.STANDARD;
                console.out(shown ? Format.quoted(key.bytes()).getBytes(StandardCharsets.UTF_8) : key.bytes());
                console.out("\n");
            }
        } while (!cursor.equals("0"));
        return 0;
    }

    private List<Reply> step() throws IOException {
        List<String> words = new ArrayList<>(List.of("SCAN", cursor));
        if (!options.pattern.equals("*")) {
            words.addAll(List.of("MATCH", options.pattern));
        }
        if (options.scanCount > 0) {
            words.addAll(List.of("COUNT", Integer.toString(options.scanCount)));
        }
        Reply reply = link.ask(words.toArray(String[]::new));
        if (reply.isError()) {
            throw new IOException("ERROR: " + reply.text());
        }
        cursor = reply.at(0).text();
        steps++;
        if (options.pauseMillis > 0 && (options.mode == Options.Mode.SCAN || steps % 100 == 0)) {
            Console.sleep(options.pauseMillis);
        }
        return reply.at(1).elements();
    }

    /** Asks the same of every key, in one go. */
    private List<Reply> each(List<Reply> keys, List<List<String>> commands, List<String> behind) throws IOException {
        for (int i = 0; i < keys.size(); i++) {
            List<byte[]> words = new ArrayList<>();
            commands.get(i).forEach(word -> words.add(word.getBytes(StandardCharsets.UTF_8)));
            words.add(keys.get(i).bytes());
            behind.forEach(word -> words.add(word.getBytes(StandardCharsets.UTF_8)));
            link.send(words);
        }
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            replies.add(link.next());
        }
        return replies;
    }

    /** Looks for the largest keys of each type, by memory or by number of elements. */
    int largest(boolean byMemory) throws IOException {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        for (Kind each : List.of(
                new Kind("string", "STRLEN", "bytes"),
                new Kind("list", "LLEN", "items"),
                new Kind("set", "SCARD", "members"),
                new Kind("hash", "HLEN", "fields"),
                new Kind("zset", "ZCARD", "members"),
                new Kind("stream", "XLEN", "entries"))) {
            kinds.put(each.name, each);
        }
        long all = introduce("find biggest keys");
        long keyBytes = 0;
        do {
            double percent = 100.0 * sampled / all;
            List<Reply> keys = step();
            List<Kind> found = kinds(keys, kinds);
            List<Reply> sizes = sizes(keys, found, byMemory);
            for (int i = 0; i < keys.size(); i++) {
                Kind kind = found.get(i);
                if (kind.name.equals("none")) {
                    continue;
                }
                long size = sizes.get(i).number();
                kind.total += size;
                kind.count++;
                keyBytes += keys.get(i).bytes().length;
                sampled++;
                if (size > kind.largest) {
                    kind.largest = size;
                    kind.largestKey = Format.quoted(keys.get(i).bytes());
                    say(
                            "[%05.2f%%] Biggest %-6s found so far '%s' with %d %s%n",
                            percent, kind.name, kind.largestKey, size, byMemory ? "bytes" : kind.unit);
                }
            }
        } while (!cursor.equals("0"));
        sumUp(kinds, keyBytes, byMemory);
        return 0;
    }

    private List<Kind> kinds(List<Reply> keys, Map<String, Kind> kinds) throws IOException {
        List<Kind> found = new ArrayList<>();
        for (Reply type : each(keys, keys.stream().map(any -> List.of("TYPE")).toList(), List.of())) {
            found.add(
                    type.text().equals("none")
                            ? new Kind("none", "", "")
                            : kinds.computeIfAbsent(type.text(), name -> new Kind(name, "", "?")));
        }
        return found;
    }

    private List<Reply> sizes(List<Reply> keys, List<Kind> found, boolean byMemory) throws IOException {
        if (byMemory) {
            List<String> samples =
                    options.memorySamples < 0 ? List.of() : List.of("SAMPLES", Integer.toString(options.memorySamples));
            return each(
                    keys, found.stream().map(any -> List.of("MEMORY", "USAGE")).toList(), samples);
        }
        return each(
                keys,
                found.stream()
                        .map(each -> List.of(each.sizeCommand.isEmpty() ? "TYPE" : each.sizeCommand))
                        .toList(),
                List.of());
    }

    private void sumUp(Map<String, Kind> kinds, long keyBytes, boolean byMemory) {
        say("%n-------- summary -------%n%n");
        say("Sampled %d keys in the keyspace!%n", sampled);
        say(
                "Total key length in bytes is %d (avg len %.2f)%n%n",
                keyBytes, keyBytes == 0 ? 0.0 : (double) keyBytes / sampled);
        for (Kind each : kinds.values()) {
            if (!each.largestKey.isEmpty()) {
                say(
                        "Biggest %6s found '%s' has %d %s%n",
                        each.name, each.largestKey, each.largest, byMemory ? "bytes" : each.unit);
            }
        }
        say("%n");
        for (Kind each : kinds.values()) {
            say(
                    "%d %ss with %d %s (%05.2f%% of keys, avg size %.2f)%n",
                    each.count,
                    each.name,
                    each.total,
                    byMemory ? "bytes" : each.unit,
                    sampled == 0 ? 0.0 : 100.0 * each.count / sampled,
                    each.count == 0 ? 0.0 : (double) each.total / each.count);
        }
    }

    private long introduce(String aim) throws IOException {
        long all = link.ask("DBSIZE").number();
        say("%n# Scanning the entire keyspace to " + aim + " as well as%n");
        say("# average sizes per key type.  You can use -i 0.1 to sleep 0.1 sec%n");
        say("# per 100 SCAN commands (not usually needed).%n%n");
        return Math.max(all, 1);
    }

    /** Looks for the keys that are used most; the server must count that, by one of its LFU policies. */
    int hottest() throws IOException {
        List<Hot> hottest = new ArrayList<>();
        long all = introduce("find hot keys");
        do {
            double percent = 100.0 * sampled / all;
            List<Reply> keys = step();
            List<Reply> frequencies = each(
                    keys, keys.stream().map(any -> List.of("OBJECT", "FREQ")).toList(), List.of());
            for (int i = 0; i < keys.size(); i++) {
                Reply frequency = frequencies.get(i);
                if (frequency.isError()) {
                    throw new IOException("Error: " + frequency.text());
                }
                sampled++;
                boolean hot = frequency.number() > 0
                        && (hottest.size() < HOTTEST
                                || frequency.number()
                                        > hottest.get(hottest.size() - 1).frequency());
                if (hot) {
                    Hot found = new Hot(Format.quoted(keys.get(i).bytes()), frequency.number());
                    hottest.add(found);
                    hottest.sort(Comparator.comparingLong(Hot::frequency).reversed());
                    hottest.subList(Math.min(HOTTEST, hottest.size()), hottest.size())
                            .clear();
                    say(
                            "[%05.2f%%] Hot key '%s' found so far with counter %d%n",
                            percent, found.key(), found.frequency());
                }
            }
        } while (!cursor.equals("0"));
        say("%n-------- summary -------%n%n");
        say("Sampled %d keys in the keyspace!%n", sampled);
        hottest.forEach(each -> say("hot key found with counter: %d\tkeyname: %s%n", each.frequency(), each.key()));
        return 0;
    }

    private void say(String form, Object... values) {
        console.out(String.format(Locale.ROOT, form, values));
    }
}
