package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/** What several stream commands do alike: find a group, make a consumer. */
final class Streams {

    /** A group and the stream that it belongs to. */
    record Place(StreamValue stream, Group group) {}

    private Streams() {}

    /** The group at the second argument, of the stream at the first. */
    static Place place(Call call) {
        StreamValue stream = StreamValue.of(call.db().find(call.arg(1)));
        Group group = stream == null ? null : stream.group(call.arg(2));
        if (stream == null || group == null) {
            throw noPlace(call);
        }
        return new Place(stream, group);
    }

    /** The error where there is no stream at the first argument or it has no group that is the second. */
    static CommandException noPlace(Call call) {
        return Errors.of("NOGROUP No such key '" + Errors.quoted(call.arg(1)) + "' or consumer group '"
                + Errors.quoted(call.arg(2)) + "'");
    }

    /** The error of a group that a stream does not have. */
    static CommandException noGroup(Slice key, Slice group) {
        return Errors.of("NOGROUP No such consumer group '" + Errors.quoted(group) + "' for key name '"
                + Errors.quoted(key) + "'");
    }

    /** The consumer with this name, made if there is none; it is noted that it was seen. */
    static Consumer seen(Call call, Slice key, Slice groupName, Group group, Slice name) {
        Consumer consumer = group.consumer(name);
        if (consumer == null) {
            consumer = group.create(name, call.now());
            call.changedAside();
            call.effect("XGROUP", "CREATECONSUMER", key, groupName, name);
            call.event(key, EventClass.STREAM, "xgroup-createconsumer");
        }
        consumer.seenTime = call.now();
        return consumer;
    }

    /** Says that an entry was delivered, when, how often, and up to where the group has read. */
    static void tellDelivery(Call call, Slice key, Slice groupName, Group group, Slice consumer, Delivery delivery) {
        call.noEffect();
        if (call.isFollowed()) {
            call.effect(
                    "XCLAIM",
                    key,
                    groupName,
                    consumer,
                    0,
                    delivery.id().toBytes(),
                    "TIME",
                    delivery.time,
                    "RETRYCOUNT",
                    delivery.count,
                    "FORCE",
                    "JUSTID",
                    "LASTID",
                    group.lastId.toBytes());
        }
    }

    /** Says up to where a group has read. */
    static void tellRead(Call call, Slice key, Slice groupName, Group group) {
        call.effect("XGROUP", "SETID", key, groupName, group.lastId.toBytes(), "ENTRIESREAD", group.entriesRead);
    }

    /** The word at {@code at} as an integer; anything else is the error {@code otherwise}. */
    static long integer(Call call, int at, String otherwise) {
        Slice word = call.arg(at);
        if (!Numbers.isLong(word)) {
            throw Errors.of(otherwise);
        }
        return Numbers.parseLong(word);
    }
}
