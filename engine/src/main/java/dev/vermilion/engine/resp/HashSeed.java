package dev.vermilion.engine.resp;

import java.security.SecureRandom;

/** The secret of this process that {@link Slice#hash()} mixes in. */
final class HashSeed {

    static final long FIRST;
    static final long SECOND;
    static final long THIRD;

    static {
        SecureRandom random = new SecureRandom();
        FIRST = random.nextLong();
        SECOND = random.nextLong() | 1;
        THIRD = random.nextLong() | 1;
    }

    private HashSeed() {}
}
