package dev.vermilion.kit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What can be said on the command line of every app. */
@Command(mixinStandardHelpOptions = false, sortOptions = false, usageHelpAutoWidth = true)
final class Options {

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "where to listen, 0 for any free port (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "localhost",
            description = "on which address to listen (default: ${DEFAULT-VALUE}; 0.0.0.0 for all)")
    String host = "localhost";

    @Option(
            names = "--redis",
            paramLabel = "URL",
            description = "the Redis to use: redis://, rediss://, redis-sentinel://HOST,HOST/MASTER or "
                    + "redis-cluster://HOST,HOST (default: $REDIS_URL, else an embedded engine)")
    @Nullable
    String redis;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the folder where the embedded engine keeps its data (default: data/<app>)")
    @Nullable
    Path data;

    @Option(names = "--in-memory", description = "keep the embedded engine's data in memory only")
    boolean inMemory;

    @Option(names = "--no-seed", description = "start without demo data")
    boolean noSeed;

    @Option(names = "--help", usageHelp = true, description = "say this")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "say the version")
    boolean version;
}
