package dev.vermilion.engine.net;

/** The disk, as far as replies must wait for it. */
public interface Disk {

    /** True if what was done since the last {@link #sync} must be on the disk before it is confirmed. */
    boolean mustSync();

    /** Waits until all is on the disk; false if it cannot be brought there. */
    boolean sync();
}
