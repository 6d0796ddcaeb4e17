package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import org.jspecify.annotations.Nullable;

/** AROP: one number from all elements of a range. */
final class ArOp {

    private enum Operation {
        SUM,
        MIN,
        MAX,
        AND,
        OR,
        XOR,
        MATCH,
        USED
    }

    private ArOp() {}

    static void arop(Call call) {
        long start = ArrayKeys.index(call, 2);
        long end = ArrayKeys.index(call, 3);
        Operation operation = operation(call);
        ArrayValue array = ArrayKeys.read(call);
        Walk walk = (array == null ? new ArrayValue(call.settings()) : array).walk(start, end);
        ReplyWriter reply = call.reply();
        switch (operation) {
            case SUM -> write(sum(walk), reply);
            case MIN, MAX -> write(extreme(walk, operation == Operation.MIN), reply);
            case AND, OR, XOR -> write(bits(walk, operation), reply);
            case MATCH -> reply.integer(matches(walk, call.arg(5)));
            case USED -> reply.integer(used(walk));
        }
    }

    private static Operation operation(Call call) {
        for (Operation each : Operation.values()) {
            if (call.is(4, each.name())) {
                if (each == Operation.MATCH && call.count() != 6) {
                    throw Errors.of("ERR MATCH requires a value argument");
                }
                if (each != Operation.MATCH && call.count() != 5) {
                    throw Errors.wrongArity(call.command().fullName());
                }
                return each;
            }
        }
        throw Errors.of("ERR unknown operation");
    }

    private static void write(@Nullable Real result, ReplyWriter reply) {
        if (result == null) {
            reply.nullBulk();
        } else {
            reply.bulk(result.toBytes());
        }
    }

    private static void write(@Nullable Long result, ReplyWriter reply) {
        if (result == null) {
            reply.nullBulk();
        } else {
            reply.integer(result);
        }
    }

    /** Adds the integers before the first other number as such as long as they fit: that is exact, and so the same. */
    private static @Nullable Real sum(Walk walk) {
        Real sum = null;
        long integers = 0;
        boolean any = false;
        while (walk.next()) {
            long word = walk.element().word();
            long more = Word.isInteger(word) ? Word.integer(word) : 0;
            boolean exact = sum == null && Math.abs(integers) <= Long.MAX_VALUE - Math.abs(more);
            if (exact && Word.isInteger(word)) {
                integers += more;
                any = true;
                continue;
            }
            Real number = Real.of(walk.element());
            if (number != null) {
                sum = sum == null && any ? Real.of(integers).plus(number) : plus(sum, number);
            }
        }
        return sum == null && any ? Real.of(integers) : sum;
    }

    private static Real plus(@Nullable Real sum, Real number) {
        return sum == null ? number : sum.plus(number);
    }

    private static @Nullable Real extreme(Walk walk, boolean least) {
        Real extreme = null;
        while (walk.next()) {
            Real number = Real.of(walk.element());
            boolean beyond = number != null
                    && (extreme == null || (least ? number.isLessThan(extreme) : extreme.isLessThan(number)));
            extreme = beyond ? number : extreme;
        }
        return extreme;
    }

    private static @Nullable Long bits(Walk walk, Operation operation) {
        Long bits = null;
        while (walk.next()) {
            Long more = integer(walk.element());
            if (more == null || bits == null) {
                bits = bits == null ? more : bits;
            } else if (operation == Operation.AND) {
                bits = bits & more;
            } else {
                bits = operation == Operation.OR ? bits | more : bits ^ more;
            }
        }
        return bits;
    }

    private static @Nullable Long integer(Element element) {
        if (Word.isInteger(element.word())) {
            return Word.integer(element.word());
        }
        Real number = Real.of(element);
        return number == null ? null : number.truncated();
    }

    private static long matches(Walk walk, Slice wanted) {
        long word = Word.pack(wanted);
        long count = 0;
        while (walk.next()) {
            Element element = walk.element();
            boolean same = element.word() == word && (word != Word.TEXT || wanted.contentEquals(element.bytes()));
            count += same ? 1 : 0;
        }
        return count;
    }

    private static long used(Walk walk) {
        long count = 0;
        while (walk.next()) {
            count++;
        }
        return count;
    }
}
