package dev.vermilion.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The form that the value of a directive must have. */
@FunctionalInterface
interface Form {

    /** What is said of a value that should be an integer. */
    String NO_INTEGER = "argument couldn't be parsed into an integer";

    /**
     * Understands a value.
     *
     * @param words the arguments of the directive
     * @param current the value it has now
     * @return the value as CONFIG GET shows it
     * @throws ConfigException if the words are no such value
     */
    String read(List<String> words, String current);

    /** {@code yes} or {@code no}. */
    static Form yesNo() {
        return (words, current) -> {
            String word = words.get(0).toLowerCase(Locale.ROOT);
            if (!word.equals("yes") && !word.equals("no")) {
                throw new ConfigException("argument must be 'yes' or 'no'");
            }
            return word;
        };
    }

    /** Any text. */
    static Form text() {
        return (words, current) -> words.get(0);
    }

    /** Text that names a file in the working directory; {@code kind} is what errors call it. */
    static Form baseName(String name, String kind, boolean mayBeEmpty) {
        return (words, current) -> {
            String word = words.get(0);
            if (word.isEmpty() && !mayBeEmpty) {
                throw new ConfigException(name + " can't be empty");
            }
            if (word.contains("/") || word.contains("\\")) {
                throw new ConfigException(name + " can't be a path, just a " + kind);
            }
            return word;
        };
    }

    /** An integer from {@code least} to {@code most}. */
    static Form number(long least, long most) {
        return (words, current) -> {
            String word = words.get(0);
            try {
                long value = Long.parseLong(word);
                if (Long.toString(value).equals(word)) { // no sign or zero in front
                    return Long.toString(inRange(value, least, most));
                }
            } catch (NumberFormatException e) {
                throw new ConfigException(NO_INTEGER);
            }
            throw new ConfigException(NO_INTEGER);
        };
    }

    /** A power of two from {@code least} to {@code most}. */
    static Form powerOfTwo(long least, long most) {
        Form number = number(least, most);
        return (words, current) -> {
            String read = number.read(words, current);
            if (Long.bitCount(Long.parseLong(read)) != 1) {
                throw new ConfigException("argument must be a power of two");
            }
            return read;
        };
    }

    /** An integer that is brought into the range from {@code least} to {@code most}. */
    static Form clamped(long least, long most) {
        Form number = number(0, Integer.MAX_VALUE);
        return (words, current) -> {
            long value = Long.parseLong(number.read(words, current));
            return Long.toString(Math.min(Math.max(value, least), most));
        };
    }

    /** An octal number from 0 to {@code most}. */
    static Form octal(long most) {
        return (words, current) -> {
            try {
                long value = Long.parseLong(words.get(0), 8);
                if (value < 0 || value > most) {
                    throw new ConfigException(
                            "argument must be between 0 and " + Long.toOctalString(most) + " inclusive");
                }
                return Long.toOctalString(value);
            } catch (NumberFormatException e) {
                throw new ConfigException("argument couldn't be parsed as an octal number");
            }
        };
    }

    /** A number of bytes, with or without a unit such as {@code mb}. */
    static Form memory(long least, long most) {
        return (words, current) -> {
            long bytes = Memory.parse(words.get(0));
            if (bytes < 0) {
                throw new ConfigException("argument must be a memory value");
            }
            return Long.toString(inRange(bytes, least, most));
        };
    }

    /** A number of bytes, or a percentage up to {@code mostPercent}. */
    static Form memoryOrPercent(int mostPercent) {
        return (words, current) -> {
            String word = words.get(0);
            if (word.matches("\\d{1,9}%")) {
                if (Integer.parseInt(word.substring(0, word.length() - 1)) > mostPercent) {
                    throw new ConfigException("percentage argument must be less or equal to " + mostPercent);
                }
                return word;
            }
            long bytes = Memory.parse(word);
            if (bytes < 0) {
                throw new ConfigException("argument must be a memory or percent value");
            }
            return Long.toString(bytes);
        };
    }

    /** One of {@code choices}. */
    static Form choice(String... choices) {
        return (words, current) -> chosen(words.get(0), choices);
    }

    /** One or more of {@code choices}. */
    static Form choices(String... choices) {
        return (words, current) -> {
            List<String> chosen = words.stream()
                    .map(each -> chosen(each, choices))
                    .distinct()
                    .collect(Collectors.toCollection(ArrayList::new));
            if (chosen.size() > 1) {
                chosen.remove("default");
            }
            if (chosen.contains("save") && chosen.contains("nosave")) {
                throw new ConfigException("shutdown options SAVE and NOSAVE can't be used simultaneously");
            }
            return Stream.of(choices).filter(chosen::contains).collect(Collectors.joining(" "));
        };
    }

