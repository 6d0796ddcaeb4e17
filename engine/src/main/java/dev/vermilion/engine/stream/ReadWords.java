package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The options of XREAD and XREADGROUP, understood. */
final class ReadWords {

    /** There is no limit. */
    static final long NONE = -1;

    private static final String UNBALANCED =
            "ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.";
    private static final String NOT_A_TIMEOUT = "ERR timeout is not an integer or out of range";
    private static final String NOT_AN_IDLE_TIME = "ERR min-idle-time is not an integer";
    private static final String NEGATIVE_IDLE_TIME = "ERR min-idle-time must be a positive integer";
    private static final String BAD_MAXCOUNT = "ERR MAXCOUNT must be a positive integer";
    private static final String BAD_MAXSIZE = "ERR MAXSIZE must be a positive integer";
    private static final String MAXCOUNT_BELOW_COUNT = "ERR MAXCOUNT must be greater than or equal to COUNT";

    private final Call call;
    private final boolean ofGroup;
    private @Nullable Slice group;
    private @Nullable Slice consumer;
    private long count = NONE;
    private long maxCount = NONE;
    private long maxBytes = NONE;
    private long timeoutMillis = NONE;
    private long claimIdle = NONE;
    private boolean noAck;
    private int streamsAt;
    private int streams;

    /** Reads the words of XREAD, or of XREADGROUP if {@code ofGroup}. */
    ReadWords(Call call, boolean ofGroup) {
        this.call = call;
        this.ofGroup = ofGroup;
        int at = 1;
        while (at < call.count() && streamsAt == 0) {
            at = readOption(at) + 1;
        }
        if (streamsAt == 0) {
            throw Errors.syntax();
        }
        if (ofGroup && group == null) {
            throw Errors.of("ERR Missing GROUP option for XREADGROUP");
        }
        if (maxCount != NONE && count > maxCount) {
            throw Errors.of(MAXCOUNT_BELOW_COUNT);
        }
    }

    /** Understands the option at {@code at}; returns the index of its last word. */
    private int readOption(int at) {
        int more = call.count() - at - 1;
        if (more > 0 && call.is(at, "BLOCK")) {
            timeoutMillis = timeout(at + 1);
        } else if (more > 0 && call.is(at, "COUNT")) {
            long given = call.integer(at + 1);
            count = given <= 0 ? NONE : given;
        } else if (more > 0 && call.is(at, "MAXCOUNT")) {
            maxCount = positive(at + 1, BAD_MAXCOUNT);
        } else if (more > 0 && call.is(at, "MAXSIZE")) {
            maxBytes = positive(at + 1, BAD_MAXSIZE);
        } else if (more > 0 && call.is(at, "STREAMS")) {
            readStreams(at + 1);
        } else if (more > 1 && call.is(at, "GROUP")) {
            checkOfGroup("GROUP");
            group = call.arg(at + 1);
            consumer = call.arg(at + 2);
            return at + 2;
        } else if (more > 0 && call.is(at, "CLAIM")) {
            checkOfGroup("CLAIM");
            claimIdle = Streams.integer(call, at + 1, NOT_AN_IDLE_TIME);
            if (claimIdle < 0) {
                throw Errors.of(NEGATIVE_IDLE_TIME);
            }
        } else if (call.is(at, "NOACK")) {
            checkOfGroup("NOACK");
            noAck = true;
            return at;
        } else {
            throw Errors.syntax();
        }
        return at + 1;
    }

    private long timeout(int at) {
        long millis = Streams.integer(call, at, NOT_A_TIMEOUT);
        if (millis < 0) {
            throw Errors.timeoutNegative();
        }
        if (millis > Long.MAX_VALUE - call.now()) {
            throw Errors.timeoutOutOfRange();
        }
        return millis;
    }

    private long positive(int at, String otherwise) {
        long value = Streams.integer(call, at, otherwise);
        if (value <= 0) {
            throw Errors.of(otherwise);
        }
        return value;
    }

    private void readStreams(int at) {
        int words = call.count() - at;
        if (words % 2 != 0) {
            throw Errors.of(UNBALANCED);
        }
        streamsAt = at;
        streams = words / 2;
    }

    private void checkOfGroup(String option) {
        if (!ofGroup) {
            throw Errors.of("ERR The " + option + " option is only supported by XREADGROUP. You called XREAD instead.");
        }
    }

    /** The group, or null for XREAD. */
    @Nullable
    Slice group() {
        return group;
    }

    /** The consumer, or null for XREAD. */
    @Nullable
    Slice consumer() {
        return consumer;
    }

    /** How many entries of a stream to read at most, or {@link #NONE}. */
    long count() {
        return count;
    }

    /** How many entries to read at most, or {@link #NONE}. */
    long maxCount() {
        return maxCount;
    }

    /** How many bytes to answer with at most, or {@link #NONE}. */
    long maxBytes() {
        return maxBytes;
    }

    /** How long to wait, 0 for ever, {@link #NONE} for not at all. */
    long timeoutMillis() {
        return timeoutMillis;
    }

    /** How long an entry must be pending to be claimed, or {@link #NONE}. */
    long claimIdle() {
        return claimIdle;
    }

    /** True if what is read is not to be acknowledged. */
    boolean isNoAck() {
        return noAck;
    }

    /** Number of streams. */
    int streams() {
        return streams;
    }

    /** Index of the key of a stream. */
    int keyAt(int stream) {
        return streamsAt + stream;
    }

    /** Index of the id of a stream. */
    int idAt(int stream) {
        return streamsAt + streams + stream;
    }
}
