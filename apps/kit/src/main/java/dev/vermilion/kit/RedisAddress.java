package dev.vermilion.kit;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;

/**
 * Where a Redis is, from a URL.
 *
 * <pre>
 *   redis://[user:password@]host[:port][/database]
 *   rediss://…                                          the same with TLS
 *   redis-sentinel://[user:password@]host[:port],…/master
 *   redis-cluster://[user:password@]host[:port],…
 * </pre>
 *
 * @param master the name that the sentinels know the master by; empty for the other kinds
 * @param shown the URL without its password
 */
record RedisAddress(
        Kind kind,
        Set<HostAndPort> nodes,
        @Nullable String user,
        @Nullable String password,
        int database,
        String master,
        String shown) {

    private static final int REDIS_PORT = 6379;
    private static final int SENTINEL_PORT = 26379;

    enum Kind {
        SINGLE,
        TLS,
        SENTINEL,
        CLUSTER
    }

    HostAndPort first() {
        return nodes.iterator().next();
    }

    /** Understands {@code url}, or says in one sentence what is wrong with it. */
    static RedisAddress parse(String url) throws StartException {
        int behindScheme = url.indexOf("://");
        String scheme = behindScheme < 0 ? "" : url.substring(0, behindScheme);
        Kind kind = switch (scheme) {
            case "redis" -> Kind.SINGLE;
            case "rediss" -> Kind.TLS;
            case "redis-sentinel" -> Kind.SENTINEL;
            case "redis-cluster" -> Kind.CLUSTER;
            default -> throw bad(url);
        };
        String rest = url.substring(behindScheme + 3);
        int query = rest.indexOf('?');
        rest = query < 0 ? rest : rest.substring(0, query);
        int at = rest.lastIndexOf('@');
        String[] login = at < 0 ? new String[] {"", ""} : login(rest.substring(0, at), url);
        int slash = rest.indexOf('/', at + 1);
        String hosts = slash < 0 ? rest.substring(at + 1) : rest.substring(at + 1, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        if (kind == Kind.SENTINEL && path.isEmpty()) {
            throw new StartException("A redis-sentinel URL ends with the master's name, as in "
                    + "redis-sentinel://host:26379/mymaster.");
        }
        return new RedisAddress(
                kind,
                nodes(hosts, kind == Kind.SENTINEL ? SENTINEL_PORT : REDIS_PORT, url),
                login[0].isEmpty() ? null : login[0],
                login[1].isEmpty() ? null : login[1],
                kind == Kind.SENTINEL ? 0 : database(path, url),
                kind == Kind.SENTINEL ? path : "",
                scheme + "://" + hosts + (path.isEmpty() ? "" : "/" + path));
    }

    private static String[] login(String text, String url) throws StartException {
        int colon = text.indexOf(':');
        String user = colon < 0 ? "" : text.substring(0, colon);
        return new String[] {decoded(user, url), decoded(text.substring(colon + 1), url)};
    }

    private static String decoded(String text, String url) throws StartException {
        try {
            String decoded = new URI("redis://" + text + "@host").getUserInfo();
            return decoded == null ? "" : decoded;
        } catch (URISyntaxException e) {
            throw bad(url);
        }
    }

    private static Set<HostAndPort> nodes(String hosts, int defaultPort, String url) throws StartException {
        Set<HostAndPort> nodes = new LinkedHashSet<>();
        for (String each : hosts.split(",", -1)) {
            try {
                URI uri = new URI("redis://" + each);
                if (uri.getHost() == null) {
                    throw bad(url);
                }
                nodes.add(new HostAndPort(uri.getHost(), uri.getPort() < 0 ? defaultPort : uri.getPort()));
            } catch (URISyntaxException e) {
                throw bad(url);
            }
        }
        return nodes;
    }

    private static int database(String path, String url) throws StartException {
        if (!path.matches("\\d{0,4}")) {
            throw bad(url);
        }
        return path.isEmpty() ? 0 : Integer.parseInt(path);
    }

    private static StartException bad(String url) {
        return new StartException("'" + url.replaceFirst("//.*@", "//…@") + "' is no Redis URL; it looks like "
                + "redis://host:6379, rediss://…, redis-sentinel://host:26379/master or redis-cluster://host:6379.");
    }
}
