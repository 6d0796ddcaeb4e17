package dev.vermilion.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What redis-server refuses to start with, the engine refuses to start with, in the same words. */
class RefusalTest {

    @TempDir
    Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        file("memory.conf", "# a comment\n\nport 0\nmaxmemory lots\n");
        file("unknown.conf", "port 0\n\tno-such-directive  yes\n");
        file("quotes.conf", "port 0\nrequirepass \"half\n");
        file("words.conf", "port 0 1\n");
        file("good.conf", "port 0\nmaxclients 55\n\n# the last line\n");
        file("outer.conf", "port 0\n\n\ninclude " + directory.resolve("memory.conf") + "\n");
        file("missing.conf", "port 0\ninclude " + directory.resolve("nothing.conf") + "\n");
        file("folder.conf", "port 0\nsave 900\n");
        file("latin.conf", "# caf\u00e9\nport 0\nmaxmemory-policy all\n", StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memory.conf",
                "unknown.conf",
                "quotes.conf",
                "words.conf",
                "outer.conf",
                "missing.conf",
                "folder.conf",
                "latin.conf",
                "nothing.conf",
                "good.conf",
                "good.conf --maxmemory lots",
                "good.conf --maxmemory 1mb --nope",
                "good.conf --nope a b --maxclients 5",
                "--port 0 --nope 1",
                "--port",
                "--port x",
                "--port 65536",
                "--port 1 2",
                "--port 0 --maxclients 0",
                "--port 0 --maxmemory-policy none",
                "--port 0 --appendonly perhaps",
                "--port 0 --save a b",
                "--port 0 --save 1",
                "--port 0 --dir /nonexistent/folder",
                "--port 0 --dbfilename a/b",
                "--port 0 --client-output-buffer-limit normal 1 2",
                "--port 0 --logfile /nonexistent/folder/log",
                "--port 0",
                "--save --port 0",
                "--port 7 --bind",
                "--port 7199 --bind no.such.host.invalid",
                "--port 7199 --bind 192.0.2.1",
                "--include nothing.conf",
                "- --nope 1",
            })
    void theLastWordsAreThoseOfRedisServer(String arguments) throws Exception {
        List<String> words = List.of(arguments.split(" "));
        assertThat(run(engine(), words)).isEqualTo(run(redisServer(), words));
    }

    /** The exit code, and all lines but those of a start that goes well so far. */
    private List<String> run(List<String> program, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(program);
        command.addAll(arguments);
        Path output = Files.createTempFile("refusal", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            process.destroyForcibly();
            List<String> told = new ArrayList<>();
            told.add(ended ? "exit " + process.waitFor() : "runs on");
            Files.readAllLines(output, StandardCharsets.ISO_8859_1).stream()
                    .map(RefusalTest::timeless)
                    .filter(line -> !line.isEmpty() && !line.matches(".*(starting|just started|loaded|clock:).*"))
                    .forEach(told::add);
            return told;
        } finally {
            Files.delete(output);
        }
    }

    /** The line without process, time and version; what newer versions write otherwise as they do. */
    private static String timeless(String line) {
        return line.replaceFirst("^\\d+:[CM] \\d+ \\w+ \\d+ [\\d:.]+ [#*] ", "")
                .replaceAll("Redis \\d+\\.\\d+\\.\\d+", "Redis")
                .replace("(TCP)", "(tcp)")
                .replaceAll(" (volatile|allkeys)-lrm,", "");
    }

    private static List<String> engine() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return List.of(java, "-cp", System.getProperty("java.class.path"), Main.class.getName());
    }

    private static List<String> redisServer() {
        boolean there = Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "redis-server")));
        assumeTrue(there, "there is no redis-server to compare with: install redis-server");
        return List.of("redis-server");
    }

    private void file(String name, String content) throws IOException {
        file(name, content, StandardCharsets.UTF_8);
    }

    private void file(String name, String content, java.nio.charset.Charset charset) throws IOException {
        Files.writeString(directory.resolve(name), content, charset);
    }
}
