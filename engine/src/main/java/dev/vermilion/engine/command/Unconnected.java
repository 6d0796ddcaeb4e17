package dev.vermilion.engine.command;

/** The connection of a client that stands for nobody outside: for scripts, and for commands from a file. */
public final class Unconnected implements Client.Connection {

    private final String address;

    /** A connection that gives {@code address} for its address. */
    public Unconnected(String address) {
        this.address = address;
    }

    @Override
    public void flushSoon() {
        // what it is sent is read where it was written
    }

    @Override
    public void closeAfterReply() {
        // there is nothing to close
    }

    @Override
    public void close() {
        // there is nothing to close
    }

    @Override
    public String remoteAddress() {
        return address;
    }

    @Override
    public String localAddress() {
        return address;
    }

    @Override
    public long unsentBytes() {
        return 0;
    }

    @Override
    public long queryBytes() {
        return 0;
    }

    @Override
    public long queryMemory() {
        return 0;
    }

    @Override
    public long receivedBytes() {
        return 0;
    }

    @Override
    public long sentBytes() {
        return 0;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public void resume() {
        // it never waits
    }
}
