package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Saves and loads the databases of an engine. Belongs to the command thread. */
public final class Persistence {

    private static final String MISCONF_RDB =
            "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk. Commands"
                    + " that may modify the data set are disabled, because this instance is configured to report errors"
                    + " during writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). Please check the"
                    + " Redis logs for details about the RDB error.";

    private static final long PROGRESS_MILLIS = 5000;

    private final Keyspace keyspace;
    private final Configuration configuration;
    private final Dispatcher dispatcher;
    private final Host host;
    private final Saves saves;
    private final Aof aof;
    private long keysLoaded;
    private long keysExpired;
    private long loadedBytes;
    private long totalBytes;
    private long loadingSince;
    private long lastProgress;
    private long uncounted;
    private boolean ended;

    /** Persistence of what is in {@code keyspace}; see {@link #loadAtStart}. */
    public Persistence(
            Keyspace keyspace,
            Configuration configuration,
            Dispatcher dispatcher,
            Dispatcher.Timers timers,
            Host host) {
        this.keyspace = keyspace;
        this.configuration = configuration;
        this.dispatcher = dispatcher;
        this.host = host;
        this.saves = new Saves(keyspace, configuration, timers, host);
        this.aof = new Aof(keyspace, configuration, dispatcher, timers, host, saves::isRunning);
    }

    Saves saves() {
        return saves;
    }

    Aof aof() {
        return aof;
    }

    /** True if replies must wait until {@link #sync} has brought to the disk what they confirm. */
    public boolean mustSync() {
        return aof.mustSync();
    }

    /** Brings to the disk what was appended; false if that is impossible: nothing of it must be confirmed. */
    public boolean sync() {
        boolean done = aof.sync();
        if (!done) {
            dispatcher.admission().refuseWrites(misconfiguration());
        }
        return done;
    }

    /** True while something is written in the background. */
    boolean isWriting() {
        return saves.isRunning() || aof.isRewriting();
    }

    /** How often something began to be written in the background; where Redis forks. */
    public long backgroundWrites() {
        return saves.inBackground() + aof.rewrites() - uncounted;
    }

    /** Sets the counter of INFO back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        uncounted += backgroundWrites();
    }

    /** Saves now; false if that failed. */
    public boolean saveNow() {
        return saves.save();
    }

    /**
     * Reads what was saved, if there is anything.
     *
     * @throws IOException if it cannot be read; the log says why
     */
    public void loadAtStart() throws IOException {
        try {
            if (configuration.isOn("appendonly")) {
                loadAof(); // it has said itself what is wrong, if anything is
                aof.openAtStart();
            } else {
                loadRdb(saves.file(), false);
            }
        } catch (RdbException | IOException e) {
            if (!configuration.isOn("appendonly")) {
                host.warning("Fatal error loading the DB, check server logs. Exiting: "
                        + (e instanceof IOException io ? Disk.reason(io) : e.getMessage()));
            }
            throw new IOException(e);
        }
        dispatcher.resetStatistics();
        saves.nothingToSave();
    }

