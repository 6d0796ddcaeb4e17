package dev.vermilion.engine.command;

/** What went over the connections of all clients since the start. Touched by the command thread only. */
public final class Traffic {

    private long bytesIn;
    private long bytesOut;
    private long reads;
    private long writes;

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

    void reset() {
        bytesIn = 0;
        bytesOut = 0;
        reads = 0;
        writes = 0;
    }
}
