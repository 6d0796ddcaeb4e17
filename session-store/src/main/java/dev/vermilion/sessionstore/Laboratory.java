package dev.vermilion.sessionstore;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/** Two things that go wrong elsewhere, done on purpose with sessions that nobody owns. */
final class Laboratory {

    private static final long CLEARED_AFTER_SECONDS = 60;
    private static final Client TAB = new Client("Laboratory", "127.0.0.1");

    /**
     * One thing that somebody did.
     *
     * @param who tab, thief or Redis
     * @param command what was sent to Redis
     * @param reply what Redis said
     */
    record Step(String who, String what, String command, String reply) {}

    /**
     * What came of it.
     *
     * @param broken whether what must not happen did
     */
    record Result(List<Step> steps, boolean broken, String verdict) {}

    /** How the slow request writes the session back. */
    enum Mode {
        NAIVE,
        CORRECT
    }

    private final UnifiedJedis redis;
    private final Sessions sessions;
    private final Clock clock;

    Laboratory(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.redis = sessions.redis();
        this.clock = clock;
    }

    /** A slow request has read the session; another tab logs out; then the slow one writes what it has. */
    Result logoutRace(Mode mode) {
        List<Step> steps = new ArrayList<>();
        Session made = sessions.createForGuest(TAB, Timeouts.SHORT);
        String key = Keys.session(made.userId(), made.id());
        String shown = "session:" + made.id().substring(0, 6) + "…";
        steps.add(new Step("tab 1", "A slow request begins and reads the session.", "HGETALL " + shown, "the session"));
        Map<String, String> seen = new HashMap<>(redis.hgetAll(key));
        sessions.end(made);
        steps.add(new Step("tab 2", "Its owner logs out.", "DEL " + shown, "1"));
        seen.put(Session.VALUE + "page", "42");
        if (mode == Mode.NAIVE) {
            long added = redis.hset(key, seen);
            steps.add(
                    new Step("tab 1", "The slow request writes the session back.", "HSET " + shown + " …", "" + added));
        } else {
            made.set("page", "42");
            boolean saved = sessions.save(made);
            steps.add(new Step(
                    "tab 1",
                    "The slow request saves its change, if there is a session.",
                    "EVALSHA save " + shown + " …",
                    saved ? "1" : "0"));
        }
        boolean isBack = redis.exists(key);
        long ttl = redis.ttl(key);
        steps.add(new Step("Redis", "What is there now?", "TTL " + shown, Long.toString(ttl)));
        if (isBack) {
            redis.expire(key, CLEARED_AFTER_SECONDS);
        }
        return new Result(
                List.copyOf(steps),
                isBack,
                isBack
                        ? "The session is back, without an end: whoever has its cookie is logged in for ever."
                        : "The session stays ended.");
    }

    /** A thief has copied a remember-me cookie, and uses it after its owner has. */
    Result theft() {
        List<Step> steps = new ArrayList<>();
        Account account = new Account(Secrets.makeId(), "laboratory");
        Remembers remembers = new Remembers(redis, clock, Duration.ZERO);
        String copied = remembers.begin(account);
        steps.add(new Step("owner", "Logs in and asks to be remembered.", "HSET remember:… token …", "OK"));
        steps.add(new Step("thief", "Copies the cookie.", "", ""));
        Remembers.Outcome owner = remembers.use(copied);
        steps.add(new Step(
                "owner",
                "Comes back; the token is exchanged.",
                "EVALSHA remember …",
                owner.verdict().name()));
        Session session = sessions.createForUser(account, Optional.empty(), TAB, Timeouts.SHORT, false);
        Remembers.Outcome thief = remembers.use(copied);
        steps.add(new Step(
                "thief",
                "Shows the copied token.",
                "EVALSHA remember …",
                thief.verdict().name()));
        boolean isCaught = thief.verdict() == Remembers.Verdict.STOLEN;
        if (isCaught) {
            remembers.endAll(account.id());
            int ended = sessions.endAll(account.id(), Optional.empty());
            steps.add(new Step("app", "Ends all sessions of this user.", "EVALSHA revoke …", ended + " ended"));
        }
        boolean isOpen = sessions.load(session.token().cookie()).isPresent();
        redis.del(Keys.generation(account.id()));
        return new Result(
                List.copyOf(steps),
                !isCaught || isOpen,
                isCaught
                        ? "The copy was noticed, and everybody must log in again."
                        : "The thief is in, and nobody knows.");
    }
}
