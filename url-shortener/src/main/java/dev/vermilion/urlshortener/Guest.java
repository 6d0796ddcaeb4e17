package dev.vermilion.urlshortener;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor tells without being asked.
 *
 * @param identity tells visitors apart; only a hash of it is kept
 * @param isBot a program: a crawler, a preview, a monitor, or somebody who does not say
 * @param device {@code ios}, {@code android}, {@code mobile}, {@code desktop} or {@code other}
 * @param browser {@code chrome}, {@code firefox}, {@code safari}, {@code edge} or {@code other}
 * @param language the first language, in lower case; empty if there is none
 * @param referrer the host that the visitor comes from; empty if it is not known
 * @param query the query of the short URL, as it was sent; empty for none
 */
record Guest(
        String identity, boolean isBot, String device, String browser, String language, String referrer, String query) {

    /** The words by which programs that are no browsers name themselves. */
    private static final Pattern BOT = Pattern.compile(
            "bot\\b|bot/|crawl|spider|slurp|preview|facebookexternalhit|embedly|monitor|pingdom|uptime|scan|curl/|wget/|"
                    + "python-|go-http|java/|java-http|okhttp|axios|node-fetch|headless|lighthouse|feed|archive|whatsapp|"
                    + "telegram|discord|slack|skype",
            Pattern.CASE_INSENSITIVE);

    /** A person without particulars. */
    static Guest named(String identity) {
        return new Guest(identity, false, "desktop", "other", "", "", "");
    }

    /** As the headers of a request say. */
    static Guest of(
            String address,
            @Nullable String agent,
            @Nullable String languages,
            @Nullable String referrer,
            @Nullable String query) {
        String name = agent == null ? "" : agent;
        return new Guest(
                address + ' ' + name,
                name.isBlank() || BOT.matcher(name).find(),
                device(name),
                browser(name),
                firstLanguage(languages),
                host(referrer),
                query == null ? "" : query);
    }

    private static String device(String agent) {
        if (agent.contains("iPhone") || agent.contains("iPad") || agent.contains("iPod")) {
            return "ios";
        } else if (agent.contains("Android")) {
            return "android";
        } else if (agent.contains("Mobile")) {
            return "mobile";
        }
        return Pattern.compile("Windows|Macintosh|X11|CrOS|Linux")
                        .matcher(agent)
                        .find()
                ? "desktop"
                : "other";
    }

    /** The order matters: Edge says that it is Chrome, and Chrome that it is Safari. */
    private static String browser(String agent) {
        if (agent.contains("Edg/") || agent.contains("EdgA/") || agent.contains("EdgiOS/")) {
            return "edge";
        } else if (agent.contains("Firefox/") || agent.contains("FxiOS/")) {
            return "firefox";
        } else if (agent.contains("Chrome/") || agent.contains("CriOS/")) {
            return "chrome";
        }
        return agent.contains("Safari/") ? "safari" : "other";
    }

    /** The first with the highest weight of an {@code Accept-Language} header (RFC 9110, 12.5.4). */
    private static String firstLanguage(@Nullable String header) {
        String best = "";
        double most = 0;
        for (String part : header == null ? new String[0] : header.split(",", 20)) {
            String[] pieces = part.strip().split("\\s*;\\s*q=", 2);
            double weight = pieces.length == 1 ? 1 : weight(pieces[1]);
            if (weight > most && pieces[0].matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")) {
                most = weight;
                best = pieces[0].toLowerCase(Locale.ROOT);
            }
        }
        return best;
    }

    private static double weight(String text) {
        return text.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(text) : 0;
    }

    private static String host(@Nullable String referrer) {
        try {
            String host = referrer == null ? null : URI.create(referrer).getHost();
            return host == null || host.length() > 100
                    ? ""
                    : host.toLowerCase(Locale.ROOT).replaceFirst("^www\\.", "");
        } catch (IllegalArgumentException e) {
            return ""; // whatever they sent, it is no address
        }
    }

    /** Whether the query has this {@code name} or {@code name=value}. */
    boolean asks(String wanted) {
        return Arrays.stream(query.split("&"))
                .anyMatch(each -> each.equals(wanted) || !wanted.contains("=") && each.startsWith(wanted + "="));
    }

    /** A number from 0 to 99, always the same for a visitor and a link. */
    int part(String code) {
        return Math.floorMod(Long.parseLong(Fingerprint.of(code, "part " + identity)), 100);
    }
}
