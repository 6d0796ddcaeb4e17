package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.pubsub.PubSub;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands about the engine itself. */
public final class ServerCommands {

    private ServerCommands() {}

    /**
     * The rows.
     *
     * @param file the file that the configuration was read from, or null
     */
    public static List<Command> table(
            ServerContext context, @Nullable Path file, CommandWatch watch, ServerCron cron, PubSub pubSub) {
        ConfigCommand config = new ConfigCommand(context.configuration(), file, () -> {
            context.dispatcher().resetStatistics();
            context.keyspace().resetStatistics();
        });
        List<Command> rows = new ArrayList<>(DatabaseCommands.rows());
        rows.add(config.row());
        rows.add(new SlowlogCommand(watch.slowlog()).row());
        return rows;
    }
}
