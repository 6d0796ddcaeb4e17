package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** The options of XADD and XTRIM, and the id that ends those of XADD, understood. */
final class AddWords {

    private static final String TWO_STRATEGIES =
            "ERR syntax error, MAXLEN and MINID options at the same time are not compatible";
    private static final String NEGATIVE_MAXLEN = "ERR The MAXLEN argument must be >= 0.";
    private static final String NEGATIVE_LIMIT = "ERR The LIMIT argument must be >= 0.";
    private static final String LIMIT_OF_NOTHING =
            "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy";
    private static final String LIMIT_OF_EXACT = "ERR syntax error, LIMIT cannot be used without the special ~ option";
    private static final String NO_STRATEGY = "ERR syntax error, XTRIM must be called with a trimming strategy";
    private static final String IDMP_TWICE = "ERR IDMP/IDMPAUTO specified multiple times";
    private static final String IDMP_WITH_ID = "ERR IDMP/IDMPAUTO can be used only with auto-generated IDs";
    private static final String EMPTY_PRODUCER = " requires a non-empty producer ID";
    private static final String EMPTY_NAME = "ERR IDMP requires a non-empty idempotent ID";
    /** So many nodes are removed at most where nothing else is said. */
    private static final long MOST_NODES = 100;

    private static final long MOST_ENTRIES_WITHOUT_NODE_LIMIT = 10_000;
    private static final long MOST_ENTRIES = 1_000_000;

    private final Call call;
    private final boolean adds;
    private int at = 2;

    private boolean noMkStream;
    private boolean trims;
    private boolean byLength;
    private boolean wholeNodes;
    private long maxLength;
    private StreamId minId = StreamId.ZERO;
    private boolean limited;
    private long limit;
    private @Nullable References references;
    private @Nullable StreamId id;
    private boolean anySeq;
    private @Nullable Slice producer;
    private @Nullable Slice name;

    private AddWords(Call call, boolean adds) {
        this.call = call;
        this.adds = adds;
    }

    /** Reads the words of XADD, up to its id. */
    static AddWords ofAdd(Call call) {
        return new AddWords(call, true).read();
    }

    /** Reads the words of XTRIM. */
    static AddWords ofTrim(Call call) {
        return new AddWords(call, false).read();
    }

    private AddWords read() {
        while (at < call.count() && !isEnd()) {
            at++;
        }
        check();
        return this;
    }

    /** Understands the word at hand, and those that belong to it; true if it was the id. */
    private boolean isEnd() {
        boolean hasMore = at + 1 < call.count();
        if (adds && call.is(at, "*")) {
            return true;
        }
        if (hasMore && (call.is(at, "MAXLEN") || call.is(at, "MINID"))) {
            readStrategy();
        } else if (hasMore && call.is(at, "LIMIT")) {
            limit = call.integer(++at);
            limited = true;
            if (limit < 0) {
                throw Errors.of(NEGATIVE_LIMIT);
            }
        } else if (references == null && References.of(call, at) != null) {
            references = References.of(call, at);
        } else if (adds && call.is(at, "NOMKSTREAM")) {
            noMkStream = true;
        } else if (adds && hasMore && call.is(at, "IDMPAUTO")) {
            producer = producer("IDMPAUTO");
        } else if (adds && at + 2 < call.count() && call.is(at, "IDMP")) {
            producer = producer("IDMP");
            name = call.arg(++at);
            if (name.isEmpty()) {
                throw Errors.of(EMPTY_NAME);
            }
        } else if (adds) {
            readId();
            return true;
        } else {
            throw Errors.syntax();
        }
        return false;
    }

    private Slice producer(String option) {
        if (producer != null) {
            throw Errors.of(IDMP_TWICE);
        }
        Slice word = call.arg(++at);
        if (word.isEmpty()) {
            throw Errors.of("ERR " + option + EMPTY_PRODUCER);
        }
        return word;
    }

    private void readStrategy() {
        if (trims) {
            throw Errors.of(TWO_STRATEGIES);
        }
        trims = true;
        byLength = call.is(at, "MAXLEN");
        at++;
        if (at + 1 < call.count() && (call.is(at, "~") || call.is(at, "="))) {
            wholeNodes = call.is(at, "~");
            at++;
        }
        if (!byLength) {
            minId = IdWord.id(call, at);
            return;
        }
        maxLength = call.integer(at);
        if (maxLength < 0) {
            throw Errors.of(NEGATIVE_MAXLEN);
        }
    }

    private void readId() {
        id = IdWord.timeOnly(call.arg(at));
        anySeq = id != null;
        if (id == null) {
            id = IdWord.id(call, at);
        }
    }

    private void check() {
        if (limit > 0 && !trims) {
            throw Errors.of(LIMIT_OF_NOTHING);
        }
        if (!adds && !trims) {
            throw Errors.of(NO_STRATEGY);
        }
        if (limited && !wholeNodes) {
            throw Errors.of(LIMIT_OF_EXACT);
        }
        if (producer != null && id != null) {
            throw Errors.of(IDMP_WITH_ID);
        }
    }

    /** Index of the id of XADD. */
    int idAt() {
        return at;
    }

    /** True if a stream that is not there is not to be made. */
    boolean isNoMkStream() {
        return noMkStream;
    }

    /** The id of XADD, or null for one of the stream's choice. */
    @Nullable
    StreamId id() {
        return id;
    }

    /** True if the stream chooses the second part of {@link #id()}. */
    boolean isAnySeq() {
        return anySeq;
    }

    /** Who adds an entry that it may send again, or null. */
    @Nullable
    Slice producer() {
        return producer;
    }

    /** The producer's name for the entry; null to make one of its content. */
    @Nullable
    Slice name() {
        return name;
    }

    /** What to trim, or null if nothing. */
    @Nullable
    Trim trim() {
        if (!trims) {
            return null;
        }
        References kept = references == null ? References.KEEPREF : references;
        return new Trim(byLength, maxLength, minId, wholeNodes, limited ? limit : usualLimit(), kept);
    }

    private long usualLimit() {
        if (!wholeNodes) {
            return 0;
        }
        Settings settings = call.settings();
        long most = Math.min(settings.streamNodeMaxEntries, MOST_ENTRIES) * MOST_NODES;
        return most <= 0 ? MOST_ENTRIES_WITHOUT_NODE_LIMIT : Math.min(most, MOST_ENTRIES);
    }
}
