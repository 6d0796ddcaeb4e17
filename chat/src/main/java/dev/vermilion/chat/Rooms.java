package dev.vermilion.chat;

import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Script;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** The rooms, and who has read how far in them. Safe for use by many threads and many processes. */
final class Rooms {

    static final int MOST_ROOMS = 200;
    static final int MOST_SLOW_SECONDS = 3600;

    private static final int LONGEST_TITLE = 40;
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}|dm\\.[a-z0-9-]{2,20}\\.[a-z0-9-]{2,20}");
    private static final Script CREATE = Script.of(Rooms.class, "room");
    private static final Script READ = Script.of(Rooms.class, "read");

    private final UnifiedJedis redis;
    private final SecureRandom random = new SecureRandom();

    Rooms(UnifiedJedis redis) {
        this.redis = redis;
    }

    static boolean isDirect(String room) {
        return room.startsWith("dm.");
    }

    /**
     * Refuses who may not enter a room: the name of a room for two says which two.
     *
     * @throws Problem 404, which does not tell whether there is such a room
     */
    static void admit(String user, String room) {
        boolean mayEnter = ID.matcher(room).matches()
                && (!isDirect(room) || List.of(room.split("\\.")).indexOf(user) > 0);
        if (!mayEnter) {
            throw Problem.notFound("There is no such room for you.");
        }
    }

    /** Makes a room that everybody sees; its id comes from the title. */
    Room create(String owner, String title, int slowSeconds) {
        String name = title.strip();
        if (name.isEmpty() || name.length() > LONGEST_TITLE) {
            throw Problem.unprocessable("A title has 1 to " + LONGEST_TITLE + " characters.");
        }
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (id.isEmpty()) {
            throw Problem.unprocessable("A title needs a letter from a to z or a digit.");
        }
        if (redis.scard(Keys.ROOMS) >= MOST_ROOMS) {
            throw Problem.conflict("There are " + MOST_ROOMS + " rooms already; use one of these.");
        }
        if (!make(id, name, owner, checkedSlow(slowSeconds))) {
            throw Problem.conflict("There is a room of this name already.");
        }
        redis.sadd(Keys.ROOMS, id);
        return find(owner, id);
    }

    /** The room for two people, made if it is not there yet. */
    Room direct(String user, String other) {
        if (user.equals(other)) {
            throw Problem.unprocessable("Choose somebody else than yourself.");
        }
        String first = user.compareTo(other) < 0 ? user : other;
        String second = first.equals(user) ? other : user;
        String id = "dm." + first + "." + second;
        make(id, first + " and " + second, "", 0);
        redis.sadd(Keys.direct(user), id);
        redis.sadd(Keys.direct(other), id);
        return find(user, id);
    }

    /** Makes a room; false if there is one of this id. */
    boolean make(String id, String title, String owner, int slowSeconds) {
        String epoch = new BigInteger(48, random).toString(36);
        List<String> arguments = List.of(epoch, "title", title, "owner", owner, "slow", Integer.toString(slowSeconds));
        return Long.valueOf(1).equals(CREATE.run(redis, List.of(Keys.room(id)), arguments));
    }

    private static int checkedSlow(int seconds) {
        if (seconds < 0 || seconds > MOST_SLOW_SECONDS) {
            throw Problem.unprocessable("Slow mode is 0 to " + MOST_SLOW_SECONDS + " seconds.");
        }
        return seconds;
    }

    /** Sets the slow mode, which only the owner may. */
    Room slowDown(String user, String id, int seconds) {
        if (!find(user, id).owner().equals(user)) {
            throw Problem.forbidden("Only who made the room may set its slow mode.");
        }
        redis.hset(Keys.room(id), "slow", Integer.toString(checkedSlow(seconds)));
        redis.publish(Keys.CHANNEL, id + "||0|{\"type\":\"room\",\"room\":\"" + id + "\"}");
        return find(user, id);
    }

    /** One room, as this user sees it. */
    Room find(String user, String id) {
        return all(user, List.of(id)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no such room for you."));
    }

    /** The rooms that everybody sees and those of the user, by title; unread messages are counted in the index itself. */
    List<Room> all(String user) {
        List<String> ids = new ArrayList<>(redis.smembers(Keys.ROOMS));
        ids.addAll(redis.smembers(Keys.direct(user)));
        return all(user, ids);
    }

    private List<Room> all(String user, List<String> ids) {
        List<Response<Map<String, String>>> fields = new ArrayList<>();
        List<Response<String>> marks = new ArrayList<>();
        List<Response<Long>> unread = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            for (String id : ids) {
                fields.add(pipeline.hgetAll(Keys.room(id)));
                marks.add(pipeline.hget(Keys.marks(id), user));
            }
            pipeline.sync();
            for (int i = 0; i < ids.size(); i++) {
                String beyond = "(" + mark(marks.get(i).get());
                unread.add(pipeline.zcount(Keys.index(ids.get(i)), beyond, "+inf"));
            }
            pipeline.sync();
        }
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (!fields.get(i).get().isEmpty()) {
                long mark = mark(marks.get(i).get());
                rooms.add(Room.of(
                        ids.get(i), fields.get(i).get(), mark, unread.get(i).get()));
            }
        }
        rooms.sort(Comparator.comparing((Room each) -> isDirect(each.id()))
                .thenComparing(Room::title, String.CASE_INSENSITIVE_ORDER));
        return rooms;
    }

    private static long mark(@Nullable String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    /** Notes that a user has read up to a message, on whatever device; the mark never goes back. Returns where it is. */
    long read(String user, String id, long upTo) {
        List<String> arguments = List.of(user, Long.toString(upTo), id, Keys.CHANNEL);
        List<String> keys = List.of(Keys.room(id), Keys.marks(id));
        return (Long) Objects.requireNonNull(READ.run(redis, keys, arguments));
    }

    /** How far everybody has read. */
    Map<String, String> marks(String id) {
        return redis.hgetAll(Keys.marks(id));
    }

    /** The epoch of a room; empty if there is none. */
    Optional<String> epoch(String id) {
        return Optional.ofNullable(redis.hget(Keys.room(id), "epoch"));
    }
}
