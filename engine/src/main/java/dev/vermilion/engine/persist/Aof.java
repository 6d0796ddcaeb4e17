package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Effects;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The append-only file: a directory with a base, files that were appended to since, and a manifest that lists them. What
 * commands do is appended as they do it; a rewrite replaces all that there is by a new base.
 */
final class Aof implements Effects.Follower {

    private enum State {
        OFF,
        ON,
        /** It was turned on while the engine ran: it begins to be of use when the first base is written. */
        BEGINNING
    }

    private static final long MOST_QUEUED = 64 << 20;
    /** After so many failures in a row, automatic rewrites wait: a minute, then two, then four. */
    private static final int FAILURES_BEFORE_PAUSE = 3;

    private static final long LONGEST_PAUSE_MINUTES = 60;
    private static final long RETRY_MILLIS = 1000;

    private final Keyspace keyspace;
    private final Configuration configuration;
    private final Dispatcher dispatcher;
    private final Dispatcher.Timers timers;
    private final Host host;
    private final BooleanSupplier isSaving;
    private final RdbWriter buffer = new RdbWriter();
    private State state = State.OFF;
    private AofManifest manifest = AofManifest.EMPTY;
    private AofManifest manifestBefore = AofManifest.EMPTY;
    private @Nullable AofWriter writer;
    private @Nullable SnapshotRun run;
    private boolean scheduled;
    private boolean flushScheduled;
    private boolean mustSync;
    private boolean always;
    private boolean timestamps;
    private long lastTimestamp;
    private long size;
    private long sizeOfBase;
    private boolean failed;
    private int failures;
    private long rewrites;
    private long startedMillis;
    private long lastTookMillis = -1;
    private long notBefore;

    Aof(
            Keyspace keyspace,
            Configuration configuration,
            Dispatcher dispatcher,
            Dispatcher.Timers timers,
            Host host,
            BooleanSupplier isSaving) {
        this.keyspace = keyspace;
        this.configuration = configuration;
        this.dispatcher = dispatcher;
        this.timers = timers;
        this.host = host;
        this.isSaving = isSaving;
        configuration.onChange("aof-timestamp-enabled", value -> timestamps = value.equals("yes"));
        configuration.onChange("appendfsync", this::policy);
        configuration.whenChanged("appendonly", this::turn);
        configuration.whenChanged("rdb-key-save-delay", value -> {
            if (run != null) {
                run.keyDelay(Long.parseLong(value));
            }
        });
    }

    private void policy(String value) {
        always = value.equals("always");
        if (writer != null) {
            writer.policy(policyNow());
        }
    }

    private AofWriter.Policy policyNow() {
        return AofWriter.Policy.valueOf(configuration.get("appendfsync").toUpperCase(Locale.ROOT));
    }

    private Path directory() {
        return Path.of(configuration.get("dir")).resolve(configuration.get("appenddirname"));
    }

    private String name() {
        return configuration.get("appendfilename");
    }

    private Path manifestFile() {
        return directory().resolve(name() + ".manifest");
    }

    boolean isOn() {
        return state != State.OFF;
    }

    /** True while the first base is written, without which what is appended is of no use. */
    boolean isBeginning() {
        return state == State.BEGINNING && run != null;
    }

    boolean isRewriting() {
        return run != null;
    }

    /** Number of rewrites that were begun. */
    long rewrites() {
        return rewrites;
    }

    /** The rewrite in progress, or null. */
    @Nullable
    SnapshotRun run() {
        return run;
    }

    /** Why nothing can be appended just now, or null. */
    @Nullable
    IOException failure() {
        return writer == null ? null : writer.failure();
    }

    /** CONFIG SET appendonly. */
    private void turn(String value) {
        if (value.equals("no")) {
            stop();
        } else if (state == State.OFF) {
            state = State.BEGINNING;
            manifestBefore = manifest;
            if (isSaving.getAsBoolean() || dispatcher.effects().isInUnit()) {
                scheduled = true;
                host.notice("AOF was enabled: an AOF background was scheduled to start when nothing else is written");
            } else if (!rewrite()) {
                state = State.OFF;
                throw new ConfigException("Unable to turn on AOF. Check server logs.");
            }
        }
    }

    /** Stops appending; what is there stays. */
    private void stop() {
        if (state == State.OFF) {
            return;
        }
        boolean beginning = state == State.BEGINNING;
        close();
        if (beginning) {
            manifest = manifestBefore;
        }
    }

