package dev.vermilion.engine.command;

/** What went over the connections of all clients since the start. Touched by the command thread only. */
public final class Traffic {

    private long bytesIn;
    private long bytesOut;
    private long reads;
    private long writes;
    private long overQueryLimit;
    private long overOutputLimit;

    /** So many bytes came in at once. */
    public void read(long bytes) {
        bytesIn += bytes;
        reads++;
    }

    /** So many bytes were handed to the network at once. */
    public void wrote(long bytes) {
        bytesOut += bytes;
        writes++;
    }

    /** Bytes that came in. */
    public long bytesIn() {
        return bytesIn;
    }

    /** Bytes that were handed to the network. */
    public long bytesOut() {
        return bytesOut;
    }

    /** How often something came in. */
    public long reads() {
        return reads;
    }

    /** How often something was handed to the network. */
    public long writes() {
        return writes;
    }

    /** A connection was closed because too much came in that is no whole request. */
    public void closedForQuery() {
        overQueryLimit++;
    }

    /** A connection was closed because too much waited for it. */
    public void closedForOutput() {
        overOutputLimit++;
    }

    /** Number of connections closed because too much came in that was no whole request. */
    public long overQueryLimit() {
        return overQueryLimit;
    }

    /** Number of connections closed because too much waited for them. */
    public long overOutputLimit() {
        return overOutputLimit;
    }

    void reset() {
        overQueryLimit = 0;
        overOutputLimit = 0;
        bytesIn = 0;
        bytesOut = 0;
        reads = 0;
        writes = 0;
    }
}
