package dev.vermilion.urlshortener;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Passwords;
import dev.vermilion.kit.Script;
import dev.vermilion.urlshortener.Visit.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.UnifiedJedis;

/**
 * Lets visitors through links. Each visit is one script, {@code visit.lua}, so one round trip: it looks whether the link's
 * time has come, takes a visit from the limit by {@code ZADD gate XX INCR -1 left}, which is exact among any number of
 * visitors, tells bots and reloads from visits, and leaves the click in a stream, to be counted by {@link ClickPipeline}.
 * Safe for use by many threads and processes.
 */
final class Gate {

    /** Who comes again within this time reloads. */
    static final Duration RELOAD = Duration.ofHours(1);

    /** So many passwords may be tried for a link in a minute, from one address. */
    static final int ATTEMPTS = 10;

    private static final Script VISIT = Script.of(Gate.class, "visit");
    private static final long ATTEMPTS_SECONDS = 60;

    private final UnifiedJedis redis;
    private final Clock clock;
    private final Passwords passwords;

    Gate(UnifiedJedis redis, Clock clock, Passwords passwords) {
        this.redis = redis;
        this.clock = clock;
        this.passwords = passwords;
    }

    /** Follows a link, and counts the visit if the visitor is let in. */
    Visit visit(String code, Guest guest) {
        return visit(code, guest, null);
    }

    /**
     * Follows a link that may have a password.
     *
     * @param password what the visitor gave; null if nothing was asked yet
     */
    Visit visit(String code, Guest guest, @Nullable String password) {
        if (!Codes.wellFormed(code)) {
            return Visit.refused(Outcome.UNKNOWN);
        }
        List<String> answer = ask(code, guest, "");
        if (!answer.get(0).equals("LOCKED")) {
            return outcome(code, guest, answer);
        } else if (password == null) {
            return Visit.refused(Outcome.LOCKED);
        }
        String attempts = Keys.attempts(code, Fingerprint.of(code, guest.identity()));
        long tries = redis.incr(attempts);
        if (tries == 1) {
            redis.expire(attempts, ATTEMPTS_SECONDS);
        } else if (tries > ATTEMPTS) {
            return Visit.refused(Outcome.GUESSING);
        }
        String kept = answer.get(1);
        // The hash is what unlocks: if the password was changed meanwhile, the script asks for the new one.
        return passwords.matches(password, kept)
                ? outcome(code, guest, ask(code, guest, kept))
                : Visit.refused(Outcome.WRONG_PASSWORD);
    }

    private List<String> ask(String code, Guest guest, String unlocked) {
        int partition = Keys.partition(code);
        List<String> keys = List.of(
                Keys.link(code),
                Keys.gate(code),
                Keys.visits(code),
                Keys.of(code, "seen"),
                Keys.clicks(partition),
                Keys.ledger(partition));
        List<String> arguments = List.of(
                unlocked,
                guest.isBot() ? "1" : "0",
                Fingerprint.of(code, guest.identity()),
                Long.toString(clock.millis()),
                Long.toString(RELOAD.toMillis()),
                "day",
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString(),
                "referrer",
                guest.referrer(),
                "device",
                guest.device(),
                "browser",
                guest.browser(),
                "language",
                guest.language());
        List<?> answer = (List<?>) Objects.requireNonNull(VISIT.run(redis, keys, arguments));
        return answer.stream().map(String::valueOf).toList();
    }

    private static Visit outcome(String code, Guest guest, List<String> answer) {
        Outcome end = Outcome.valueOf(answer.get(0));
        if (end != Outcome.REDIRECT) {
            return Visit.refused(end);
        }
        String target = Rule.choose(rules(answer.get(5)), code, guest, answer.get(1));
        long number = answer.get(3).equals("total") ? Long.parseLong(answer.get(4)) : 0;
        return new Visit(
                end,
                answer.get(6).equals("1") ? forwarded(target, guest.query()) : target,
                answer.get(2).equals("1"),
                number);
    }

    /** The rules as they are kept. */
    static List<Rule> rules(@Nullable String json) {
        return json == null || json.isEmpty() ? List.of() : Arrays.asList(Json.read(json, Rule[].class));
    }

    /** Where {@code guest} would go. */
    static String target(Link link, Guest guest) {
        String target = Rule.choose(link.rules(), link.code(), guest, link.target());
        return link.forwardQuery() ? forwarded(target, guest.query()) : target;
    }

    /** The target with this query behind its own, before the fragment. */
    private static String forwarded(String target, String query) {
        if (query.isEmpty()) {
            return target;
        }
        int hash = target.indexOf('#');
        String before = hash < 0 ? target : target.substring(0, hash);
        return before + (before.contains("?") ? "&" : "?") + query + (hash < 0 ? "" : target.substring(hash));
    }
}
