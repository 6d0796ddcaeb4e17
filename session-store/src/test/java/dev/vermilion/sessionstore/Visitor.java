package dev.vermilion.sessionstore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vermilion.kit.testing.Http;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser without a screen: keeps cookies, and sends the CSRF token that the session told. */
final class Visitor {

    private final Http http;
    private final Map<String, String> cookies = new TreeMap<>();
    private String csrf = "";

    Visitor(Http http) {
        this.http = http;
    }

    Http.Response get(String path) {
        return send("GET", path, null);
    }

    Http.Response post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    Http.Response put(String path, @Nullable Object body) {
        return send("PUT", path, body);
    }

    Http.Response delete(String path) {
        return send("DELETE", path, null);
    }

    Http.Response login(String name, String password) {
        return post("api/login", Map.of("name", name, "password", password));
    }

    Http.Response loginRemembered(String name, String password) {
        return post("api/login", Map.of("name", name, "password", password, "remember", true));
    }

    /** Who this is, as the app says; empty for nobody. */
    String user() {
        JsonNode user = get("api/session").json().get("user");
        return user.isNull() ? "" : user.asText();
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    Visitor withCookie(String name, String value) {
        cookies.put(name, value);
        return this;
    }

    Visitor forgetting(String name) {
        cookies.remove(name);
        return this;
    }

    Visitor forgettingCsrf() {
        csrf = "";
        return this;
    }

    Http.Response send(String method, String path, @Nullable Object body) {
        Http client = http.with("User-Agent", "Mozilla/5.0 (X11; Linux) Firefox/140.0");
        if (!cookies.isEmpty()) {
            client = client.with(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (!csrf.isEmpty()) {
            client = client.with("X-CSRF-Token", csrf);
        }
        Http.Response response = client.send(method, path, body);
        for (String cookie : response.response().headers().allValues("Set-Cookie")) {
            String[] pair = cookie.split(";")[0].split("=", 2);
            if (cookie.contains("Max-Age=0") || pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
        if (response.status() == 200 && response.body().contains("\"csrf\":\"")) {
            csrf = response.json().get("csrf").asText();
        }
        return response;
    }
}
