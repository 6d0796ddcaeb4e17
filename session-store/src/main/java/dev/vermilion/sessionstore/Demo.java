package dev.vermilion.sessionstore;

import dev.vermilion.kit.Finding;
import dev.vermilion.kit.Invariant;
import dev.vermilion.kit.Scenario;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;

/** Two people with a few devices, visitors on demand, and what must hold for all of them. */
final class Demo {

    static final String PASSWORD = "correct horse";
    static final List<String> PEOPLE = List.of("ada", "linus");

    private static final int VISITORS = 20;
    private static final Timeouts VISIT = new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60));
    private static final List<Client> DEVICES = List.of(
            new Client(
                    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "203.0.113.7"),
            new Client("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/131.0 Safari/537.36", "198.51.100.23"));

    private final Sessions sessions;
    private final Accounts accounts;
    private final UnifiedJedis redis;
    private final Laboratory laboratory;

    Demo(Sessions sessions, Accounts accounts, Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.redis = sessions.redis();
        this.laboratory = new Laboratory(sessions, clock);
    }

    /** Makes the people who are not there yet. */
    void seed() {
        for (String name : PEOPLE) {
            if (accounts.find(name).isEmpty()) {
                Account account = accounts.register(name, PASSWORD);
                DEVICES.forEach(each -> sessions.createForUser(account, Optional.empty(), each, Timeouts.USUAL, false));
            }
        }
    }

    /** Deletes the keys of this app. */
    void deleteAll() {
        ScanIteration keys = redis.scanIteration(500, Keys.PREFIX + "*");
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(redis::del);
        }
    }

    List<Scenario> traffic() {
        return List.of(
                new Scenario(
                        "visits",
                        "Visitors",
                        "Twenty users log in, click, and log out; their sessions last for twenty seconds.",
                        100,
                        2_000,
                        this::visit),
                new Scenario(
                        "races",
                        "Logout races",
                        "Slow requests that save after a logout, in the correct way: no session may come back.",
                        50,
                        500,
                        (random, number) -> {
                            if (laboratory.logoutRace(Laboratory.Mode.CORRECT).broken()) {
                                throw new IllegalStateException("a session came back");
                            }
                        }));
    }

    private void visit(RandomGenerator random, long number) {
        Account account = new Account("%012x".formatted(random.nextInt(VISITORS)), "visitor");
        Client client = DEVICES.get(random.nextInt(DEVICES.size()));
        Session session = sessions.createForUser(account, Optional.empty(), client, VISIT, false);
        session.set("shop.last", Long.toString(number));
        sessions.save(session);
        sessions.load(session.token().cookie());
        if (random.nextInt(4) > 0) {
            sessions.end(session);
        }
    }

    List<Invariant> invariants() {
        return List.of(
                new Invariant(
                        "Every session ends",
                        "Each session has a time to live; none lasts for ever.",
                        this::everySessionEnds),
                new Invariant(
                        "Lists tell the truth",
                        "A list of devices names each live session of its user, and no other.",
                        this::listsAreTrue));
    }

    private Finding everySessionEnds() {
        int[] count = new int[2];
        each(Keys.PREFIX + "*}:session:*", key -> {
            count[0]++;
            if (redis.pttl(key) == -1) {
                count[1]++;
            }
        });
        return new Finding(count[1] == 0, count[0] + " sessions, " + count[1] + " without an end.");
    }

    private Finding listsAreTrue() {
        int[] count = new int[3];
        each(Keys.PREFIX + "*}:sessions", index -> {
            String userId = index.substring(index.indexOf('{') + 1, index.indexOf('}'));
            count[0]++;
            count[1] += sessions.devices(userId).size();
        });
        each(Keys.PREFIX + "*}:session:*", key -> {
            String index = Keys.index(key.substring(key.indexOf('{') + 1, key.indexOf('}')));
            String id = key.substring(key.lastIndexOf(':') + 1);
            if (redis.zscore(index, id) == null && redis.exists(key)) {
                count[2]++;
            }
        });
        return new Finding(
                count[2] == 0, count[1] + " sessions in " + count[0] + " lists, " + count[2] + " sessions in none.");
    }

    private void each(String pattern, Consumer<String> action) {
        ScanIteration keys = redis.scanIteration(500, pattern);
        while (!keys.isIterationCompleted()) {
            keys.nextBatch().getResult().forEach(action);
        }
    }
}
