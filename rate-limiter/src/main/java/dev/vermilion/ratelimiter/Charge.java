package dev.vermilion.ratelimiter;

/**
 * What one limit is asked about a request.
 *
 * @param who by what it counts: the values of the rule's {@code per}
 * @param shadow only watched
 */
record Charge(Limit limit, String who, int cost, boolean shadow) {

    /**
     * What the state is called. A change of the algorithm or of the window begins anew, for the state means something
     * else then; a change of the quota does not.
     */
    String key() {
        return limit.name() + ":" + limit.algorithm().label() + ":" + limit.windowMillis() + ":" + who;
    }
}
