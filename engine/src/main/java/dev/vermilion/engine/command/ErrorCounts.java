package dev.vermilion.engine.command;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * How many error replies there were of each code. A script can make codes as it likes: when there are too many, all are
 * forgotten, and none is counted until {@link #reset}. Touched by the command thread only.
 */
public final class ErrorCounts {

    /** Most codes that are counted. */
    private static final int MOST = 128;
    /** The only code behind the limit. */
    private static final String DISABLED = "ERRORSTATS_DISABLED";

    private final Map<String, Long> byCode = new TreeMap<>();
    private Consumer<Map<String, Long>> full = counts -> {};
    private boolean disabled;

    ErrorCounts() {}

    /** Calls {@code observer} with all counts before they are forgotten. */
    public void whenFull(Consumer<Map<String, Long>> observer) {
        full = observer;
    }

    /** Number of error replies by their code. */
    public Map<String, Long> byCode() {
        return byCode;
    }

    /** Counts an error by the first word of its text. */
    void count(String text) {
        if (disabled) {
            return;
        }
        int end = text.indexOf(' ');
        String code = end < 0 ? text : text.substring(0, end);
        if (byCode.size() == MOST && !byCode.containsKey(code)) {
            full.accept(byCode);
            byCode.clear();
            byCode.put(DISABLED, 1L);
            disabled = true;
            return;
        }
        byCode.merge(code, 1L, Long::sum);
    }

    /** Counts from nothing again. */
    void reset() {
        byCode.clear();
        disabled = false;
    }
}
