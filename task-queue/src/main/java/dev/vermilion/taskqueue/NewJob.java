package dev.vermilion.taskqueue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job to be made. What is null takes its usual value.
 *
 * @param type which handler runs it, such as {@code mail}
 * @param payload what the handler is given, JSON of at most {@value #MAX_PAYLOAD} characters
 * @param priority which list it waits in
 * @param delayMillis how long it is to wait first
 * @param runAt when it is to run at the earliest, in ms since 1970; wins over the delay
 * @param attempts how often it is tried at most, 1 to 25; usually 3
 * @param backoff how long between two attempts
 * @param leaseMillis how long a worker may be silent before the job is taken from it, 200 to 3,600,000; usually 10,000
 * @param unique whether there may be another of the kind
 * @param chain jobs to follow, each with the result of the one before as its input; at most {@value #MAX_CHAIN}
 */
public record NewJob(
        String type,
        @Nullable JsonNode payload,
        @Nullable Priority priority,
        @Nullable Long delayMillis,
        @Nullable Long runAt,
        @Nullable Integer attempts,
        @Nullable Backoff backoff,
        @Nullable Long leaseMillis,
        @Nullable Unique unique,
        @Nullable List<NewJob> chain) {

    static final int MAX_PAYLOAD = 16_384;
    static final int MAX_CHAIN = 20;
    private static final int MAX_ATTEMPTS = 25;
    private static final long MAX_DELAY = 366L * 86_400_000; // a year
    private static final long MIN_LEASE = 200;
    private static final long MAX_LEASE = 3_600_000;
    private static final long USUAL_LEASE = 10_000;

    /** Checks the bounds. */
    public NewJob {
        check(type != null && type.matches("[a-z][a-z0-9-]{0,31}"), "A job's type is 1 to 32 of a-z, 0-9 and '-'.");
        check(payload == null || payload.toString().length() <= MAX_PAYLOAD, "A payload has at most 16384 characters.");
        check(delayMillis == null || (delayMillis >= 0 && delayMillis <= MAX_DELAY), "A delay is 0 ms to 366 days.");
        check(runAt == null || runAt > 0, "The time to run at is in milliseconds since 1970.");
        check(attempts == null || (attempts >= 1 && attempts <= MAX_ATTEMPTS), "A job has 1 to 25 attempts.");
        check(
                leaseMillis == null || (leaseMillis >= MIN_LEASE && leaseMillis <= MAX_LEASE),
                "A lease is 200 to 3600000 milliseconds.");
        check(chain == null || chain.size() <= MAX_CHAIN, "A chain has at most 20 jobs.");
        chain = chain == null ? null : List.copyOf(chain);
    }

    /** A job with the usual settings. */
    public static NewJob of(String type, @Nullable JsonNode payload) {
        return new NewJob(type, payload, null, null, null, null, null, null, null, null);
    }

    /** The same in another list. */
    public NewJob priority(Priority value) {
        return new NewJob(type, payload, value, delayMillis, runAt, attempts, backoff, leaseMillis, unique, chain);
    }

    /** The same, later. */
    public NewJob delayed(long millis) {
        return new NewJob(type, payload, priority, millis, runAt, attempts, backoff, leaseMillis, unique, chain);
    }

    /** The same with these attempts. */
    public NewJob attempts(int value, Backoff between) {
        return new NewJob(type, payload, priority, delayMillis, runAt, value, between, leaseMillis, unique, chain);
    }

    /** The same with another lease. */
    public NewJob lease(long millis) {
        return new NewJob(type, payload, priority, delayMillis, runAt, attempts, backoff, millis, unique, chain);
    }

    /** The same, unique. */
    public NewJob unique(Unique value) {
        return new NewJob(type, payload, priority, delayMillis, runAt, attempts, backoff, leaseMillis, value, chain);
    }

    /** The same with jobs to follow. */
    public NewJob then(NewJob... jobs) {
        return new NewJob(
                type, payload, priority, delayMillis, runAt, attempts, backoff, leaseMillis, unique, List.of(jobs));
    }

    /** As the scripts read it. */
    ObjectNode spec() {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.put("type", type).put("payload", payload == null ? "null" : payload.toString());
        spec.put(
                "priority",
                Objects.requireNonNullElse(priority, Priority.NORMAL).name().toLowerCase(Locale.ROOT));
        spec.put("delay", delayMillis == null ? 0 : delayMillis).put("runAt", runAt == null ? 0 : runAt);
        spec.put("attempts", attempts == null ? 3 : attempts);
        spec.put("backoff", (backoff == null ? Backoff.USUAL : backoff).text());
        spec.put("lease", leaseMillis == null ? USUAL_LEASE : leaseMillis);
        if (unique != null) {
            spec.put("unique", unique.key())
                    .put("uniqueMode", unique.mode().name().toLowerCase(Locale.ROOT));
            spec.put("uniqueMillis", unique.millis());
        }
        if (chain != null) {
            chain.forEach(job -> spec.withArray("chain").add(job.spec()));
        }
        return spec;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
