package dev.vermilion.engine.list;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Handler;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What several list commands do alike: find a list, put and take elements, wait for one. */
final class Lists {

    private Lists() {}

    /**
     * The list at the key that is the argument {@code at}, or null. For a command that has waited, a key that got
     * another type meanwhile is as good as none: whoever waits goes on waiting.
     */
    static @Nullable ListValue find(Call call, int at) {
        Object held = call.db().find(call.arg(at));
        if (call.client().isBlocked() && !(held instanceof ListValue)) {
            return null;
        }
        return ListValue.of(held);
    }

    /** The list at {@code key}, made if there is none. */
    static ListValue findOrCreate(Call call, Slice key) {
        ListValue list = ListValue.of(call.db().find(key));
        if (list == null) {
            list = new ListValue();
            call.db().put(key, list);
        }
        return list;
    }

    /** True for LEFT, false for RIGHT. */
    static boolean isLeft(Call call, int at) {
        if (call.is(at, "LEFT")) {
            return true;
        }
        if (call.is(at, "RIGHT")) {
            return false;
        }
        throw Errors.syntax();
    }

    /** The event of elements put at an end. */
    static String pushEvent(boolean left) {
        return left ? "lpush" : "rpush";
    }

    /** The event of elements taken from an end. */
    static String popEvent(boolean left) {
        return left ? "lpop" : "rpop";
    }

    /** The word at {@code at} as an integer not below {@code least}; anything else is the error {@code otherwise}. */
    static long atLeast(Call call, int at, long least, String otherwise) {
        Slice word = call.arg(at);
        if (!Numbers.isLong(word) || Numbers.parseLong(word) < least) {
            throw Errors.of(otherwise);
        }
        return Numbers.parseLong(word);
    }

    /** Answers with the element at an end, and removes it. */
    static void takeOne(Call call, Slice key, ListValue list, boolean left) {
        list.write(left ? 0 : list.size() - 1, 1, false, call.reply());
        list.remove(1, left, call.settings());
        removed(call, key, list, popEvent(left));
    }

    /** Answers with {@code count} elements from an end, an array around them, and removes them. */
    static void take(Call call, Slice key, ListValue list, long count, boolean left) {
        call.reply().array(count);
        list.write(left ? 0 : list.size() - 1, count, !left, call.reply());
        list.remove(count, left, call.settings());
        removed(call, key, list, popEvent(left));
    }

    /** Says that elements were taken away, and removes the key if none are left. */
    static void removed(Call call, Slice key, ListValue list, String event) {
        call.changed(key, EventClass.LIST, event);
        if (list.size() == 0) {
            call.removeEmpty(key);
        }
    }

    /** Says that elements went from the list at the first argument to that at the second. */
    static void moved(Call call, ListValue from, boolean fromLeft, boolean toLeft) {
        call.changedToo(call.arg(2), EventClass.LIST, pushEvent(toLeft));
        removed(call, call.arg(1), from, popEvent(fromLeft));
    }

    /**
     * Makes the client wait for the keys that are the arguments {@code from} to {@code to} (exclusive).
     *
     * @param atOnce answers where nobody may wait
     */
    static void waitFor(Call call, int from, int to, long timeoutMillis, Handler atOnce) {
        if (call.mustNotBlock()) {
            atOnce.run(call);
            return;
        }
        List<Slice> keys = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            keys.add(call.arg(i));
        }
        call.block(keys, timeoutMillis, Lists::nothing);
    }

    /** Answers that there was nothing. */
    static void nothing(Call call) {
        call.reply().nullArray();
    }
}