    /** Brings all to the disk, and appends no more. */
    void close() {
        SnapshotRun running = run;
        if (running != null) {
            running.abort();
            run = null;
            host.warning("Killing running AOF rewrite child: "
                    + ProcessHandle.current().pid());
        }
        scheduled = false;
        dispatcher.effects().leave(this);
        AofWriter open = writer;
        if (open != null) {
            flush();
            open.close();
            writer = null;
        }
        state = State.OFF;
    }

    @Override
    public void done(byte[] bytes, int length) {
        int before = buffer.size();
        long second = keyspace.now() / 1000;
        if (timestamps && second != lastTimestamp) {
            lastTimestamp = second;
            byte[] line = timestamp(second).getBytes(StandardCharsets.US_ASCII);
            buffer.raw(line, 0, line.length);
        }
        buffer.raw(bytes, 0, length);
        size += buffer.size() - before;
        mustSync = always;
        if (!flushScheduled) {
            flushScheduled = true;
            host.execute(this::flush);
        }
    }

    private static String timestamp(long second) {
        return "#TS:" + second + "\r\n";
    }

    /** Hands over what was appended in this turn of the command thread. */
    private void flush() {
        flushScheduled = false;
        AofWriter open = writer;
        if (buffer.size() == 0 || open == null) {
            return;
        }
        open.append(Arrays.copyOf(buffer.array(), buffer.size()));
        buffer.clear();
        if (open.queued() > MOST_QUEUED && open.failure() == null) {
            open.sync(); // the disk cannot keep up: nor must clients
        }
    }

    /** Makes every write wait for so long first, in microseconds. */
    void sleepBeforeAppend(long micros) {
        if (writer != null) {
            writer.sleepBeforeWrite(micros);
        }
    }

    /** True if replies must wait for {@link #sync}. */
    boolean mustSync() {
        return mustSync;
    }

    /** Waits until all that was appended is on the disk; false if it cannot be brought there. */
    boolean sync() {
        mustSync = false;
        flush();
        AofWriter open = writer;
        return open == null || open.sync();
    }

    /** Reads what is there. */
    void load(LongConsumer progress) throws IOException {
        takeOverOldFile();
        manifest = Files.exists(manifestFile()) ? readManifest() : AofManifest.EMPTY;
        long total = 0;
        for (AofManifest.Part part : manifest.parts()) {
            if (!Files.exists(directory().resolve(part.name()))) {
                host.warning("The AOF file " + part.name() + " doesn't exist");
                throw new IOException("missing " + part.name());
            }
        }
        AofLoader loader = new AofLoader(keyspace, configuration, dispatcher, host, progress);
        int last = manifest.parts().size() - 1;
        for (int i = 0; i <= last; i++) {
            AofManifest.Part part = manifest.parts().get(i);
            Path file = directory().resolve(part.name());
            long before = System.nanoTime();
            loader.load(file, i == last);
            total += Files.size(file);
            String kind = part.equals(manifest.base()) ? "base" : "incr";
            host.notice("DB loaded from " + kind + " file " + part.name() + ": "
                    + String.format(Locale.ROOT, "%.3f", (System.nanoTime() - before) / 1e9) + " seconds");
        }
        size = total;
        sizeOfBase = total;
    }

    private AofManifest readManifest() throws IOException {
        try {
            return AofManifest.read(manifestFile());
        } catch (AofManifest.Damaged e) {
            host.warning("\n*** FATAL AOF MANIFEST FILE ERROR ***\nReading the manifest file " + name() + ".manifest\n"
                    + e.getMessage());
            throw e;
        }
    }

    /** Before Redis 7 there was one file: it becomes the base. */
    private void takeOverOldFile() throws IOException {
        Path old = Path.of(configuration.get("dir")).resolve(name());
        if (Files.exists(manifestFile()) || !Files.isRegularFile(old)) {
            return;
        }
        host.notice("Redis 7 and newer keep the AOF in a directory: " + old.getFileName() + " is moved into "
                + configuration.get("appenddirname"));
        Files.createDirectories(directory());
        AofManifest upgraded = new AofManifest(new AofManifest.Part(name(), 1), List.of(), List.of());
        upgraded.write(manifestFile());
        Files.move(old, directory().resolve(name()), StandardCopyOption.ATOMIC_MOVE);
        host.notice("Successfully migrated an old-style AOF configuration (" + name() + ") into the AOF directory ("
                + configuration.get("appenddirname") + ").");
    }

