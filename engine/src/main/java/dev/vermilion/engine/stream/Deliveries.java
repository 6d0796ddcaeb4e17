package dev.vermilion.engine.stream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries in the order of their ids: sorted runs of at most {@value #RUN}, in a sorted array. Finding is O(log n),
 * changing too, but for a copy of the array of runs once in a run; it takes about six bytes a delivery.
 */
final class Deliveries {

    private static final int RUN = 128;
    private static final int FIRST_RUN = 4;

    private static final class Run {
        private @Nullable Delivery[] of = new @Nullable Delivery[FIRST_RUN];
        private int size;

        private Delivery get(int index) {
            Delivery delivery = of[index];
            if (delivery == null) {
                throw new IndexOutOfBoundsException(index);
            }
            return delivery;
        }

        /** Index of the first one that is not before the id. */
        private int ceiling(long ms, long seq) {
            int low = 0;
            int high = size;
            while (low < high) {
                int middle = (low + high) >>> 1;
                Delivery delivery = get(middle);
                if (StreamId.compare(delivery.ms, delivery.seq, ms, seq) < 0) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private void insert(int index, Delivery delivery) {
            if (size == of.length) {
                of = Arrays.copyOf(of, size * 2);
            }
            System.arraycopy(of, index, of, index + 1, size - index);
            of[index] = delivery;
            size++;
        }

        private void remove(int index) {
            System.arraycopy(of, index + 1, of, index, size - index - 1);
            of[--size] = null;
        }

        /** Moves what is behind {@code index} to a run of its own. */
        private Run split(int index) {
            Run rest = new Run();
            rest.of = Arrays.copyOfRange(of, index, index + RUN);
            rest.size = size - index;
            Arrays.fill(of, index, size, null);
            size = index;
            return rest;
        }
    }

    private Run[] runs = {new Run()};
    private int runCount = 1;
    private int size;

    /** Number of deliveries. */
    int size() {
        return size;
    }

    /** The one with this id, or null. */
    @Nullable
    Delivery find(long ms, long seq) {
        Delivery found = ceiling(ms, seq);
        return found != null && found.ms == ms && found.seq == seq ? found : null;
    }

    /** The first one that is not before this id, or null. */
    @Nullable
    Delivery ceiling(long ms, long seq) {
        int at = runOf(ms, seq);
        int index = runs[at].ceiling(ms, seq);
        if (index < runs[at].size) {
            return runs[at].get(index);
        }
        return at + 1 < runCount ? runs[at + 1].get(0) : null;
    }

    /** The one behind {@code delivery}, which need not be in here any more; or null. */
    @Nullable
    Delivery behind(Delivery delivery) {
        StreamId next = delivery.id().next();
        return next == null ? null : ceiling(next.ms(), next.seq());
    }

    /** The one with the smallest id, or null. */
    @Nullable
    Delivery first() {
        return size == 0 ? null : runs[0].get(0);
    }

    /** The one with the largest id, or null. */
    @Nullable
    Delivery last() {
        Run last = runs[runCount - 1];
        return size == 0 ? null : last.get(last.size - 1);
    }

    /** Adds a delivery; none with its id must be there. */
    void add(Delivery delivery) {
        int at = runOf(delivery.ms, delivery.seq);
        Run run = runs[at];
        int index = run.ceiling(delivery.ms, delivery.seq);
        if (run.size == RUN) {
            boolean atEnd = index == RUN && at == runCount - 1;
            Run rest = run.split(atEnd ? RUN : RUN / 2);
            insertRun(at + 1, rest);
            if (index >= run.size && (atEnd || index > run.size)) {
                index -= run.size;
                run = rest;
            }
        }
        run.insert(index, delivery);
        size++;
    }

    /** Takes a delivery out, which must be there. */
    void remove(Delivery delivery) {
        int at = runOf(delivery.ms, delivery.seq);
        Run run = runs[at];
        run.remove(run.ceiling(delivery.ms, delivery.seq));
        size--;
        if (run.size == 0 && runCount > 1) {
            System.arraycopy(runs, at + 1, runs, at, runCount - at - 1);
            runCount--;
            runs[runCount] = runs[0];
            if (runCount * 4 < runs.length) {
                runs = Arrays.copyOf(runs, runs.length / 2);
            }
        }
    }

    private void insertRun(int at, Run run) {
        if (runCount == runs.length) {
            runs = Arrays.copyOf(runs, runCount + Math.max(1, runCount / 2));
        }
        System.arraycopy(runs, at, runs, at + 1, runCount - at);
        runs[at] = run;
        runCount++;
    }

    /** Index of the run where this id belongs. */
    private int runOf(long ms, long seq) {
        int low = 1;
        int high = runCount;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Delivery first = runs[middle].get(0);
            if (StreamId.compare(first.ms, first.seq, ms, seq) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
