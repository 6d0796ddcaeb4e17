package dev.vermilion.engine.server;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory the process takes. The heap in use includes what is garbage already and was not collected yet, so the
 * figures move by themselves.
 */
final class MemoryUse {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";

    private final long atStart = used();
    private long peak = atStart;

    /** Looks whether there has never been so much in use. */
    void sample() {
        peak = Math.max(peak, used());
    }

    /** Bytes of the heap in use. */
    static long used() {
        return heap().getUsed();
    }

    /** Bytes of heap that the process has got from the machine and occupies. */
    static long committed() {
        return Math.max(used(), Math.min(heap().getCommitted(), resident()));
    }

    /** Bytes of heap in use when the engine started. */
    long atStart() {
        return atStart;
    }

    /** The most bytes of heap that were found in use. */
    long peak() {
        sample();
        return peak;
    }

    /** Bytes of the machine's memory that the process occupies; the heap's where the machine does not tell. */
    static long resident() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.substring(RESIDENT.length()).replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            return heap().getCommitted();
        }
        return heap().getCommitted();
    }

    /** Bytes of memory of the machine, 0 if unknown. */
    static long machine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    private static MemoryUsage heap() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    }
}