    private static String chosen(String word, String... choices) {
        for (String choice : choices) {
            if (choice.equalsIgnoreCase(word)) {
                return choice;
            }
        }
        throw new ConfigException("argument(s) must be one of the following: " + String.join(", ", choices));
    }

    /** Pairs of seconds and changes; none for never. */
    static Form save() {
        return (words, current) -> {
            if (words.size() == 1 && words.get(0).isEmpty()) {
                return "";
            }
            boolean valid = words.size() % 2 == 0;
            for (int i = 0; valid && i < words.size(); i++) {
                valid = words.get(i).matches("\\d{1,18}") && (i % 2 == 1 || Long.parseLong(words.get(i)) > 0);
            }
            if (!valid) {
                throw new ConfigException("Invalid save parameters");
            }
            return String.join(" ", words);
        };
    }

    /** Any number of words; a single empty one stands for none. */
    static Form words(int most, String tooMany) {
        return (words, current) -> {
            if (words.size() > most) {
                throw new ConfigException(tooMany);
            }
            return String.join(" ", words);
        };
    }

    /** Host and port of a server to follow; {@code no one} for none. */
    static Form master() {
        return (words, current) -> {
            if (words.size() != 2) {
                throw new ConfigException("wrong number of arguments");
            }
            if (words.get(0).equalsIgnoreCase("no") && words.get(1).equalsIgnoreCase("one")) {
                return "";
            }
            if (!words.get(1).matches("\\d{1,5}") || Integer.parseInt(words.get(1)) > 65535) {
                throw new ConfigException("Invalid master port");
            }
            return String.join(" ", words);
        };
    }

    /** Three numbers from -2000 to 2000. */
    static Form oomScores() {
        return (words, current) -> {
            if (words.size() != 3) {
                throw new ConfigException("wrong number of arguments");
            }
            for (String word : words) {
                if (!word.matches("-?\\d{1,4}") || Math.abs(Integer.parseInt(word)) > 2000) {
                    throw new ConfigException("Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
                }
            }
            return String.join(" ", words);
        };
    }

    /** Percentages from 0 to 100. */
    static Form percentiles() {
        return (words, current) -> {
            List<String> shown = new ArrayList<>();
            for (String word : words.size() == 1 && words.get(0).isEmpty() ? List.<String>of() : words) {
                if (!word.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
                    throw new ConfigException("Invalid latency-tracking-info-percentiles parameters");
                }
                double value = Double.parseDouble(word);
                if (value < 0 || value > 100) {
                    throw new ConfigException(
                            "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
                }
                shown.add(new java.math.BigDecimal(word).stripTrailingZeros().toPlainString());
            }
            return String.join(" ", shown);
        };
    }

    /** Letters of keyspace events; shown in the order that Redis has. */
    static Form keyspaceEvents() {
        return (words, current) -> {
            String letters = words.get(0);
            if (!letters.matches("[AKEg$lshzxetamdnoc]*")) {
                throw new ConfigException("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
            }
            return KeyspaceLetters.inOrder(letters);
        };
    }

    /** The size of the backlog: one that is too small is raised. */
    static Form backlogSize() {
        Form bytes = memory(1, Long.MAX_VALUE);
        return (words, current) -> Long.toString(Math.max(16 * 1024, Long.parseLong(bytes.read(words, current))));
    }

    /** A template that has something to show, and no variables but those that there are. */
    static Form processTitle() {
        return (words, current) -> {
            String known = "\\{(title|listen-addr|server-mode|port|tls-port|unixsocket|config-file)}";
            String shown = words.get(0).replace("{title}", "").replaceAll(known, "x");
            if (shown.isBlank() || shown.contains("{")) {
                throw new ConfigException("template format is invalid or contains unknown variables");
            }
            return words.get(0);
        };
    }

    /** Limits by class of client; classes that are not named keep theirs. */
    static Form outputLimits() {
        return (words, current) -> words.size() == 1 && words.get(0).isEmpty()
                ? current
                : OutputLimits.parse(current).with(words).toString();
    }

    /** A directory that is there. */
    static Form directory() {
        return (words, current) -> {
            Path path = Path.of(current).resolve(words.get(0));
            if (!Files.exists(path)) {
                throw new ConfigException("No such file or directory");
            }
            if (!Files.isDirectory(path)) {
                throw new ConfigException("Not a directory");
            }
            return path.toAbsolutePath().normalize().toString();
        };
    }

    /** Text that must match {@code pattern}. */
    static Form matching(String pattern, String error) {
        Pattern compiled = Pattern.compile(pattern);
        return (words, current) -> {
            Matcher matcher = compiled.matcher(words.get(0));
            if (!matcher.matches()) {
                throw new ConfigException(error);
            }
            return words.get(0);
        };
    }

    private static long inRange(long value, long least, long most) {
        if (value < least || value > most) {
            throw new ConfigException("argument must be between " + least + " and " + most + " inclusive");
        }
        return value;
    }
}
