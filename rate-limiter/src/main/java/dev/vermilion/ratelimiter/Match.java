package dev.vermilion.ratelimiter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through the rules.
 *
 * @param client whom it comes from
 * @param charges what its limits are asked
 * @param onFailure what to do while Redis is away
 */
record Match(Client client, List<Charge> charges, OnFailure onFailure) {

    private static final int LONGEST_WHO = 100;

    /**
     * Whom a request comes from.
     *
     * @param address the address
     * @param block what counts as one client: the address, or its IPv6 block
     * @param why how the address was found
     */
    record Client(Network address, Network block, String why) {}

    /** The lists of the rules, ready to compare with. */
    record Lists(List<Network> allow, List<Network> deny, List<Network> trusted) {

        static Lists of(RuleSet rules) {
            return new Lists(blocks(rules.allow()), blocks(rules.deny()), blocks(rules.trustedProxies()));
        }

        private static List<Network> blocks(List<String> texts) {
            return texts.stream().map(Network::parse).toList();
        }
    }

    /** Follows the request from the root to the last rule that matches; {@code trace} gets a line of each step. */
    static Match of(RuleSet rules, Lists lists, Request request, List<Trace.Step> trace) {
        Client client = client(lists, rules.clientPrefix(), request);
        List<Charge> charges = new ArrayList<>();
        OnFailure onFailure = OnFailure.OPEN;
        List<Rule> way = way(rules.root(), request, trace);
        int cost = way.stream().map(Rule::cost).filter(each -> each != null).reduce(1, (first, second) -> second);
        for (Rule each : way) {
            if (each.replaces()) {
                charges.clear();
            }
            if (each.onFailure() != null) {
                onFailure = each.onFailure();
            }
            String who = who(each, request, client);
            each.limits().forEach(limit -> charges.add(new Charge(limit, who, cost, rules.shadow() || limit.shadow())));
        }
        return new Match(client, charges, onFailure);
    }

    private static List<Rule> way(Rule root, Request request, List<Trace.Step> trace) {
        List<Rule> way = new ArrayList<>();
        @Nullable Rule next = first(List.of(root), request, trace);
        while (next != null) {
            way.add(next);
            next = first(next.children(), request, trace);
        }
        return way;
    }

    private static @Nullable Rule first(List<Rule> candidates, Request request, List<Trace.Step> trace) {
        for (Rule each : candidates) {
            String mismatch = each.mismatch(request);
            trace.add(new Trace.Step("rule " + each.described(), mismatch.isEmpty() ? "matches" : mismatch, true));
            if (mismatch.isEmpty()) {
                return each;
            }
        }
        return null;
    }

    private static String who(Rule rule, Request request, Client client) {
        if (rule.per().isEmpty()) {
            return "all";
        }
        String who = rule.per().stream()
                .map(each -> switch (each) {
                    case "ip" -> client.block().toString();
                    case "path" -> request.path();
                    case "method" -> request.method();
                    default -> request.header(each.substring("header:".length()).toLowerCase(Locale.ROOT));
                })
                .collect(Collectors.joining("|"));
        return who.length() <= LONGEST_WHO ? who : "hash-" + Hashes.of(who);
    }

    /**
     * Goes from the connection's own address backwards through X-Forwarded-For, as long as a trusted proxy says who was
     * before it: what stands further left is what a client may have written there itself.
     */
    static Client client(Lists lists, int ipv6Prefix, Request request) {
        Network address = Network.address(request.peer()).orElseGet(() -> Network.parse("0.0.0.0"));
        String why = "the address of the connection";
        String[] forwarded = request.header("x-forwarded-for").split(",");
        for (int i = forwarded.length - 1; i >= 0 && contains(lists.trusted(), address); i--) {
            Optional<Network> before = Network.address(forwarded[i].strip());
            if (before.isEmpty()) {
                break;
            }
            why = "from X-Forwarded-For, for " + address + " is a trusted proxy";
            address = before.get();
        }
        Network block = address.bits() == 128 ? address.masked(ipv6Prefix) : address;
        return new Client(address, block, why);
    }

    static boolean contains(List<Network> blocks, Network address) {
        return blocks.stream().anyMatch(each -> each.contains(address));
    }
}
