package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.OutputLimits;
import dev.vermilion.engine.config.Settings;
import java.util.List;

/**
 * The work that nobody asks for: expired keys, idle clients, clients that do not take what waits for them, averages for
 * INFO. Runs {@code hz} times a second on the command thread.
 */
public final class ServerCron {

    private static final long NO_TIME = -1;
    private static final int SAMPLES = 16;

    private final ServerContext context;
    private final Dispatcher.Timers timers;
    private final double[] opsPerSecond = new double[SAMPLES];
    private long runs;
    private long lastCommands;
    private long lastNanos = NO_TIME;
    private long lastClientsMillis;

    /** A cron that does nothing before {@link #start}. */
    public ServerCron(ServerContext context, Dispatcher.Timers timers) {
        this.context = context;
        this.timers = timers;
    }

    /** Begins; to be called once, on the command thread. */
    public void start() {
        timers.schedule(this::run, 1000 / context.keyspace().settings().hz);
    }

    private void run() {
        try {
            context.keyspace().refreshTime();
            context.keyspace().activeExpiry().run();
            sample();
            long now = context.keyspace().now();
            if (now - lastClientsMillis >= 1000 || now < lastClientsMillis) {
                lastClientsMillis = now;
                lookAtClients(now);
            }
        } finally {
            start();
        }
    }

    private void sample() {
        long nanos = context.keyspace().clock().nanos();
        long commands = context.dispatcher().commands();
        if (lastNanos != NO_TIME && nanos > lastNanos) {
            double seconds = (nanos - lastNanos) / 1e9;
            opsPerSecond[(int) (runs++ % SAMPLES)] = Math.max(0, commands - lastCommands) / seconds;
        }
        lastNanos = nanos;
        lastCommands = commands;
    }

    /** Commands per second, over the last runs. */
    long operationsPerSecond() {
        double sum = 0;
        for (double each : opsPerSecond) {
            sum += each;
        }
        return Math.round(sum / SAMPLES);
    }

    private void lookAtClients(long now) {
        Settings settings = context.keyspace().settings();
        for (Client client : List.copyOf(context.clients().all())) {
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
            client.connection().close();
        }
    }

    private static OutputLimits.ClientClass outputClass(Client client) {
        return client.isSubscribed() ? OutputLimits.ClientClass.PUBSUB : OutputLimits.ClientClass.NORMAL;
    }
}
