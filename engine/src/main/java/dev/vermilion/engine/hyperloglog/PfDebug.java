package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.string.StringValue;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/** PFDEBUG and PFSELFTEST. */
final class PfDebug {

    private static final int REGISTER_ROUNDS = 100;
    private static final int MOST_ELEMENTS = 1_000_000;
    /** Estimates are this exact on average; none should be wrong by more than six times as much. */
    private static final double ERROR = 1.04 / Math.sqrt(Hll.REGISTERS);

    private PfDebug() {}

    static void pfdebug(Call call) {
        if (call.is(1, "SIMD")) {
            simd(call);
            return;
        }
        Slice key = call.arg(2);
        Object held = call.db().find(key);
        if (held == null) {
            throw Errors.of("ERR The specified key does not exist");
        }
        Slice bytes = Hll.checked(held);
        StringValue hll = Hll.writable(call, key, held);
        if (call.is(1, "GETREG")) {
            toDense(call, key, hll);
            registers(call.reply(), hll.bytes());
        } else if (call.is(1, "DECODE")) {
            call.reply().bulk(decoded(bytes));
        } else if (call.is(1, "ENCODING")) {
            call.reply().simple(Hll.isDense(bytes) ? "dense" : "sparse");
        } else if (call.is(1, "TODENSE")) {
            call.reply().integer(toDense(call, key, hll));
        } else {
            throw Errors.of("ERR Unknown PFDEBUG subcommand '" + Errors.quoted(call.arg(1)) + "'");
        }
    }

    /** There are no vector instructions here that could be switched on. */
    private static void simd(Call call) {
        if (!call.is(2, "ON") && !call.is(2, "OFF")) {
            throw Errors.of("ERR Argument must be ON or OFF");
        }
        call.reply().simple("disabled");
    }

    private static boolean toDense(Call call, Slice key, StringValue hll) {
        if (Hll.isDense(hll)) {
            return false;
        }
        Sparse.toDense(hll);
        call.db().changed(key);
        return true;
    }

    private static void registers(ReplyWriter reply, byte[] dense) {
        reply.array(Hll.REGISTERS);
        for (int i = 0; i < Hll.REGISTERS; i++) {
            reply.integer(Dense.register(dense, 0, i));
        }
    }

    /** The runs of the sparse encoding: {@code z:4 Z:12000 v:2,1} for short zeros, long zeros and registers of 2. */
    private static String decoded(Slice bytes) {
        if (Hll.isDense(bytes)) {
            throw Errors.of("ERR HLL encoding is not sparse");
        }
        byte[] array = bytes.array();
        int end = bytes.offset() + bytes.length();
        StringJoiner runs = new StringJoiner(" ");
        for (int at = bytes.offset() + Hll.HEADER; at < end; at += Sparse.size(array[at])) {
            int registers = Sparse.registers(array, at, end);
            int value = Sparse.value(array[at]);
            String zeros = Sparse.size(array[at]) == 2 ? "Z:" : "z:";
            runs.add(value > 0 ? "v:" + value + "," + registers : zeros + registers);
        }
        return runs.toString();
    }

    static void pfselftest(Call call) {
        RandomGenerator random = call.keyspace().random();
        testRegisters(random);
        testEstimates(random, call.settings().hllSparseMaxBytes);
        call.reply().ok();
    }

    private static void testRegisters(RandomGenerator random) {
        byte[] dense = new byte[Dense.LENGTH];
        byte[] plain = new byte[Hll.REGISTERS];
        for (int round = 0; round < REGISTER_ROUNDS; round++) {
            for (int i = 0; i < plain.length; i++) {
                plain[i] = (byte) random.nextInt(Dense.MOST_VALUE + 1);
                Dense.set(dense, i, plain[i]);
            }
            for (int i = 0; i < plain.length; i++) {
                int found = Dense.register(dense, 0, i);
                if (found != plain[i]) {
                    throw Errors.of("ERR TESTFAILED Register " + i + " should be " + plain[i] + " but is " + found);
                }
            }
        }
    }

    /** Both encodings must agree, and be right within what is to be expected. */
    private static void testEstimates(RandomGenerator random, long most) {
        StringValue dense = Hll.create();
        StringValue sparse = Hll.create();
        Sparse.toDense(dense);
        byte[] element = new byte[8];
        Slice slice = Slice.of(element);
        long seed = random.nextLong();
        int checkpoint = 1;
        for (int count = 1; count <= MOST_ELEMENTS; count++) {
            for (int i = 0; i < element.length; i++) {
                element[i] = (byte) ((count ^ seed) >> 8 * i);
            }
            Hll.add(dense, slice, most);
            Hll.add(sparse, slice, most);
            if (count == checkpoint) {
                check(StringValue.slice(dense), StringValue.slice(sparse), count, most);
                checkpoint *= 10;
            }
        }
    }

    private static void check(Slice dense, Slice sparse, int count, long most) {
        if (count < most / 2 && Hll.isDense(sparse)) {
            throw Errors.of("ERR TESTFAILED sparse encoding not used");
        }
        long estimate = Estimate.of(dense);
        if (estimate != Estimate.of(sparse)) {
            throw Errors.of("ERR TESTFAILED dense/sparse disagree");
        }
        long error = Math.abs(count - estimate);
        double allowed = count == 10 ? 1 : Math.ceil(ERROR * 6 * count); // two of ten may well fall to one register
        if (error > allowed) {
            throw Errors.of("ERR TESTFAILED Too big error. card:" + count + " abserr:" + error);
        }
    }
}
