package dev.vermilion.ratelimiter;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What limits look at.
 *
 * @param method upper case
 * @param path with a slash in front, without the query
 * @param peer the address that the connection comes from
 * @param headers by lower case name
 */
public record Request(String method, String path, String peer, Map<String, String> headers) {

    private static final Logger LOG = LoggerFactory.getLogger(Request.class);

    /** Brings names of headers to lower case, and the path to one form. */
    public Request {
        method = method.toUpperCase(Locale.ROOT);
        path = plain(path);
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        headers = lower;
    }

    /**
     * The path in its one form: what is written as %73, //, ./ or ;a=b is another path to a careless limiter, and the same
     * path to the service behind it.
     */
    private static String plain(String path) {
        String decoded = path;
        try {
            decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            LOG.debug("not a valid path: {}", path); // taken as it is; the service will not like it either
        }
        ArrayDeque<String> parts = new ArrayDeque<>();
        for (String part : decoded.split("/")) {
            String name = part.split(";", 2)[0];
            if (name.equals("..")) {
                parts.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                parts.addLast(name);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** The value of a header, empty if it is not there. */
    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
}
