package dev.vermilion.engine.differential;

import dev.vermilion.engine.differential.TwoServers.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Takes commands away from a run that shows a difference, as long as what is left still shows it. After the idea of
 * delta debugging (Zeller, Hildebrandt: "Simplifying and Isolating Failure-Inducing Input", 2002).
 */
final class Shrinker {

    private final TwoServers servers;
    private List<List<String>> commands;
    private Difference difference;

    private Shrinker(TwoServers servers, List<List<String>> commands, Difference difference) {
        this.servers = servers;
        this.commands = commands;
        this.difference = difference;
    }

    /** The shortest run found that shows the difference, as a script with both replies at its end. */
    static String shrink(TwoServers servers, List<List<String>> commands, Difference difference) {
        Shrinker shrinker = new Shrinker(servers, commands.subList(0, difference.index() + 1), difference);
        for (int size = Math.max(1, shrinker.commands.size() / 2); size >= 1; size /= 2) {
            shrinker.removePieces(size);
        }
        return shrinker.script();
    }

    private void removePieces(int size) {
        for (int from = 0; from + size < commands.size(); ) {
            List<List<String>> fewer = new ArrayList<>(commands);
            fewer.subList(from, from + size).clear();
            Difference found = servers.compare(fewer).orElse(null);
            if (found != null && found.isLike(difference)) {
                commands = fewer.subList(0, found.index() + 1);
                difference = found;
            } else {
                from += size;
            }
        }
    }

    private String script() {
        String lines = commands.stream()
                .map(words -> "> " + words.stream().map(Shrinker::quoted).collect(Collectors.joining(" ")))
                .collect(Collectors.joining("\n"));
        return lines + "\nengine: " + difference.engine() + "\nredis:  " + difference.redis();
    }

    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\');
        if (plain) {
            return word;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            quoted.append(c >= ' ' && c < 127 && c != '"' && c != '\\' ? "" + c : String.format("\\x%02x", (int) c));
        }
        return quoted.append('"').toString();
    }
}
