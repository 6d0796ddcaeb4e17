package dev.vermilion.engine.stream;

import dev.vermilion.engine.command.Call;
import org.jspecify.annotations.Nullable;

/** What becomes of groups that have read an entry when the entry is deleted. */
enum References {
    /** They go on to know that it is pending. */
    KEEPREF,
    /** They forget it. */
    DELREF,
    /** An entry that a group has still to read or to acknowledge is not deleted. */
    ACKED;

    /** The word at {@code index}, or null if it is none of them. */
    static @Nullable References of(Call call, int index) {
        for (References each : values()) {
            if (call.is(index, each.name())) {
                return each;
            }
        }
        return null;
    }
}
