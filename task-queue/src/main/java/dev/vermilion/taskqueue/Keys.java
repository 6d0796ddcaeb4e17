package dev.vermilion.taskqueue;

import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;

/** Deletes keys by pattern without ever blocking Redis for long. */
final class Keys {

    private static final int BATCH = 1_000;

    private Keys() {}

    /** Deletes all keys that match; walks with SCAN, on a cluster over all its nodes. O(n) in all keys. */
    static void delete(UnifiedJedis redis, String pattern) {
        ScanIteration scan = redis.scanIteration(BATCH, pattern);
        while (!scan.isIterationCompleted()) {
            for (String key : scan.nextBatch().getResult()) {
                redis.unlink(key);
            }
        }
    }
}
