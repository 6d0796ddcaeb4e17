package dev.vermilion.leaderboard;

import org.jspecify.annotations.Nullable;

/**
 * What breaks ties: when a score was reached, and the subscore that came with it.
 *
 * @param time a text of 16 digits whose order by bytes is the order in time, see {@link Span#ticket}
 * @param subscore 0 where none was given
 */
record Ticket(String time, long subscore) {

    /** The largest subscore. */
    static final long MOST = 999_999_999_999_999L;

    static final Ticket NONE = new Ticket("", 0);
    private static final int TIME = 16;

    /** The ticket that {@link #text} wrote; {@link #NONE} for null. */
    static Ticket parse(@Nullable String text) {
        if (text == null) {
            return NONE;
        }
        return new Ticket(
                text.substring(0, TIME), text.length() == TIME ? 0 : Long.parseLong(text.substring(TIME + 1)));
    }

    String text() {
        return time + "/" + subscore;
    }

    /** The member that puts {@code player} in the order of time among equal scores. */
    String first(String player) {
        return time + ":" + player;
    }

    /** The member that puts {@code player} in the order of subscores, and then of time, among equal scores. */
    String sub(String player) {
        return String.format("%015d", subscore) + time + ":" + player;
    }
}
