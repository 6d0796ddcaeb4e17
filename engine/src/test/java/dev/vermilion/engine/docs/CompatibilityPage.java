package dev.vermilion.engine.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page {@code docs/compatibility.md}: how many of Redis's own tests pass, and why the others do not. Made of what the
 * test runner of Redis printed, which {@code docs/compatibility} keeps in {@code target/compatibility}.
 */
final class CompatibilityPage {

    private static final Path RESULTS = Path.of("target/compatibility");
    private static final Path REASONS = Path.of("src/test/resources/compatibility-reasons.txt");
    private static final Path PAGE = Path.of("../docs/compatibility.md");

    private static final Pattern RESULT =
            Pattern.compile("\\[(ok|err)]: (.*?)(?: in tests/\\S+\\.tcl| \\(\\d+ ms\\))?$");
    private static final String NEEDS_REPLICA = "It needs a replica.";
    private static final String UNKNOWN = "not looked into yet";

    /** What became of a test. */
    private record Result(String unit, String test, boolean passed) {}

    /**
     * Why tests do not pass.
     *
     * @param test a pattern that finds their names
     */
    private record Reason(String unit, Pattern test, String text) {
        boolean explains(Result result) {
            return result.unit.equals(unit) && test.matcher(result.test).find();
        }
    }

    private CompatibilityPage() {}

    /** Writes the page anew; to be run in the engine's folder. */
    public static void main(String[] arguments) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Compatibility

                Redis's own tests, run against the engine by `docs/compatibility`, which writes this page: each test file with
                the engine in place of `redis-server`. Left out are tests that need a replica, a cluster or a module, and files
                that test the build of redis-server itself.

                """);
        List<Reason> reasons = reasons();
        Map<String, List<Result>> suites = results();
        suites.replaceAll((version, results) -> withoutReplica(results, reasons));
        page.append("| tests of Redis | run | pass | share |\n|---|---|---|---|\n");
        suites.forEach((version, results) -> page.append(summary(version, results)));
        suites.forEach((version, results) -> page.append(failures(version, results, reasons)));
        Files.writeString(PAGE, page.toString());
    }

    private static Map<String, List<Result>> results() throws IOException {
        Map<String, List<Result>> suites = new TreeMap<>();
        for (Path version : children(RESULTS)) {
            Map<String, Result> byName = new LinkedHashMap<>();
            for (Path log : children(version)) {
                String unit = log.getFileName().toString().replace(".log", "").replace('_', '/');
                read(log, unit).forEach(each -> byName.merge(each.unit + each.test, each, CompatibilityPage::worse));
            }
            suites.put(version.getFileName().toString(), List.copyOf(byName.values()));
        }
        return suites;
    }

    private static List<Result> withoutReplica(List<Result> results, List<Reason> reasons) {
        return results.stream()
                .filter(result -> result.passed || !NEEDS_REPLICA.equals(reason(result, reasons)))
                .toList();
    }

    private static String reason(Result result, List<Reason> reasons) {
        return reasons.stream()
                .filter(each -> each.explains(result))
                .map(Reason::text)
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** Some tests run several times, in other circumstances: all must pass. */
    private static Result worse(Result one, Result other) {
        return one.passed ? other : one;
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    private static List<Result> read(Path log, String unit) throws IOException {
        List<Result> results = new ArrayList<>();
        for (String line : Files.readString(log, StandardCharsets.ISO_8859_1).split("\n")) {
            Matcher result = RESULT.matcher(line.replaceAll("\u001b\\[[0-9;]*m", ""));
            if (result.find()) {
                results.add(new Result(unit, result.group(2), result.group(1).equals("ok")));
            }
        }
        return results;
    }

    /** The reasons: lines of {@code unit | pattern | reason}. */
    private static List<Reason> reasons() throws IOException {
        List<Reason> reasons = new ArrayList<>();
        for (String line : Files.readAllLines(REASONS)) {
            String[] parts = line.split(" \\| ", 3);
            if (parts.length == 3) {
                reasons.add(new Reason(parts[0], Pattern.compile(parts[1]), parts[2]));
            }
        }
        return reasons;
    }

    private static String summary(String version, List<Result> results) {
        long passed = results.stream().filter(Result::passed).count();
        double share = results.isEmpty() ? 0 : 100.0 * passed / results.size();
        return String.format(Locale.ROOT, "| %s | %d | %d | %.1f %% |\n", version, results.size(), passed, share);
    }

    private static String failures(String version, List<Result> results, List<Reason> reasons) {
        Map<String, List<Result>> byReason = new LinkedHashMap<>();
        for (Result result : results) {
            if (!result.passed) {
                byReason.computeIfAbsent(reason(result, reasons), any -> new ArrayList<>())
                        .add(result);
            }
        }
        StringBuilder text = new StringBuilder("\n## What does not pass of " + version + "\n");
        byReason.forEach((reason, those) -> {
            text.append("\n**").append(reason).append("**\n\n");
            those.forEach(each -> text.append("- ")
                    .append(each.unit)
                    .append(": ")
                    .append(each.test.replaceAll("([*_<>|`])", "\\\\$1"))
                    .append('\n'));
        });
        return text.toString();
    }
}
