package dev.vermilion.taskqueue;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is stored. Times are in ms since 1970.
 *
 * @param state where it is
 * @param payload JSON text
 * @param attempt how often it was begun
 * @param attempts how often it may be begun
 * @param progress percent
 * @param note what the handler said last
 * @param result JSON text, null before it is done
 * @param error why it failed last
 * @param worker who has it
 * @param parent the job that waits for it
 * @param pending for how many children it still waits
 * @param next the job that followed it in its chain
 * @param input JSON text: the result of the job before it in its chain
 */
public record Job(
        String id,
        String type,
        State state,
        Priority priority,
        String payload,
        int attempt,
        int attempts,
        int progress,
        @Nullable String note,
        @Nullable String result,
        @Nullable String error,
        @Nullable String worker,
        long created,
        long runAt,
        @Nullable Long started,
        @Nullable Long finished,
        @Nullable Long leaseUntil,
        @Nullable String unique,
        @Nullable String parent,
        int pending,
        @Nullable String next,
        @Nullable String input,
        @Nullable String schedule) {

    /** Where a job can be. */
    public enum State {
        /** In a list, to be taken next. */
        WAITING,
        /** Its time has not come. */
        DELAYED,
        /** It failed, and is tried again later. */
        RETRY,
        /** A worker has it. */
        ACTIVE,
        /** It waits for its children. */
        BLOCKED,
        /** It has a result. */
        DONE,
        /** It is given up, until someone retries it. */
        DEAD
    }

    static Job of(String id, Map<String, String> fields) {
        return new Job(
                id,
                text(fields, "type", "?"),
                State.valueOf(text(fields, "state", "dead").toUpperCase(Locale.ROOT)),
                Priority.valueOf(text(fields, "priority", "normal").toUpperCase(Locale.ROOT)),
                text(fields, "payload", "null"),
                (int) number(fields, "attempt"),
                (int) number(fields, "attempts"),
                (int) number(fields, "progress"),
                fields.get("note"),
                fields.get("result"),
                fields.get("error"),
                fields.get("worker"),
                number(fields, "created"),
                number(fields, "runAt"),
                time(fields, "started"),
                time(fields, "finished"),
                time(fields, "leaseUntil"),
                fields.get("unique"),
                fields.get("parent"),
                (int) number(fields, "pending"),
                fields.get("next"),
                fields.get("input"),
                fields.get("schedule"));
    }

    private static String text(Map<String, String> fields, String name, String otherwise) {
        return fields.getOrDefault(name, otherwise);
    }

    private static long number(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null ? 0 : Long.parseLong(value);
    }

    private static @Nullable Long time(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null ? null : Long.valueOf(value);
    }
}
