package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;

/** The commands that set what a stream knows besides its entries: XSETID XCFGSET XIDMPRECORD. */
final class XSet {

    private static final String BELOW_MAX_DELETED =
            "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id";
    private static final String BELOW_GIVEN_MAX_DELETED =
            "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id";
    private static final String BELOW_LAST =
            "ERR The ID specified in XSETID is smaller than the target stream top item";
    private static final String NEGATIVE_ADDED = "ERR entries_added must be positive";
    private static final String TOO_FEW_ADDED =
            "ERR The entries_added specified in XSETID is smaller than the target stream length";
    private static final String NO_ENTRY = "ERR The specified stream ID was deleted or doesn't exist";
    private static final String OTHER_ENTRY =
            "ERR The specified IDMP producer-id/idempotent-id pair maps to a different stream ID";
    private static final String EMPTY_PRODUCER = "ERR XIDMPRECORD requires a non-empty producer ID";
    private static final String EMPTY_NAME = "ERR XIDMPRECORD requires a non-empty idempotent ID";
    private static final long LONGEST_DURATION = 86_400;
    private static final int LARGEST_SIZE = 10_000;

    private XSet() {}

    static void xsetid(Call call) {
        StreamId id = IdWord.id(call, 2);
        long added = -1;
        StreamId maxDeleted = StreamId.ZERO;
        for (int i = 3; i < call.count(); i += 2) {
            if (call.is(i, "ENTRIESADDED") && i + 1 < call.count()) {
                added = call.integer(i + 1);
                if (added < 0) {
                    throw Errors.of(NEGATIVE_ADDED);
                }
            } else if (call.is(i, "MAXDELETEDID") && i + 1 < call.count()) {
                maxDeleted = IdWord.id(call, i + 1);
                if (id.isBefore(maxDeleted)) {
                    throw Errors.of(BELOW_GIVEN_MAX_DELETED);
                }
            } else {
                throw Errors.syntax();
            }
        }
        StreamValue stream = existing(call);
        check(stream, id, added);
        stream.restore(
                id,
                added == -1 ? stream.entriesAdded() : added,
                maxDeleted.isZero() ? stream.maxDeletedId() : maxDeleted);
        call.reply().ok();
        call.changedAside();
        call.event(call.arg(1), EventClass.STREAM, "xsetid");
    }

    private static void check(StreamValue stream, StreamId id, long added) {
        if (id.isBefore(stream.maxDeletedId())) {
            throw Errors.of(BELOW_MAX_DELETED);
        }
        if (stream.length() > 0) {
            if (id.isBefore(stream.entries().last())) {
                throw Errors.of(BELOW_LAST);
            }
            if (added != -1 && stream.length() > added) {
                throw Errors.of(TOO_FEW_ADDED);
            }
        }
    }

    private static StreamValue existing(Call call) {
        StreamValue stream = StreamValue.of(call.db().find(call.arg(1)));
        if (stream == null) {
            throw Errors.noSuchKey();
        }
        return stream;
    }

    static void xcfgset(Call call) {
        long duration = -1;
        long size = -1;
        for (int i = 2; i < call.count(); i += 2) {
            if (call.is(i, "IDMP-DURATION") && i + 1 < call.count()) {
                duration = inRange(call, i + 1, LONGEST_DURATION, "ERR IDMP-DURATION must be between 1 and 86400");
            } else if (call.is(i, "IDMP-MAXSIZE") && i + 1 < call.count()) {
                size = inRange(call, i + 1, LARGEST_SIZE, "ERR IDMP-MAXSIZE must be between 1 and 10000");
            } else {
                throw Errors.syntax();
            }
        }
        if (duration == -1 && size == -1) {
            throw Errors.syntax();
        }
        Producers producers = existing(call).producers(call.settings());
        producers.configure(
                duration == -1 ? producers.durationSeconds() : duration, size == -1 ? producers.maxSize() : (int) size);
        call.reply().ok();
        call.changedAside();
    }

    private static long inRange(Call call, int at, long most, String otherwise) {
        long value = call.integer(at);
        if (value < 1 || value > most) {
            throw Errors.of(otherwise);
        }
        return value;
    }

    static void xidmprecord(Call call) {
        Slice producer = call.arg(2);
        Slice name = call.arg(3);
        if (producer.isEmpty()) {
            throw Errors.of(EMPTY_PRODUCER);
        }
        if (name.isEmpty()) {
            throw Errors.of(EMPTY_NAME);
        }
        StreamId id = IdWord.id(call, 4);
        StreamValue stream = existing(call);
        if (!stream.entries().contains(id)) {
            throw Errors.of(NO_ENTRY);
        }
        Producers producers = stream.producers(call.settings());
        StreamId before = producers.find(producer, name, call.now());
        if (before == null) {
            producers.added(producer, name, id, call.now());
            call.changedAside();
        } else if (!before.equals(id)) {
            throw Errors.of(OTHER_ENTRY);
        }
        call.reply().ok();
    }
}
