package dev.vermilion.urlshortener;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/**
 * Three ways to make codes, side by side in a space that is small enough to fill, and somebody who knows one code and tries
 * its neighbours. The numbers come from Redis: a counter by INCR, and a set of what is taken, where SADD says whether a code
 * was free in the same step in which it takes it.
 */
final class Laboratory {

    /** Codes of three characters: 148,877 of them. */
    static final int LENGTH = 3;

    /** So many codes a run makes in each way, and so many more with each run. */
    static final int RUN = 2_000;

    /** So many runs until the space is full enough. */
    static final int MOST_TAKEN = 60_000;

    private static final int GUESSES = 400;
    private static final int SAMPLES = 5;
    private static final long SECONDS = 3_600;

    private final UnifiedJedis redis;

    Laboratory(UnifiedJedis redis) {
        this.redis = redis;
    }

    /** How a code is made of a counter, or of chance. */
    enum Way {
        /** The counter itself, in digits of the alphabet. */
        SEQUENTIAL,
        /** The counter, shuffled by a permutation that only the owner of its key can undo. */
        PERMUTED,
        /** Drawn by lot, and again if it is taken. */
        RANDOM;

        String key() {
            return Keys.PREFIX + "{laboratory}:" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What one way came to.
     *
     * @param way the way
     * @param samples codes that were made one after the other
     * @param taken how many codes there are by now
     * @param collisions how many draws of this run met one that was taken
     * @param expected how many of a run that should be at this filling, by chance
     * @param guesses how many neighbours of a known code were tried
     * @param hits how many of them are links of others
     */
    record Outcome(Way way, List<String> samples, long taken, int collisions, double expected, int guesses, int hits) {}

    /** Makes {@value #RUN} codes in each way, and lets somebody guess. */
    List<Outcome> run() {
        if (redis.scard(Way.RANDOM.key()) >= MOST_TAKEN) {
            reset();
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Way way : Way.values()) {
            outcomes.add(run(way));
        }
        return outcomes;
    }

    private Outcome run(Way way) {
        long before = redis.scard(way.key());
        List<String> made = new ArrayList<>();
        int collisions = 0;
        Random random = new Random();
        while (made.size() < RUN) {
            List<String> drawn = draw(way, RUN - made.size(), random);
            List<Response<Long>> fresh;
            try (AbstractPipeline pipeline = redis.pipelined()) {
                fresh = drawn.stream()
                        .map(code -> pipeline.sadd(way.key(), code))
                        .toList();
                pipeline.sync();
            }
            for (int i = 0; i < drawn.size(); i++) {
                if (fresh.get(i).get() == 1) {
                    made.add(drawn.get(i));
                } else {
                    collisions++;
                }
            }
        }
        redis.expire(way.key(), SECONDS);
        double middle = before + RUN / 2.0;
        double share = middle / Codes.space(LENGTH);
        int hits = enumerate(way, made.get(RUN / 2));
        double expected = way == Way.RANDOM ? RUN * share / (1 - share) : 0;
        return new Outcome(way, made.subList(0, SAMPLES), before + RUN, collisions, expected, GUESSES, hits);
    }

    private List<String> draw(Way way, int count, Random random) {
        List<String> codes = new ArrayList<>(count);
        if (way == Way.RANDOM) {
            for (int i = 0; i < count; i++) {
                codes.add(Codes.random(random, LENGTH));
            }
            return codes;
        }
        String counter = way.key() + ":counter";
        long last = redis.incrBy(counter, count);
        redis.expire(counter, SECONDS);
        for (long number = last - count + 1; number <= last; number++) {
            codes.add(Codes.ofNumber(way == Way.SEQUENTIAL ? number : Permutation.of(number), LENGTH));
        }
        return codes;
    }

    /** Tries the neighbours of a code that is known, and says how many exist. */
    private int enumerate(Way way, String known) {
        long number = Codes.toNumber(known);
        String[] guesses = java.util.stream.LongStream.rangeClosed(number - GUESSES / 2, number + GUESSES / 2)
                .filter(each -> each != number)
                .mapToObj(each -> Codes.ofNumber(Math.floorMod(each, Permutation.SPACE), LENGTH))
                .toArray(String[]::new);
        return (int) redis.smismember(way.key(), guesses).stream()
                .filter(there -> there)
                .count();
    }

    /** Begins with an empty space. */
    void reset() {
        for (Way way : Way.values()) {
            redis.del(way.key(), way.key() + ":counter");
        }
    }
}
