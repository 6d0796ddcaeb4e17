package dev.vermilion.engine.server;

import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.persist.Persistence;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The end of the engine when somebody asks for it. It does not end if what should be on the disk cannot be brought there:
 * then it goes on, and may be asked again.
 */
public final class Shutdown {

    private final Persistence persistence;
    private final Configuration configuration;
    private final ServerLog log;
    private final Runnable stop;
    private final AtomicReference<@Nullable String> signal = new AtomicReference<>();
    private boolean ending;

    /**
     * Nobody has asked yet.
     *
     * @param stop ends the engine from within a command, when all is on the disk
     */
    public Shutdown(Persistence persistence, Configuration configuration, ServerLog log, Runnable stop) {
        this.persistence = persistence;
        this.configuration = configuration;
        this.log = log;
        this.stop = stop;
    }

    /** Asks for the end because of a signal, {@code SIGTERM} or {@code SIGINT}: it comes with the next cron. Any thread. */
    public void request(String signal) {
        this.signal.set(signal);
    }

    /** True if a signal has asked for the end, and there was no reason yet why it cannot come. Any thread. */
    public boolean isRequested() {
        return signal.get() != null;
    }

    /** Takes back what a signal has asked for; false if none has. */
    boolean abort() {
        if (signal.getAndSet(null) == null) {
            return false;
        }
        log.notice("Shutdown manually aborted.");
        return true;
    }

    /** Ends the engine if a signal has asked for it, as the directive for that signal says. */
    void endIfRequested() {
        String asked = signal.get();
        if (asked == null) {
            return;
        }
        List<String> words = List.of(configuration
                .get(asked.equals("SIGINT") ? "shutdown-on-sigint" : "shutdown-on-sigterm")
                .split(" "));
        if (!end(words.contains("save"), words.contains("nosave"), words.contains("force"))) {
            signal.set(null);
            log.warning(asked + " received but errors trying to shut down the server, check the logs for more"
                    + " information");
        }
    }

    /**
     * Ends the engine.
     *
     * @param saves true to save in any case, false to save if there are save points; see {@code savesNot}
     * @param savesNot true not to save
     * @param forced true to end though something cannot be brought to the disk
     * @return false if the engine goes on; the log says why
     */
    boolean end(boolean saves, boolean savesNot, boolean forced) {
        if (ending) {
            return true;
        }
        log.notice("User requested shutdown...");
        if (!persistence.shutDown(saves, savesNot, forced)) {
            return false;
        }
        ending = true;
        stop.run();
        return true;
    }

    /** Deletes what a save that will not get done has written. For a process that ends at once; any thread. */
    public void dropTemporaryFile() {
        persistence.dropTemporaryFile();
    }
}
