package dev.vermilion.kit.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vermilion.kit.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A small HTTP client: paths are relative to the app, bodies become JSON. Does not follow redirects. */
public final class Http {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI base;
    private final String[] headers;

    /** A client for what lies below {@code base}, which ends with a slash. */
    public Http(String base) {
        this(URI.create(base));
    }

    private Http(URI base, String... headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A client that sends this header, too. */
    public Http with(String name, String value) {
        String[] more = Arrays.copyOf(headers, headers.length + 2);
        more[headers.length] = name;
        more[headers.length + 1] = value;
        return new Http(base, more);
    }

    /** {@code GET path}. */
    public Response get(String path) {
        return send("GET", path, null);
    }

    /** {@code POST path}; the body is JSON text, or an object that becomes JSON, or null for none. */
    public Response post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    /** {@code PUT path}. */
    public Response put(String path, @Nullable Object body) {
        return send("PUT", path, body);
    }

    /** {@code PATCH path}. */
    public Response patch(String path, @Nullable Object body) {
        return send("PATCH", path, body);
    }

    /** {@code DELETE path}. */
    public Response delete(String path) {
        return send("DELETE", path, null);
    }

    /** Any method. */
    public Response send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            String text = body instanceof String json ? json : Json.write(body);
            request.method(method, BodyPublishers.ofString(text)).header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new Response(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** An answer. */
    public record Response(HttpResponse<String> response) {

        /** The HTTP status. */
        public int status() {
            return response.statusCode();
        }

        /** The body as text. */
        public String body() {
            return response.body();
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return MAPPER.readTree(response.body());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("no JSON: " + response.body(), e);
            }
        }

        /** The body as an object. */
        public <T> T as(Class<T> type) {
            return Json.read(response.body(), type);
        }

        /** A header, empty if there is none of this name. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
