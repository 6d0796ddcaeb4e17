package dev.vermilion.sessionstore;

import dev.vermilion.kit.Passwords;
import dev.vermilion.kit.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import redis.clients.jedis.UnifiedJedis;

/** Who can log in, with what password, and how often somebody may guess. */
final class Accounts {

    static final int FAILURES_ALLOWED = 5;

    private static final long FAILURES_SECONDS = 900;
    private static final int SHORTEST_PASSWORD = 8;
    private static final int LONGEST_PASSWORD = 128;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{1,29}");
    private static final String REGISTER = """
            if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
            redis.call('HSET', KEYS[1], 'id', ARGV[1], 'password', ARGV[2])
            return 1""";
    private static final String COUNT = """
            local failures = redis.call('INCR', KEYS[1])
            if failures == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
            return failures""";

    private final UnifiedJedis redis;
    private final Passwords passwords;

    Accounts(UnifiedJedis redis, Passwords passwords) {
        this.redis = redis;
        this.passwords = passwords;
    }

    /**
     * Makes an account.
     *
     * @throws Problem 422 if name or password will not do, 409 if the name is taken
     */
    Account register(String name, String password) {
        String known = known(name);
        if (!NAME.matcher(known).matches()) {
            throw Problem.unprocessable(
                    "A name has 2 to 30 letters, digits, dashes or underscores, and begins with a letter or digit.");
        }
        check(password);
        Account account = new Account(Secrets.makeId(), known);
        Object made = redis.eval(REGISTER, List.of(Keys.login(known)), List.of(account.id(), passwords.hash(password)));
        if (!Long.valueOf(1).equals(made)) {
            throw Problem.conflict("The name '" + known + "' is taken; choose another.");
        }
        return account;
    }

    private static void check(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw Problem.unprocessable(
                    "A password has " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " characters.");
        }
    }

    /**
     * The account, if the password is right. Each wrong one counts, whether or not the name exists; after {@value
     * #FAILURES_ALLOWED} the name is closed for a quarter of an hour.
     *
     * @throws Problem 401 if name or password is wrong, 429 if there were too many guesses
     */
    Account prove(String name, String password) {
        String known = known(name);
        long failures = Optional.ofNullable(redis.get(Keys.failures(known)))
                .map(Long::parseLong)
                .orElse(0L);
        if (failures >= FAILURES_ALLOWED) {
            throw tooMany(known);
        }
        Map<String, String> login = password.length() > LONGEST_PASSWORD ? Map.of() : redis.hgetAll(Keys.login(known));
        String kept = login.get("password");
        if (kept == null) {
            passwords.pretend(password);
        } else if (passwords.matches(password, kept)) {
            redis.del(Keys.failures(known));
            return new Account(login.getOrDefault("id", ""), known);
        }
        redis.eval(COUNT, List.of(Keys.failures(known)), List.of(Long.toString(FAILURES_SECONDS)));
        throw Problem.unauthorized("Name or password is wrong.");
    }

    private Problem tooMany(String name) {
        long minutes = Math.max(1, (redis.ttl(Keys.failures(name)) + 59) / 60);
        return Problem.tooManyRequests("Too many wrong passwords; try again in " + minutes + " min.");
    }

    /** Sets another password. */
    void change(Account account, String password) {
        check(password);
        redis.hset(Keys.login(account.name()), "password", passwords.hash(password));
    }

    /** The account with this name, if there is one. */
    Optional<Account> find(String name) {
        String known = known(name);
        return Optional.ofNullable(redis.hget(Keys.login(known), "id")).map(id -> new Account(id, known));
    }

    private static String known(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
