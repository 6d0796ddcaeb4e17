package dev.vermilion.chat;

/**
 * The names of all keys. What belongs to one room has the room's id in braces, so that it lives on one node of a cluster and
 * one script may change it.
 */
final class Keys {

    static final String PREFIX = "chat:";

    /** Channel: what happens, in all rooms, as {@code room|epoch|offset|json}. */
    static final String CHANNEL = PREFIX + "live";

    /** Set: ids of the rooms that everybody sees. */
    static final String ROOMS = PREFIX + "rooms";

    /** Sorted set: {@code user/device} → when the lease ends, in milliseconds. */
    static final String LEASES = PREFIX + "leases";

    private Keys() {}

    /** Hash: title, owner, slow mode, epoch, and the offset of the last change. */
    static String room(String room) {
        return of(room, "room");
    }

    /** Stream: every change of the room; the ids are its offsets. */
    static String log(String room) {
        return of(room, "log");
    }

    /** Hash: id → message as it is now, as JSON. */
    static String messages(String room) {
        return of(room, "messages");
    }

    /** Sorted set: the ids of all messages there are, by themselves. */
    static String index(String room) {
        return of(room, "index");
    }

    /** Sorted set: {@code word:id}, in the order of the alphabet. */
    static String words(String room) {
        return of(room, "words");
    }

    /** Hash: user → id up to which that user has read. */
    static String marks(String room) {
        return of(room, "marks");
    }

    /** String: the id of the message that a client sent under this name of its own; expires. */
    static String sent(String room, String user, String clientId) {
        return of(room, "sent:" + user + ":" + clientId);
    }

    /** String: is there while somebody must wait in slow mode. */
    static String pause(String room, String user) {
        return of(room, "pause:" + user);
    }

    /** Sorted set: who types → until when. */
    static String typing(String room) {
        return of(room, "typing");
    }

    /** Set: rooms of direct messages of this user. */
    static String direct(String user) {
        return PREFIX + "direct:" + user;
    }

    /** String: is there while a name is taken. */
    static String name(String user) {
        return PREFIX + "name:" + user;
    }

    /** String: who holds the token with this hash. */
    static String token(String hash) {
        return PREFIX + "token:" + hash;
    }

    private static String of(String room, String what) {
        return PREFIX + "{" + room + "}:" + what;
    }
}
