package dev.vermilion.kit;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.kit.lens.Lens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.RedisSentinelClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.ConnectionProvider;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.Pool;

/** The Redis of this process: an engine of its own, or one that a URL names; and the pooled client for it. */
final class Redis implements AutoCloseable {

    private static final int CONNECTIONS = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(2);
    private static final int CONNECT_MILLIS = 2_000;
    private static final int ANSWER_MILLIS = 5_000;

    private final @Nullable Engine engine;
    private final @Nullable DataDirectory directory;
    private final UnifiedJedis client;
    private final UnifiedJedis unrecorded;
    private final Collection<? extends Pool<Connection>> pools;
    private final String shown;
    private volatile String version = "";

    private Redis(@Nullable Engine engine, @Nullable DataDirectory directory, RedisAddress address, Lens lens) {
        this.engine = engine;
        this.directory = directory;
        this.shown = engine == null ? address.shown() : "the embedded engine (port " + engine.port() + ")";
        JedisClientConfig config = config(address);
        if (address.kind() == RedisAddress.Kind.SENTINEL) {
            client = sentinel(address, config);
            unrecorded = client;
            pools = List.of();
        } else if (address.kind() == RedisAddress.Kind.CLUSTER) {
            client = cluster(address, config);
            unrecorded = client;
            pools = List.of();
        } else {
            DefaultJedisSocketFactory sockets = new DefaultJedisSocketFactory(address.first(), config);
            PooledConnectionProvider provider =
                    new PooledConnectionProvider(new ConnectionFactory(lens.tap(sockets), config), pool());
            client = single(provider, config);
            unrecorded = single(new PooledConnectionProvider(new ConnectionFactory(sockets, config), pool()), config);
            pools = List.of(provider.getPool());
        }
        lens.reader(unrecorded);
    }

    /**
     * The Redis that {@code url} names; or, if it is null, an embedded engine that keeps its data in {@code folder}, or
     * in memory only if that is null too. It answers when this returns.
     */
    static Redis open(@Nullable String url, @Nullable Path folder, Lens lens) throws StartException {
        Redis redis = url == null ? embedded(folder, lens) : new Redis(null, null, RedisAddress.parse(url), lens);
        redis.check();
        return redis;
    }

    private static Redis embedded(@Nullable Path folder, Lens lens) throws StartException {
        DataDirectory directory = folder == null ? null : DataDirectory.take(folder);
        EngineConfig.Builder config = EngineConfig.builder().port(0);
        if (directory != null) {
            config.set("dir", directory.path().toString()).set("appendonly", "yes");
        }
        try {
            Engine engine = Engine.open(config.build());
            return new Redis(engine, directory, RedisAddress.parse("redis://127.0.0.1:" + engine.port()), lens);
        } catch (IOException e) {
            if (directory != null) {
                directory.close();
            }
            throw new StartException("The embedded engine does not start: " + e.getMessage());
        }
    }

    private static JedisClientConfig config(RedisAddress address) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .user(address.user())
                .password(address.password())
                .database(address.database())
                .ssl(address.kind() == RedisAddress.Kind.TLS)
                .build();
    }

    private static ConnectionPoolConfig pool() {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(MAX_WAIT);
        return pool;
    }

    private static UnifiedJedis single(ConnectionProvider provider, JedisClientConfig config) {
        return RedisClient.builder()
                .connectionProvider(provider)
                .clientConfig(config)
                .build();
    }

    private static UnifiedJedis sentinel(RedisAddress address, JedisClientConfig config) {
        JedisClientConfig sentinels = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(CONNECT_MILLIS)
                .socketTimeoutMillis(ANSWER_MILLIS)
                .build();
        return RedisSentinelClient.builder()
                .masterName(address.master())
                .sentinels(address.nodes())
                .sentinelClientConfig(sentinels)
                .clientConfig(config)
                .poolConfig(pool())
                .build();
    }

    private static UnifiedJedis cluster(RedisAddress address, JedisClientConfig config) {
        return RedisClusterClient.builder()
                .nodes(address.nodes())
                .clientConfig(config)
                .poolConfig(pool())
                .build();
    }

    private void check() throws StartException {
        try {
            ping();
        } catch (JedisException e) {
            Throwable cause = e;
            while (cause.getCause() != null && cause.getCause() != cause) {
                cause = cause.getCause();
            }
            close();
            throw new StartException("Redis at " + shown + " cannot be used: " + cause.getMessage() + ".");
        }
    }

    UnifiedJedis client() {
        return client;
    }

    /** For people: its address without the password. */
    String shown() {
        return shown;
    }

    boolean embedded() {
        return engine != null;
    }

    /** Asks whether it is there; returns how long the answer took, in microseconds. */
    long ping() {
        long start = System.nanoTime();
        unrecorded.ping();
        return (System.nanoTime() - start) / 1_000;
    }

    /** Its version, as INFO says; "unknown" if it may not be asked. */
    String version() {
        if (version.isEmpty()) {
            version = askVersion();
        }
        return version;
    }

    private String askVersion() {
        try {
            return unrecorded
                    .info("server")
                    .lines()
                    .filter(line -> line.startsWith("redis_version:"))
                    .map(line -> line.substring("redis_version:".length()).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (JedisDataException e) {
            return "unknown"; // its ACL forbids INFO
        }
    }

    /** Connections that are in use just now. */
    int connectionsInUse() {
        return pools.stream().mapToInt(Pool::getNumActive).sum();
    }

    /** Connections that wait to be used. */
    int connectionsIdle() {
        return pools.stream().mapToInt(Pool::getNumIdle).sum();
    }

    /** To be called when a connection was lost: the others of the pool are most likely gone too. */
    void lost() {
        pools.forEach(Pool::clear);
    }

    @Override
    public void close() {
        client.close();
        unrecorded.close();
        if (engine != null) {
            engine.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
