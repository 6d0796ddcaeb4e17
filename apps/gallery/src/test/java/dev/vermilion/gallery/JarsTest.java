package dev.vermilion.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.kit.testing.Http;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each app alone, as {@code java -jar} starts it. */
class JarsTest {

    private static final Path DIST = Path.of("..", "..", "dist");

    /** What an app shows of its demo data, which a start with {@code --no-seed} does not make. */
    private static final String TABLE = """
            url-shortener | api/links?size=100                        | "code":"team-wiki"
            leaderboard   | api/boards                                | "id":"comet-run"
            chat          | api/rooms/general/messages                | Lunch at noon
            session-store | kit/invariants                            | [1-9]\\d* sessions, 0 without
            task-queue    | api/queues/mail/jobs                      | "type":"mail"
            geo-finder    | api/search?lat=55.6761&lon=12.5683        | Copenhagen
            rate-limiter  | api/rules                                 | "algorithm":"
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = TABLE)
    void anAppStartsAloneAndHasItsDataAfterAKill(String app, String path, String shown, @TempDir Path data)
            throws Exception {
        assumeTrue(Files.exists(DIST.resolve(app + ".jar")), "there is no dist/" + app + ".jar: run mvn package");
        assertThat(answer(app, path, data)).containsPattern(shown);
        assertThat(answer(app, path, data, "--no-seed")).containsPattern(shown);
    }

    /** What the app answers; then it is killed. */
    private static String answer(String app, String path, Path data, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                DIST.resolve(app + ".jar").toString(),
                "--port",
                "0",
                "--data",
                data.toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return visitor(app, new Http(url(out))).get(path).body();
        } finally {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** In the chat one needs a name before one may read. */
    private static Http visitor(String app, Http http) {
        if (!app.equals("chat")) {
            return http;
        }
        String token = http.post("api/people", "{\"name\":\"ada\"}")
                .json()
                .path("token")
                .asText();
        return http.with("Authorization", "Bearer " + token);
    }

    private static String url(BufferedReader out) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("Listens on ")) {
                return line.substring("Listens on ".length());
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("it did not start: " + before);
    }

    @Test
    void noAppIsLeftOut() {
        Set<String> tested = Stream.of(TABLE.split("\n"))
                .map(line -> line.substring(0, line.indexOf('|')).strip())
                .collect(Collectors.toSet());
        assertThat(tested).isEqualTo(GalleryApp.apps().keySet());
    }
}
