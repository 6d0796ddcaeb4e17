package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks after scripts that run for long: behind {@code busy-reply-threshold} the other clients are answered from within
 * the script, mostly that they have to wait, and SCRIPT KILL can end it.
 */
final class LongScripts {

    /** Ends a script. No {@code pcall} catches it. */
    static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Killed() {
            super(null, null, false, false);
        }
    }

    private static final String BUSY = "BUSY Redis is busy running a script. You can only call %s or SHUTDOWN NOSAVE.";

    private final Dispatcher dispatcher;
    private final Settings settings;
    private final Runnable serveOthers;
    private final BooleanSupplier isStopping;
    private Thread runner = Thread.currentThread();
    private @Nullable Call call;
    private String name = "";
    private long startNanos;
    private boolean running;
    private boolean function;
    private boolean killed;

    /**
     * A watch over long scripts.
     *
     * @param serveOthers reads and answers the requests of other clients, from within a script
     * @param isStopping true once the engine is to end
     */
    LongScripts(Dispatcher dispatcher, Settings settings, Runnable serveOthers, BooleanSupplier isStopping) {
        this.dispatcher = dispatcher;
        this.settings = settings;
        this.serveOthers = serveOthers;
        this.isStopping = isStopping;
    }

    /**
     * A script begins.
     *
     * @param name the name of the function, or the SHA-1 of the script
     * @param isFunction true for a function
     */
    void begin(Call call, String name, boolean isFunction) {
        this.call = call;
        this.name = name;
        runner = Thread.currentThread();
        startNanos = System.nanoTime();
        running = true;
        function = isFunction;
        killed = false;
    }

    /** It has ended. */
    void end() {
        running = false;
        call = null;
        dispatcher.admission().busy("");
    }

    /** Called now and then while one runs. Coroutines have threads of their own, from which nobody can be served. */
    void look() {
        if (running && Thread.currentThread().equals(runner)) {
            long threshold = settings.busyReplyThresholdMillis;
            if (threshold > 0 && millis() >= threshold) {
                dispatcher.admission().busy(String.format(BUSY, killer(function)));
                serveOthers.run();
            }
        }
        if (running && (killed || isStopping.getAsBoolean())) {
            throw new Killed();
        }
    }

    /** Writes which function runs, in which command and since when; null if none does. */
    void describe(ReplyWriter reply) {
        Call runs = call;
        if (runs == null || !function) {
            reply.nullBulk();
            return;
        }
        reply.map(3);
        reply.bulk("name");
        reply.bulk(name);
        reply.bulk("command");
        reply.array(runs.count());
        for (int i = 0; i < runs.count(); i++) {
            reply.bulk(runs.arg(i));
        }
        reply.bulk("duration_ms");
        reply.integer(millis());
    }

    private long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    private static String killer(boolean function) {
        return function ? "FUNCTION KILL" : "SCRIPT KILL";
    }

    /** What is said of a script that was killed. */
    String epitaph() {
        return "ERR Script killed by user with SCRIPT KILL...";
    }

    /** SCRIPT KILL, or with {@code ofFunction} FUNCTION KILL. */
    void kill(Call call, boolean ofFunction, boolean hasWritten) {
        if (!running || !dispatcher.admission().isBusy()) {
            throw Errors.of("NOTBUSY No scripts in execution right now.");
        } else if (ofFunction != function) {
            throw Errors.of(String.format(BUSY, killer(function)));
        } else if (hasWritten) {
            throw Errors.of("UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
                    + " either wait the script termination or kill the server in a hard way using the SHUTDOWN NOSAVE"
                    + " command.");
        }
        killed = true;
        call.reply().ok();
    }
}
