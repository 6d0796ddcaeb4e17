package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** When the databases are saved to the RDB file, and how that went. */
final class Saves {

    /** After a background save has failed, the next one is not tried for so long. */
    private static final long RETRY_MILLIS = 5000;

    private final Keyspace keyspace;
    private final Configuration configuration;
    private final Dispatcher.Timers timers;
    private final Host host;
    private @Nullable SnapshotRun run;
    private boolean scheduled;
    private boolean failed;
    private long savedDirty;
    private long dirtyAtStart;
    private long lastSaveMillis;
    private long lastTryMillis;
    private long startedMillis;
    private long lastTookMillis = -1;
    private long saves;
    private long inBackground;

    Saves(Keyspace keyspace, Configuration configuration, Dispatcher.Timers timers, Host host) {
        this.keyspace = keyspace;
        this.configuration = configuration;
        this.timers = timers;
        this.host = host;
        this.lastSaveMillis = keyspace.clock().wallMillis();
        configuration.whenChanged("rdb-key-save-delay", value -> {
            if (run != null) {
                run.keyDelay(Long.parseLong(value));
            }
        });
    }

    /** The RDB file. */
    Path file() {
        return directory().resolve(configuration.get("dbfilename"));
    }

    private Path directory() {
        return Path.of(configuration.get("dir"));
    }

    Path temporary() {
        return directory().resolve("temp-" + ProcessHandle.current().pid() + ".rdb");
    }

    /** True while a background save runs. */
    boolean isRunning() {
        return run != null;
    }

    /** Number of background saves that were begun. */
    long inBackground() {
        return inBackground;
    }

    /** True if the last background save failed. */
    boolean hasFailed() {
        return failed;
    }

    /** True if there is a save point. */
    boolean hasPoints() {
        return !configuration.get("save").isEmpty();
    }

    /** When the file was written last, in milliseconds since 1970. */
    long lastSaveMillis() {
        return lastSaveMillis;
    }

    /** A background save is to begin as soon as nothing else is written. */
    void schedule() {
        scheduled = true;
    }

    /** Says that the databases are as in the file. */
    void nothingToSave() {
        savedDirty = keyspace.dirty();
    }

    private SnapshotRun snapshot() {
        SnapshotRun.Options options = new SnapshotRun.Options(
                configuration.isOn("rdbcompression"),
                configuration.isOn("rdbchecksum"),
                configuration.number("rdb-key-save-delay"));
        return new SnapshotRun(
                keyspace,
                timers,
                host,
                new RdbForm(host, keyspace.clock().wallMillis(), false),
                temporary(),
                file(),
                options,
                this::ended);
    }

    /** Saves now, while nothing else happens; false if that failed. Ends a background save. */
    boolean save() {
        cancel();
        long dirty = keyspace.dirty();
        IOException problem = snapshot().runToEnd();
        saves++;
        if (problem != null) {
            host.warning("Error moving or writing the DB file " + configuration.get("dbfilename") + ": "
                    + Disk.reason(problem));
            return false;
        }
        host.notice("DB saved on disk");
        savedDirty = dirty;
        lastSaveMillis = keyspace.clock().wallMillis();
        failed = false;
        return true;
    }

    /** Begins to save in the background; nothing else may be written in the background now. */
    void start() {
        scheduled = false;
        dirtyAtStart = keyspace.dirty();
        startedMillis = keyspace.clock().wallMillis();
        lastTryMillis = startedMillis;
        saves++;
        inBackground++;
        SnapshotRun started = snapshot();
        run = started;
        started.start();
        host.notice(
                "Background saving started by pid " + ProcessHandle.current().pid());
    }

    private void ended(@Nullable IOException problem) {
        run = null;
        long now = keyspace.clock().wallMillis();
        lastTookMillis = now - startedMillis;
        failed = problem != null;
        if (problem == null) {
            host.notice("Background saving terminated with success");
            savedDirty = dirtyAtStart;
            lastSaveMillis = now;
        } else {
            host.warning("Background saving error: " + Disk.reason(problem));
        }
    }

    /** Ends a background save without a file. */
    void cancel() {
        SnapshotRun running = run;
        if (running != null) {
            running.abort();
            run = null;
        }
    }

    /** As {@link #cancel}, for one that somebody may wait for: it counts as failed. */
    void kill() {
        if (run != null) {
            cancel();
            host.warning("Background saving terminated by signal 10");
            lastTookMillis = keyspace.clock().wallMillis() - startedMillis;
        }
    }

    /** Begins a save in the background if one was asked for, or if a save point is reached. */
    void startIfDue() {
        long now = keyspace.now();
        if (scheduled && (!failed || now - lastTryMillis > RETRY_MILLIS)) {
            start();
            return;
        }
        long changes = keyspace.dirty() - savedDirty;
        if (changes == 0 || failed && now - lastTryMillis <= RETRY_MILLIS) {
            return;
        }
        String points = configuration.get("save");
        String[] words = points.isEmpty() ? new String[0] : points.split(" ");
        for (int i = 0; i + 1 < words.length; i += 2) {
            long seconds = Long.parseLong(words[i]);
            if (changes >= Long.parseLong(words[i + 1]) && now - lastSaveMillis > seconds * 1000) {
                host.notice(words[i + 1] + " changes in " + seconds + " seconds. Saving...");
                start();
                return;
            }
        }
    }

    /** The fields of INFO. */
    void info(Map<String, Object> into) {
        SnapshotRun running = run;
        into.put("rdb_changes_since_last_save", keyspace.dirty() - savedDirty);
        into.put("rdb_bgsave_in_progress", running == null ? 0 : 1);
        into.put("rdb_last_save_time", lastSaveMillis / 1000);
        into.put("rdb_last_bgsave_status", failed ? "err" : "ok");
        into.put("rdb_last_bgsave_time_sec", lastTookMillis < 0 ? -1 : lastTookMillis / 1000);
        into.put(
                "rdb_current_bgsave_time_sec",
                running == null ? -1 : (keyspace.clock().wallMillis() - startedMillis) / 1000);
        into.put("rdb_saves", saves);
        into.put("rdb_last_cow_size", 0);
    }

    /** The run in progress, or null. */
    @Nullable
    SnapshotRun run() {
        return run;
    }
}
