package dev.vermilion.chat;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Problem;
import dev.vermilion.kit.Script;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.resps.StreamEntry;

/**
 * The messages of all rooms. Every change is one script, which writes the message as it is now, appends the change to the
 * room's stream under the next offset, and publishes it; so that what a page has is what it read once and the changes since.
 * Safe for use by many threads and many processes.
 */
final class Messages {

    static final int LONGEST_TEXT = 2000;
    static final int MOST_MESSAGES = 5000;
    static final int MOST_CHANGES = 10_000;
    static final int MOST_PER_PAGE = 100;

    private static final int MOST_WORDS = 40;
    private static final String AFTER_ALL = Character.toString(Character.MAX_CODE_POINT);
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Script CHANGE = Script.of(Messages.class, "change");

    private final UnifiedJedis redis;

    Messages(UnifiedJedis redis) {
        this.redis = redis;
    }

    /**
     * What became of a message that was sent.
     *
     * @param message null if it came before and is deleted by now
     * @param duplicate whether it had come before
     */
    record Sent(@Nullable Message message, boolean duplicate) {}

    /**
     * Messages from the newest one back.
     *
     * @param offset of the last change when this was read: go on from here
     * @param more whether there are older ones
     */
    record History(String epoch, long offset, List<Message> messages, boolean more) {}

    /**
     * What has changed since an offset.
     *
     * @param recovered false if some of it is not kept any more, or the room is another one: read the history anew
     * @param changes as JSON, as they were published
     */
    record Changes(String epoch, long offset, boolean recovered, List<String> changes) {}

    /**
     * Sends a message.
     *
     * @param clientId a name that the sender gives the message: sent again within ten minutes, it is shown once
     */
    Sent send(String user, String room, String clientId, String text) {
        if (!CLIENT_ID.matcher(clientId).matches()) {
            throw Problem.badRequest("The field 'clientId' must be 1 to 64 letters, digits, - or _.");
        }
        List<?> answer = change(room, user, clientId, "send", checked(text), words(text));
        String json = answer.size() > 1 ? (String) answer.get(1) : "";
        return new Sent(json.isEmpty() ? null : message(json), answer.get(0).equals("duplicate"));
    }

    /** Replaces the text of one's own message. */
    Message edit(String user, String room, long id, String text) {
        return message((String) change(room, user, "-", "edit", Long.toString(id), checked(text), words(text))
                .get(1));
    }

    /** Deletes one's own message, or anybody's in one's own room. */
    void delete(String user, String room, long id) {
        change(room, user, "-", "delete", Long.toString(id));
    }