    /**
     * Reads the RDB file again, for DEBUG RELOAD.
     *
     * @param flushes whether all there is goes away before
     * @param merges whether keys that are there already get the value of the file; without it they are an error
     * @return false if it cannot be read; the log says why
     */
    public boolean reload(boolean flushes, boolean merges) {
        if (flushes) {
            flush();
        }
        try {
            loadRdb(saves.file(), merges);
            host.warning("DB reloaded by DEBUG RELOAD");
            return true;
        } catch (RdbException | IOException e) {
            host.warning(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /**
     * Runs the append-only file again, for DEBUG LOADAOF.
     *
     * @return false if it cannot be read; the log says why
     */
    public boolean reloadAof() {
        flush();
        try {
            loading(() -> aof.reload(this::progress));
            saves.nothingToSave();
            host.warning("Append Only File loaded by DEBUG LOADAOF");
            return true;
        } catch (RdbException | IOException e) {
            return false;
        }
    }

    /** Makes every write to the append-only file wait for so long first, in microseconds, for DEBUG AOF-FLUSH-SLEEP. */
    public void sleepBeforeAppend(long micros) {
        aof.sleepBeforeAppend(micros);
    }

    private void loadAof() throws IOException {
        long before = keyspace.clock().nanos();
        loading(() -> aof.load(this::progress));
        double seconds = (keyspace.clock().nanos() - before) / 1e9;
        host.notice("DB loaded from append only file: " + String.format(Locale.ROOT, "%.3f", seconds) + " seconds");
    }

    /** Something that reads files. */
    private interface Reading {
        void run() throws IOException;
    }

    private void loading(Reading reading) throws IOException {
        beginLoading(0);
        keyspace.keepExpired(true);
        try {
            reading.run();
        } finally {
            keyspace.keepExpired(false);
            dispatcher.admission().loading(false);
        }
    }

    private void flush() {
        for (int i = 0; i < keyspace.databases(); i++) {
            keyspace.database(i).clear();
        }
        host.clearLibraries();
    }

    /** Reads an RDB file if it is there. */
    void loadRdb(Path file, boolean merges) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long before = keyspace.clock().nanos();
        try (InputStream source = new FileInputStream(file.toFile())) {
            beginLoading(Files.size(file));
            RdbReader in = new RdbReader(source, totalBytes);
            RdbLoader loader = new RdbLoader(keyspace, host, in, this::progress);
            if (merges) {
                loader.merge();
            }
            if (!configuration.isOn("rdbchecksum")) {
                loader.trust();
            }
            loader.load();
            keysLoaded = loader.loaded();
            keysExpired = loader.expired();
        } finally {
            dispatcher.admission().loading(false);
        }
        double seconds = (keyspace.clock().nanos() - before) / 1e9;
        host.notice("DB loaded from disk: " + String.format(Locale.ROOT, "%.3f", seconds) + " seconds");
    }

    private void beginLoading(long bytes) {
        dispatcher.admission().loading(true);
        loadingSince = keyspace.clock().wallMillis();
        loadedBytes = 0;
        totalBytes = bytes;
        lastProgress = loadingSince;
    }

    /** Answers clients now and then while it loads, and says how far it is. */
    private void progress(long bytes) {
        loadedBytes = bytes;
        keyspace.refreshTime();
        host.serveOthers();
        if (keyspace.now() - lastProgress > PROGRESS_MILLIS) {
            lastProgress = keyspace.now();
            host.notice("Loading: " + percent() + " % of " + totalBytes + " bytes");
        }
    }

    private long percent() {
        return totalBytes == 0 ? 100 : loadedBytes * 100 / totalBytes;
    }

    /** Work that is due now and then; to be called some times a second. */
    public void cron() {
        if (!dispatcher.admission().isLoading() && !isWriting()) {
            aof.rewriteIfDue();
        }
        if (!dispatcher.admission().isLoading() && !isWriting()) {
            saves.startIfDue();
        }
        dispatcher.admission().refuseWrites(misconfiguration());
    }

    private String misconfiguration() {
        boolean stops = saves.hasFailed() && saves.hasPoints() && configuration.isOn("stop-writes-on-bgsave-error");
        IOException failure = aof.failure();
        if (failure != null) {
            return "MISCONF Errors writing to the AOF file: " + Disk.reason(failure);
        }
        return stops ? MISCONF_RDB : "";
    }

    /**
     * All keys are gone by FLUSHALL: what a background save has of them is of no use any more, and the file is made to
     * have none either.
     */
    public void flushedAll() {
        saves.kill();
        if (saves.hasPoints()) {
            saves.save();
        }
    }

    /**
     * Gets ready for the end.
     *
     * @param save true to save in any case, false to save if there are save points; see {@code never}
     * @param never true not to save
     * @param forced true to get ready whatever fails
     * @return false if something that should be on the disk is not; the log says why, and all goes on
     */
    public boolean shutDown(boolean save, boolean never, boolean forced) {
        if (ended) {
            return true;
        }
        if (aof.isBeginning()) {
            host.warning("Writing initial AOF" + (forced ? ". Exit anyway." : ", can't exit."));
            if (!forced) {
                return false;
            }
        }
        saves.cancel();
        if (aof.isOn()) {
            host.notice("Calling fsync() on the AOF file.");
            aof.sync();
        }
        if (save || saves.hasPoints() && !never) {
            host.notice("Saving the final RDB snapshot before exiting.");
            if (!saves.save()) {
                host.warning("Error trying to save the DB" + (forced ? ". Exit anyway." : ", can't exit."));
                if (!forced) {
                    return false;
                }
            }
        }
        aof.close();
        ended = true;
        return true;
    }

    /** Deletes what a save that will not get done has written. For a process that ends at once; any thread. */
    public void dropTemporaryFile() {
        saves.temporary().toFile().delete();
    }

    /** When the RDB file was written last, in seconds since 1970. */
    public long lastSaveSeconds() {
        return saves.lastSaveMillis() / 1000;
    }

    /** The fields of INFO's section persistence, in order. */
    public Map<String, Object> info() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("loading", dispatcher.admission().isLoading() ? 1 : 0);
        fields.put("async_loading", 0);
        fields.put("current_cow_peak", 0);
        fields.put("current_cow_size", 0);
        fields.put("current_cow_size_age", 0);
        SnapshotRun run = saves.run() == null ? aof.run() : saves.run();
        long processed = run == null ? 0 : run.processed();
        long total = run == null ? 0 : run.total();
        fields.put(
                "current_fork_perc", String.format(Locale.ROOT, "%.2f", total == 0 ? 0.0 : 100.0 * processed / total));
        fields.put("current_save_keys_processed", processed);
        fields.put("current_save_keys_total", total);
        saves.info(fields);
        fields.put("rdb_last_load_keys_expired", keysExpired);
        fields.put("rdb_last_load_keys_loaded", keysLoaded);
        aof.info(fields);
        fields.put("module_fork_in_progress", 0);
        fields.put("module_fork_last_cow_size", 0);
        if (aof.isOn()) {
            aof.infoWhenOn(fields);
        }
        if (dispatcher.admission().isLoading()) {
            loading(fields);
        }
        return fields;
    }

    private void loading(Map<String, Object> fields) {
        long seconds = Math.max(1, (keyspace.clock().wallMillis() - loadingSince) / 1000);
        fields.put("loading_start_time", loadingSince / 1000);
        fields.put("loading_total_bytes", totalBytes);
        fields.put("loading_rdb_used_mem", 0);
        fields.put("loading_loaded_bytes", loadedBytes);
        fields.put("loading_loaded_perc", String.format(Locale.ROOT, "%.2f", (double) percent()));
        fields.put("loading_eta_seconds", loadedBytes == 0 ? 1 : (totalBytes - loadedBytes) * seconds / loadedBytes);
    }
}
