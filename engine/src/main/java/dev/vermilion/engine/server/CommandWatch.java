package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every command that ran, for SLOWLOG, LATENCY, MONITOR, HOTKEYS and INFO. While none of them wants it, that is a few
 * comparisons.
 */
public final class CommandWatch implements Dispatcher.Observer {

    private final Settings settings;
    private final Slowlog slowlog;
    private final Monitors monitors;
    private final LatencyMonitor latency;
    private @Nullable HotKeys hotKeys;

    /** A watch that nobody uses yet. */
    public CommandWatch(Keyspace keyspace, Configuration configuration) {
        this.settings = keyspace.settings();
        Redaction redaction = new Redaction(configuration);
        this.slowlog = new Slowlog(keyspace, redaction);
        this.latency = new LatencyMonitor(keyspace);
        this.monitors = new Monitors(keyspace, redaction);
    }

    Slowlog slowlog() {
        return slowlog;
    }

    Monitors monitors() {
        return monitors;
    }

    LatencyMonitor latency() {
        return latency;
    }

    /** Sets the session of HOTKEYS that counts from now on; null for none. */
    void hotKeys(@Nullable HotKeys session) {
        hotKeys = session;
    }

    @Override
    public void runsOthers(Client client, Command command, Request words) {
        if (!monitors.isEmpty()) {
            monitors.show(client, command, words);
        }
    }

    @Override
    public void ran(Client client, Command command, Request words) {
        if (!monitors.isEmpty() && !command.is(Flag.SKIP_MONITOR) && !command.is(Flag.ADMIN)) {
            monitors.show(client, command, words);
        }
    }

    @Override
    public void completed(Client client, Command command, Request words, long nanos, long replyBytes) {
        if (settings.latencyTracking) {
            command.latency().record(nanos);
        }
        latency.add(command.is(Flag.FAST) ? "fast-command" : "command", nanos);
        long limit = settings.slowlogLogSlowerThan;
        if (limit >= 0 && nanos >= limit * 1000 && !command.is(Flag.SKIP_SLOWLOG)) {
            slowlog.add(client, command, words, nanos / 1000);
        }
        if (hotKeys != null) {
            hotKeys.count(client, command, words, nanos, replyBytes);
        }
    }
}
