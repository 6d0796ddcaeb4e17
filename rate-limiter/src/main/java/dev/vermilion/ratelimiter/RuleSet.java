package dev.vermilion.ratelimiter;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.vermilion.kit.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All rules of a domain.
 *
 * @param version counts the changes; a change must name the version that it was made from
 * @param allow addresses and blocks that no limit holds for
 * @param deny addresses and blocks that are refused; stronger than {@code allow}
 * @param trustedProxies whose X-Forwarded-For is believed
 * @param ipv6Prefix how many bits of an IPv6 address make a client, for one household has very many addresses; 56 if null
 * @param shadow no limit is enforced, all are watched
 * @param root the tree
 */
public record RuleSet(
        long version,
        List<String> allow,
        List<String> deny,
        List<String> trustedProxies,
        @Nullable Integer ipv6Prefix,
        boolean shadow,
        Rule root) {

    private static final int MOST_BLOCKS = 1_000;
    private static final int MOST_LIMITS = 200;
    private static final int DEEPEST = 8;
    private static final int USUAL_PREFIX = 56;

    /** Takes missing lists as empty ones, and refuses what cannot be meant. */
    public RuleSet {
        allow = blocks("allow", allow);
        deny = blocks("deny", deny);
        trustedProxies = blocks("trustedProxies", trustedProxies);
        if (ipv6Prefix != null && (ipv6Prefix < 16 || ipv6Prefix > 128)) {
            throw Problem.unprocessable("'ipv6Prefix' must be 16 to 128, not " + ipv6Prefix + ".");
        }
        if (root == null) {
            throw Problem.unprocessable("Rules need a 'root'.");
        }
        check(root, 1, 1, new HashSet<>());
    }

    private static List<String> blocks(String what, @Nullable List<String> texts) {
        if (texts == null) {
            return List.of();
        }
        if (texts.size() > MOST_BLOCKS) {
            throw Problem.unprocessable("'" + what + "' has at most " + MOST_BLOCKS + " entries.");
        }
        texts.forEach(Network::parse);
        return List.copyOf(texts);
    }

    private static void check(Rule rule, int depth, int costAbove, Set<String> names) {
        if (depth > DEEPEST) {
            throw Problem.unprocessable("The tree is at most " + DEEPEST + " rules deep.");
        }
        int cost = rule.cost() == null ? costAbove : rule.cost();
        for (Limit each : rule.limits()) {
            if (!names.add(each.name())) {
                throw Problem.unprocessable("Two limits are called '" + each.name() + "'.");
            }
            if (cost > Math.min(each.quota(), each.most())) {
                throw Problem.unprocessable("The limit '" + each.name() + "' would never let a cost of " + cost
                        + " pass; raise its quota and burst.");
            }
        }
        if (names.size() > MOST_LIMITS) {
            throw Problem.unprocessable("There are at most " + MOST_LIMITS + " limits in all.");
        }
        rule.children().forEach(each -> check(each, depth + 1, cost, names));
    }

    /** Rules without any limit. */
    static RuleSet none() {
        return of(new Rule("/*", List.of(), List.of(), List.of(), null, false, OnFailure.OPEN, List.of()));
    }

    /** These rules, with empty lists. */
    public static RuleSet of(Rule root) {
        return new RuleSet(0, List.of(), List.of(), List.of(), null, false, root);
    }

    RuleSet withVersion(long number) {
        return new RuleSet(number, allow, deny, trustedProxies, ipv6Prefix, shadow, root);
    }

    int clientPrefix() {
        return ipv6Prefix == null ? USUAL_PREFIX : ipv6Prefix;
    }

    /** All limits, from the root to the leaves. */
    @JsonIgnore
    List<Limit> limits() {
        List<Limit> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(Rule rule, List<Limit> all) {
        all.addAll(rule.limits());
        rule.children().forEach(each -> collect(each, all));
    }

    /** What is allowed, but rarely meant: sentences that begin with a code. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (trustedProxies.stream().anyMatch(each -> each.endsWith("/0"))) {
            warnings.add("TRUSTS_ALL: every client can choose its address with X-Forwarded-For.");
        }
        if (clientPrefix() > 64) {
            warnings.add("LONG_IPV6_PREFIX: one household has 2^64 addresses or more, and so as many clients.");
        }
        for (Limit each : limits()) {
            if (each.algorithm() == Algorithm.FIXED_WINDOW && each.windowMillis() >= 60_000) {
                warnings.add("BORDER_BURST: '" + each.name() + "' lets twice its quota pass around a window's border.");
            }
            if (each.algorithm() == Algorithm.SLIDING_LOG && each.quota() > 1_000) {
                warnings.add("LARGE_LOG: '" + each.name() + "' keeps up to " + each.quota() + " entries per client.");
            }
        }
        return warnings;
    }
}
