package dev.vermilion.sessionstore;

import dev.vermilion.kit.Script;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * The sessions of all users, in Redis: a hash each, which expires by itself, and an index for each user, a sorted set by
 * the end of each session. The index depends on no event: what has ended is removed whenever somebody looks, and the
 * index itself expires with its last session. Safe for use by many threads and many processes.
 */
public final class Sessions {

    /** A user's oldest session ends where one more would be too many. */
    public static final int MOST_PER_USER = 20;

    private static final Script CREATE = Script.of(Sessions.class, "create");
    private static final Script LOAD = Script.of(Sessions.class, "load");
    private static final Script SAVE = Script.of(Sessions.class, "save");
    private static final Script INCREMENT = Script.of(Sessions.class, "increment");
    private static final Script REVOKE = Script.of(Sessions.class, "revoke");

    private final UnifiedJedis redis;

    /** Sessions on {@code redis}. */
    public Sessions(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** Makes a session for somebody who is not logged in. */
    public Session createForGuest(Client client, Timeouts timeouts) {
        return create(Secrets.makeId(), new HashMap<>(), client, timeouts);
    }

    /**
     * Makes a session for a user, under an id that nobody has seen before, and takes over the values of {@code before};
     * that one ends. Whoever knew the id of {@code before} knows nothing of the new one.
     *
     * @param proved whether the password was given just now
     */
    Session createForUser(Account account, Optional<Session> before, Client client, Timeouts timeouts, boolean proved) {
        Map<String, String> fields = new HashMap<>();
        before.ifPresent(session -> session.values().forEach((name, value) -> fields.put("value:" + name, value)));
        fields.put("user", account.name());
        Session session = create(account.id(), fields, client, timeouts);
        if (proved) {
            session.fields().put("proved", Long.toString(session.nowMillis()));
            redis.hset(Keys.session(account.id(), session.id()), "proved", Long.toString(session.nowMillis()));
        }
        before.ifPresent(this::end);
        return session;
    }

    private Session create(String userId, Map<String, String> fields, Client client, Timeouts timeouts) {
        Token token = Token.make(userId);
        fields.put("csrf", Secrets.make());
        fields.put("agent", client.agent());
        fields.put("address", client.address());
        String idle = Long.toString(timeouts.idle().toMillis());
        String absolute = Long.toString(timeouts.absolute().toMillis());
        List<String> arguments = new ArrayList<>(
                List.of(token.hash(), idle, absolute, Integer.toString(MOST_PER_USER), Keys.sessions(userId)));
        fields.forEach((name, value) -> {
            arguments.add(name);
            arguments.add(value);
        });
        long now = (Long) Objects.requireNonNull(CREATE.run(redis, keys(token), arguments));
        fields.put("now", Long.toString(now));
        fields.put("created", Long.toString(now));
        fields.put("idle", idle);
        fields.put("end", Long.toString(now + timeouts.absolute().toMillis()));
        return new Session(token, fields);
    }

    private static List<String> keys(Token token) {
        return List.of(
                Keys.session(token.userId(), token.hash()),
                Keys.index(token.userId()),
                Keys.generation(token.userId()));
    }

    /** The session of this cookie, renewed by this very call; empty if it has ended or never was. One round trip. */
    public Optional<Session> load(String cookie) {
        return Token.parse(cookie).flatMap(this::load);
    }

    private Optional<Session> load(Token token) {
        List<?> answer = (List<?>) Objects.requireNonNull(LOAD.run(redis, keys(token), List.of(token.hash())));
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < answer.size(); i += 2) {
            fields.put((String) answer.get(i), (String) answer.get(i + 1));
        }
        return Optional.of(new Session(token, fields));
    }

    /**
     * Sends the changes of a session to Redis. A session that has ended meanwhile, by a logout in another tab, say, stays
     * ended.
     *
     * @return whether the session was still there
     */
    public boolean save(Session session) {
        if (session.changes().isEmpty()) {
            return true;
        }
        List<String> arguments = new ArrayList<>();
        session.changes().forEach((field, value) -> {
            arguments.add(field);
            arguments.add(value);
        });
        Object saved = SAVE.run(redis, List.of(Keys.session(session.userId(), session.id())), arguments);
        session.fields().putAll(session.changes());
        session.changes().clear();
        return Long.valueOf(1).equals(saved);
    }

    /**
     * Adds to a whole number in the session, at once and in one step: of requests at the same time, none is lost.
     *
     * @return the sum; empty if the session has ended meanwhile
     */
    public OptionalLong increment(Session session, String name, long by) {
        String key = Keys.session(session.userId(), session.id());
        Object sum = INCREMENT.run(redis, List.of(key), List.of(Session.VALUE + name, Long.toString(by)));
        if (sum == null) {
            return OptionalLong.empty();
        }
        session.fields().put(Session.VALUE + name, sum.toString());
        return OptionalLong.of((Long) sum);
    }

    /** Ends a session. */
    public void end(Session session) {
        end(session.userId(), session.id());
    }

    /** Ends the session with this id of this user; says whether there was one. */
    boolean end(String userId, String id) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<Long> ended = pipeline.del(Keys.session(userId, id));
            pipeline.zrem(Keys.index(userId), id);
            pipeline.sync();
            return ended.get() == 1;
        }
    }

    /** The sessions of a user that have not ended, the one that ends last first. */
    List<Device> devices(String userId) {
        long now = now();
        redis.zremrangeByScore(Keys.index(userId), Double.NEGATIVE_INFINITY, (double) now);
        List<String> ids = redis.zrevrange(Keys.index(userId), 0, -1);
        List<Response<Map<String, String>>> found = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            ids.forEach(id -> found.add(pipeline.hgetAll(Keys.session(userId, id))));
            pipeline.sync();
        }
        List<Device> devices = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            Map<String, String> fields = found.get(i).get();
            if (fields.isEmpty()) {
                redis.zrem(Keys.index(userId), ids.get(i)); // Redis may have evicted it
            } else {
                devices.add(Device.of(ids.get(i), fields, now));
            }
        }
        return devices;
    }

    /**
     * Ends all sessions of a user but {@code kept}. One that is made at the same moment has ended too, unless it was made
     * after this.
     *
     * @return how many ended
     */
    int endAll(String userId, Optional<Session> kept) {
        String id = kept.map(Session::id).orElse("");
        List<String> keys = new ArrayList<>(List.of(Keys.generation(userId), Keys.index(userId)));
        int place = 0;
        for (String each : redis.zrange(Keys.index(userId), 0, -1)) {
            keys.add(Keys.session(userId, each));
            if (each.equals(id)) {
                place = keys.size();
            }
        }
        Object ended = REVOKE.run(redis, keys, List.of(Integer.toString(place), id));
        return ((Long) Objects.requireNonNull(ended)).intValue();
    }

    /** The time by the clock of Redis, in milliseconds of 1970. */
    long now() {
        List<?> time = (List<?>) redis.eval("return redis.call('TIME')");
        return Long.parseLong((String) time.get(0)) * 1_000 + Long.parseLong((String) time.get(1)) / 1_000;
    }

    UnifiedJedis redis() {
        return redis;
    }
}
