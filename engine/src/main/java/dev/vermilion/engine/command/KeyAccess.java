package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import java.util.List;

/** What a call does with its keys, where the row alone does not tell: SET with GET, BITFIELD. */
public final class KeyAccess {

    private static final String VARIABLE = "VARIABLE_FLAGS";
    private static final List<String> READS = List.of("RO", "ACCESS");
    private static final List<String> READS_AND_WRITES = List.of("RW", "ACCESS", "UPDATE");
    private static final List<String> OVERWRITES = List.of("OW", "UPDATE");

    private KeyAccess() {}

    /** The flags of {@code spec} as they are in a call with these words. O(words) for the few commands where it matters. */
    public static List<String> flags(Command command, KeySpec spec, Request words) {
        if (!spec.flags().contains(VARIABLE)) {
            return spec.flags();
        }
        return switch (command.name()) {
            case "SET" -> setReads(words) ? READS_AND_WRITES : OVERWRITES;
            case "BITFIELD" -> bitFieldWrites(words) ? READS_AND_WRITES : READS;
            default -> spec.flags();
        };
    }

    private static boolean setReads(Request words) {
        for (int i = 3; i < words.count(); i++) {
            if (words.argument(i).is("GET")) {
                return true;
            }
        }
        return false;
    }

    /** What cannot be understood counts as a write. */
    private static boolean bitFieldWrites(Request words) {
        int i = 2;
        while (i < words.count()) {
            int left = words.count() - i - 1;
            if (words.argument(i).is("GET") && left >= 2) {
                i += 3;
            } else if (words.argument(i).is("OVERFLOW") && left >= 1) {
                i += 2;
            } else {
                return true;
            }
        }
        return false;
    }
}
