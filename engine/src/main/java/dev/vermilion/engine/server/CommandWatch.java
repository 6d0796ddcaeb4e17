package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Request;

/** Looks at every command that ran, for SLOWLOG and MONITOR. While neither wants it, that is two comparisons. */
public final class CommandWatch implements Dispatcher.Observer {

    private final Settings settings;
    private final Slowlog slowlog;
    private final Monitors monitors;

    /** A watch that nobody uses yet. */
    public CommandWatch(Keyspace keyspace, Configuration configuration) {
        this.settings = keyspace.settings();
        Redaction redaction = new Redaction(configuration);
        this.slowlog = new Slowlog(keyspace, redaction);
        this.monitors = new Monitors(keyspace, redaction);
    }

    Slowlog slowlog() {
        return slowlog;
    }

    Monitors monitors() {
        return monitors;
    }

    @Override
    public void before(Client client, Command command, Request words) {
        // all is known only when the command has run
    }

    @Override
    public void after(Client client, Command command, Request words, long nanos) {
        long limit = settings.slowlogLogSlowerThan;
        if (limit >= 0 && nanos >= limit * 1000 && !command.is(Flag.SKIP_SLOWLOG)) {
            slowlog.add(client, command, words, nanos / 1000);
        }
        if (!monitors.isEmpty() && !command.is(Flag.SKIP_MONITOR) && !command.is(Flag.ADMIN)) {
            monitors.show(client, command, words);
        }
    }
}
