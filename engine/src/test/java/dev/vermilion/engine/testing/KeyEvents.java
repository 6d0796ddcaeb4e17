package dev.vermilion.engine.testing;

import java.util.ArrayList;
import java.util.List;

/** What a command says about keys to those who listen to {@code __keyevent@0__:*}. */
public final class KeyEvents {

    private static final String LAST = "last none";

    private KeyEvents() {}

    /**
     * Runs a command and returns the events that it published, in order: {@code "lpop a; del a"}.
     *
     * @param classes which events Redis shall publish, as in {@code notify-keyspace-events}, without {@code E}
     */
    public static String published(RedisServer redis, String classes, String command) {
        try (Conversation talk = redis.talk();
                Conversation listener = redis.talk()) {
            talk.run("CONFIG SET notify-keyspace-events E" + classes);
            listener.run("PSUBSCRIBE __keyevent@0__:*");
            talk.run(command);
            talk.run("PUBLISH __keyevent@0__:last none");
            talk.run("CONFIG SET notify-keyspace-events \"\"");

            List<String> seen = new ArrayList<>();
            for (String event = event(listener); !event.equals(LAST); event = event(listener)) {
                seen.add(event);
            }
            return String.join("; ", seen);
        }
    }

    private static String event(Conversation listener) {
        return listener.read().replaceAll(".*__:([a-z_]+ \\S+)]$", "$1");
    }
}
