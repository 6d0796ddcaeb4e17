package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.scripting.ScriptingCommands;
import dev.vermilion.engine.tracking.Tracking;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The commands about the engine itself. */
public final class ServerCommands {

    private ServerCommands() {}

    /**
     * The rows.
     *
     * @param file the file that the configuration was read from, or null
     * @param migrateConnections number of connections that MIGRATE keeps
     */
    public static List<Command> table(
            ServerContext context,
            @Nullable Path file,
            CommandWatch watch,
            ServerCron cron,
            PubSub pubSub,
            ScriptingCommands scripting,
            Tracking tracking,
            IntSupplier migrateConnections) {
        CommandTable table = context.dispatcher().table();
        ConfigCommand config = new ConfigCommand(context.configuration(), file, () -> {
            context.dispatcher().resetStatistics();
            context.keyspace().resetStatistics();
            context.clients().resetStatistics();
            context.persistence().resetStatistics();
        });
        context.dispatcher().errors().whenFull(counts -> tooManyErrors(context, counts.keySet()));
        List<Command> rows = new ArrayList<>(DatabaseCommands.rows(context.persistence()));
        rows.addAll(new InstanceCommands(context, watch.monitors()).rows());
        rows.add(new CommandCommand(table).row());
        rows.add(config.row());
        rows.add(new DebugCommand(context).row());
        rows.add(new HotkeysCommand(context, watch).row());
        rows.add(new InfoCommand(
                        context, cron, scripting, new InfoStats(context, cron, pubSub, tracking, migrateConnections))
                .row());
        rows.add(new LatencyCommand(watch.latency(), table).row());
        rows.add(new MemoryCommand(context, cron.memory()).row());
        rows.add(new SlowlogCommand(watch.slowlog()).row());
        return rows;
    }

    private static void tooManyErrors(ServerContext context, Set<String> codes) {
        context.log()
                .warning("Errorstats stopped adding new errors because the number of errors reached the limit, may be"
                        + " misuse of lua error_reply, please check INFO ERRORSTATS, this can be re-enabled via CONFIG"
                        + " RESETSTAT.");
        context.log().warning("Current errors code list: " + String.join(", ", codes));
        context.keyspace().freedLazily(codes.size());
    }
}
