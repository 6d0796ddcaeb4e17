package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import java.util.random.RandomGenerator;

/** HRANDFIELD: fields chosen at random. */
final class HRandField {

    /** A sample of less than a third of a hash is drawn field by field, of more by one walk through all. */
    private static final int WALK_FACTOR = 3;
    /** In a hash up to this size a walk costs less than to remember what was drawn. */
    private static final int SMALL = 128;

    private HRandField() {}

    static void hrandfield(Call call) {
        if (call.count() > 2) {
            many(call);
            return;
        }
        HashValue hash = Hashes.read(call);
        if (hash == null) {
            call.reply().nullBulk();
            return;
        }
        call.db().expireAllElements(call.arg(1), hash);
        if (hash.elements() == 0) {
            call.reply().nullBulk();
            return;
        }
        hash.form().findRandom(call.keyspace().random());
        hash.form().writeField(call.reply());
    }

    private static void many(Call call) {
        long count = call.integer(2);
        if (count == Long.MIN_VALUE) {
            throw Errors.of(
                    "ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807");
        }
        boolean withValues = call.is(3, "WITHVALUES");
        if (call.count() > 4 || (call.count() == 4 && !withValues)) {
            throw Errors.syntax();
        }
        if (withValues && Math.abs(count) > Long.MAX_VALUE / 2) {
            throw Errors.of("ERR value is out of range");
        }
        HashValue hash = Hashes.read(call);
        if (hash != null) {
            call.db().expireAllElements(call.arg(1), hash);
        }
        if (hash == null || hash.elements() == 0 || count == 0) {
            call.reply().array(0);
        } else {
            write(call, hash.form(), count, withValues);
        }
    }

    private static void write(Call call, HashForm form, long count, boolean withValues) {
        ReplyWriter reply = call.reply();
        long wanted = count < 0 ? -count : Math.min(count, form.size());
        boolean pairs = withValues && reply.protocol() != 2;
        reply.array(withValues && !pairs ? wanted * 2 : wanted);
        RandomGenerator random = call.keyspace().random();
        Runnable writeOne = () -> {
            if (pairs) {
                reply.array(2);
            }
            form.writeField(reply);
            if (withValues) {
                form.writeValue(reply);
            }
        };
        if (count < 0) {
            form.pickRandom(wanted, random, writeOne);
        } else if (wanted * WALK_FACTOR > form.size() || form.size() <= SMALL) {
            walk(form, random, (int) wanted, reply, withValues, pairs);
        } else {
            draw(form, random, wanted, writeOne);
        }
    }

    /** Takes each field with the chance that the sample still needs it: every sample is as likely as any other. */
    private static void walk(
            HashForm form, RandomGenerator random, int wanted, ReplyWriter reply, boolean withValues, boolean pairs) {
        int[] left = {form.size(), wanted};
        form.forEach((field, value, expiry) -> {
            if (random.nextInt(left[0]--) < left[1]) {
                left[1]--;
                if (pairs) {
                    reply.array(2);
                }
                reply.bulk(field);
                if (withValues) {
                    reply.bulk(value);
                }
            }
        });
    }

    private static void draw(HashForm form, RandomGenerator random, long wanted, Runnable writeOne) {
        ByteTable drawn = new ByteTable(false, false);
        Slice field = new Slice();
        while (drawn.size() < wanted) {
            form.findRandom(random);
            form.readField(field);
            if (!drawn.findOrInsert(field)) {
                writeOne.run();
            }
        }
    }
}
