package dev.vermilion.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Turns everything that a handler throws into {@code application/problem+json}, without internals. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String MEDIA_TYPE = "application/problem+json";

    private Errors() {}

    static void install(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
        routes.exception(JsonProcessingException.class, (e, ctx) -> answer(ctx, malformed(e)));
        routes.exception(HttpResponseException.class, (e, ctx) -> answer(ctx, e));
        routes.exception(Exception.class, (e, ctx) -> internal(ctx, e));
    }

    static void answer(Context ctx, Problem problem) {
        if (problem.status() == 503) {
            ctx.header("Retry-After", "1");
        }
        answer(ctx, problem.status(), problem.title(), problem.detail());
    }

    private static void answer(Context ctx, HttpResponseException e) {
        int status = e.getStatus();
        switch (status) {
            case 404 -> answer(ctx, status, "Not found", "There is nothing at " + ctx.path() + ".");
            case 405 ->
                answer(ctx, status, "Method not allowed", ctx.method() + " is not possible at " + ctx.path() + ".");
            case 413 -> answer(ctx, status, "Content too large", "The body is larger than what is accepted here.");
            default -> answer(ctx, status, "Request refused", String.valueOf(e.getMessage()));
        }
    }

    /** 503 if Redis is away; anything else it says is a mistake of ours. */
    static void answer(Context ctx, JedisException e) {
        if (isAway(e)) {
            LOG.warn("Redis does not answer: {}", e.getMessage());
            answer(ctx, Problem.unavailable("Redis does not answer just now; try again in a moment."));
        } else {
            internal(ctx, e);
        }
    }

    private static void internal(Context ctx, Exception e) {
        LOG.error("{} {} failed", ctx.method(), ctx.path(), e);
        answer(ctx, 500, "Internal error", "Something went wrong here; it has been logged.");
    }

    /** True if {@code e} says that there was no connection, rather than that Redis refused a command. */
    static boolean isAway(JedisException e) {
        return e instanceof JedisConnectionException
                || (e.getMessage() != null && e.getMessage().startsWith("Could not get a resource"));
    }

    private static void answer(Context ctx, int status, String title, String detail) {
        ctx.status(status).result(Json.write(new Problem.Body("about:blank", title, status, detail)));
        ctx.contentType(MEDIA_TYPE);
    }

    /** The 400 for a body that is not the JSON that was asked for; it names the field where there is one. */
    static Problem malformed(JsonProcessingException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            return Problem.badRequest("Unknown field '" + unknown.getPropertyName() + "'; known are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (e instanceof JsonMappingException mapping) {
            return Problem.badRequest(mapping(mapping));
        }
        return Problem.badRequest("The body is not valid JSON" + position(e) + ".");
    }

    private static String mapping(JsonMappingException e) {
        String field = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return e.getCause() instanceof IllegalArgumentException cause
                    ? String.valueOf(cause.getMessage())
                    : "The body must be a JSON object with the fields that are asked for.";
        }
        String wanted = e instanceof InvalidFormatException format
                ? ": '" + format.getValue() + "' is no "
                        + format.getTargetType().getSimpleName().toLowerCase(Locale.ROOT)
                : "";
        return "The field '" + field + "' is missing or has the wrong form" + wanted + ".";
    }

    private static String position(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : " (line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ")";
    }
}
