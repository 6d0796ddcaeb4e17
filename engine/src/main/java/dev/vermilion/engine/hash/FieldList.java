package dev.vermilion.engine.hash;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/**
 * The words behind FIELDS.
 *
 * @param from index of the first field
 * @param end index behind the last word of the list
 */
record FieldList(int from, int end) {

    /** The list of a command that has FIELDS as its third word and nothing behind the fields. */
    static FieldList behindKey(Call call) {
        if (!call.is(2, "FIELDS")) {
            throw Errors.of("ERR Mandatory argument FIELDS is missing or not at the right position");
        }
        long count = count(call, 3, "ERR Number of fields must be a positive integer");
        if (count != call.count() - 4) {
            throw Errors.of("ERR The `numfields` parameter must match the number of arguments");
        }
        return new FieldList(4, call.count());
    }

    /**
     * The list whose FIELDS is at {@code at}, in a command that may have options behind it.
     *
     * @param width words per field: 2 if each has a value
     * @param badCount the error for a number of fields that is none
     */
    static FieldList at(Call call, int at, int width, String badCount) {
        long count = count(call, at + 1, badCount);
        if (count * width > call.count() - at - 2) {
            throw Errors.of("ERR wrong number of arguments");
        }
        return new FieldList(at + 2, at + 2 + (int) count * width);
    }

    private static long count(Call call, int at, String error) {
        Slice word = call.arg(at);
        long count = Numbers.isLong(word) ? Numbers.parseLong(word) : 0;
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw Errors.of(error);
        }
        return count;
    }
}
