package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Clients;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.persist.Persistence;
import java.util.Map;

/**
 * What the commands about the engine itself need to know of it.
 *
 * @param keyspace the databases
 * @param dispatcher the commands and their counters
 * @param clients who is connected
 * @param configuration the directives
 * @param persistence what saves and loads the databases
 * @param log where lines about the engine go
 * @param startMillis when the engine started, in milliseconds since 1970
 * @param runId forty hexadecimal digits, new for every start
 * @param facts facts known after the start, for INFO: {@code tcp_port}, {@code executable}, {@code config_file}
 * @param shutdown ends the engine
 */
public record ServerContext(
        Keyspace keyspace,
        Dispatcher dispatcher,
        Clients clients,
        Configuration configuration,
        Persistence persistence,
        ServerLog log,
        long startMillis,
        String runId,
        Map<String, String> facts,
        Shutdown shutdown) {

    /** Seconds since the engine started. */
    long uptimeSeconds() {
        return Math.max(0, keyspace.clock().wallMillis() - startMillis) / 1000;
    }
}
