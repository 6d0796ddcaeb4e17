package dev.vermilion.engine.testing;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;

/**
 * A Redis to test on.
 *
 * @param name what it is, with its version: {@code redis-server 7.0.15}
 * @param host where it listens
 * @param port where it listens
 */
public record RedisServer(String name, String host, int port) {

    private static final int PATIENCE_MILLIS = 20_000;

    /** Its address, {@code redis://127.0.0.1:16379}. */
    public String url() {
        return "redis://" + host + ":" + port;
    }

    /** A new client of its own, patient enough for hundreds of threads on a busy machine; the caller closes it. */
    public RedisClient jedis() {
        return RedisClient.builder()
                .hostAndPort(host, port)
                .clientConfig(DefaultJedisClientConfig.builder()
                        .socketTimeoutMillis(PATIENCE_MILLIS)
                        .build())
                .build();
    }

    /** A new connection to talk on in lines; the caller closes it. */
    public Conversation talk() {
        return new Conversation(this);
    }

    /** Deletes all keys of all databases. */
    public void flushAll() {
        try (Jedis jedis = new Jedis(host, port)) {
            jedis.flushAll();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
