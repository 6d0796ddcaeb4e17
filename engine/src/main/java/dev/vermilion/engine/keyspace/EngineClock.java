package dev.vermilion.engine.keyspace;

/** Where the engine takes the time from, so that tests can hold it. */
public interface EngineClock {

    /** Milliseconds since 1970-01-01 UTC; may jump when the machine's clock is set. */
    long wallMillis();

    /** Nanoseconds since some moment; never goes back. */
    long nanos();

    /** The clock of the machine. */
    static EngineClock system() {
        return new EngineClock() {
            @Override
            public long wallMillis() {
                return System.currentTimeMillis();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
