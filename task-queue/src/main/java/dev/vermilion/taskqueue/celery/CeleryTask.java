package dev.vermilion.taskqueue.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A task that a Java worker offers to Celery clients.
 *
 * @param maxRetries how often it is tried again after a failure, 0 for never
 * @param retryMillis how long to wait before
 */
public record CeleryTask(Body body, int maxRetries, long retryMillis) {

    /** What a task does. */
    @FunctionalInterface
    public interface Body {

        /** Runs it; the result is what the caller gets. {@code retries} tells how often it failed before. */
        JsonNode run(ArrayNode args, ObjectNode kwargs, int retries) throws Exception;
    }

    /** A task that fails at once if it fails. */
    public static CeleryTask of(Body body) {
        return new CeleryTask(body, 0, 0);
    }
}
