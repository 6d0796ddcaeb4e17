package dev.vermilion.kit;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the scenarios of one app, one at a time, at a fixed pace that does not slow down when the app does. */
final class Traffic implements AutoCloseable {

    static final int MAX_SECONDS = 3_600;

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
    private static final int MAX_THREADS = 32;
    private static final long NAP_NANOS = 50_000_000; // a run that is stopped ends within this time

    /** What the page shows of a scenario. */
    record Shown(String name, String title, String description, int perSecond, int maxPerSecond) {}

    /**
     * How far the last run has got.
     *
     * @param running whether it goes on
     * @param progress 0 to 1
     * @param done steps that succeeded
     * @param failed steps that threw
     * @param rate steps a second over the whole run
     * @param problem why the last failed step failed; null if none did
     */
    record State(
            boolean running,
            String scenario,
            int perSecond,
            int seconds,
            double progress,
            long done,
            long failed,
            double rate,
            @Nullable String problem) {}

    /** What somebody asks for; what is null is as the scenario has it. */
    record Order(
            @Nullable String scenario,
            @Nullable Integer perSecond,
            @Nullable Integer seconds) {}

    private final List<Scenario> scenarios;
    private final ExecutorService threads = Threads.pool("traffic");
    private final AtomicReference<@Nullable Run> last = new AtomicReference<>();

    Traffic(List<Scenario> scenarios) {
        this.scenarios = scenarios;
    }

    List<Shown> scenarios() {
        return scenarios.stream()
                .map(each ->
                        new Shown(each.name(), each.title(), each.description(), each.perSecond(), each.maxPerSecond()))
                .toList();
    }

    /** How the run that goes on, or was the last, stands; null if there was none. */
    @Nullable
    State state() {
        Run run = last.get();
        return run == null ? null : run.state();
    }

    /**
     * Starts a run.
     *
     * @throws Problem if there is no such scenario, a number is out of bounds, or a run goes on
     */
    State start(Order order) {
        Scenario scenario = scenarios.stream()
                .filter(each -> each.name().equals(order.scenario()))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("There is no scenario '" + order.scenario() + "'; there are: "
                        + String.join(
                                ", ", scenarios.stream().map(Scenario::name).toList()) + "."));
        int perSecond = within("perSecond", order.perSecond(), scenario.perSecond(), scenario.maxPerSecond());
        int seconds = within("seconds", order.seconds(), 30, MAX_SECONDS);
        Run before = last.get();
        Run run = new Run(scenario, perSecond, seconds);
        if ((before != null && before.isRunning()) || !last.compareAndSet(before, run)) {
            throw Problem.conflict("Traffic is running already; stop it first.");
        }
        int workers = Math.min(MAX_THREADS, perSecond);
        for (int i = 0; i < workers; i++) {
            threads.execute(run);
        }
        return run.state();
    }

    /** Ends the run that goes on, if one does. */
    void stop() {
        Run run = last.get();
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public void close() {
        stop();
        threads.shutdown();
    }

    private static int within(String name, @Nullable Integer wanted, int otherwise, int max) {
        int value = wanted == null ? otherwise : wanted;
        if (value < 1 || value > max) {
            throw Problem.unprocessable("'" + name + "' must be 1 to " + max + ", not " + value + ".");
        }
        return value;
    }

    /** One run: each worker takes the next step's number and waits until that step is due. */
    private static final class Run implements Runnable {

        private final Scenario scenario;
        private final int perSecond;
        private final int seconds;
        private final long steps;
        private final long startNanos = System.nanoTime();
        private final AtomicLong next = new AtomicLong();
        private final AtomicLong done = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private final AtomicReference<@Nullable String> problem = new AtomicReference<>();
        private volatile long endNanos;
        private volatile boolean stopped;

        Run(Scenario scenario, int perSecond, int seconds) {
            this.scenario = scenario;
            this.perSecond = perSecond;
            this.seconds = seconds;
            this.steps = (long) perSecond * seconds;
        }

        boolean isRunning() {
            return !stopped && done.get() + failed.get() < steps;
        }

        void stop() {
            if (isRunning()) {
                endNanos = System.nanoTime();
                stopped = true;
            }
        }

        @Override
        public void run() {
            for (long number = next.getAndIncrement();
                    number < steps && await(number);
                    number = next.getAndIncrement()) {
                try {
                    scenario.step().run(ThreadLocalRandom.current(), number);
                    done.incrementAndGet();
                } catch (Exception e) {
                    problem.set(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
                    LOG.debug("a step of {} failed", scenario.name(), e);
                    failed.incrementAndGet();
                }
                if (!isRunning() && !stopped) {
                    endNanos = System.nanoTime();
                }
            }
        }

        /** Waits until the step with this number is due; false if the run was stopped meanwhile. */
        private boolean await(long number) {
            long dueNanos = startNanos + number * 1_000_000_000L / perSecond;
            for (long left = dueNanos - System.nanoTime(); left > 0 && !stopped; left = dueNanos - System.nanoTime()) {
                LockSupport.parkNanos(Math.min(left, NAP_NANOS));
            }
            return !stopped;
        }

        State state() {
            boolean running = isRunning();
            long end = running || endNanos == 0 ? System.nanoTime() : endNanos;
            long total = done.get() + failed.get();
            double elapsed = Math.max(1e-3, (end - startNanos) / 1e9);
            return new State(
                    running,
                    scenario.name(),
                    perSecond,
                    seconds,
                    (double) total / steps,
                    done.get(),
                    failed.get(),
                    total / elapsed,
                    problem.get());
        }
    }
}
