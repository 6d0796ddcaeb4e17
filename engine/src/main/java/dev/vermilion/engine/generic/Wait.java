package dev.vermilion.engine.generic;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Handler;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** WAIT and WAITAOF. There are no replicas and there is no append only file, so what they wait for never comes. */
final class Wait {

    private static final String NO_FILE = "ERR WAITAOF cannot be used when numlocal is set but appendonly is disabled.";

    private Wait() {}

    static void waitForReplicas(Call call) {
        long replicas = call.integer(1);
        long timeout = timeout(call, 2);
        await(call, replicas, timeout, late -> late.reply().integer(0));
    }

    static void waitForFiles(Call call) {
        long local = call.integer(1);
        if (local < 0 || local > 1) {
            throw Errors.of("ERR value is out of range, value must between 0 and 1");
        }
        if (!Numbers.isLong(call.arg(2)) || Numbers.parseLong(call.arg(2)) < 0) {
            throw Errors.outOfRange();
        }
        long replicas = call.integer(2);
        long timeout = timeout(call, 3);
        if (local > 0) {
            throw Errors.of(NO_FILE);
        }
        await(call, replicas, timeout, late -> {
            late.reply().array(2);
            late.reply().integer(0);
            late.reply().integer(0);
        });
    }

    /** Answers at once if no replica is asked for, else when time is up. */
    private static void await(Call call, long replicas, long timeoutMillis, Handler answer) {
        if (replicas <= 0 || call.mustNotBlock()) {
            answer.run(call);
        } else {
            call.block(List.of(), timeoutMillis, answer);
        }
    }

    private static long timeout(Call call, int at) {
        Slice word = call.arg(at);
        if (!Numbers.isLong(word)) {
            throw Errors.of("ERR timeout is not an integer or out of range");
        }
        long millis = Numbers.parseLong(word);
        if (millis < 0) {
            throw Errors.timeoutNegative();
        }
        if (millis > Long.MAX_VALUE - call.now()) {
            throw Errors.timeoutOutOfRange();
        }
        return millis;
    }
}
