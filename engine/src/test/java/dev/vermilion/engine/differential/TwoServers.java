package dev.vermilion.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The engine and a redis-server that get the same commands. */
final class TwoServers implements AutoCloseable {

    private static final int BATCH = 500;

    private final Wire engine;
    private final Wire redis;

    TwoServers(int enginePort, int redisPort) {
        engine = new Wire(enginePort);
        redis = new Wire(redisPort);
    }

    /** A command that the two answered differently. */
    record Difference(int index, List<String> words, Reply engine, Reply redis) {

        /** True if it is the same kind of difference, perhaps in a shorter run. */
        boolean isLike(Difference other) {
            return words.get(0).equals(other.words.get(0))
                    && engine.type() == other.engine.type()
                    && redis.type() == other.redis.type();
        }
    }

    Wire redis() {
        return redis;
    }

    /** Runs commands on empty servers; returns the first difference. */
    Optional<Difference> compare(List<List<String>> commands) {
        List<String> flush = List.of("FLUSHALL");
        engine.runAll(List.of(flush));
        redis.runAll(List.of(flush));
        List<List<String>> queued = new ArrayList<>();
        for (int from = 0; from < commands.size(); from += BATCH) {
            List<List<String>> batch = commands.subList(from, Math.min(from + BATCH, commands.size()));
            List<Reply> engines = engine.runAll(batch);
            List<Reply> rediss = redis.runAll(batch);
            for (int i = 0; i < batch.size(); i++) {
                if (!same(batch.get(i), engines.get(i), rediss.get(i), queued)) {
                    return Optional.of(new Difference(from + i, batch.get(i), engines.get(i), rediss.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    /** True if two replies mean the same; for EXEC, if the replies to all the commands of the transaction do. */
    private static boolean same(List<String> words, Reply engine, Reply redis, List<List<String>> queued) {
        if (engine.text().equals("QUEUED")) {
            queued.add(words);
            return engine.equals(redis);
        }
        String name = words.get(0);
        if (!name.equals("EXEC") && !name.equals("DISCARD")) {
            return KnownDifferences.same(words, engine, redis);
        }
        List<List<String>> transaction = List.copyOf(queued);
        queued.clear();
        return KnownDifferences.sameEach(transaction, engine, redis);
    }

    /**
     * Gives each server the other's value of every key, in the form of DUMP and RESTORE.
     *
     * @return the keys whose values are not the same ones then, and the errors of RESTORE
     */
    List<String> exchangeValues() {
        List<String> different = new ArrayList<>();
        for (Reply each : redis.run("KEYS", "*").elements()) {
            String key = each.text();
            Reply ofEngine = engine.run("DUMP", key);
            Reply ofRedis = redis.run("DUMP", key);
            Reply first = engine.run("RESTORE", key, "0", ofRedis.text(), "REPLACE");
            Reply second = redis.run("RESTORE", key, "0", ofEngine.text(), "REPLACE");
            Reply engines = engine.run("DEBUG", "DIGEST-VALUE", key);
            Reply rediss = redis.run("DEBUG", "DIGEST-VALUE", key);
            if (first.isError() || second.isError() || !engines.equals(rediss) && !isSameButForLastBits(key)) {
                different.add(key + ": " + first + " " + second + " " + engines + " " + rediss);
            }
        }
        return different;
    }

    /** True for sorted sets of distances: how exact these are in their last bits follows from the C library. */
    private boolean isSameButForLastBits(String key) {
        return redis.run("TYPE", key).text().equals("zset")
                && KnownDifferences.sameScores(
                        engine.run("ZRANGE", key, "0", "-1", "WITHSCORES"),
                        redis.run("ZRANGE", key, "0", "-1", "WITHSCORES"),
                        1e-15);
    }

    @Override
    public void close() {
        engine.close();
        redis.close();
    }
}
