package dev.vermilion.engine.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.RedisServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds {@code used_memory}, which is kept by counting, against the heap. */
class MemoryTruthTest {

    private Engine engine;
    private Conversation talk;

    @BeforeEach
    void open() throws IOException {
        engine = Engine.open(EngineConfig.builder().port(0).build());
        talk = new Conversation(new RedisServer("engine", "127.0.0.1", engine.port()));
        fill("SET 'warm:'..i i", 10_000);
        talk.run("FLUSHALL");
    }

    @AfterEach
    void close() {
        talk.close();
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1000000 | SET 'key:'..i 'value:'..i",
                "1000000 | SET i i",
                "1000000 | SET 'key:'..i i EX 1000",
                "20000   | SET 'key:'..i string.rep('x',i%5000)",
                "1000000 | APPEND 'key:'..i%10000 'some more'",
                "100000  | SETRANGE 'key:'..i%1000 i 'some more'",
                "300000  | HSET 'key:'..i 'name' 'somebody' 'age' i",
                "500000  | HSET 'key' 'field:'..i 'value:'..i",
                "500000  | HSET 'key:'..i%1000 'field:'..i 'value:'..i",
                "500000  | RPUSH 'key:'..i%1000 'element:'..i",
                "500000  | LPUSH 'key:'..i%100000 'element:'..i",
                "500000  | SADD 'key:'..i%100000 i",
                "500000  | SADD 'key:'..i%100000 'member:'..i",
                "500000  | SADD 'key:'..i%100 'member:'..i",
                "500000  | ZADD 'key:'..i%100000 i 'member:'..i",
                "500000  | ZADD 'key:'..i%100 i 'member:'..i",
                "500000  | ZADD 'key:'..i%100 i*7919%1000003 'member:'..i",
                "500000  | XADD 'key:'..i%1000 '*' 'temperature' i 'place' 'here'",
                "100000  | XADD 'key:'..i%100000 '*' 'temperature' i",
                "500000  | ARSET 'key:'..i%1000 i 'element:'..i",
            })
    void usedMemoryIsWhatTheHeapHolds(int count, String command) {
        long heapBefore = heap();
        long countedBefore = counted();

        fill(command, count);

        double heap = heap() - heapBefore;
        double counted = counted() - countedBefore;

        assertThat(counted).isCloseTo(heap, withPercentage(10));
        talk.run("FLUSHALL");
        assertThat(counted()).isEqualTo(countedBefore);
    }

    /** Runs a command for each {@code i} up to {@code count}; its words are expressions of Lua. */
    private void fill(String command, int count) {
        String name = command.substring(0, command.indexOf(' '));
        String words = command.substring(name.length() + 1).replace(' ', ',').replaceAll("(EX),", "'$1',");
        assertThat(talk.run("EVAL \"for i=1," + count + " do redis.call('" + name + "'," + words + ") end\" 0"))
                .isEqualTo("nil");
    }

    private long counted() {
        String memory = talk.run("INFO memory");
        return Long.parseLong(memory.replaceAll("(?s).*used_memory:(\\d+).*", "$1"));
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
