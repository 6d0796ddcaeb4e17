package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Json;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a client is told: the fields RateLimit-Policy and RateLimit of the IETF's draft, Retry-After, and its problem types.
 */
final class Answers {

    /** The header that names where the reason of a refusal is kept. */
    static final String TRACE = "RateLimit-Trace";

    private static final String TYPES = "https://iana.org/assignments/http-problem-types#";
    private static final int MICROS = 1_000_000;

    private Answers() {}

    /** Says in headers how the client stands, be it refused or not. Limits that are only watched are not told. */
    static void headers(Context ctx, Decision decision) {
        List<Standing> told =
                decision.standings().stream().filter(each -> !each.shadow()).toList();
        if (!told.isEmpty()) {
            ctx.header("RateLimit-Policy", told.stream().map(Answers::policy).collect(Collectors.joining(", ")));
            ctx.header("RateLimit", told.stream().map(Answers::standing).collect(Collectors.joining(", ")));
        }
    }

    private static String policy(Standing s) {
        String unit = s.limit().algorithm() == Algorithm.CONCURRENCY
                ? ";qu=\"concurrent-requests\""
                : ";w=" + seconds(s.limit().windowMicros());
        String partition = s.who().equals("all") ? "" : ";pk=:" + Hashes.of(s.who()) + ":";
        return '"' + s.limit().name() + "\";q=" + s.limit().quota() + unit + partition;
    }

    private static String standing(Standing s) {
        return '"' + s.limit().name() + "\";r=" + s.left() + ";t="
                + seconds(s.allows() ? s.resetMicros() : s.retryMicros());
    }

    private static long seconds(long micros) {
        return (micros + MICROS - 1) / MICROS;
    }

    /** Refuses; {@code trace} is under which id the reason is kept, or empty. */
    static void refuse(Context ctx, Decision decision, String trace) {
        if (!trace.isEmpty()) {
            ctx.header(TRACE, trace);
        }
        String verdict = Trace.verdict(decision);
        switch (decision.cause()) {
            case DENY_LIST -> problem(ctx, 403, "about:blank", "Forbidden", verdict, Map.of());
            case REDIS_AWAY -> {
                ctx.header("Retry-After", "1");
                problem(ctx, 503, TYPES + "temporary-reduced-capacity", "Reduced capacity", verdict, Map.of());
            }
            default -> {
                ctx.header("Retry-After", Long.toString(seconds(decision.retryMicros())));
                List<String> violated = decision.refusals().stream()
                        .map(each -> each.limit().name())
                        .toList();
                problem(
                        ctx,
                        429,
                        TYPES + "quota-exceeded",
                        "Too many requests",
                        verdict,
                        Map.of("violated-policies", violated));
            }
        }
    }

    /** Any problem, with members beyond the usual ones. */
    static void problem(
            Context ctx, int status, String type, String title, String detail, Map<String, Object> members) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        body.putAll(members);
        ctx.status(status).result(Json.write(body)).contentType("application/problem+json");
    }
}
