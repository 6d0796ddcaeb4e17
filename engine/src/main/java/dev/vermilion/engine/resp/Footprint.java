package dev.vermilion.engine.resp;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * What arrays and references take of the heap, for all who keep account of their memory. The figures are those of a
 * 64-bit HotSpot machine: objects begin at multiples of 8, arrays have a head of 16 bytes.
 */
public final class Footprint {

    /** Above this heap size references are not compressed to 4 bytes. */
    private static final long MOST_COMPRESSED = 32L << 30;

    /** Bytes of a reference in a field or an array. */
    public static final int REFERENCE = Runtime.getRuntime().maxMemory() < MOST_COMPRESSED ? 4 : 8;

    /** Size of the regions of the heap, 0 if the collector has none. */
    private static final long REGION = region();
    /** Up to this size the rest of a region that is left over is not worth counting. */
    private static final long SMALL = REGION == 0 ? Long.MAX_VALUE : REGION / 8;

    private Footprint() {}

    /** Bytes of the heap that an array takes whose elements take {@code content} bytes. */
    public static long array(long content) {
        long bytes = content + 16 + 7 & ~7L;
        return bytes <= SMALL ? bytes : large(bytes);
    }

    /** G1 gives regions of their own to what takes more than half of one; of what is smaller, whole ones fit in. */
    private static long large(long bytes) {
        return bytes > REGION / 2 ? (bytes + REGION - 1) / REGION * REGION : REGION / (REGION / bytes);
    }

    private static long region() {
        HotSpotDiagnosticMXBean machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return machine != null && machine.getVMOption("UseG1GC").getValue().equals("true")
                    ? Long.parseLong(machine.getVMOption("G1HeapRegionSize").getValue())
                    : 0;
        } catch (IllegalArgumentException e) {
            return 0; // a machine without this collector
        }
    }

    /** Bytes of the heap that an array of references takes. */
    public static long references(int length) {
        return array((long) REFERENCE * length);
    }
}
