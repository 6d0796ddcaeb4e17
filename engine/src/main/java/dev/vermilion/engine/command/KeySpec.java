package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a command has some of its keys. As in COMMAND: where to begin, and how to go on from there.
 *
 * @param begin index of the first word to look at, or, with a keyword, where to begin to search for it; negative from
 *     the end
 * @param keyword the token behind which the keys are, or null
 * @param numkeys true if the word at the beginning says how many keys follow
 * @param last offset of the last key from the first; negative: counted from the last word. Unused with numkeys.
 * @param step words from one key to the next
 * @param limit with {@code last} of -1: keys are only in the first 1/limit of the words; 0 and 1 for all
 * @param flags what is done with the keys, in the words of COMMAND, such as {@code RO ACCESS}
 */
public record KeySpec(
        int begin, @Nullable String keyword, boolean numkeys, int last, int step, int limit, List<String> flags) {

    /** Keys from {@code first} to {@code last} as in the classic three numbers of COMMAND. */
    public static KeySpec range(int first, int last, int step, String... flags) {
        return new KeySpec(first, null, false, last < 0 ? last : last - first, step, 0, List.of(flags));
    }

    /** A number of keys at {@code at}, and the keys behind it. */
    public static KeySpec counted(int at, String... flags) {
        return new KeySpec(at, null, true, 0, 1, 0, List.of(flags));
    }

    /** A number of keys at {@code at}, and behind it the keys, each followed by its value. */
    public static KeySpec countedPairs(int at, String... flags) {
        return new KeySpec(at, null, true, 0, 2, 0, List.of(flags));
    }

    /** Keys behind a token, searched from {@code from}. */
    public static KeySpec behind(String keyword, int from, int last, int limit, String... flags) {
        return new KeySpec(from, keyword, false, last, 1, limit, List.of(flags));
    }

    /** Calls {@code each} with the index of every key of a request; of none if the request does not fit. */
    public void forEach(Request request, IntConsumer each) {
        int count = request.count();
        int first = first(request);
        if (first <= 0 || first >= count) {
            return;
        }
        if (numkeys) {
            forEachCounted(request, first, each);
            return;
        }
        int end = last >= 0 ? first + last : count + last;
        if (last < 0 && limit > 1) {
            end = first + (count - first) / limit - 1;
        }
        for (int at = first; at <= end && at < count; at += step) {
            each.accept(at);
        }
    }

    /** True if the keys are at fixed places, counted from the first word or the last. */
    public boolean isRange() {
        return keyword == null && !numkeys;
    }

    /** False if a number of keys says more than there are words. */
    public boolean fits(Request request) {
        int first = first(request);
        if (!numkeys || first <= 0 || first >= request.count()) {
            return true;
        }
        Slice word = request.argument(first);
        return Numbers.isLong(word)
                && Numbers.parseLong(word) >= 0
                && Numbers.parseLong(word) <= (request.count() - first - 1) / step;
    }

    private void forEachCounted(Request request, int at, IntConsumer each) {
        Slice word = request.argument(at);
        if (!Numbers.isLong(word)) {
            return;
        }
        long keys = Numbers.parseLong(word);
        long end = keys > request.count() ? request.count() : Math.min(at + 1 + keys * step, request.count());
        for (int i = at + 1; i < end; i += step) {
            each.accept(i);
        }
    }

    private int first(Request request) {
        if (keyword == null) {
            return begin;
        }
        int step = begin < 0 ? -1 : 1;
        for (int at = begin < 0 ? request.count() + begin : begin; at > 0 && at < request.count(); at += step) {
            if (request.argument(at).is(keyword)) {
                return at + 1;
            }
        }
        return -1;
    }
}
