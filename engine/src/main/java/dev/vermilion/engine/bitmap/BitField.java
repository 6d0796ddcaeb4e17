package dev.vermilion.engine.bitmap;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** BITFIELD: reads and changes integers of 1 to 64 bits at any position of a string. */
final class BitField {

    private enum Kind {
        GET,
        SET,
        INCRBY
    }

    private enum Overflow {
        WRAP,
        SAT,
        FAIL
    }

    /** One thing to do with the integer of {@code bits} bits at {@code offset}. */
    private record Operation(Kind kind, boolean signed, int bits, long offset, long operand, Overflow overflow) {

        private long least() {
            return signed ? -1L << (bits - 1) : 0;
        }

        private long most() {
            return signed ? ~(-1L << (bits - 1)) : -1L >>> (64 - bits);
        }

        /** What becomes of a number that may not fit, or null if it must not be stored. */
        private @Nullable Long fit(BigInteger wanted) {
            boolean low = wanted.compareTo(BigInteger.valueOf(least())) < 0;
            if (!low && wanted.compareTo(BigInteger.valueOf(most())) <= 0) {
                return wanted.longValue();
            }
            return switch (overflow) {
                case WRAP -> wrapped(wanted.longValue());
                case SAT -> low ? least() : most();
                case FAIL -> null;
            };
        }

        /** The lowest bits of a number, read as this integer. */
        private long wrapped(long number) {
            int unused = 64 - bits;
            return signed ? number << unused >> unused : number << unused >>> unused;
        }
    }

    private BitField() {}

    /** What a BITFIELD does with its key: it only reads it if all that it has to do is GET. */
    static List<String> keyFlags(Request words) {
        int at = 2;
        while (at < words.count()) {
            int left = words.count() - at - 1;
            if (left >= 2 && words.argument(at).is(Kind.GET.name())) {
                at += 3;
            } else if (left >= 1 && words.argument(at).is("OVERFLOW")) {
                at += 2;
            } else {
                return List.of("RW", "ACCESS", "UPDATE");
            }
        }
        return List.of("RO", "ACCESS");
    }

    static void bitfield(Call call) {
        List<Operation> operations = parse(call, false);
        long length = 0;
        for (Operation each : operations) {
            if (each.kind != Kind.GET) {
                length = Math.max(length, (each.offset + each.bits - 1 >> 3) + 1);
            }
        }
        if (length == 0) {
            read(call, operations);
            return;
        }
        boolean grows = BitString.isShorter(call, call.arg(1), length);
        Slice bytes = BitString.writable(call, call.arg(1), length);
        call.reply().array(operations.size());
        boolean changed = false;
        for (Operation each : operations) {
            changed |= run(call, each, bytes, grows);
        }
        if (changed) {
            call.changed(call.arg(1), EventClass.STRING, "setbit");
        }
    }

    static void bitfieldRo(Call call) {
        read(call, parse(call, true));
    }

    private static void read(Call call, List<Operation> operations) {
        Slice bytes = BitString.bytes(call.db().lookup(call.arg(1)));
        call.reply().array(operations.size());
        for (Operation each : operations) {
            call.reply().integer(get(bytes == null ? new Slice() : bytes, each));
        }
    }

    /** Runs one operation and writes its reply; true if it changed something, as every write to a grown string does. */
    private static boolean run(Call call, Operation operation, Slice bytes, boolean grows) {
        long old = get(bytes, operation);
        if (operation.kind == Kind.GET) {
            call.reply().integer(old);
            return false;
        }
        boolean set = operation.kind == Kind.SET;
        // SET reads its operand as an unsigned number where the field is unsigned, so that -1 is too large for it
        BigInteger operand = set && !operation.signed
                ? new BigInteger(Long.toUnsignedString(operation.operand))
                : BigInteger.valueOf(operation.operand);
        Long stored = operation.fit(set ? operand : operand.add(BigInteger.valueOf(old)));
        if (stored == null) {
            call.reply().nullBulk();
            return false;
        }
        put(bytes, operation, stored);
        call.reply().integer(set ? old : stored);
        return grows || old != stored;
    }

    private static long get(Slice bytes, Operation operation) {
        long number = 0;
        for (long at = operation.offset; at < operation.offset + operation.bits; at++) {
            boolean on = at >> 3 < bytes.length() && BitString.bit(bytes, at);
            number = number << 1 | (on ? 1 : 0);
        }
        return operation.wrapped(number);
    }

    private static void put(Slice bytes, Operation operation, long number) {
        long rest = number;
        for (long at = operation.offset + operation.bits - 1; at >= operation.offset; at--) {
            int index = (int) (at >> 3);
            int mask = 0x80 >> (at & 7);
            bytes.array()[index] = (byte) ((rest & 1) != 0 ? bytes.byteAt(index) | mask : bytes.byteAt(index) & ~mask);
            rest >>>= 1;
        }
    }

    private static List<Operation> parse(Call call, boolean readOnly) {
        List<Operation> operations = new ArrayList<>();
        Overflow overflow = Overflow.WRAP;
        boolean writes = false;
        for (int i = 2; i < call.count(); ) {
            int left = call.count() - i - 1;
            if (call.is(i, "OVERFLOW") && left >= 1) {
                overflow = overflow(call, i + 1);
                i += 2;
                continue;
            }
            Kind kind = kind(call, i, left);
            operations.add(operation(call, i, kind, overflow));
            writes |= kind != Kind.GET;
            i += kind == Kind.GET ? 3 : 4;
        }
        if (writes && readOnly) {
            throw Errors.of("ERR BITFIELD_RO only supports the GET subcommand");
        }
        return operations;
    }

    private static Kind kind(Call call, int at, int left) {
        for (Kind each : Kind.values()) {
            if (call.is(at, each.name()) && left >= (each == Kind.GET ? 2 : 3)) {
                return each;
            }
        }
        throw Errors.syntax();
    }

    private static Overflow overflow(Call call, int at) {
        for (Overflow each : Overflow.values()) {
            if (call.is(at, each.name())) {
                return each;
            }
        }
        throw Errors.of("ERR Invalid OVERFLOW type specified");
    }

    private static Operation operation(Call call, int at, Kind kind, Overflow overflow) {
        Slice type = call.arg(at + 1);
        int bits = bits(type);
        boolean signed = type.byteAt(0) == 'i';
        Slice word = call.arg(at + 2);
        long offset;
        if (!word.isEmpty() && word.byteAt(0) == '#') {
            Slice number = new Slice();
            number.set(word.array(), word.offset() + 1, word.length() - 1);
            offset = BitString.offset(call, number, bits);
        } else {
            offset = BitString.offset(call, word, 1);
        }
        long operand = kind == Kind.GET ? 0 : call.integer(at + 3);
        return new Operation(kind, signed, bits, offset, operand, overflow);
    }

    /** The number of bits of a type such as {@code i16}. */
    private static int bits(Slice type) {
        Slice digits = new Slice();
        boolean known = type.length() > 1 && (type.byteAt(0) == 'i' || type.byteAt(0) == 'u');
        if (known) {
            digits.set(type.array(), type.offset() + 1, type.length() - 1);
        }
        long bits = known && Numbers.isLong(digits) ? Numbers.parseLong(digits) : 0;
        if (bits < 1 || bits > (type.byteAt(0) == 'i' ? 64 : 63)) {
            throw Errors.of(
                    "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported but i64 is.");
        }
        return (int) bits;
    }
}
