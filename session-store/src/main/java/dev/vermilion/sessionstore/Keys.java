package dev.vermilion.sessionstore;

/**
 * The names of all keys. What belongs to one user has the user's number in braces, so that it lives on one node of a
 * cluster and one script may change it.
 */
final class Keys {

    static final String PREFIX = "session-store:";

    private Keys() {}

    /** Hash: who logs in with this name. */
    static String login(String name) {
        return PREFIX + "login:" + name;
    }

    /** Counter of failed logins with this name. */
    static String failures(String name) {
        return PREFIX + "failures:" + name;
    }

    /** Hash: one session. Its name has only a hash of the secret, so that who reads Redis cannot use it. */
    static String session(String userId, String hash) {
        return sessions(userId) + hash;
    }

    /** What the names of all sessions of a user begin with. */
    static String sessions(String userId) {
        return PREFIX + "{" + userId + "}:session:";
    }

    /** Sorted set: hash of each session → when it ends, in milliseconds. */
    static String index(String userId) {
        return PREFIX + "{" + userId + "}:sessions";
    }

    /** Counter: sessions made under an earlier number have ended. */
    static String generation(String userId) {
        return PREFIX + "{" + userId + "}:generation";
    }

    /** Hash: one browser that is remembered. */
    static String series(String userId, String series) {
        return PREFIX + "{" + userId + "}:remember:" + series;
    }

    /** Sorted set: series of all remembered browsers → when each ends. */
    static String allSeries(String userId) {
        return PREFIX + "{" + userId + "}:remembers";
    }

    /** Stream: what happened to the account. */
    static String log(String userId) {
        return PREFIX + "{" + userId + "}:log";
    }
}
