package dev.vermilion.engine.config;

import java.util.List;
import java.util.Locale;

/**
 * A line of redis.conf.
 *
 * @param number its number in its file, from 1; 0 if it comes from no file
 * @param text the line as it was written
 * @param words the directive and its arguments
 */
public record ConfigLine(int number, String text, List<String> words) {

    /** A line that comes from no file. */
    public static ConfigLine of(String name, List<String> arguments) {
        List<String> words = new java.util.ArrayList<>(arguments);
        words.add(0, name);
        return new ConfigLine(0, String.join(" ", words), List.copyOf(words));
    }

    /** The directive, in lower case. */
    public String name() {
        return words.get(0).toLowerCase(Locale.ROOT);
    }

    /** What stands behind the directive. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }
}
