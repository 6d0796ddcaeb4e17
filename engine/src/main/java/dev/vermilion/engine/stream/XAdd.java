package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that add entries or remove the oldest ones: XADD XTRIM. */
final class XAdd {

    private static final String ZERO_ID = "ERR The ID specified in XADD must be greater than 0-0";
    private static final String EXHAUSTED =
            "ERR The stream has exhausted the last possible ID, unable to add more items";
    private static final String TOO_SMALL =
            "ERR The ID specified in XADD is equal or smaller than the target stream top item";
    private static final String TOO_LARGE = "ERR Elements are too large to be stored";
    private static final long MOST_BYTES = 1 << 30;

    private XAdd() {}

    static void xadd(Call call) {
        AddWords words = AddWords.ofAdd(call);
        int from = words.idAt() + 1;
        int rest = call.count() - from;
        if (rest < 2 || rest % 2 == 1) {
            throw Errors.wrongArity(call.command().fullName());
        }
        StreamId wanted = words.id();
        if (wanted != null && wanted.isZero() && !words.isAnySeq()) {
            throw Errors.of(ZERO_ID);
        }
        Slice key = call.arg(1);
        StreamValue found = StreamValue.of(call.db().find(key));
        if (found == null && words.isNoMkStream()) {
            call.reply().nullBulk();
            return;
        }
        StreamValue stream = found == null ? new StreamValue() : found;
        if (isDuplicate(call, words, stream)) {
            return;
        }
        StreamId id = nextId(stream.lastId(), wanted, words.isAnySeq(), call.now());
        checkSize(call, from);
        if (found == null) {
            call.db().put(key, stream);
        }
        stream.append(id, call.request(), from, rest / 2, call.settings());
        remember(call, words, stream, id);
        id.write(call.reply());
        call.changed(key, EventClass.STREAM, "xadd");
        Trim trim = words.trim();
        long removed = trim == null ? 0 : trim.apply(stream);
        if (removed > 0) {
            call.event(key, EventClass.STREAM, "xtrim");
        }
        if (call.isFollowed()) {
            tell(call, words.idAt(), id);
            if (removed > 0) {
                tellTrim(call, key, stream);
            }
        }
    }

    /** Says what was added, with its id. */
    private static void tell(Call call, int idAt, StreamId id) {
        List<Object> effect = new ArrayList<>();
        effect.add("XADD");
        effect.add(call.arg(1));
        effect.add(id.toBytes());
        for (int i = idAt + 1; i < call.count(); i++) {
            effect.add(call.arg(i));
        }
        call.effect(effect);
    }

    /** Says what is left: entries are removed in whole nodes, and another Redis may have others. */
    private static void tellTrim(Call call, Slice key, StreamValue stream) {
        call.effect("XTRIM", key, "MAXLEN", "=", stream.length());
    }

    private static StreamId nextId(StreamId last, @Nullable StreamId wanted, boolean anySeq, long now) {
        if (last.equals(StreamId.MAX)) {
            throw Errors.of(EXHAUSTED);
        }
        StreamId id = wanted;
        if (wanted == null) {
            id = Long.compareUnsigned(now, last.ms()) > 0 ? new StreamId(now, 0) : last.next();
        } else if (anySeq && wanted.ms() == last.ms()) {
            id = last.seq() == -1 ? null : new StreamId(last.ms(), last.seq() + 1);
        }
        if (id == null || !id.isAfter(last)) {
            throw Errors.of(TOO_SMALL);
        }
        return id;
    }

    private static void checkSize(Call call, int from) {
        long bytes = 0;
        for (int i = from; i < call.count(); i++) {
            bytes += call.arg(i).length();
        }
        if (bytes > MOST_BYTES) {
            throw Errors.of(TOO_LARGE);
        }
    }

    /** Answers with the id of the entry that the producer has added before; false if it has not. */
    private static boolean isDuplicate(Call call, AddWords words, StreamValue stream) {
        Slice producer = words.producer();
        Producers producers = stream.producers();
        if (producer == null || producers == null) {
            return false;
        }
        StreamId before = producers.find(producer, name(call, words), call.now());
        if (before == null) {
            return false;
        }
        producers.duplicate();
        before.write(call.reply());
        return true;
    }

    private static void remember(Call call, AddWords words, StreamValue stream, StreamId id) {
        Slice producer = words.producer();
        if (producer != null) {
            stream.producers(call.settings()).added(producer, name(call, words), id, call.now());
        }
    }

    /** The producer's name for the entry: the one it gave, or a digest of the fields and values in any order. */
    private static Slice name(Call call, AddWords words) {
        Slice given = words.name();
        if (given != null) {
            return given;
        }
        byte[][] pairs = new byte[(call.count() - words.idAt() - 1) / 2][];
        for (int i = 0; i < pairs.length; i++) {
            Slice field = call.arg(words.idAt() + 1 + 2 * i);
            pairs[i] = digest(
                    digest(field.toBytes()),
                    digest(call.arg(words.idAt() + 2 + 2 * i).toBytes()));
        }
        Arrays.sort(pairs, Arrays::compare);
        return Slice.of(digest(pairs));
    }

    private static byte[] digest(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return Arrays.copyOf(digest.digest(), 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static void xtrim(Call call) {
        Trim trim = AddWords.ofTrim(call).trim();
        Slice key = call.arg(1);
        StreamValue stream = StreamValue.of(call.db().find(key));
        long removed = stream == null || trim == null ? 0 : trim.apply(stream);
        if (removed > 0 && stream != null) {
            tellTrim(call, key, stream);
            call.changed(key, EventClass.STREAM, "xtrim");
        }
        call.reply().integer(removed);
    }
}
