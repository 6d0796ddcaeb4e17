package dev.vermilion.urlshortener;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants shortened.
 *
 * @param url the target
 * @param code a code of their own choice; null for a generated one
 * @param title what people call it; at most 120 characters
 * @param tags under which it shall be found; at most 10 of up to 30 letters, digits, '-' and '_'
 * @param validFrom when the link begins; null for at once
 * @param expiresAt when the link ends; null for never
 * @param maxVisits after how many redirects it ends; null for no limit
 * @param password what visitors must know; null for nothing
 * @param rules who is sent elsewhere
 * @param forwardQuery whether the query of the short URL is passed on to the target
 * @param reuse whether a plain link that leads to this target already will do
 */
public record NewLink(
        @Nullable String url,
        @Nullable String code,
        @Nullable String title,
        @Nullable List<String> tags,
        @Nullable Instant validFrom,
        @Nullable Instant expiresAt,
        @Nullable Long maxVisits,
        @Nullable String password,
        @Nullable List<Rule> rules,
        @Nullable Boolean forwardQuery,
        @Nullable Boolean reuse) {

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final long MOST_VISITS = 1_000_000_000;
    private static final int LONGEST_TITLE = 120;
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_PASSWORD = 128;

    /** A link without limits and with a generated code. */
    public static NewLink to(String url) {
        return new NewLink(url, null, null, null, null, null, null, null, null, null, null);
    }

    /** The same, with this code. */
    public NewLink withCode(String chosen) {
        return new NewLink(
                url, chosen, title, tags, validFrom, expiresAt, maxVisits, password, rules, forwardQuery, reuse);
    }

    /** The same, with a title and tags. */
    public NewLink named(@Nullable String newTitle, List<String> newTags) {
        return new NewLink(
                url, code, newTitle, newTags, validFrom, expiresAt, maxVisits, password, rules, forwardQuery, reuse);
    }

    /** The same, beginning at this time. */
    public NewLink from(Instant begin) {
        return new NewLink(url, code, title, tags, begin, expiresAt, maxVisits, password, rules, forwardQuery, reuse);
    }

    /** The same, ending at this time. */
    public NewLink until(Instant end) {
        return new NewLink(url, code, title, tags, validFrom, end, maxVisits, password, rules, forwardQuery, reuse);
    }

    /** The same, ending after this many visits. */
    public NewLink atMost(long visits) {
        return new NewLink(url, code, title, tags, validFrom, expiresAt, visits, password, rules, forwardQuery, reuse);
    }

    /** The same, for those who know the password. */
    public NewLink protectedBy(String word) {
        return new NewLink(url, code, title, tags, validFrom, expiresAt, maxVisits, word, rules, forwardQuery, reuse);
    }

    /** The same, with these rules. */
    public NewLink ruled(List<Rule> newRules) {
        return new NewLink(
                url, code, title, tags, validFrom, expiresAt, maxVisits, password, newRules, forwardQuery, reuse);
    }

    /** The same, unless there is one already. */
    public NewLink reusing() {
        return new NewLink(
                url, code, title, tags, validFrom, expiresAt, maxVisits, password, rules, forwardQuery, true);
    }

    /** True if nothing sets it apart from another link to the same target. */
    boolean isPlain() {
        return (code == null || code.isBlank())
                && validFrom == null
                && expiresAt == null
                && maxVisits == null
                && password == null
                && (rules == null || rules.isEmpty());
    }

    List<String> tagList() {
        return tags == null
                ? List.of()
                : tags.stream()
                        .map(tag -> tag.strip().toLowerCase(Locale.ROOT))
                        .filter(tag -> !tag.isEmpty())
                        .distinct()
                        .toList();
    }

    List<Rule> checkedRules(String ownHost) {
        List<Rule> list = Objects.requireNonNullElse(rules, List.of());
        if (list.size() > Rule.MOST) {
            throw LinkException.refused("The rules are too many: at most " + Rule.MOST + ".");
        }
        return list.stream().map(rule -> rule.checked(ownHost)).toList();
    }

    /**
     * @throws LinkException if a limit is out of range
     */
    void check(Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw LinkException.refused("The expiry must be in the future.");
        }
        if (expiresAt != null && expiresAt.isAfter(now.plus(LONGEST))) {
            throw LinkException.refused("The expiry must be within the next ten years.");
        }
        if (validFrom != null && validFrom.isAfter(now.plus(LONGEST))) {
            throw LinkException.refused("The beginning must be within the next ten years.");
        }
        if (validFrom != null && expiresAt != null && !validFrom.isBefore(expiresAt)) {
            throw LinkException.refused("The beginning must be before the expiry.");
        }
        if (maxVisits != null && (maxVisits < 1 || maxVisits > MOST_VISITS)) {
            throw LinkException.refused("The maximum of visits must be between 1 and " + MOST_VISITS + ".");
        }
        if (password != null && (password.isBlank() || password.length() > LONGEST_PASSWORD)) {
            throw LinkException.refused("The password must have 1 to " + LONGEST_PASSWORD + " characters.");
        }
        checkNames();
    }

    private void checkNames() {
        if (title != null && title.length() > LONGEST_TITLE) {
            throw LinkException.refused("The title must have at most " + LONGEST_TITLE + " characters.");
        }
        List<String> list = tagList();
        if (list.size() > MOST_TAGS || !list.stream().allMatch(tag -> tag.matches("[\\p{L}\\d_-]{1,30}"))) {
            throw LinkException.refused(
                    "The tags must be at most " + MOST_TAGS + ", each of up to 30 letters, digits, '-' or '_'.");
        }
    }
}
