package dev.vermilion.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Runs the commands that a README shows, and compares the replies.
 *
 * <p>Its {@code ```redis} blocks hold lines {@code > COMMAND argument "quoted argument"}, each followed by the lines that
 * redis-cli prints for the reply. {@code (any)}, as a line or at the end of one, stands for anything. All blocks of a file
 * run one after the other on one connection.
 */
public final class ReadmeCommands {

    private static final Pattern ARGUMENT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
    private static final String ANY = "(any)";

    private ReadmeCommands() {}

    private record Step(int line, String command, List<String> expected) {}

    /** Runs all of {@code readme} on {@code redis}; fails at the first reply that is another one, naming its line. */
    public static void run(Path readme, RedisServer redis) {
        List<Step> steps = steps(readme);
        assertThat(steps).as("commands in the ```redis blocks of " + readme).isNotEmpty();
        var config = DefaultJedisClientConfig.builder().resp2().build();
        try (Connection connection = new Connection(new HostAndPort(redis.host(), redis.port()), config)) {
            for (Step step : steps) {
                String where = readme.getFileName() + ":" + step.line() + " > " + step.command();
                List<String> reply = reply(connection, step.command());
                assertThat(matches(reply, step.expected()))
                        .as(where + "\nexpected " + step.expected() + "\nbut was  " + reply)
                        .isTrue();
            }
        }
    }

    private static List<Step> steps(Path readme) {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        int number = 0;
        for (String line : lines(readme)) {
            number++;
            if (line.startsWith("```")) {
                inside = line.equals("```redis");
            } else if (inside && line.startsWith("> ")) {
                steps.add(new Step(number, line.substring(2), new ArrayList<>()));
            } else if (inside && !line.isBlank()) {
                steps.get(steps.size() - 1).expected().add(line.strip());
            }
        }
        return steps;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> reply(Connection connection, String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = ARGUMENT.matcher(command);
        while (matcher.find()) {
            words.add(
                    matcher.group(1) == null
                            ? matcher.group(2)
                            : matcher.group(1).replace("\\\"", "\""));
        }
        String[] arguments = words.subList(1, words.size()).toArray(String[]::new);
        try {
            connection.sendCommand(() -> words.get(0).getBytes(StandardCharsets.UTF_8), arguments);
            return printed(connection.getOne());
        } catch (JedisDataException e) {
            return List.of("(error) " + e.getMessage());
        }
    }

    /** The reply as redis-cli prints it, line by line, without the indentation of nested arrays. */
    private static List<String> printed(@Nullable Object reply) {
        if (reply == null) {
            return List.of("(nil)");
        }
        if (reply instanceof Long number) {
            return List.of("(integer) " + number);
        }
        if (reply instanceof byte[] bytes) {
            return List.of('"' + new String(bytes, StandardCharsets.UTF_8) + '"');
        }
        if (reply instanceof List<?> elements) {
            return elements.isEmpty() ? List.of("(empty array)") : numbered(elements);
        }
        return List.of(String.valueOf(reply));
    }

    private static List<String> numbered(List<?> elements) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            List<String> element = printed(elements.get(i));
            lines.add((i + 1) + ") " + element.get(0));
            lines.addAll(element.subList(1, element.size()));
        }
        return lines;
    }

    private static boolean matches(List<String> reply, List<String> expected) {
        if (expected.equals(List.of(ANY))) {
            return true;
        }
        if (reply.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < reply.size(); i++) {
            if (!matches(reply.get(i), expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A status ({@code OK}) is not told from a string ({@code "OK"}): Jedis returns both as bytes. */
    private static boolean matches(String reply, String expected) {
        return expected.endsWith(ANY)
                ? reply.startsWith(expected.substring(0, expected.length() - ANY.length()))
                : reply.equals(expected) || reply.equals('"' + expected + '"');
    }
}
