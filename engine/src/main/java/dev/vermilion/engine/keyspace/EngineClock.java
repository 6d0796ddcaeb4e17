package dev.vermilion.engine.keyspace;

import java.time.Instant;

/** Where the engine takes the time from, so that tests can hold it. */
public interface EngineClock {

    /** Milliseconds since 1970-01-01 UTC; may jump when the machine's clock is set. */
    long wallMillis();

    /** Microseconds since 1970-01-01 UTC, as exact as the clock is. */
    default long wallMicros() {
        return wallMillis() * 1000;
    }

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
            public long wallMicros() {
                Instant now = Instant.now();
                return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