    /** Begins to append behind what was loaded. */
    void openAtStart() throws IOException {
        Files.createDirectories(directory());
        if (manifest.base() == null && manifest.appended().isEmpty()) {
            writeFirstBase();
        }
        AofManifest.Part part;
        if (manifest.appended().isEmpty()) {
            part = nextAppended();
            manifest = manifest.withAppended(part);
            host.notice("Creating AOF incr file " + part.name() + " on server start");
        } else {
            part = manifest.appended().get(manifest.appended().size() - 1);
        }
        AofWriter.Policy policy = policyNow();
        writer = new AofWriter(AofWriter.open(directory().resolve(part.name())), policy, host);
        manifest.write(manifestFile());
        deleteHistory();
        state = State.ON;
        dispatcher.effects().follow(this);
    }

    private AofManifest.Part nextAppended() {
        long sequence = manifest.appendedSequence() + 1;
        return new AofManifest.Part(name() + "." + sequence + ".incr.aof", sequence);
    }

    private AofManifest.Part nextBase() {
        long sequence = manifest.baseSequence() + 1;
        String kind = configuration.isOn("aof-use-rdb-preamble") ? "rdb" : "aof";
        return new AofManifest.Part(name() + "." + sequence + ".base." + kind, sequence);
    }

    private void writeFirstBase() throws IOException {
        AofManifest.Part part = nextBase();
        IOException problem = snapshot(part).runToEnd();
        if (problem != null) {
            throw problem;
        }
        host.notice("Creating AOF base file " + part.name() + " on server start");
        manifest = manifest.rebased(part, 0);
        size = Files.size(directory().resolve(part.name()));
        sizeOfBase = size;
    }

    private SnapshotRun snapshot(AofManifest.Part part) {
        boolean rdb = configuration.isOn("aof-use-rdb-preamble");
        SnapshotForm form = rdb
                ? new RdbForm(host, keyspace.clock().wallMillis(), true)
                : new CommandForm(host, timestamps ? timestamp(keyspace.now() / 1000) : "");
        Path temporary = Path.of(configuration.get("dir"))
                .resolve("temp-rewriteaof-bg-" + ProcessHandle.current().pid() + ".aof");
        SnapshotRun.Options options = new SnapshotRun.Options(
                rdb && configuration.isOn("rdbcompression"),
                rdb && configuration.isOn("rdbchecksum"),
                configuration.number("rdb-key-save-delay"));
        return new SnapshotRun(
                keyspace,
                timers,
                host,
                form,
                temporary,
                directory().resolve(part.name()),
                options,
                problem -> rewritten(part, problem));
    }

    /** A rewrite is to begin as soon as nothing else is written. */
    void schedule() {
        scheduled = true;
    }

    /** Begins a rewrite in the background; no other snapshot may be taken now. False if that is impossible. */
    boolean rewrite() {
        scheduled = false;
        rewrites++;
        startedMillis = keyspace.clock().wallMillis();
        try {
            Files.createDirectories(directory());
            if (state != State.OFF) {
                appendToNextFile();
            }
        } catch (IOException e) {
            host.warning("Can't open the append-only file: " + Disk.reason(e));
            hasFailed();
            return false;
        }
        SnapshotRun started = snapshot(nextBase());
        run = started;
        started.start();
        host.notice("Background append only file rewriting started by pid "
                + ProcessHandle.current().pid());
        return true;
    }

    private void appendToNextFile() throws IOException {
        flush();
        AofManifest.Part part = nextAppended();
        Path path = directory().resolve(part.name());
        Files.deleteIfExists(path); // of a rewrite that nobody knows of
        var file = AofWriter.open(path);
        AofManifest next = state == State.BEGINNING ? manifestBefore.withAppended(part) : manifest.withAppended(part);
        AofWriter open = writer;
        if (state == State.ON) {
            next.write(manifestFile());
        }
        manifest = next;
        if (open == null) {
            writer = new AofWriter(file, policyNow(), host);
            dispatcher.effects().follow(this);
        } else {
            open.switchTo(file);
            dispatcher.effects().beginAnew();
        }
        lastTimestamp = 0;
        host.notice("Creating AOF incr file " + part.name() + " on background rewrite");
    }

