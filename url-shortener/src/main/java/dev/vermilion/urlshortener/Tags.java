package dev.vermilion.urlshortener;

import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Which links have a tag: a sorted set for each tag, with the entries of the list of all links. */
final class Tags {

    private final UnifiedJedis redis;

    Tags(UnifiedJedis redis) {
        this.redis = redis;
    }

    void add(List<String> tags, String entry, long createdMillis) {
        for (String tag : tags) {
            redis.zadd(Keys.tag(tag), (double) createdMillis, entry);
            redis.sadd(Keys.TAGS, tag);
        }
    }

    void remove(List<String> tags, String entry) {
        tags.forEach(tag -> redis.zrem(Keys.tag(tag), entry));
    }

    /** All tags that have links, with how many, by name. Those that have none any more are forgotten here. */
    List<Statistics.Share> all() {
        List<String> names = redis.smembers(Keys.TAGS).stream().sorted().toList();
        List<Response<Long>> sizes;
        try (AbstractPipeline pipeline = redis.pipelined()) {
            sizes = names.stream().map(name -> pipeline.zcard(Keys.tag(name))).toList();
            pipeline.sync();
        }
        List<Statistics.Share> tags = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            long size = sizes.get(i).get();
            if (size > 0) {
                tags.add(new Statistics.Share(names.get(i), size));
            } else {
                redis.srem(Keys.TAGS, names.get(i));
            }
        }
        return tags;
    }

    void deleteAll() {
        redis.smembers(Keys.TAGS).forEach(tag -> redis.del(Keys.tag(tag)));
        redis.del(Keys.TAGS);
    }
}
