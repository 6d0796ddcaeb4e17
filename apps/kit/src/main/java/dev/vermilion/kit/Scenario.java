package dev.vermilion.kit;

import java.util.random.RandomGenerator;

/**
 * Traffic that an app can make for itself, to be watched on its page.
 *
 * @param name what the URL calls it; lower case letters and dashes, unique in the app
 * @param title what people call it
 * @param description one sentence on what it does and what there is to see
 * @param perSecond steps a second unless somebody asks for another number; at least 1
 * @param maxPerSecond steps a second at most; at least {@code perSecond}
 * @param step what is done again and again, by several threads at a time
 */
public record Scenario(String name, String title, String description, int perSecond, int maxPerSecond, Step step) {

    /** Refuses numbers that make no sense. */
    public Scenario {
        if (perSecond < 1 || maxPerSecond < perSecond) {
            throw new IllegalArgumentException("1 <= perSecond <= maxPerSecond must hold for " + name);
        }
    }

    /** One step of the traffic. */
    @FunctionalInterface
    public interface Step {

        /**
         * Does it.
         *
         * @param number counts from 0 in each run
         * @throws Exception if it fails, which is counted and shown
         */
        void run(RandomGenerator random, long number) throws Exception;
    }
}
