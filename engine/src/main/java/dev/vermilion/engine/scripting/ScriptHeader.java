package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Errors;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a script or library: {@code #!lua name=mylib flags=no-writes,allow-stale}.
 *
 * @param options the options by name, without the flags
 * @param flags the flags
 * @param length bytes of the line, its end not included
 */
record ScriptHeader(String engine, Map<String, String> options, Set<String> flags, int length) {

    static final String NO_WRITES = "no-writes";
    static final String ALLOW_OOM = "allow-oom";

    /** All flags. */
    static final Set<String> FLAGS = Set.of(NO_WRITES, ALLOW_OOM, "allow-stale", "no-cluster", "allow-cross-slot-keys");

    /** The header of a text, or null if it has none. */
    static @Nullable ScriptHeader of(byte[] body) {
        if (body.length < 2 || body[0] != '#' || body[1] != '!') {
            return null;
        }
        int end = 0;
        while (end < body.length && body[end] != '\n') {
            end++;
        }
        if (end == body.length) {
            throw Errors.of("ERR Invalid script shebang");
        }
        String[] words =
                new String(body, 0, end, StandardCharsets.ISO_8859_1).trim().split("\\s+");
        Map<String, String> options = new TreeMap<>();
        Set<String> flags = new HashSet<>();
        for (int i = 1; i < words.length; i++) {
            String[] option = words[i].split("=", 2);
            if (option.length == 1) {
                options.put(words[i], "");
            } else if (option[0].equals("flags")) {
                readFlags(option[1], flags);
            } else if (options.put(option[0], unquoted(option[1])) != null) {
                throw Errors.of("ERR Invalid metadata value, " + option[0] + " argument was given multiple times");
            }
        }
        return new ScriptHeader(words[0], options, flags, end);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && (value.startsWith("\"") || value.startsWith("'"));
        return quoted && value.charAt(value.length() - 1) == value.charAt(0)
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static void readFlags(String list, Set<String> flags) {
        for (String flag : list.split(",")) {
            if (!flag.isEmpty() && !FLAGS.contains(flag)) {
                throw Errors.of("ERR Unexpected flag in script shebang: " + flag);
            }
            flags.add(flag);
        }
    }

    /** Fails unless it is the header of a script: Lua, and flags only. */
    void checkScript() {
        if (!engine.equals("#!lua")) {
            throw Errors.of("ERR Unexpected engine in script shebang: " + engine);
        }
        for (Map.Entry<String, String> option : options.entrySet()) {
            String text = option.getKey() + (option.getValue().isEmpty() ? "" : "=" + option.getValue());
            throw Errors.of("ERR Unknown lua shebang option: " + text);
        }
    }
}
