package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.OutputLimits;
import dev.vermilion.engine.config.Settings;
import java.util.Arrays;
import java.util.List;

/**
 * The work that nobody asks for: expired keys, idle clients, clients that do not take what waits for them, averages for
 * INFO. Runs {@code hz} times a second on the command thread.
 */
public final class ServerCron {

    private static final long NO_TIME = -1;
    private static final int SAMPLES = 16;
    /** Time between two runs of the removal of what has expired while it does not get done, in milliseconds. */
    private static final long EXPIRE_AGAIN_MILLIS = 2;

    /** A counter's growth per second, averaged over the last runs. */
    private static final class Rate {
        private final double[] samples = new double[SAMPLES];
        private long last;
        private int runs;

        void sample(long count, double seconds) {
            if (seconds > 0) {
                samples[runs++ % SAMPLES] = Math.max(0, count - last) / seconds;
            }
            last = count;
        }

        double perSecond() {
            return Arrays.stream(samples).average().orElse(0);
        }
    }

    private final ServerContext context;
    private final Dispatcher.Timers timers;
    private final MemoryUse memory;
    private final Rate operations = new Rate();
    private final Rate bytesIn = new Rate();
    private final Rate bytesOut = new Rate();
    private final Rate turns = new Rate();
    private final Rate turnMicros = new Rate();
    private final LatencyMonitor latency;
    private long expiryNanos;
    private boolean expiresAgain;
    private long lastNanos = NO_TIME;
    private long lastClientsMillis;

    /** A cron that does nothing before {@link #start}. */
    public ServerCron(ServerContext context, Dispatcher.Timers timers, CommandWatch watch) {
        this.context = context;
        this.latency = watch.latency();
        this.memory = new MemoryUse(context);
        context.keyspace().eviction().observe(latency::add);
        context.clients().eviction().observe(this::saysGoodbye);
        this.timers = timers;
    }

    /** Begins; to be called once, on the command thread. */
    public void start() {
        timers.schedule(this::run, 1000 / context.keyspace().settings().hz);
    }

    private void run() {
        long before = context.keyspace().clock().nanos();
        try {
            if (!context.keyspace().settings().cronPaused) {
                work();
            }
        } finally {
            context.dispatcher().loop().cron(context.keyspace().clock().nanos() - before);
            start();
        }
    }

    private void work() {
        context.keyspace().refreshTime();
        context.shutdown().endIfRequested();
        expire();
        sample();
        memory.sample();
        context.persistence().cron();
        long now = context.keyspace().now();
        if (now - lastClientsMillis >= 1000 || now < lastClientsMillis) {
            lastClientsMillis = now;
            lookAtClients(now);
        }
    }

    /** Not in a pause of clients, nor within a script: nothing may change then. */
    private void expire() {
        Dispatcher dispatcher = context.dispatcher();
        if (dispatcher.pause().isActive()
                || dispatcher.admission().isBusy()
                || dispatcher.admission().isLoading()) {
            return;
        }
        long before = context.keyspace().clock().nanos();
        if (context.keyspace().activeExpiry().run() && !expiresAgain) {
            expiresAgain = true;
            timers.schedule(this::expireAgain, EXPIRE_AGAIN_MILLIS);
        }
        long nanos = context.keyspace().clock().nanos() - before;
        expiryNanos += nanos;
        latency.add("expire-cycle", nanos);
    }

    /** A run was not enough: so that much that expires at once is gone soon, the next does not wait for its turn. */
    private void expireAgain() {
        expiresAgain = false;
        if (!context.keyspace().settings().cronPaused) {
            context.keyspace().refreshTime();
            expire();
        }
    }

    private void sample() {
        long nanos = context.keyspace().clock().nanos();
        double seconds = lastNanos == NO_TIME ? 0 : (nanos - lastNanos) / 1e9;
        lastNanos = nanos;
        operations.sample(context.dispatcher().commands(), seconds);
        bytesIn.sample(context.clients().traffic().bytesIn(), seconds);
        bytesOut.sample(context.clients().traffic().bytesOut(), seconds);
        turns.sample(context.dispatcher().loop().turns(), seconds);
        turnMicros.sample(context.dispatcher().loop().micros(), seconds);
    }

    /** Commands per second, over the last runs. */
    long operationsPerSecond() {
        return Math.round(operations.perSecond());
    }

    /** Bytes that come in per second, over the last runs. */
    double bytesInPerSecond() {
        return bytesIn.perSecond();
    }

    /** Bytes that go out per second, over the last runs. */
    double bytesOutPerSecond() {
        return bytesOut.perSecond();
    }

    /** Turns of the command thread per second, over the last runs. */
    long turnsPerSecond() {
        return Math.round(turns.perSecond());
    }

    /** Microseconds of an average turn of the command thread, over the last runs. */
    long microsPerTurn() {
        return turns.perSecond() == 0 ? 0 : Math.round(turnMicros.perSecond() / turns.perSecond());
    }

    /** Milliseconds spent on removing expired keys. */
    long expiryMillis() {
        return expiryNanos / 1_000_000;
    }

    /** How much memory is in use. */
    MemoryUse memory() {
        return memory;
    }

    private void lookAtClients(long now) {
        Settings settings = context.keyspace().settings();
        context.clients().eviction().run();
        for (Client client : List.copyOf(context.clients().all())) {
            context.clients().count(client);
            boolean exempt = client.isBlocked() || client.isSubscribed() || client.isMonitoring();
            if (settings.timeoutSeconds > 0
                    && !exempt
                    && now - client.lastUsedMillis() > settings.timeoutSeconds * 1000L) {
                context.log().verbose("Closing idle client");
                client.connection().close();
            } else {
                holdToSoftLimit(client, settings, now);
            }
        }
    }

    private void saysGoodbye(Client client) {
        context.log()
                .notice("Evicting client: id=" + client.id() + " addr="
                        + client.connection().remoteAddress() + " tot-mem=" + client.memoryBytes());
    }

    private void holdToSoftLimit(Client client, Settings settings, long now) {
        OutputLimits.Limit limit = settings.outputLimits.of(outputClass(client));
        if (limit.softBytes() == 0 || client.connection().unsentBytes() <= limit.softBytes()) {
            client.overSoftLimitSince(0);
        } else if (client.overSoftLimitSince() == 0) {
            client.overSoftLimitSince(now);
        } else if (now - client.overSoftLimitSince() > limit.softSeconds() * 1000) {
            context.log()
                    .warning("Client id=" + client.id() + " addr="
                            + client.connection().remoteAddress()
                            + " scheduled to be closed ASAP for overcoming of output buffer limits.");
            context.clients().traffic().closedForOutput();
            client.connection().close();
        }
    }

    private static OutputLimits.ClientClass outputClass(Client client) {
        return client.isSubscribed() ? OutputLimits.ClientClass.PUBSUB : OutputLimits.ClientClass.NORMAL;
    }
}