    /** Adds or takes back a reaction; doing so twice changes nothing. */
    Message react(String user, String room, long id, String emoji, boolean present) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(emoji);
        boolean one = emoji.length() <= 16 && characters.first() == 0 && characters.next() == emoji.length();
        if (!one || emoji.codePointAt(0) < 0x203C) {
            throw Problem.unprocessable("A reaction is one emoji.");
        }
        String add = present ? "1" : "0";
        return message((String)
                change(room, user, "-", "react", Long.toString(id), emoji, add).get(1));
    }

    private List<?> change(String room, String user, String clientId, String what, String... more) {
        List<String> keys = List.of(
                Keys.room(room),
                Keys.log(room),
                Keys.messages(room),
                Keys.index(room),
                Keys.words(room),
                Keys.marks(room),
                Keys.sent(room, user, clientId),
                Keys.pause(room, user));
        List<String> arguments = new ArrayList<>(List.of(
                what, user, room, Keys.CHANNEL, Integer.toString(MOST_MESSAGES), Integer.toString(MOST_CHANGES)));
        arguments.addAll(List.of(more));
        List<?> answer = (List<?>) Objects.requireNonNull(CHANGE.run(redis, keys, arguments));
        switch ((String) answer.get(0)) {
            case "no room" -> throw Problem.notFound("There is no such room for you.");
            case "no message" -> throw Problem.notFound("This message is not there any more.");
            case "not yours" -> throw Problem.forbidden("Only who wrote a message may change it.");
            case "too many" -> throw Problem.unprocessable("A message has at most 12 kinds of reactions.");
            case "slow" -> {
                long seconds = ((Long) answer.get(2) + 999) / 1000;
                throw Problem.tooManyRequests("Slow mode: you can write again in " + seconds + " s.");
            }
            default -> {
                return answer;
            }
        }
    }

    private static String checked(String text) {
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw Problem.unprocessable("A message has 1 to " + LONGEST_TEXT + " characters.");
        }
        return text.strip();
    }

    /** The words that a text is found by, in lower case, with blanks between. */
    private static String words(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT))) {
            if (!word.isEmpty() && words.size() < MOST_WORDS) {
                words.add(word.substring(0, Math.min(40, word.length())));
            }
        }
        return String.join(" ", words);
    }

    private static Message message(String json) {
        return Json.read(json, Message.class);
    }

    /** Messages before an id, the oldest first. What changes while this is read comes again after the offset it names. */
    History history(String room, long before, int limit) {
        int count = Math.min(Math.max(limit, 1), MOST_PER_PAGE);
        try (AbstractPipeline pipeline = redis.pipelined()) {
            Response<List<String>> head = pipeline.hmget(Keys.room(room), "epoch", "offset");
            Response<List<String>> ids =
                    pipeline.zrevrangeByScore(Keys.index(room), "(" + before, "-inf", 0, count + 1);
            pipeline.sync();
            if (head.get().get(0) == null) {
                throw Problem.notFound("There is no such room for you.");
            }
            List<String> wanted = new ArrayList<>(ids.get());
            boolean more = wanted.size() > count;
            if (more) {
                wanted.remove(count);
            }
            Collections.reverse(wanted);
            return new History(head.get().get(0), Long.parseLong(head.get().get(1)), read(room, wanted), more);
        }
    }

    private List<Message> read(String room, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return redis.hmget(Keys.messages(room), ids.toArray(String[]::new)).stream()
                .filter(Objects::nonNull) // deleted just now
                .map(Messages::message)
                .toList();
    }

    /** Everything that has changed since {@code after}, at most {@link #MOST_CHANGES}. */
    Changes changes(String room, String epoch, long after) {
        List<String> head = redis.hmget(Keys.room(room), "epoch", "offset");
        if (head.get(0) == null) {
            throw Problem.notFound("There is no such room for you.");
        }
        long offset = Long.parseLong(head.get(1));
        if (!head.get(0).equals(epoch) || after < 0 || after > offset) {
            return new Changes(head.get(0), offset, false, List.of());
        }
        List<StreamEntry> entries =
                redis.xrange(Keys.log(room), new StreamEntryID(after + 1, 0), new StreamEntryID(Long.MAX_VALUE, 0));
        long first = entries.isEmpty() ? offset + 1 : entries.get(0).getID().getTime();
        if (first != after + 1) {
            return new Changes(head.get(0), offset, false, List.of());
        }
        long last = entries.isEmpty()
                ? offset
                : entries.get(entries.size() - 1).getID().getTime();
        List<String> changes =
                entries.stream().map(each -> each.getFields().get("change")).toList();
        return new Changes(head.get(0), last, true, changes);
    }

    /** The newest messages that have all words of {@code query}, or words that begin so; at most 50. */
    List<Message> search(String room, String query) {
        String words = words(query);
        if (words.isEmpty()) {
            throw Problem.badRequest("The parameter 'q' must have a letter or a digit.");
        }
        Optional<Set<Long>> found = Optional.empty();
        for (String word : words.split(" ")) {
            Set<Long> ids = new TreeSet<>();
            for (String entry : redis.zrangeByLex(Keys.words(room), "[" + word, "(" + word + AFTER_ALL)) {
                ids.add(Long.parseLong(entry.substring(entry.lastIndexOf(':') + 1)));
            }
            found.ifPresent(ids::retainAll);
            found = Optional.of(ids);
        }
        List<String> newest = new ArrayList<>();
        for (Long id : ((TreeSet<Long>) found.orElseThrow()).descendingSet()) {
            if (newest.size() < 50) {
                newest.add(Long.toString(id));
            }
        }
        return read(room, newest);
    }
}
