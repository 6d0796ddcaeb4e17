package dev.vermilion.engine.jedis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lines of {@code calls.txt}, found by the methods that they are for. */
final class SampleCalls {

    private final List<Line> lines = new ArrayList<>();
    private final Set<Line> unused = new LinkedHashSet<>();

    /**
     * A line: a method's name and the words that become its arguments.
     *
     * @param marks what stands before the name, of {@code ! ? ~ +}
     */
    record Line(String marks, String name, List<String> words) {

        /** True if the server answers with an error. */
        boolean fails() {
            return marks.contains("!");
        }

        /** True if the order of the reply's elements is open. */
        boolean isUnordered() {
            return marks.contains("?");
        }

        /** True if only the type of the reply can be compared. */
        boolean isByType() {
            return marks.contains("~");
        }

        /** True if Redis 7.0 does not know the command, or not like this. */
        boolean isNewer() {
            return marks.contains("+");
        }
    }

    /** A method with its arguments. */
    record Call(Method method, List<Object> arguments, Line line) {}

    SampleCalls() {
        try (InputStream in = SampleCalls.class.getResourceAsStream("calls.txt")) {
            if (in == null) {
                throw new IllegalStateException("calls.txt is not on the class path");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        unused.addAll(lines);
    }

    private void add(String text) {
        if (text.isEmpty() || text.startsWith("#")) {
            return;
        }
        List<String> words = new ArrayList<>(Arrays.asList(text.split(" ")));
        StringBuilder marks = new StringBuilder();
        while ("!?~+".contains(words.get(0))) {
            marks.append(words.remove(0));
        }
        lines.add(new Line(marks.toString(), words.remove(0), words));
    }

    /** The call of a method, or empty if there is no line whose words fit. */
    Optional<Call> of(Method method, SampleArguments arguments) {
        String name = method.getName().replace("Binary", "");
        for (Line line : lines) {
            if (line.name().equals(name) || line.name().equals(method.getName())) {
                Optional<List<Object>> made = arguments.of(method, line.words());
                if (made.isPresent()) {
                    unused.remove(line);
                    return Optional.of(new Call(method, made.get(), line));
                }
            }
        }
        return Optional.empty();
    }

    /** The lines that no method asked for yet. */
    Set<Line> unused() {
        return unused;
    }
}
