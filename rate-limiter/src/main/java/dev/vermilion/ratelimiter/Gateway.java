package dev.vermilion.ratelimiter;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reverse proxy that limits what it lets through to one HTTP service. Bodies are streamed in both directions. Safe for
 * use by many threads.
 */
public final class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    /** What belongs to one connection only (RFC 9110, 7.6.1), or is written anew. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length",
            "expect",
            "x-forwarded-for");

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final RateLimitPlugin limits;

    /** A gateway whose requests {@code limiter} decides about. */
    public Gateway(RateLimiter limiter) {
        limits = new RateLimitPlugin(limiter);
    }

    /**
     * Answers with what {@code upstream} says, or with a refusal.
     *
     * @param upstream where the service is, without a slash at the end
     * @param path with a slash in front, as the client wrote it; added to {@code upstream}
     */
    public void handle(Context ctx, String upstream, String path) throws Exception {
        limits.limited(ctx, path, each -> forward(each, upstream, path));
    }

    private void forward(Context ctx, String upstream, String path) throws InterruptedException {
        String query = ctx.queryString();
        try {
            URI target = URI.create(upstream + path + (query == null ? "" : "?" + query));
            HttpResponse<InputStream> response = client.send(request(ctx, target), BodyHandlers.ofInputStream());
            pass(ctx, response);
        } catch (HttpTimeoutException e) {
            unreachable(ctx, 504, "Gateway timeout", "The service behind this gateway does not answer in time.", e);
        } catch (IOException e) {
            unreachable(ctx, 502, "Bad gateway", "The service behind this gateway cannot be reached.", e);
        } catch (IllegalArgumentException e) {
            unreachable(ctx, 400, "Bad request", "This path cannot be passed on.", e);
        }
    }

    private static HttpRequest request(Context ctx, URI target) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(ANSWER)
                .method(ctx.method().toString(), body(ctx));
        ctx.headerMap().forEach((name, value) -> {
            if (isForwarded(name)) {
                request.header(name, value);
            }
        });
        String before = ctx.header("X-Forwarded-For");
        request.header("X-Forwarded-For", before == null ? ctx.ip() : before + ", " + ctx.ip());
        return request.build();
    }

    private static BodyPublisher body(Context ctx) throws IOException {
        long length = ctx.req().getContentLengthLong();
        if (length == 0 || (length < 0 && ctx.header("Transfer-Encoding") == null)) {
            return BodyPublishers.noBody();
        }
        InputStream in = ctx.req().getInputStream();
        BodyPublisher stream = BodyPublishers.ofInputStream(() -> in);
        return length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
    }

    private static boolean isForwarded(String header) {
        return !NOT_FORWARDED.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void pass(Context ctx, HttpResponse<InputStream> response) throws IOException {
        ctx.status(response.statusCode());
        response.headers().map().forEach((name, values) -> {
            if (isForwarded(name) && !name.startsWith(":")) {
                ctx.res().setHeader(name, values.get(0));
                values.stream().skip(1).forEach(each -> ctx.res().addHeader(name, each));
            }
        });
        response.headers()
                .firstValueAsLong("Content-Length")
                .ifPresent(length -> ctx.res().setContentLengthLong(length));
        try (InputStream in = response.body()) {
            OutputStream out = ctx.res().getOutputStream();
            in.transferTo(out);
            out.flush();
        }
    }

    private static void unreachable(Context ctx, int status, String title, String detail, Exception e) {
        LOG.warn("{} {}: {}", ctx.method(), ctx.path(), e.toString());
        if (!ctx.res().isCommitted()) {
            Answers.problem(ctx, status, "about:blank", title, detail, Map.of());
        }
    }
}
