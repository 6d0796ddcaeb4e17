package dev.vermilion.engine.differential;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reply as it came over the wire.
 *
 * @param type its first byte
 * @param text what a scalar says, byte for char; {@code -1} for the nulls of RESP2
 * @param elements the elements of an array, a set, or a map, where keys and values take turns
 */
record Reply(char type, String text, List<Reply> elements) {

    private static final String AGGREGATES = "*%~>";

    static Reply read(InputStream in) throws IOException {
        String line = line(in);
        char type = line.charAt(0);
        String text = line.substring(1);
        if (AGGREGATES.indexOf(type) >= 0 && !text.equals("-1")) {
            int count = Integer.parseInt(text) * (type == '%' ? 2 : 1);
            List<Reply> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                elements.add(read(in));
            }
            return new Reply(type, "", elements);
        }
        if ((type == '$' || type == '=') && !text.equals("-1")) {
            text = new String(in.readNBytes(Integer.parseInt(text)), StandardCharsets.ISO_8859_1);
            in.readNBytes(2);
        }
        return new Reply(type, text, List.of());
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\r'; each = in.read()) {
            if (each < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) each);
        }
        in.read();
        return line.toString();
    }

    boolean isError() {
        return type == '-';
    }

    boolean isArray() {
        return AGGREGATES.indexOf(type) >= 0 && text.isEmpty();
    }

    /** The same with its elements in order, {@code together} at a time: 2 for the pairs of a map. */
    Reply sorted(int together) {
        List<List<Reply>> groups = new ArrayList<>();
        for (int i = 0; i + together <= elements.size(); i += together) {
            groups.add(elements.subList(i, i + together));
        }
        groups.sort(Comparator.comparing(List::toString));
        return new Reply(type, text, groups.stream().flatMap(List::stream).collect(Collectors.toList()));
    }

    /** The value behind {@code name} in an array that stands for a map; an empty array if it is not there. */
    Reply get(String name) {
        for (int i = 0; i + 1 < elements.size(); i += 2) {
            if (elements.get(i).text.equals(name)) {
                return elements.get(i + 1);
            }
        }
        return new Reply('*', "", List.of());
    }

    @Override
    public String toString() {
        if (isArray()) {
            return type + elements.stream().map(Reply::toString).collect(Collectors.joining(" ", "[", "]"));
        }
        return type + text;
    }
}
