package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.User;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of SORT, valid during the command. */
final class SortOptions {

    /** What to answer of each element; none for the element itself. */
    final List<KeyPattern> get = new ArrayList<>();
    /** What to sort by; null for the element itself. */
    @Nullable
    KeyPattern by;
    /** Where to store the result, or null to answer with it. */
    @Nullable
    Slice store;

    boolean descending;
    boolean alpha;
    /** True to leave elements in the order they have, which BY asks for with a pattern that is the same for all. */
    boolean unsorted;

    long offset;
    /** Negative for all. */
    long count = -1;

    private SortOptions() {}

    /** Reads the options behind the key. */
    static SortOptions read(Call call, boolean mayStore) {
        SortOptions options = new SortOptions();
        int at = 2;
        while (at < call.count()) {
            at += options.take(call, at, mayStore);
        }
        return options;
    }

    /** Takes the option at word {@code at}; returns how many words it took. */
    private int take(Call call, int at, boolean mayStore) {
        int behind = call.count() - at - 1;
        if (call.is(at, "ASC") || call.is(at, "DESC")) {
            descending = call.is(at, "DESC");
            return 1;
        }
        if (call.is(at, "ALPHA")) {
            alpha = true;
            return 1;
        }
        if (call.is(at, "LIMIT") && behind >= 2) {
            offset = call.integer(at + 1);
            count = call.integer(at + 2);
            return 3;
        }
        if (behind < 1) {
            throw Errors.syntax();
        }
        takeWord(call, at, mayStore);
        return 2;
    }

    private void takeWord(Call call, int at, boolean mayStore) {
        Slice word = call.arg(at + 1);
        if (call.is(at, "BY")) {
            by = KeyPattern.of(word);
            unsorted |= !by.hasStar();
            if (by.hasStar()) {
                requireEveryKey(call, "BY");
            }
        } else if (call.is(at, "GET")) {
            requireEveryKey(call, "GET");
            get.add(KeyPattern.of(word));
        } else if (mayStore && call.is(at, "STORE")) {
            store = word;
        } else {
            throw Errors.syntax();
        }
    }

    /** Nobody can tell beforehand which keys such an option will read. */
    private static void requireEveryKey(Call call, String option) {
        User user = call.client().user();
        if (!user.isUnrestricted() && !user.mayReadEveryKey(call.command(), call.request())) {
            throw Errors.of("ERR " + option + " option of SORT denied due to insufficient ACL permissions.");
        }
    }
}
