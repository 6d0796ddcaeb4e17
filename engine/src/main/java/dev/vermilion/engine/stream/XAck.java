package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;

/** The commands that end a delivery: XACK, and XNACK, which gives entries back. */
final class XAck {

    private static final String BAD_MODE = "ERR mode must be SILENT, FAIL, or FATAL";
    private static final String NO_IDS = "ERR syntax error, expected IDS keyword";
    private static final String BAD_COUNT = "ERR numids must be a positive integer";
    private static final String WRONG_COUNT = "ERR number of IDs doesn't match numids";
    private static final String BAD_RETRYCOUNT = "ERR Invalid RETRYCOUNT value, must be >= 0";
    private static final int FIRST_ID = 6;

    private XAck() {}

    static void xack(Call call) {
        StreamValue stream = StreamValue.of(call.db().find(call.arg(1)));
        Group group = stream == null ? null : stream.group(call.arg(2));
        if (group == null) {
            call.reply().integer(0);
            return;
        }
        int acknowledged = 0;
        for (StreamId id : IdWord.ids(call, 3, call.count())) {
            acknowledged += group.acknowledge(id) ? 1 : 0;
        }
        if (acknowledged > 0) {
            call.changedAside();
        }
        call.reply().integer(acknowledged);
    }

    /** What XNACK makes of the number of deliveries. */
    private enum Mode {
        SILENT,
        FAIL,
        FATAL
    }

    static void xnack(Call call) {
        Mode mode = mode(call);
        if (!call.is(4, "IDS")) {
            throw Errors.of(NO_IDS);
        }
        long given = Streams.integer(call, 5, BAD_COUNT);
        if (given <= 0) {
            throw Errors.of(BAD_COUNT);
        }
        if (given > call.count() - FIRST_ID) {
            throw Errors.of(WRONG_COUNT);
        }
        int end = FIRST_ID + (int) given;
        long retryCount = -1;
        boolean force = false;
        for (int i = end; i < call.count(); i++) {
            if (call.is(i, "FORCE")) {
                force = true;
            } else if (call.is(i, "RETRYCOUNT") && i + 1 < call.count()) {
                retryCount = call.integer(++i);
                if (retryCount < 0) {
                    throw Errors.of(BAD_RETRYCOUNT);
                }
            } else {
                throw Errors.of("ERR Unrecognized XNACK option '" + Errors.quoted(call.arg(i)) + "'");
            }
        }
        release(call, IdWord.ids(call, FIRST_ID, end), mode, retryCount, force);
    }

    private static Mode mode(Call call) {
        for (Mode each : Mode.values()) {
            if (call.is(3, each.name())) {
                return each;
            }
        }
        throw Errors.of(BAD_MODE);
    }

    private static void release(Call call, StreamId[] ids, Mode mode, long retryCount, boolean force) {
        Streams.Place place = Streams.place(call);
        Group group = place.group();
        int released = 0;
        for (StreamId id : ids) {
            Delivery delivery = group.pending().find(id.ms(), id.seq());
            if (delivery == null && force && place.stream().entries().contains(id)) {
                delivery = group.findOrAdd(id.ms(), id.seq());
            }
            if (delivery != null) {
                group.deliver(delivery, null, 0, retryCount >= 0 ? retryCount : count(mode, delivery.count));
                released++;
            }
        }
        if (released > 0) {
            call.db().changed(call.arg(1));
        }
        call.reply().integer(released);
    }

    private static long count(Mode mode, long before) {
        return switch (mode) {
            case SILENT -> Math.max(0, before - 1);
            case FAIL -> before;
            case FATAL -> Long.MAX_VALUE;
        };
    }
}
