package dev.vermilion.engine.scripting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.Engine;
import dev.vermilion.engine.EngineConfig;
import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts that do not end by themselves. */
@EveryRedis
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LongScriptsTest {

    private static final String BUSY =
            "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.";

    @BeforeEach
    void beImpatient(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET busy-reply-threshold 20");
        }
    }

    @AfterEach
    void bePatient(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            talk.run("CONFIG SET busy-reply-threshold 5000");
        }
    }

    @Test
    void othersAreToldToWaitUntilTheScriptIsKilled(RedisServer redis) {
        try (Conversation script = redis.talk();
                Conversation other = redis.talk()) {
            script.send("EVAL \"while true do end\" 0");
            untilBusy(other);
            assertThat(other.run("SET a 1")).isEqualTo(BUSY);
            try (Conversation late = redis.talk()) {
                assertThat(late.run("PING")).isEqualTo(BUSY);
                assertThat(late.run("SCRIPT KILL")).isEqualTo("OK");
            }
            assertThat(script.read()).startsWith("-ERR Script killed by user with SCRIPT KILL... script: ");
            assertThat(other.run("PING")).isEqualTo("PONG");
            assertThat(other.run("SCRIPT KILL")).isEqualTo("-NOTBUSY No scripts in execution right now.");
        }
    }

    @Test
    void noPcallKeepsAScriptFromBeingKilled(RedisServer redis) {
        try (Conversation script = redis.talk();
                Conversation other = redis.talk()) {
            script.send("EVAL \"while true do pcall(function() while true do end end) end\" 0");
            untilBusy(other);
            assertThat(other.run("SCRIPT KILL")).isEqualTo("OK");
            assertThat(script.read()).startsWith("-ERR Script killed by user");
        }
    }

    @Test
    void aScriptThatHasWrittenIsNotKilled(RedisServer redis) {
        try (Conversation script = redis.talk();
                Conversation other = redis.talk()) {
            script.send("EVAL \"redis.call('set','a','1') local t=redis.call('time') repeat local n=redis.call('time')"
                    + " until n[1]-t[1]>=2 return 'end'\" 0");
            untilBusy(other);
            assertThat(other.run("SCRIPT KILL")).startsWith("-UNKILLABLE Sorry the script already executed write");
            assertThat(script.read()).isEqualTo("end");
            assertThat(other.run("GET a")).isEqualTo("1");
        }
    }

    @Test
    void aFunctionIsKilledByItsOwnCommand(RedisServer redis) {
        try (Conversation caller = redis.talk();
                Conversation other = redis.talk()) {
            caller.run("FUNCTION LOAD REPLACE \"#!lua name=endless\\nredis.register_function{function_name='endless',"
                    + " callback=function() while true do end end, flags={'no-writes'}}\"");
            caller.send("FCALL endless 0");
            untilBusy(other);
            assertThat(other.run("FUNCTION STATS"))
                    .startsWith("[running_script [name endless command [FCALL endless 0] duration_ms ");
            assertThat(other.run("SCRIPT KILL")).startsWith("-BUSY ");
            assertThat(other.run("FUNCTION KILL")).isEqualTo("OK");
            assertThat(caller.read()).startsWith("-ERR Script killed by user with SCRIPT KILL... script: endless");
            assertThat(other.run("FUNCTION FLUSH")).isEqualTo("OK");
        }
    }

    @Test
    void anEngineWithAnEndlessScriptCanBeClosed() throws Exception {
        Engine engine = Engine.open(EngineConfig.builder().port(0).build());
        try (Conversation script = new RedisServer("engine", "127.0.0.1", engine.port()).talk()) {
            script.send("EVAL \"while true do end\" 0");
            Thread closer = new Thread(engine::close);
            closer.start();
            closer.join(20_000);
            assertThat(closer.isAlive()).isFalse();
        }
    }

    private static void untilBusy(Conversation other) {
        Awaitility.await().until(() -> other.run("PING").startsWith("-BUSY"));
    }
}
