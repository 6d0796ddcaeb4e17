package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One knot of the tree. A request that a rule matches goes on to the first of its children that matches; the limits of
 * all rules on that way apply.
 *
 * @param path {@code /search} or, with all that is below, {@code /api/*}; all paths if null
 * @param methods the HTTP methods it is for; all if empty
 * @param per what tells clients apart: {@code "ip"}, {@code "path"}, {@code "method"}, {@code "header:NAME"}; all count
 *     together if empty
 * @param limits may be empty
 * @param cost of a request, 1 if null; the deepest rule that says one wins
 * @param replaces the limits of the rules above do not apply
 * @param onFailure what to do while Redis is away; as the rule above if null
 * @param children tried in order
 */
public record Rule(
        @Nullable String path,
        List<String> methods,
        List<String> per,
        List<Limit> limits,
        @Nullable Integer cost,
        boolean replaces,
        @Nullable OnFailure onFailure,
        List<Rule> children) {

    private static final int MOST_LIMITS = 5;
    private static final int MOST_CHILDREN = 50;
    private static final int MOST_COST = 1_000;
    private static final int LONGEST_PATH = 200;
    private static final Set<String> PER = Set.of("ip", "path", "method");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** Takes missing lists as empty ones, and refuses what cannot be meant. */
    public Rule {
        methods = copy(methods);
        per = copy(per);
        limits = copy(limits);
        children = copy(children);
        if (path != null && (!path.startsWith("/") || path.length() > LONGEST_PATH)) {
            throw Problem.unprocessable("A 'path' begins with / and has at most " + LONGEST_PATH + " characters.");
        }
        if (limits.size() > MOST_LIMITS || children.size() > MOST_CHILDREN) {
            throw Problem.unprocessable(
                    "A rule has at most " + MOST_LIMITS + " limits and " + MOST_CHILDREN + " children.");
        }
        if (cost != null && (cost < 1 || cost > MOST_COST)) {
            throw Problem.unprocessable("A 'cost' is 1 to " + MOST_COST + ".");
        }
        for (String each : per) {
            if (!PER.contains(each) && !each.toLowerCase(Locale.ROOT).matches("header:[a-z0-9-]{1,60}")) {
                throw Problem.unprocessable("'per' is ip, path, method or header:NAME, not '" + each + "'.");
            }
        }
        if (!METHODS.containsAll(methods)) {
            throw Problem.unprocessable("'methods' are "
                    + String.join(", ", METHODS.stream().sorted().toList()) + ".");
        }
    }

    private static <T> List<T> copy(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A rule for a path that counts by address. */
    static Rule perAddress(String path, OnFailure onFailure, List<Limit> limits, Rule... children) {
        return new Rule(path, List.of(), List.of("ip"), limits, null, false, onFailure, List.of(children));
    }

    /** Why it does not match, in a few words; empty if it does. */
    String mismatch(Request request) {
        if (path != null && !matchesPath(path, request.path())) {
            return "another path";
        }
        return methods.isEmpty() || methods.contains(request.method()) ? "" : "another method";
    }

    private static boolean matchesPath(String pattern, String path) {
        if (!pattern.endsWith("/*")) {
            return pattern.equals(path);
        }
        String prefix = pattern.substring(0, pattern.length() - 2);
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** "POST /login" or "everything". */
    String described() {
        String where = path == null || path.equals("/*") ? "everything" : path;
        return methods.isEmpty() ? where : String.join("|", methods) + " " + where;
    }
}
