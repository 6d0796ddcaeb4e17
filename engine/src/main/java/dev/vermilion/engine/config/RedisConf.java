package dev.vermilion.engine.config;

import dev.vermilion.engine.resp.InlineArguments;
import dev.vermilion.engine.resp.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads redis.conf: a directive per line, comments, quoted words, other files by {@code include}. */
public final class RedisConf {

    private final List<ConfigLine> lines = new ArrayList<>();
    private int lineEnds;

    /** Adds the lines of a file. */
    public RedisConf file(Path path) throws IOException {
        text(Files.readString(path, StandardCharsets.UTF_8));
        return this;
    }

    /** Adds all lines that {@code in} gives until its end. */
    public RedisConf stream(InputStream in) throws IOException {
        text(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        return this;
    }

    /** Adds the arguments of a command line, {@code --name value …}; they count as lines behind those of the files. */
    public RedisConf arguments(List<String> arguments) {
        List<String> line = new ArrayList<>();
        for (String argument : arguments) {
            boolean name = argument.startsWith("--") && (line.isEmpty() || line.size() > 1 || isSave(line.get(0)));
            if (name) {
                finish(line);
                line.addAll(split(argument.substring(2), 0));
            } else {
                line.add(argument);
            }
        }
        finish(line);
        return this;
    }

    private static boolean isSave(String name) {
        return name.equalsIgnoreCase("save");
    }

    private void finish(List<String> line) {
        if (line.size() == 1 && isSave(line.get(0))) {
            line.add("");
        }
        if (!line.isEmpty()) {
            lineEnds++;
            add(lineEnds + 1, shown(line), List.copyOf(line)); // counted as if it stood behind the file
            line.clear();
        }
    }

    /** The line that an argument list stands for, values quoted, as error messages show it. */
    private static String shown(List<String> words) {
        StringBuilder text = new StringBuilder(words.get(0));
        words.subList(1, words.size())
                .forEach(each -> text.append(" \"").append(each).append('"'));
        return text.toString();
    }

    /** The lines read so far. */
    public List<ConfigLine> lines() {
        return List.copyOf(lines);
    }

    private void text(String content) {
        int number = 0;
        lineEnds += (int) content.chars().filter(each -> each == '\n').count();
        for (String each : content.split("\n", -1)) {
            number++;
            String line = each.strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                List<String> words = split(line, number);
                if (!words.isEmpty()) {
                    add(number, line, words);
                }
            }
        }
    }

    private void add(int number, String text, List<String> words) {
        ConfigLine line = new ConfigLine(number, text, words);
        if (line.name().equals("include") && words.size() == 2) {
            include(words.get(1));
        } else {
            lines.add(line);
        }
    }

    private void include(String pattern) {
        try {
            if (pattern.matches(".*[*?\\[].*")) {
                Path glob = Path.of(pattern);
                Path folder = glob.getParent() == null ? Path.of(".") : glob.getParent();
                if (Files.isDirectory(folder)) {
                    for (Path each : matching(folder, String.valueOf(glob.getFileName()))) {
                        file(each);
                    }
                }
            } else {
                file(Path.of(pattern));
            }
        } catch (NoSuchFileException e) {
            throw new ConfigException(unreadable(pattern, "No such file or directory"));
        } catch (IOException e) {
            throw new ConfigException(unreadable(pattern, String.valueOf(e.getMessage())));
        }
    }

    private static Iterable<Path> matching(Path folder, String glob) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(found::add);
        }
        return found;
    }

    /** What Redis prints for a file that it cannot read. */
    public static String unreadable(String file, String reason) {
        return "Fatal error, can't open config file '" + file + "': " + reason;
    }

    /** The words of a line, quotes taken off. */
    static List<String> split(String line, int number) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Request words = new Request();
        if (!InlineArguments.split(bytes, 0, bytes.length, words)) {
            throw new ConfigException("Unbalanced quotes in configuration line")
                    .in(new ConfigLine(number, line, List.of(line)));
        }
        List<String> split = new ArrayList<>();
        for (int i = 0; i < words.count(); i++) {
            split.add(words.argument(i).toString());
        }
        return split;
    }
}
