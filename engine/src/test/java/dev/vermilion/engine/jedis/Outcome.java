package dev.vermilion.engine.jedis;

/**
 * What came of a call.
 *
 * @param kind whether the method returned, the server answered with an error, or Jedis did not understand the answer
 * @param text the result, or the error's message
 */
record Outcome(Kind kind, String text) {

    enum Kind {
        RESULT,
        ERROR,
        MISUNDERSTOOD
    }

    /** True if the server answered with an error. */
    boolean isError() {
        return kind == Kind.ERROR;
    }

    /** True if Jedis could make nothing of the answer, or there was none. */
    boolean isMisunderstood() {
        return kind == Kind.MISUNDERSTOOD;
    }
}
