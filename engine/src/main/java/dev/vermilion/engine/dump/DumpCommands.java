package dev.vermilion.engine.dump;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Dispatcher;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;

/** DUMP, RESTORE and MIGRATE, which keeps connections for a while. */
public final class DumpCommands implements AutoCloseable {

    private static final long HIGHEST_FREQUENCY = 255;
    private static final long NOT_GIVEN = -1;

    private final Targets targets;

    /** The commands; {@code timers} end what is kept. */
    public DumpCommands(Dispatcher.Timers timers) {
        this.targets = new Targets(timers);
    }

    /** Closes connections; when no command runs any more. */
    @Override
    public void close() {
        targets.close();
    }

    /** Number of connections to other servers that MIGRATE keeps for a while. */
    public int keptConnections() {
        return targets.size();
    }

    /** The rows. */
    public List<Command> table() {
        return List.of(
                command("DUMP key", "Returns what a key holds as bytes that RESTORE understands.")
                        .since("2.6.0")
                        .tips("nondeterministic_output")
                        .read()
                        .runs(DumpCommands::dump),
                command(
                                "MIGRATE host port <key | \"\"> destination-db timeout [COPY] [REPLACE]"
                                        + " [AUTH password | AUTH2 username password] [KEYS key [key ...]]",
                                "Moves keys to another server.")
                        .since("2.6.0")
                        .tips("nondeterministic_output")
                        .write(Flag.MOVABLEKEYS)
                        .categories("dangerous")
                        .keys(
                                KeySpec.range(3, 3, 1, "RW", "ACCESS", "DELETE"),
                                KeySpec.behind("KEYS", -2, -1, 0, "RW", "ACCESS", "DELETE", "INCOMPLETE"))
                        .runs(call -> Migrate.migrate(call, targets)),
                command(
                                "RESTORE key ttl serialized-value [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]",
                                "Makes a key hold what DUMP returned.")
                        .since("2.6.0")
                        .write(Flag.DENYOOM)
                        .categories("dangerous")
                        .keys(KeySpec.range(1, 1, 1, "OW", "UPDATE"))
                        .runs(DumpCommands::restore));
    }

    private static void dump(Call call) {
        Object held = call.db().peek(call.arg(1));
        if (held == null) {
            call.reply().nullBulk();
            return;
        }
        RdbWriter out = new RdbWriter();
        int type = ValueWriter.type(held);
        out.octet(type);
        ValueWriter.write(held, out);
        call.reply().bulk(Payload.finish(out, RdbType.version(type)));
    }

    /** RESTORE, and RESTORE-ASKING, which differs in a cluster only. */
    public static void restore(Call call) {
        Options options = new Options(call);
        Slice key = call.arg(1);
        boolean isThere = call.db().contains(key);
        if (isThere && !options.replace) {
            throw Errors.of("BUSYKEY Target key name already exists.");
        }
        long ttl = call.integer(2);
        if (ttl < 0) {
            throw Errors.of("ERR Invalid TTL value, must be >= 0");
        }
        Object value = read(call);
        long expireAt = ttl == 0 ? Database.NEVER : options.absolute ? ttl : call.now() + ttl;
        if (expireAt != Database.NEVER && call.isPast(expireAt)) {
            call.noEffect();
            if (isThere) {
                call.effect("DEL", key);
                call.db().remove(key);
                call.changed(key, EventClass.GENERIC, "del");
            }
        } else {
            if (isThere) {
                call.db().remove(key);
            }
            call.db().put(key, value, expireAt);
            options.markUse(call, key);
            if (ttl != 0 && !options.absolute) {
                call.effect(atMoment(call, expireAt));
            }
            call.changed(key, EventClass.GENERIC, "restore");
        }
        call.reply().ok();
    }

    /** The same command with the moment in place of the time that is left. */
    private static List<Object> atMoment(Call call, long expireAt) {
        List<Object> words = new ArrayList<>();
        for (int i = 0; i < call.count(); i++) {
            words.add(i == 2 ? (Object) expireAt : call.arg(i));
        }
        words.add("ABSTTL");
        return words;
    }

    private static Object read(Call call) {
        RdbReader in = Payload.open(call.arg(3));
        try {
            Object value = new ValueReader(in, call.settings()).read(in.octet());
            if (in.isAtEnd()) {
                return value;
            }
        } catch (RdbException e) {
            throw Errors.of("ERR Bad data format");
        }
        throw Errors.of("ERR Bad data format");
    }

    /** {@code [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]}, understood. */
    private static final class Options {
        private boolean replace;
        private boolean absolute;
        private long idleSeconds = NOT_GIVEN;
        private long frequency = NOT_GIVEN;

        Options(Call call) {
            for (int i = 4; i < call.count(); i++) {
                boolean hasNext = i + 1 < call.count();
                if (call.is(i, "REPLACE")) {
                    replace = true;
                } else if (call.is(i, "ABSTTL")) {
                    absolute = true;
                } else if (call.is(i, "IDLETIME") && hasNext && frequency == NOT_GIVEN) {
                    idleSeconds = call.integer(++i);
                    if (idleSeconds < 0) {
                        throw Errors.of("ERR Invalid IDLETIME value, must be >= 0");
                    }
                } else if (call.is(i, "FREQ") && hasNext && idleSeconds == NOT_GIVEN) {
                    frequency = call.integer(++i);
                    if (frequency < 0 || frequency > HIGHEST_FREQUENCY) {
                        throw Errors.of("ERR Invalid FREQ value, must be >= 0 and <= 255");
                    }
                } else {
                    throw Errors.syntax();
                }
            }
        }

        /** Says how the key was used where it came from. */
        void markUse(Call call, Slice key) {
            if (idleSeconds != NOT_GIVEN) {
                call.db().idleSeconds(key, idleSeconds);
            } else if (frequency != NOT_GIVEN) {
                call.db().frequency(key, (int) frequency);
            }
        }
    }
}
