package dev.vermilion.urlshortener;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which URLs a link may lead to. */
final class Target {

    static final int MAX_LENGTH = 2_048;

    private static final Pattern PARTS = Pattern.compile("(?<scheme>[A-Za-z]+)://(?<authority>[^/?#]*)(?<rest>.*)");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]|0\\.0\\.0\\.0");

    private Target() {}

    /**
     * The URL in the form in which it can stand in a header: ASCII, the host in lower case.
     *
     * @param ownHost the host under which the shortener itself is reached, with or without a port: a link to it could lead
     *     in circles
     */
    static String checked(@Nullable String url, String ownHost) {
        if (url == null || url.isBlank()) {
            throw LinkException.refused("The target is missing.");
        }
        String trimmed = url.strip();
        if (trimmed.length() > MAX_LENGTH) {
            throw LinkException.refused("The target is longer than " + MAX_LENGTH + " characters.");
        }
        Matcher parts = PARTS.matcher(trimmed);
        if (!parts.matches() || !parts.group("scheme").matches("(?i)https?")) {
            throw LinkException.refused("The target must begin with http:// or https://.");
        }
        String authority = parts.group("authority");
        if (authority.contains("@")) {
            throw LinkException.refused("The target must not contain a user name or password.");
        }
        String host = hostOf(authority);
        if (host.isEmpty()) {
            throw LinkException.refused("The target has no host.");
        }
        if (isOwn(host, hostOf(ownHost))) {
            throw LinkException.refused(
                    "The target must not be on this site (" + host + "): it could lead in circles.");
        }
        String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
        return ascii(scheme + "://" + host + portOf(authority) + parts.group("rest"));
    }

    private static String ascii(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                throw LinkException.refused("The target has no valid host.");
            }
            if (uri.getPort() > 65_535) {
                throw LinkException.refused("The target has no valid port.");
            }
            String text = uri.toASCIIString();
            if (text.length() > MAX_LENGTH) {
                throw LinkException.refused(
                        "The target is longer than " + MAX_LENGTH + " characters when written in ASCII.");
            }
            return text;
        } catch (URISyntaxException e) {
            throw LinkException.refused(
                    "The target is not a valid URL: " + e.getReason().toLowerCase(Locale.ROOT) + ".");
        }
    }

    /** The host without its port, in lower case and ASCII, without the dot at its end; empty if there is none. */
    private static String hostOf(String authority) {
        String host =
                authority.substring(0, authority.length() - portOf(authority).length());
        if (host.endsWith(".")) {
            host = host.substring(0, host.length() - 1);
        }
        if (host.startsWith("[")) {
            return host.toLowerCase(Locale.ROOT);
        }
        try {
            return IDN.toASCII(host).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            throw LinkException.refused("The target has no valid host.");
        }
    }

    private static String portOf(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(colon) : "";
    }

    /** The names of this machine count as one. */
    private static boolean isOwn(String host, String own) {
        return host.equals(own)
                || (LOOPBACK.matcher(host).matches() && LOOPBACK.matcher(own).matches());
    }
}
