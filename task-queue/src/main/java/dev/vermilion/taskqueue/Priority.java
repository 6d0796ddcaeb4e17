package dev.vermilion.taskqueue;

/** Which of a queue's three lists a job waits in. */
public enum Priority {
    /** Before all others. */
    HIGH,
    /** The usual. */
    NORMAL,
    /** When nothing else waits, and at least every eighth time. */
    LOW
}
