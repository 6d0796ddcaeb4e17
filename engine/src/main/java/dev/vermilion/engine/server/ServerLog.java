package dev.vermilion.engine.server;

import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.RedisConf;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The log of a server, with the lines of redis-server: {@code 4242:M 23 Nov 2026 09:29:33.567 * Server initialized}.
 * May be used by any thread.
 */
public final class ServerLog {

    /** How important a line is; a line below the level of the log is not written. */
    public enum Level {
        DEBUG('.'),
        VERBOSE('-'),
        NOTICE('*'),
        WARNING('#'),
        NOTHING(' ');

        private final char mark;

        Level(char mark) {
            this.mark = mark;
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd MMM yyyy HH:mm:ss.SSS", Locale.ROOT);

    private final @Nullable PrintStream console;
    private volatile Level level = Level.NOTICE;
    private volatile char role = 'C';
    private volatile @Nullable Path file;

    /** A log that writes to {@code console}, or nowhere if that is null and no file is set. */
    public ServerLog(@Nullable PrintStream console) {
        this.console = console;
    }

    /** Sets the least important level to be written, by its name in redis.conf. */
    public void level(String name) {
        level = Level.valueOf(name.toUpperCase(Locale.ROOT));
    }

    /**
     * Writes to {@code path} instead of the console from now on; to the console again if it is empty.
     *
     * @throws ConfigException if the file cannot be written
     */
    public void file(String path) {
        Path wanted = path.isEmpty() ? null : Path.of(path);
        if (wanted != null) {
            try {
                append(wanted, "");
            } catch (IOException e) {
                throw new ConfigException("Can't open the log file: " + RedisConf.reason(e));
            }
        }
        file = wanted;
    }

    /** From now on lines are those of a server that is up. */
    public void started() {
        role = 'M';
    }

    /** Writes a line that says what normally happens. */
    public void notice(String text) {
        write(Level.NOTICE, text);
    }

    /** Writes a line about something that somebody should look at. */
    public void warning(String text) {
        write(Level.WARNING, text);
    }

    /** Writes a line for those who asked for many. */
    public void verbose(String text) {
        write(Level.VERBOSE, text);
    }

    /** A line that a script writes, at a level from 0, which is debug, to 3, a warning. */
    public void fromScript(int scriptLevel, String text) {
        write(
                switch (scriptLevel) {
                    case 0 -> Level.DEBUG;
                    case 1 -> Level.VERBOSE;
                    case 2 -> Level.NOTICE;
                    default -> Level.WARNING;
                },
                text);
    }

    /** True if lines go to the console while no file is set. */
    public boolean hasConsole() {
        return console != null;
    }

    /** Writes a line about a signal that came. */
    public void signal(String text) {
        append(ProcessHandle.current().pid() + ":signal-handler ("
                + Instant.now().getEpochSecond() + ") " + text);
    }

    /** Writes a line as it is, whatever the level. */
    public void raw(String line) {
        append(line);
    }

    private void write(Level lineLevel, String text) {
        if (lineLevel.compareTo(level) >= 0) {
            append(ProcessHandle.current().pid() + ":" + role + " "
                    + TIME.format(LocalDateTime.now(ZoneId.systemDefault())) + " " + lineLevel.mark + " " + text);
        }
    }

    private void append(String line) {
        Path target = file;
        if (target != null) {
            try {
                append(target, line + "\n");
                return;
            } catch (IOException e) {
                file = null; // says so once, then goes on with the console
                write(Level.WARNING, "Can't open the log file: " + RedisConf.reason(e));
            }
        }
        if (console != null) {
            console.println(line);
        }
    }

    private static void append(Path target, String text) throws IOException {
        Files.writeString(target, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
