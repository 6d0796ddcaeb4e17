package dev.vermilion.engine.command;

import java.util.concurrent.TimeUnit;

/** What the turns of the command thread cost: one for each batch of requests, one for each run of the cron. */
public final class LoopStatistics {

    private long turns;
    private long nanos;
    private long commandNanos;
    private long cronNanos;
    private long longestNanos;
    private long mostCommands;

    /** A batch of requests is through. */
    void batch(long batchNanos, long ofCommandsNanos, long commands) {
        turn(batchNanos);
        commandNanos += ofCommandsNanos;
        mostCommands = Math.max(mostCommands, commands);
    }

    /** The cron has run. */
    public void cron(long tookNanos) {
        turn(tookNanos);
        cronNanos += tookNanos;
    }

    private void turn(long tookNanos) {
        turns++;
        nanos += tookNanos;
        longestNanos = Math.max(longestNanos, tookNanos);
    }

    void reset() {
        turns = 0;
        nanos = 0;
        commandNanos = 0;
        cronNanos = 0;
        longestNanos = 0;
        mostCommands = 0;
    }

    /** Number of turns. */
    public long turns() {
        return turns;
    }

    /** Time of all turns together, in microseconds. */
    public long micros() {
        return TimeUnit.NANOSECONDS.toMicros(nanos);
    }

    /** Time in which commands ran, in microseconds. */
    public long commandMicros() {
        return TimeUnit.NANOSECONDS.toMicros(commandNanos);
    }

    /** Time in which the cron ran, in microseconds. */
    public long cronMicros() {
        return TimeUnit.NANOSECONDS.toMicros(cronNanos);
    }

    /** Time of the longest turn, in microseconds. */
    public long longestMicros() {
        return TimeUnit.NANOSECONDS.toMicros(longestNanos);
    }

    /** Number of commands in the turn that had most. */
    public long mostCommands() {
        return mostCommands;
    }
}
