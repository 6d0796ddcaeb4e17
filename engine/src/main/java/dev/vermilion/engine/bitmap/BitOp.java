package dev.vermilion.engine.bitmap;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;

/** BITOP: combines strings bit by bit. */
final class BitOp {

    private enum Operation {
        AND,
        OR,
        XOR,
        NOT,
        /** Set in the first string and in none of the others. */
        DIFF,
        /** Set in one of the others and not in the first string. */
        DIFF1,
        /** Set in the first string and in one of the others. */
        ANDOR,
        /** Set in exactly one string. */
        ONE
    }

    private BitOp() {}

    static void bitop(Call call) {
        Operation operation = operation(call);
        Slice[] sources = new Slice[call.count() - 3];
        int length = 0;
        for (int i = 0; i < sources.length; i++) {
            Slice bytes = BitString.bytes(call.db().lookup(call.arg(i + 3)));
            sources[i] = bytes == null ? new Slice() : bytes;
            length = Math.max(length, sources[i].length());
        }
        store(call, combine(operation, sources, length));
        call.reply().integer(length);
    }

    private static Operation operation(Call call) {
        for (Operation each : Operation.values()) {
            if (call.is(1, each.name())) {
                int sources = call.count() - 3;
                if (each == Operation.NOT && sources != 1) {
                    throw Errors.of("ERR BITOP NOT must be called with a single source key.");
                }
                boolean two = each == Operation.DIFF || each == Operation.DIFF1 || each == Operation.ANDOR;
                if (two && sources < 2) {
                    throw Errors.of("ERR BITOP " + each + " must be called with at least two source keys.");
                }
                return each;
            }
        }
        throw Errors.syntax();
    }

    private static void store(Call call, byte[] result) {
        Slice key = call.arg(2);
        if (result.length > 0) {
            call.db().put(key, result);
            call.db().expireAt(key, Database.NEVER);
            call.changed(key, EventClass.STRING, "set");
        } else if (call.db().remove(key)) {
            call.changed(key, EventClass.GENERIC, "del");
        }
    }

    private static byte[] combine(Operation operation, Slice[] sources, int length) {
        byte[] result = new byte[length];
        for (int at = 0; at < length; at++) {
            int first = at < sources[0].length() ? sources[0].byteAt(at) : 0;
            int all = first;
            int any = 0;
            int odd = first;
            int twice = 0;
            for (int i = 1; i < sources.length; i++) {
                int next = at < sources[i].length() ? sources[i].byteAt(at) : 0;
                all &= next;
                twice |= (first | any) & next;
                any |= next;
                odd ^= next;
            }
            result[at] = (byte)
                    switch (operation) {
                        case AND -> all;
                        case OR -> first | any;
                        case XOR -> odd;
                        case NOT -> ~first;
                        case DIFF -> first & ~any;
                        case DIFF1 -> any & ~first;
                        case ANDOR -> first & any;
                        case ONE -> (first | any) & ~twice;
                    };
        }
        return result;
    }
}
