package dev.vermilion.engine.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the size of files. */
class ShapeTest {

    private static final int MOST_LINES = 600;

    /** Files that are one algorithm, or a table that reads better in one piece. */
    private static final Set<String> LONGER = Set.of();

    @Test
    void aFileIsNoLongerThanAReaderCanHold() throws IOException {
        assertThat(filesOver(MOST_LINES)).allSatisfy(file -> assertThat(LONGER).contains(file));
    }

    @Test
    void theRuleSeesLongFiles() throws IOException {
        assertThat(filesOver(300)).isNotEmpty();
    }

    private static List<String> filesOver(int lines) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) > lines)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
