package dev.vermilion.engine.differential;

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
        for (int from = 0; from < commands.size(); from += BATCH) {
            List<List<String>> batch = commands.subList(from, Math.min(from + BATCH, commands.size()));
            List<Reply> engines = engine.runAll(batch);
            List<Reply> rediss = redis.runAll(batch);
            for (int i = 0; i < batch.size(); i++) {
                if (!KnownDifferences.same(batch.get(i), engines.get(i), rediss.get(i))) {
                    return Optional.of(new Difference(from + i, batch.get(i), engines.get(i), rediss.get(i)));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        engine.close();
        redis.close();
    }
}
