package dev.vermilion.kit;

import io.javalin.http.Handler;

/**
 * The HTTP routes of one app. Paths are relative to where the app is mounted and have Javalin's syntax: {@code
 * api/boards/{id}}. A leading slash makes no difference.
 *
 * <p>Beside them the kit serves, under the same mount path: {@code /} and every file of {@code /web/<name>/} on the class
 * path, {@code kit/*}, {@code POST api/reset} and {@code GET api/info}; these win over a route of the app with the same
 * path.
 */
public interface Routes {

    /** {@code GET path}. */
    Routes get(String path, Handler handler);

    /** {@code HEAD path}; without it a HEAD request gets 200 wherever there is a GET route. */
    Routes head(String path, Handler handler);

    /** {@code POST path}. */
    Routes post(String path, Handler handler);

    /** {@code PUT path}. */
    Routes put(String path, Handler handler);

    /** {@code PATCH path}. */
    Routes patch(String path, Handler handler);

    /** {@code DELETE path}. */
    Routes delete(String path, Handler handler);

    /** Server-Sent Events: everything that {@link Events#publish} sends on this channel from now on. */
    Routes events(String path, String channel);
}
