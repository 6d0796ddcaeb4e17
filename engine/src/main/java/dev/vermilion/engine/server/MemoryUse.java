package dev.vermilion.engine.server;

import com.sun.management.OperatingSystemMXBean;
import dev.vermilion.engine.config.Memory;
import dev.vermilion.engine.keyspace.Ledger;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much memory is in use: what the {@link Ledger} has counted, and what the process has got from the machine.
 * Garbage that was not collected yet is in neither.
 */
final class MemoryUse {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    /** What an engine without data takes of the heap: commands, settings, the libraries of Lua, buffers. */
    private static final long AT_START = 3 << 20;
    /** The part of the heap that may be filled, in percent: the collector needs the rest to work in. */
    private static final int FILLED_PERCENT = 80;

    private final ServerContext context;
    private final Ledger ledger;
    private long peak;

    /** Begins to keep watch: sets the limit of the heap, and warns of a limit of the user's that is beyond it. */
    MemoryUse(ServerContext context) {
        this.context = context;
        this.ledger = context.keyspace().ledger();
        ledger.add(Ledger.Kind.ENGINE, AT_START);
        context.keyspace().eviction().ceiling(heap() / 100 * FILLED_PERCENT);
        context.configuration().onChange("maxmemory", value -> warn(Long.parseLong(value)));
        context.configuration().whenChanged("maxmemory", any -> lower());
    }

    private void warn(long maxMemory) {
        if (maxMemory > context.keyspace().eviction().ceiling()) {
            context.log()
                    .warning("WARNING: maxmemory is " + Memory.human(maxMemory)
                            + ", but the heap of this process ends at "
                            + Memory.human(heap()) + ": it counts as full at " + FILLED_PERCENT
                            + "% of that. Start Java with a larger -Xmx.");
        }
    }

    private void lower() {
        long limit = context.keyspace().settings().maxMemory;
        if (limit != 0 && limit < used()) {
            context.log()
                    .warning("WARNING: the new maxmemory value set via CONFIG SET (" + limit
                            + ") is smaller than the current memory usage (" + used()
                            + "). This will result in key eviction and/or the inability to accept new write commands"
                            + " depending on the maxmemory-policy.");
        }
        context.keyspace().eviction().goOnLater();
    }

    /** Looks whether there has never been so much in use. */
    void sample() {
        peak = Math.max(peak, used());
    }

    /** Bytes in use. */
    long used() {
        return ledger.bytes();
    }

    /** Bytes in use for this. */
    long used(Ledger.Kind kind) {
        return ledger.bytes(kind);
    }

    /** Bytes of heap that the process has got from the machine and occupies. */
    long committed() {
        return Math.max(used(), Math.min(Runtime.getRuntime().totalMemory(), resident()));
    }

    /** Bytes that were in use when the engine started. */
    static long atStart() {
        return AT_START;
    }

    /** The most bytes that were found in use. */
    long peak() {
        sample();
        return peak;
    }

    /** Bytes of the heap, as large as it may become. */
    static long heap() {
        return Runtime.getRuntime().maxMemory();
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
            return Runtime.getRuntime().totalMemory();
        }
        return Runtime.getRuntime().totalMemory();
    }

    /** Bytes of memory of the machine, 0 if unknown. */
    static long machine() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
