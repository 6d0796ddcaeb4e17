package dev.vermilion.engine.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.Slice;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How long keys have not been used. */
class IdleKeysTest {

    private static final Slice KEY = Slice.of("key");

    private long now = 1_700_000_000_000L;
    private final Keyspace keyspace = new Keyspace(
            1,
            new Settings(),
            new EngineClock() {
                @Override
                public long wallMillis() {
                    return now;
                }

                @Override
                public long nanos() {
                    return now * 1_000_000;
                }
            },
            new Random(1));
    private final Database database = keyspace.database(0);

    private void pass(int seconds) {
        now += seconds * 1000L;
        keyspace.refreshTime();
    }

    @Test
    void readingAndWritingAreUses() {
        database.put(KEY, 1L);
        pass(10);
        assertThat(database.idleSeconds(KEY)).isEqualTo(10);
        database.lookup(KEY);
        assertThat(database.idleSeconds(KEY)).isZero();
        pass(10);
        database.put(KEY, 2L);
        assertThat(database.idleSeconds(KEY)).isZero();
    }

    @Test
    void whoAskedNotToTouchLeavesKeysUnused() {
        database.put(KEY, 1L);
        pass(10);
        keyspace.countsUses(false);
        database.lookup(KEY);
        database.put(KEY, 2L);
        assertThat(database.idleSeconds(KEY)).isEqualTo(10);
        database.put(Slice.of("new"), 1L);
        assertThat(database.idleSeconds(Slice.of("new"))).isZero();
    }
}
