package dev.vermilion.urlshortener;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Another target for some of the visitors. All conditions that are given must hold; the first rule whose conditions hold is
 * followed, the link's own target if there is none.
 *
 * @param device one of {@code ios}, {@code android}, {@code mobile}, {@code desktop}
 * @param language the visitor's first language, as {@code de} or {@code de-AT}; {@code de} holds for all kinds of German
 * @param browser one of {@code chrome}, {@code firefox}, {@code safari}, {@code edge}
 * @param query what must stand in the query of the short URL, as {@code ref=mail}
 * @param share so many of a hundred visitors, 1 to 99; the same visitor always belongs to the same part
 * @param target where these visitors are sent
 */
public record Rule(
        @Nullable String device,
        @Nullable String language,
        @Nullable String browser,
        @Nullable String query,
        @Nullable Integer share,
        @Nullable String target) {

    /** So many rules a link may have. */
    static final int MOST = 20;

    private static final Set<String> DEVICES = Set.of("ios", "android", "mobile", "desktop");
    private static final Set<String> BROWSERS = Set.of("chrome", "firefox", "safari", "edge");

    /** The rule in the form in which it is kept. */
    Rule checked(String ownHost) {
        if (device == null && language == null && browser == null && query == null && share == null) {
            throw LinkException.refused("The rule needs a condition: device, language, browser, query or share.");
        }
        check(device == null || DEVICES.contains(device), "device must be ios, android, mobile or desktop");
        check(browser == null || BROWSERS.contains(browser), "browser must be chrome, firefox, safari or edge");
        check(
                language == null || language.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?"),
                "language must look like de or de-AT");
        check(query == null || query.matches("[^=&#\\s]{1,60}(=[^&#\\s]{0,120})?"), "query must look like ref=mail");
        check(share == null || share >= 1 && share <= 99, "share must be 1 to 99 of a hundred");
        return new Rule(device, language, browser, query, share, Target.checked(target, ownHost));
    }

    private static void check(boolean right, String sentence) {
        if (!right) {
            throw LinkException.refused("The rule's " + sentence + ".");
        }
    }

    boolean holds(String code, Guest guest) {
        return isDevice(guest)
                && (language == null || speaks(guest.language(), language.toLowerCase(Locale.ROOT)))
                && (browser == null || browser.equals(guest.browser()))
                && (query == null || guest.asks(query))
                && (share == null || guest.part(code) < share);
    }

    private boolean isDevice(Guest guest) {
        return device == null
                || device.equals(guest.device())
                || device.equals("mobile") && Set.of("ios", "android").contains(guest.device());
    }

    private static boolean speaks(String first, String wanted) {
        return first.equals(wanted) || first.startsWith(wanted + "-");
    }

    /** Where {@code guest} goes: to the target of the first of these rules that holds, or to {@code otherwise}. */
    static String choose(List<Rule> rules, String code, Guest guest, String otherwise) {
        for (Rule rule : rules) {
            String target = rule.target();
            if (target != null && rule.holds(code, guest)) {
                return target;
            }
        }
        return otherwise;
    }
}
