package dev.vermilion.engine.persist;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The list of the files that make up an append-only file: a base, what was appended since, and what may be deleted.
 * Immutable but for the whole.
 *
 * @param base the state to begin with, or null
 * @param appended what came after, in order
 * @param history files that are of no use any more
 */
record AofManifest(@Nullable Part base, List<Part> appended, List<Part> history) {

    /** Nothing. */
    static final AofManifest EMPTY = new AofManifest(null, List.of(), List.of());

    private static final int LONGEST_LINE = 1024;

    /**
     * One file.
     *
     * @param name its name, without a directory
     * @param sequence its number
     */
    record Part(String name, long sequence) {}

    /** A manifest that cannot be understood. */
    static final class Damaged extends IOException {
        private static final long serialVersionUID = 1;

        Damaged(String reason) {
            super(reason);
        }
    }

    /** Number of the last base; 0 if there was none. */
    long baseSequence() {
        long last = base == null ? 0 : base.sequence;
        for (Part each : history) {
            last = Math.max(last, each.name.contains(".base.") ? each.sequence : 0);
        }
        return last;
    }

    /** Number of the last appended file; 0 if there was none. */
    long appendedSequence() {
        long last = 0;
        for (Part each : appended) {
            last = Math.max(last, each.sequence);
        }
        for (Part each : history) {
            last = Math.max(last, each.name.contains(".incr.") ? each.sequence : 0);
        }
        return last;
    }

    /** All files that are loaded, in order. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        if (base != null) {
            parts.add(base);
        }
        parts.addAll(appended);
        return parts;
    }

    /** With one more file at the end. */
    AofManifest withAppended(Part part) {
        List<Part> more = new ArrayList<>(appended);
        more.add(part);
        return new AofManifest(base, List.copyOf(more), history);
    }

    /** With a new base, that stands for all but the last {@code kept} appended files. */
    AofManifest rebased(Part newBase, int kept) {
        List<Part> old = new ArrayList<>(history);
        if (base != null) {
            old.add(base);
        }
        int gone = appended.size() - kept;
        old.addAll(appended.subList(0, gone));
        return new AofManifest(newBase, List.copyOf(appended.subList(gone, appended.size())), List.copyOf(old));
    }

    /** Without history. */
    AofManifest withoutHistory() {
        return new AofManifest(base, appended, List.of());
    }

    /**
     * Reads a manifest.
     *
     * @throws Damaged if it is none
     */
    static AofManifest read(Path file) throws IOException {
        AofManifest manifest = EMPTY;
        List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        if (lines.isEmpty()) {
            throw new Damaged("Found an empty AOF manifest");
        }
        for (String line : lines) {
            if (line.length() > LONGEST_LINE) {
                throw new Damaged("The AOF manifest file contains too long line");
            }
            if (!line.startsWith("#")) {
                manifest = manifest.withLine(line);
            }
        }
        return manifest;
    }

    private AofManifest withLine(String line) throws Damaged {
        List<String> words = words(line);
        String name = "";
        long sequence = 0;
        String type = "";
        if (words.size() < 6 || words.size() % 2 != 0) {
            throw new Damaged("The AOF manifest file is invalid format");
        }
        for (int i = 0; i < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "file" -> {
                    name = value;
                    if (name.contains("/") || name.contains("\\")) {
                        throw new Damaged("File can't be a path, just a filename");
                    }
                }
                case "seq" -> sequence = value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
                case "type" -> type = value;
                default -> {} // from a newer version
            }
        }
        if (name.isEmpty() || sequence == 0 || type.isEmpty()) {
            throw new Damaged("The AOF manifest file is invalid format");
        }
        return with(new Part(name, sequence), type);
    }

    private AofManifest with(Part part, String type) throws Damaged {
        switch (type) {
            case "b" -> {
                if (base != null) {
                    throw new Damaged("Found duplicate base file information");
                }
                return new AofManifest(part, appended, history);
            }
            case "i" -> {
                if (!appended.isEmpty() && appended.get(appended.size() - 1).sequence >= part.sequence) {
                    throw new Damaged("Found a non-monotonic sequence number");
                }
                return withAppended(part);
            }
            case "h" -> {
                List<Part> more = new ArrayList<>(history);
                more.add(part);
                return new AofManifest(base, appended, List.copyOf(more));
            }
            default -> throw new Damaged("Unknown AOF file type");
        }
    }

    /** The words of a line, which may be in double quotes. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        words.removeIf(String::isEmpty);
        return words;
    }

    /** Its lines. */
    String text() {
        StringBuilder text = new StringBuilder();
        if (base != null) {
            line(base, 'b', text);
        }
        history.forEach(each -> line(each, 'h', text));
        appended.forEach(each -> line(each, 'i', text));
        return text.toString();
    }

    private static void line(Part part, char type, StringBuilder text) {
        boolean plain = part.name.matches("[^\\s\"\\\\]+");
        String name = plain ? part.name : '"' + part.name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        text.append("file ")
                .append(name)
                .append(" seq ")
                .append(part.sequence)
                .append(" type ")
                .append(type);
        text.append('\n');
    }

    /** Writes it in place of what {@code file} was, so that there is always a whole one. */
    void write(Path file) throws IOException {
        Path temporary = file.resolveSibling("temp-" + file.getFileName());
        try (FileChannel out = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            Disk.write(out, ByteBuffer.wrap(text().getBytes(StandardCharsets.ISO_8859_1)));
            out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Disk.syncDirectory(file);
    }
}
