package dev.vermilion.kit;

import io.javalin.http.Handler;
import io.javalin.websocket.WsConfig;
import java.util.function.Consumer;

/**
 * The HTTP routes of one app. Paths are relative to where the app is mounted and have Javalin's syntax: {@code
 * api/boards/{id}}. A leading slash makes no difference.
 *
 * <p>A route that belongs to the API is given with its {@link Operation}, which {@code /openapi.json} lists; a route
 * without one is a page or a redirect.
 *
 * <p>Beside them the kit serves, under the same mount path: {@code /} and every file of {@code /web/<name>/} on the class
 * path, {@code kit/*}, {@code openapi.json}, {@code POST api/reset} and {@code GET api/info}; these win over a route of
 * the app with the same path.
 */
public interface Routes {

    /** {@code GET path}, not listed. */
    Routes get(String path, Handler handler);

    /** {@code GET path}, listed. */
    Routes get(String path, Operation operation, Handler handler);

    /** {@code HEAD path}; without it a HEAD request gets 200 wherever there is a GET route. */
    Routes head(String path, Handler handler);

    /** {@code POST path}, not listed. */
    Routes post(String path, Handler handler);

    /** {@code POST path}, listed. */
    Routes post(String path, Operation operation, Handler handler);

    /** {@code PUT path}, not listed. */
    Routes put(String path, Handler handler);

    /** {@code PUT path}, listed. */
    Routes put(String path, Operation operation, Handler handler);

    /** {@code PATCH path}, not listed. */
    Routes patch(String path, Handler handler);

    /** {@code PATCH path}, listed. */
    Routes patch(String path, Operation operation, Handler handler);

    /** {@code DELETE path}, not listed. */
    Routes delete(String path, Handler handler);

    /** {@code DELETE path}, listed. */
    Routes delete(String path, Operation operation, Handler handler);

    /** Server-Sent Events: everything that {@link Events#publish} sends on this channel from now on. Listed. */
    Routes events(String path, String channel);

    /** A WebSocket, which the handshake of {@code GET path} opens. Listed. */
    Routes socket(String path, Operation operation, Consumer<WsConfig> socket);
}
