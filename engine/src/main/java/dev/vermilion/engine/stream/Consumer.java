package dev.vermilion.engine.stream;

/** A consumer of a group. */
final class Consumer {

    private final byte[] name;
    /** What was delivered to it and is not acknowledged. */
    final Deliveries pending = new Deliveries();
    /** When it last asked for entries, in milliseconds since 1970. */
    long seenTime;
    /** When it last got some, in milliseconds since 1970; -1 for never. */
    long activeTime = -1;

    Consumer(byte[] name, long now) {
        this.name = name;
        this.seenTime = now;
    }

    byte[] name() {
        return name;
    }
}
