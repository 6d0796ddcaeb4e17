package dev.vermilion.taskqueue;

/**
 * A job in the hands of a worker.
 *
 * @param token proves that it is this lease and no later one
 * @param millis how long it lasts unless it is renewed
 */
public record Lease(Job job, String token, Backoff backoff, long millis) {}
