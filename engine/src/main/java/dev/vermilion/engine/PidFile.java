package dev.vermilion.engine;

import dev.vermilion.engine.config.RedisConf;
import dev.vermilion.engine.server.ServerLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The file that holds the number of this process while it runs. */
final class PidFile {

    private static final String OF_DAEMONS = "/var/run/redis.pid";

    private final ServerLog log;
    private final AtomicReference<@Nullable Path> written = new AtomicReference<>();

    /** Writes the file that {@code pidfile} names; a program in the background has one in any case. */
    PidFile(String name, boolean daemon, ServerLog log) {
        this.log = log;
        if (name.isEmpty() && !daemon) {
            return;
        }
        Path file = Path.of(name.isEmpty() ? OF_DAEMONS : name).toAbsolutePath();
        try {
            Files.writeString(file, ProcessHandle.current().pid() + "\n");
            written.set(file);
        } catch (IOException e) {
            log.warning("Failed to write PID file: " + RedisConf.reason(e));
        }
    }

    /** Removes it, once. */
    void remove() {
        Path file = written.getAndSet(null);
        if (file != null) {
            log.notice("Removing the pid file.");
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warning("Failed to remove PID file: " + RedisConf.reason(e));
            }
        }
    }
}
