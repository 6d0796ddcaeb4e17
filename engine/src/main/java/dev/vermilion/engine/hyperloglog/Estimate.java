package dev.vermilion.engine.hyperloglog;

import dev.vermilion.engine.resp.Slice;

/**
 * How many different elements the registers speak of: the improved raw estimator of Otmar Ertl, "New cardinality
 * estimation algorithms for HyperLogLog sketches" (arXiv:1702.01284), section 2. The steps of the arithmetic are those of
 * Redis, so that the number is the same to the last digit.
 */
final class Estimate {

    /** 1 / (2 ln 2). */
    private static final double ALPHA = 0.7213475204444817;

    private Estimate() {}

    /**
     * The estimate of a HyperLogLog.
     *
     * @throws dev.vermilion.engine.command.CommandException INVALIDOBJ if its registers do not add up
     */
    static long of(Slice bytes) {
        int[] histogram = new int[Dense.MOST_VALUE + 1];
        if (Hll.isDense(bytes)) {
            Dense.count(bytes, histogram);
        } else {
            Sparse.count(bytes, histogram);
        }
        return of(histogram);
    }

    /** The estimate of registers that stand one in a byte. */
    static long of(byte[] registers) {
        int[] histogram = new int[Dense.MOST_VALUE + 1];
        for (byte each : registers) {
            histogram[each]++;
        }
        return of(histogram);
    }

    private static long of(int[] histogram) {
        double registers = Hll.REGISTERS;
        double sum = registers * tau((registers - histogram[Hll.HASH_BITS + 1]) / registers);
        for (int i = Hll.HASH_BITS; i >= 1; i--) {
            sum = (sum + histogram[i]) * 0.5;
        }
        sum += registers * sigma(histogram[0] / registers);
        double estimate = ALPHA * registers * registers / sum;
        return Double.isInfinite(estimate) ? Long.MIN_VALUE : Math.round(estimate); // as C rounds it to an integer
    }

    /** x + x^2 + 2 x^4 + 4 x^8 + ... */
    private static double sigma(double x) {
        if (x == 1) {
            return Double.POSITIVE_INFINITY;
        }
        double power = x;
        double factor = 1;
        double sum = x;
        double last;
        do {
            power *= power;
            last = sum;
            sum += power * factor;
            factor += factor;
        } while (last != sum);
        return sum;
    }

    /** A third of 1 - x - (1 - x^(1/2))^2 / 2 - (1 - x^(1/4))^2 / 4 - ... */
    private static double tau(double x) {
        if (x == 0 || x == 1) {
            return 0;
        }
        double root = x;
        double factor = 1;
        double sum = 1 - x;
        double last;
        do {
            root = Math.sqrt(root);
            last = sum;
            factor *= 0.5;
            sum -= (1 - root) * (1 - root) * factor;
        } while (last != sum);
        return sum / 3;
    }
}
