package dev.vermilion.ratelimiter;

import dev.vermilion.kit.Json;
import dev.vermilion.kit.Problem;
import io.javalin.Javalin;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redis.clients.jedis.RedisClient;

/**
 * The gateway alone, in front of any HTTP service: {@code java -cp dist/rate-limiter.jar
 * dev.vermilion.ratelimiter.GatewayMain http://localhost:9000 --rules rules.json}. Where a file has the rules, a change of
 * the file puts them in force.
 */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = "Limits what reaches an HTTP service, by rules and counts that lie in Redis.")
public final class GatewayMain implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);
    private static final long LOOK_MILLIS = 500;
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.HEAD,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS);

    @Parameters(paramLabel = "URL", description = "the service, such as http://localhost:9000")
    String upstream = "";

    @Option(names = "--port", defaultValue = "8081", description = "where to listen (default: 8081)")
    int port;

    @Option(names = "--host", defaultValue = "localhost", description = "on which address (default: localhost)")
    String host = "localhost";

    @Option(names = "--redis", defaultValue = "redis://localhost:6379", description = "the Redis to use")
    String redis = "";

    @Option(names = "--domain", defaultValue = "gateway", description = "gateways of one domain share rules and counts")
    String domain = "";

    @Option(names = "--rules", description = "a JSON file with the rules; a change of it is noticed")
    @Nullable
    Path rules;

    private final ScheduledExecutorService watching = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rules");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable RedisClient client;
    private @Nullable Javalin javalin;
    private @Nullable FileTime seen;

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        int code = new CommandLine(new GatewayMain()).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Starts and returns; requests are answered until {@link #close}. */
    @Override
    public void run() {
        RedisClient opened = RedisClient.create(redis);
        client = opened;
        RateLimiter limiter = new RateLimiter(opened, domain, Clock.systemUTC());
        Path file = rules;
        if (file != null) {
            watch(limiter, file);
            watching.scheduleWithFixedDelay(
                    () -> watch(limiter, file), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        Gateway gateway = new Gateway(limiter);
        String base = upstream.replaceAll("/+$", "");
        javalin = Javalin.create(config -> {
                    config.startup.showJavalinBanner = false;
                    config.concurrency.useVirtualThreads = true;
                    METHODS.forEach(
                            each -> config.routes.addHttpHandler(each, "/<path>", ctx -> handle(gateway, ctx, base)));
                    METHODS.forEach(each -> config.routes.addHttpHandler(each, "/", ctx -> handle(gateway, ctx, base)));
                })
                .start(host, port);
    }

    private static void handle(Gateway gateway, Context ctx, String base) throws Exception {
        gateway.handle(ctx, base, ctx.path());
    }

    /** Where it listens. */
    int port() {
        return javalin == null ? 0 : javalin.port();
    }

    private void watch(RateLimiter limiter, Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            if (!changed.equals(seen)) {
                seen = changed;
                RuleSet wanted = Json.read(Files.readString(file), RuleSet.class);
                limiter.replace(wanted.withVersion(limiter.reloaded().version()));
                LOG.info("The rules of {} are in force.", file);
            }
        } catch (IOException e) {
            LOG.warn("The rules of {} cannot be read, what was in force stays so: {}", file, e.toString());
        } catch (Problem e) {
            LOG.warn("The rules of {} are wrong, what was in force stays so: {}", file, e.detail());
        } catch (RuntimeException e) {
            seen = null; // Redis is away: again at the next look
            LOG.warn("The rules of {} could not be put in force: {}", file, e.toString());
        }
    }

    @Override
    public void close() {
        watching.shutdownNow();
        if (javalin != null) {
            javalin.stop();
        }
        if (client != null) {
            client.close();
        }
    }
}
