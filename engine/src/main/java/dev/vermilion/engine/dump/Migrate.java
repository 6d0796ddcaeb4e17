package dev.vermilion.engine.dump;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * MIGRATE: hands keys to another server, in one pipeline of RESTORE. Nothing else runs meanwhile, so that a key is on one
 * of the two servers at any time; that is the command's purpose. It has a timeout, so that the engine stands still for a
 * while at most: every step of connecting, writing, and reading a reply may take that long, as in Redis.
 */
final class Migrate {

    private static final int FIRST_OPTION = 6;
    private static final int DEFAULT_TIMEOUT_MILLIS = 1000;
    private static final byte[] AUTH = ascii("AUTH");
    private static final byte[] SELECT = ascii("SELECT");
    private static final byte[] RESTORE = ascii("RESTORE");
    private static final byte[] REPLACE = ascii("REPLACE");

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    private final Call call;
    private final Targets targets;
    private final List<byte[]> credentials = new ArrayList<>();
    private final List<Slice> keys = new ArrayList<>();
    private boolean copy;
    private boolean replace;

    private Migrate(Call call, Targets targets) {
        this.call = call;
        this.targets = targets;
        readOptions();
    }

    static void migrate(Call call, Targets targets) {
        new Migrate(call, targets).run();
    }

    private void readOptions() {
        Slice key = call.arg(3);
        keys.add(key);
        for (int i = FIRST_OPTION; i < call.count(); i++) {
            int behind = call.count() - i - 1;
            if (call.is(i, "COPY")) {
                copy = true;
            } else if (call.is(i, "REPLACE")) {
                replace = true;
            } else if (call.is(i, "AUTH") && behind >= 1) {
                i = readCredentials(i, 1);
            } else if (call.is(i, "AUTH2") && behind >= 2) {
                i = readCredentials(i, 2);
            } else if (call.is(i, "KEYS")) {
                if (!key.isEmpty()) {
                    throw Errors.of("ERR When using MIGRATE KEYS option, the key argument must be set to the empty"
                            + " string");
                }
                readKeys(i + 1);
                return;
            } else {
                throw Errors.syntax();
            }
        }
    }

    private int readCredentials(int at, int words) {
        credentials.clear();
        for (int i = 1; i <= words; i++) {
            credentials.add(call.arg(at + i).toBytes());
        }
        return at + words;
    }

    private void readKeys(int from) {
        keys.clear();
        for (int i = from; i < call.count(); i++) {
            keys.add(call.arg(i));
        }
    }

    private void run() {
        long timeout = call.integer(5);
        long database = call.integer(4);
        keys.removeIf(each -> !call.db().contains(each));
        if (keys.isEmpty()) {
            call.reply().simple("NOKEY");
            return;
        }
        int patience = timeout <= 0 ? DEFAULT_TIMEOUT_MILLIS : (int) Math.min(timeout, Integer.MAX_VALUE);
        String error = handOver(database, patience);
        if (error != null) {
            throw refused(error);
        }
        call.reply().ok();
    }

    private static CommandException refused(String error) {
        return Errors.of("ERR Target instance replied with error: " + error);
    }

    /**
     * Hands the keys over, and keeps the connection if it is still good.
     *
     * @return the first error that the target replied, or null
     */
    private @Nullable String handOver(long database, int patience) {
        String address = call.arg(1) + ":" + call.arg(2);
        Target kept = targets.take(address);
        if (kept != null && kept.isUsable()) {
            kept.timeout(patience);
        } else if (kept != null) {
            kept.close(); // the other side has closed it, as it may
            kept = null;
        }
        Target target = kept == null ? connect(patience) : kept;
        boolean done = false;
        try {
            String error = exchange(target, database);
            target.database(error == null ? database : -1);
            done = true;
            return error;
        } finally {
            if (done) {
                targets.keep(address, target);
            } else {
                target.close();
            }
        }
    }

    private @Nullable String exchange(Target target, long database) {
        boolean selects = target.database() != database;
        try {
            target.send(request(database, selects).toBytes());
        } catch (IOException e) {
            throw failed("writing to target instance");
        }
        return readReplies(target, selects);
    }

    private static CommandException failed(String what) {
        return Errors.of("IOERR error or timeout " + what);
    }

    private RequestBytes request(long database, boolean selects) {
        RequestBytes request = new RequestBytes();
        if (!credentials.isEmpty()) {
            request.command(1 + credentials.size()).word(AUTH);
            credentials.forEach(request::word);
        }
        if (selects) {
            request.command(2).word(SELECT).word(Numbers.toBytes(database));
        }
        for (Slice key : keys) {
            long expireAt = call.db().expireAt(key);
            long ttl = expireAt == Database.NEVER ? 0 : Math.max(1, expireAt - call.now());
            request.command(replace ? 5 : 4).word(RESTORE).word(key.toBytes()).word(Numbers.toBytes(ttl));
            request.word(payload(key));
            if (replace) {
                request.word(REPLACE);
            }
        }
        return request;
    }

    private byte[] payload(Slice key) {
        Object held = call.db().peek(key);
        if (held == null) {
            throw Errors.noSuchKey();
        }
        RdbWriter out = new RdbWriter();
        int type = ValueWriter.type(held);
        out.octet(type);
        ValueWriter.write(held, out);
        return Payload.finish(out, RdbType.version(type));
    }

    private Target connect(int patience) {
        Slice word = call.arg(2);
        long port = Numbers.isLong(word) ? Numbers.parseLong(word) : 0;
        try {
            return Target.connect(call.arg(1).toString(), (int) port & 0xffff, patience);
        } catch (ConnectException e) {
            // Redis notices a refusal when it writes
            throw failed("writing to target instance");
        } catch (IOException e) {
            throw failed("connecting to the client");
        }
    }

    /**
     * Removes what the target has taken, as its replies come in.
     *
     * @return the first error among them, or null
     */
    private @Nullable String readReplies(Target target, boolean selects) {
        String first = null;
        try {
            String refused = credentials.isEmpty() ? null : error(target.readLine());
            String selected = selects ? error(target.readLine()) : null;
            refused = refused == null ? selected : refused;
            for (Slice key : keys) {
                String restored = error(target.readLine());
                String error = refused == null ? restored : refused;
                if (error == null) {
                    moved(key);
                } else if (first == null) {
                    first = error;
                }
            }
        } catch (IOException e) {
            throw first == null ? failed("reading to target instance") : refused(first);
        }
        return first;
    }

    private static @Nullable String error(String line) {
        return line.startsWith("-") ? line.substring(1) : null;
    }

    private void moved(Slice key) {
        if (!copy && call.db().remove(key)) {
            call.effect("DEL", key);
            call.changed(key, EventClass.GENERIC, "del");
        }
    }
}
