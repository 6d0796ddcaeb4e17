package dev.vermilion.ratelimiter;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a request was, or would be, limited.
 *
 * @param id under which it is kept; empty if it is not
 * @param atMillis when, in milliseconds of 1970
 * @param request method and path
 * @param client whom it comes from
 * @param allowed whether it may pass
 * @param verdict one sentence
 * @param steps how that came about, one by one
 */
public record Trace(
        String id, long atMillis, String request, String client, boolean allowed, String verdict, List<Step> steps) {

    /**
     * One step.
     *
     * @param what was looked at
     * @param result what was found
     * @param good whether that speaks for the request
     */
    public record Step(String what, String result, boolean good) {}

    static Trace of(String id, RuleSet rules, Request request, Decision decision) {
        List<Step> steps = new ArrayList<>();
        List<Step> way = new ArrayList<>();
        Match match = Match.of(rules, Match.Lists.of(rules), request, way);
        steps.add(new Step("client " + decision.client(), match.client().why(), true));
        switch (decision.cause()) {
            case DENY_LIST ->
                steps.add(new Step("deny list", "names " + match.client().address(), false));
            case ALLOW_LIST ->
                steps.add(new Step("allow list", "names " + match.client().address(), true));
            default -> {
                steps.addAll(way);
                decision.standings().forEach(each -> steps.add(step(each)));
            }
        }
        return new Trace(
                id,
                decision.nowMicros() / 1_000,
                request.method() + " " + request.path(),
                decision.client(),
                decision.allowed(),
                verdict(decision),
                steps);
    }

    private static Step step(Standing s) {
        String what = "limit " + s.limit().name() + " (" + s.limit().described() + "), counted by " + s.who();
        StringBuilder result = new StringBuilder("used ").append(s.used()).append(", left ");
        result.append(s.left());
        if (!s.allows()) {
            result.append(s.shadow() ? "; would refuse, but is only watched" : "; refuses")
                    .append("; again in ")
                    .append(Limit.seconds(s.retryMicros()));
        } else if (s.delayMicros() > 0) {
            result.append("; waits ").append(Limit.seconds(s.delayMicros())).append(" for its turn");
        } else {
            result.append("; allows");
        }
        return new Step(what, result.toString(), !s.refuses());
    }

    static String verdict(Decision decision) {
        return switch (decision.cause()) {
            case DENY_LIST -> "Refused: the address is on the deny list.";
            case ALLOW_LIST -> "Allowed: the address is on the allow list.";
            case NO_LIMIT -> "Allowed: no rule has a limit for it.";
            case REDIS_AWAY ->
                decision.allowed()
                        ? "Allowed without a limit: Redis is away, and the rule fails open."
                        : "Refused: Redis is away, and the rule fails closed.";
            case LIMITS, LOCAL_LIMITS -> byLimits(decision);
        };
    }

    private static String byLimits(Decision decision) {
        String alone = decision.cause() == Decision.Cause.LOCAL_LIMITS ? " (Redis is away: counted here alone)" : "";
        if (decision.allowed()) {
            return "Allowed: no limit refuses it" + alone + ".";
        }
        String names = String.join(
                ", ",
                decision.refusals().stream().map(each -> each.limit().name()).toList());
        return "Refused by " + names + alone + "; again in " + Limit.seconds(decision.retryMicros()) + ".";
    }
}
