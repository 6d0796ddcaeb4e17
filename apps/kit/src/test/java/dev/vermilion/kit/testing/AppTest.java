package dev.vermilion.kit.testing;

import dev.vermilion.engine.testing.RedisServer;
import dev.vermilion.kit.AppFactory;
import dev.vermilion.kit.Launcher;
import dev.vermilion.kit.RunningApps;
import dev.vermilion.kit.StartException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/**
 * An app that runs for a test, on a free port and on the Redis that it is given.
 *
 * <pre>{@code
 * try (AppTest app = AppTest.start(LeaderboardApp::new, redis)) {
 *     assertThat(app.http().get("api/boards").status()).isEqualTo(200);
 * }
 * }</pre>
 */
public final class AppTest implements AutoCloseable {

    private final RunningApps apps;
    private final Http http;

    private AppTest(RunningApps apps) {
        this.apps = apps;
        this.http = new Http(url());
    }

    /** Runs one app, with its demo data. */
    public static AppTest start(AppFactory factory, RedisServer redis) {
        return start(factory, Map.of(), redis.url());
    }

    /** Runs one app without its demo data. */
    public static AppTest startEmpty(AppFactory factory, RedisServer redis) {
        return start(factory, Map.of(), redis.url(), "--no-seed");
    }

    /** Runs {@code home}, and the others under their names, on the Redis with this URL, with more arguments. */
    public static AppTest start(AppFactory home, Map<String, AppFactory> mounted, String redisUrl, String... more) {
        String[] args = new String[more.length + 4];
        args[0] = "--port";
        args[1] = "0";
        args[2] = "--redis";
        args[3] = redisUrl;
        System.arraycopy(more, 0, args, 4, more.length);
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try {
            return new AppTest(Objects.requireNonNull(Launcher.start("test", home, mounted, nowhere, null, args)));
        } catch (StartException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** Where it listens, with a slash at the end. */
    public String url() {
        return "http://localhost:" + apps.port() + "/";
    }

    /** A client for it. */
    public Http http() {
        return http;
    }

    @Override
    public void close() {
        apps.close();
    }
}
