package dev.vermilion.engine.config;

import dev.vermilion.engine.resp.InlineArguments;
import dev.vermilion.engine.resp.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Reads redis.conf: a directive per line, comments, quoted words, other files by {@code include}. */
public final class RedisConf {

    /** A file that includes itself ends here, and not where the stack does. */
    private static final int MAX_INCLUDES = 100;

    private final List<ConfigLine> lines = new ArrayList<>();
    private int lineEnds;
    private int includes;

    /** Adds the lines of a file. */
    public RedisConf file(Path path) throws IOException {
        String content = read(path);
        text(content, lineEnds);
        lineEnds += lineEnds(content);
        return this;
    }

    /** Adds all lines that {@code in} gives until its end; they count as lines behind those of the files. */
    public RedisConf stream(InputStream in) throws IOException {
        String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        text(content, lineEnds);
        lineEnds += lineEnds(content);
        return this;
    }

    /** Adds the arguments of a command line, {@code --name value …}; they count as lines behind those of the files. */
    public RedisConf arguments(List<String> arguments) {
        List<String> line = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (String argument : arguments) {
            boolean name = argument.startsWith("--") && (line.isEmpty() || line.size() > 1 || isSave(line.get(0)));
            if (name) {
                finish(line, text);
                line.addAll(split(argument.substring(2), 0));
                text.append(argument, 2, argument.length());
            } else {
                line.add(argument);
                quote(argument, text);
            }
        }
        finish(line, text);
        return this;
    }

    private static boolean isSave(String name) {
        return name.equalsIgnoreCase("save");
    }

    private void finish(List<String> line, StringBuilder text) {
        if (line.size() == 1 && isSave(line.get(0))) {
            line.add("");
            quote("", text);
        }
        if (!line.isEmpty()) {
            lineEnds++;
            add(lineEnds + 1, text.toString(), List.copyOf(line)); // counted as if it stood behind the file
        }
        line.clear();
        text.setLength(0);
    }

    /** Adds an argument to the line that it stands in, as error messages show it. */
    private static void quote(String argument, StringBuilder text) {
        text.append(text.isEmpty() ? "\"" : " \"").append(argument).append('"');
    }

    /** The lines read so far. */
    public List<ConfigLine> lines() {
        return List.copyOf(lines);
    }

    /** All that a file holds. Bytes that are no text do no harm in a comment. */
    private static String read(Path path) throws IOException {
        return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    }

    private static int lineEnds(String content) {
        return (int) content.chars().filter(each -> each == '\n').count();
    }

    private void text(String content, int before) {
        int number = before;
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
        if (++includes > MAX_INCLUDES) {
            throw unreadable(pattern, new IOException("Too many levels of includes"));
        }
        try {
            if (pattern.matches(".*[*?\\[].*")) {
                Path glob = Path.of(pattern);
                Path folder = glob.getParent() == null ? Path.of(".") : glob.getParent();
                if (Files.isDirectory(folder)) {
                    for (Path each : matching(folder, String.valueOf(glob.getFileName()))) {
                        text(read(each), 0);
                    }
                }
            } else {
                text(read(Path.of(pattern)), 0);
            }
        } catch (IOException e) {
            throw unreadable(pattern, e);
        }
        includes--;
    }

    private static Iterable<Path> matching(Path folder, String glob) throws IOException {
        TreeSet<Path> found = new TreeSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(found::add);
        }
        return found;
    }

    /** What Redis says of a file that it cannot read. */
    public static ConfigException unreadable(String file, IOException e) {
        return new ConfigException("Fatal error, can't open config file '" + file + "': " + reason(e));
    }

    /** Why a file cannot be opened, in the words of the operating system. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : null;
        return reason == null ? String.valueOf(e.getMessage()) : reason;
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
