package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Unconnected;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs what one file of an append-only file says: an RDB at its beginning, then commands. */
final class AofLoader {

    private static final int COMMANDS_PER_LOOK = 256;
    private static final int LONGEST_NUMBER = 20;
    private static final String SIGNATURE = "REDIS";

    private final Keyspace keyspace;
    private final Configuration configuration;
    private final Dispatcher dispatcher;
    private final Host host;
    private final LongConsumer progress;
    private final Client client;
    private final List<Request> transaction = new ArrayList<>();
    private boolean inTransaction;
    private long soundTo;
    private long commands;

    /**
     * A loader.
     *
     * @param progress told now and then how many bytes of the file were read
     */
    AofLoader(Keyspace keyspace, Configuration configuration, Dispatcher dispatcher, Host host, LongConsumer progress) {
        this.keyspace = keyspace;
        this.configuration = configuration;
        this.dispatcher = dispatcher;
        this.host = host;
        this.progress = progress;
        this.client = new Client(-1, new Unconnected("aof"), keyspace.database(0), new ReplyWriter(), keyspace.now());
        client.executing(true);
        client.authenticated(true);
    }

    /**
     * Runs a file.
     *
     * @param isLast true if nothing was appended behind it: its end may be torn, and is cut off then
     * @throws IOException if it is damaged; the log says how
     */
    void load(Path file, boolean isLast) throws IOException {
        long size = Files.size(file);
        inTransaction = false;
        transaction.clear();
        soundTo = 0;
        try (InputStream source = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            boolean hasRdb = startsWithRdb(source);
            RdbReader in = new RdbReader(source, size);
            try {
                if (hasRdb) {
                    loadRdb(in, file);
                }
                runAll(in, file);
                if (inTransaction) {
                    host.warning("Revert incomplete MULTI/EXEC transaction from AOF file");
                    throw RdbException.tooShort();
                }
            } catch (RdbException e) {
                damaged(e, file, size, isLast);
            }
        } finally {
            client.reply().clear();
        }
    }

    private static boolean startsWithRdb(InputStream source) throws IOException {
        source.mark(SIGNATURE.length());
        byte[] first = source.readNBytes(SIGNATURE.length());
        source.reset();
        return new String(first, StandardCharsets.US_ASCII).equals(SIGNATURE);
    }

    private void loadRdb(RdbReader in, Path file) throws IOException {
        host.notice("Reading RDB base file on AOF loading...");
        RdbLoader loader = new RdbLoader(keyspace, host, in, progress).keepExpired();
        if (!configuration.isOn("rdbchecksum")) {
            loader.trust();
        }
        try {
            loader.load();
        } catch (RdbException e) {
            host.warning("Error reading the RDB preamble of the AOF file " + name(file) + ", AOF loading aborted: "
                    + e.text());
            throw new IOException(e);
        }
        soundTo = in.position();
    }

    private void runAll(RdbReader in, Path file) throws IOException {
        while (!in.isAtEnd()) {
            long start = in.position();
            int sign = in.octet();
            if (sign == '#') {
                skipLine(in);
            } else if (sign == '*') {
                run(read(in), file, start);
            } else {
                throw new RdbException("no command");
            }
            if (!inTransaction) {
                soundTo = in.position();
            }
            if (++commands % COMMANDS_PER_LOOK == 0) {
                progress.accept(in.position());
            }
        }
    }

    /** Skips what is left of a line. */
    static void skipLine(RdbReader in) {
        while (in.octet() != '\n') {
            // up to its end
        }
    }

    /** Reads the words of a command, whose first byte is read already. */
    static Request read(RdbReader in) {
        long count = number(in);
        if (count < 1 || count > Integer.MAX_VALUE) {
            throw new RdbException("no command");
        }
        Request words = new Request();
        for (long i = 0; i < count; i++) {
            if (in.octet() != '$') {
                throw new RdbException("no argument");
            }
            words.add().set(in.bytes(number(in)));
            if (in.octet() != '\r' || in.octet() != '\n') {
                throw new RdbException("no end of an argument");
            }
        }
        return words;
    }

    private static long number(RdbReader in) {
        byte[] digits = new byte[LONGEST_NUMBER];
        int count = 0;
        for (int next = in.octet(); next != '\r'; next = in.octet()) {
            if (count == LONGEST_NUMBER) {
                throw new RdbException("no number");
            }
            digits[count++] = (byte) next;
        }
        if (in.octet() != '\n' || !Numbers.isLong(digits, 0, count)) {
            throw new RdbException("no number");
        }
        long number = Numbers.parseLong(digits, 0, count);
        if (number < 0) {
            throw new RdbException("a negative length");
        }
        return number;
    }

    private void run(Request words, Path file, long start) throws IOException {
        Slice name = words.argument(0);
        if (name.is("MULTI")) {
            inTransaction = true;
            soundTo = start;
        } else if (name.is("EXEC")) {
            inTransaction = false;
            for (Request each : transaction) {
                replay(each, file);
            }
            transaction.clear();
        } else if (inTransaction) {
            transaction.add(words);
        } else {
            replay(words, file);
        }
    }

    private void replay(Request words, Path file) throws IOException {
        boolean known = dispatcher.replay(client, words);
        client.reply().truncate(0);
        if (!known) {
            host.warning("Unknown command '" + words.argument(0) + "' reading the append only file " + name(file));
            throw new IOException("unknown command " + words.argument(0));
        }
    }

    private void damaged(RdbException problem, Path file, long size, boolean isLast) throws IOException {
        if (!problem.isTooShort()) {
            long most = configuration.number("aof-load-corrupt-tail-max-size");
            if (isLast && size - soundTo <= most) {
                host.warning("Bad file format reading the append only file " + name(file) + ": the corrupt tail of "
                        + (size - soundTo) + " bytes is cut off");
                truncate(file);
                return;
            }
            host.warning("Bad file format reading the append only file " + name(file)
                    + ": make a backup of your AOF file, then use ./redis-check-aof --fix <filename.manifest>");
            throw new IOException(problem);
        }
        if (!isLast || !configuration.isOn("aof-load-truncated")) {
            host.warning("Unexpected end of file reading the append only file " + name(file)
                    + ". You can: 1) Make a backup of your AOF file, then use ./redis-check-aof --fix"
                    + " <filename.manifest>. 2) Alternatively you can set the 'aof-load-truncated' configuration option"
                    + " to yes and restart the server.");
            throw new IOException(problem);
        }
        host.warning("!!! Warning: short read while loading the AOF file " + name(file) + "!!!");
        host.warning("AOF loaded anyway because aof-load-truncated is enabled");
        truncate(file);
    }

    private void truncate(Path file) throws IOException {
        host.warning("Truncating the AOF " + name(file) + " at offset " + soundTo);
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            opened.truncate(soundTo);
            opened.force(true);
        }
    }

    private static Path name(Path file) {
        return file.getFileName();
    }
}