    private void rewritten(AofManifest.Part part, @Nullable IOException problem) {
        run = null;
        lastTookMillis = keyspace.clock().wallMillis() - startedMillis;
        if (problem != null) {
            host.warning("Background AOF rewrite terminated with error: " + Disk.reason(problem));
            hasFailed();
            return;
        }
        AofManifest next = manifest.rebased(part, state == State.OFF ? 0 : 1);
        try {
            next.write(manifestFile());
            manifest = next;
            size = 0;
            for (AofManifest.Part each : next.parts()) {
                size += Files.size(directory().resolve(each.name()));
            }
            sizeOfBase = size;
            deleteHistory();
        } catch (IOException e) {
            host.warning("Error writing the AOF manifest: " + Disk.reason(e));
            hasFailed();
            return;
        }
        failed = false;
        failures = 0;
        if (state == State.BEGINNING) {
            state = State.ON;
        }
        host.notice("Background AOF rewrite terminated with success");
        host.notice("Background AOF rewrite finished successfully");
    }

    private void hasFailed() {
        failed = true;
        failures++;
        long now = keyspace.clock().wallMillis();
        long minutes = 1L << Math.min(Math.max(0, failures - FAILURES_BEFORE_PAUSE), 6);
        notBefore = failures < FAILURES_BEFORE_PAUSE
                ? now + RETRY_MILLIS
                : now + Math.min(minutes, LONGEST_PAUSE_MINUTES) * 60_000;
    }

    private void deleteHistory() throws IOException {
        if (manifest.history().isEmpty() || configuration.isOn("aof-disable-auto-gc")) {
            return;
        }
        for (AofManifest.Part part : manifest.history()) {
            host.notice("Removing the history file " + part.name() + " in the background");
            Files.deleteIfExists(directory().resolve(part.name()));
        }
        manifest = manifest.withoutHistory();
        manifest.write(manifestFile());
    }

    /** Begins a rewrite if one was asked for, or if the file has grown so much as to need one. */
    void rewriteIfDue() {
        long now = keyspace.clock().wallMillis();
        if (scheduled || state == State.BEGINNING && run == null && now >= notBefore) {
            rewrite();
            return;
        }
        long percentage = configuration.number("auto-aof-rewrite-percentage");
        if (state != State.ON || percentage == 0 || size <= configuration.number("auto-aof-rewrite-min-size")) {
            return;
        }
        long growth = size * 100 / Math.max(1, sizeOfBase) - 100;
        if (growth >= percentage && now >= notBefore) {
            host.notice("Starting automatic rewriting of AOF on " + growth + "% growth");
            rewrite();
        }
    }

    /** Stops and forgets what {@link #done} was told, while {@code task} does again what the file says. */
    void reload(LongConsumer progress) throws IOException {
        boolean on = state == State.ON;
        if (on) {
            sync();
            dispatcher.effects().leave(this);
        }
        try {
            load(progress);
        } finally {
            if (on) {
                dispatcher.effects().follow(this);
            }
        }
    }

    /** The fields of INFO. */
    void info(Map<String, Object> into) {
        into.put("aof_enabled", isOn() ? 1 : 0);
        into.put("aof_rewrite_in_progress", run == null ? 0 : 1);
        into.put("aof_rewrite_scheduled", scheduled ? 1 : 0);
        into.put("aof_last_rewrite_time_sec", lastTookMillis < 0 ? -1 : lastTookMillis / 1000);
        into.put(
                "aof_current_rewrite_time_sec",
                run == null ? -1 : (keyspace.clock().wallMillis() - startedMillis) / 1000);
        into.put("aof_last_bgrewrite_status", failed ? "err" : "ok");
        into.put("aof_rewrites", rewrites);
        into.put("aof_rewrites_consecutive_failures", failures);
        into.put("aof_last_write_status", failure() == null ? "ok" : "err");
        into.put("aof_last_cow_size", 0);
    }

    /** More fields of INFO, for when it is on. */
    void infoWhenOn(Map<String, Object> into) {
        into.put("aof_current_size", size);
        into.put("aof_base_size", sizeOfBase);
        into.put("aof_pending_rewrite", 0);
        into.put("aof_buffer_length", buffer.size());
        into.put("aof_pending_bio_fsync", 0);
        into.put("aof_delayed_fsync", 0);
    }
}
