package dev.vermilion.engine.persist;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import java.util.List;

/** The commands that save: SAVE BGSAVE BGREWRITEAOF LASTSAVE. */
public final class PersistCommands {

    private final Persistence persistence;

    private PersistCommands(Persistence persistence) {
        this.persistence = persistence;
    }

    /** The rows. */
    public static List<Command> table(Persistence persistence) {
        return new PersistCommands(persistence).rows();
    }

    private List<Command> rows() {
        return List.of(
                command("BGREWRITEAOF", "Makes the append-only file as short as it can be, while commands go on.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING)
                        .runs(this::bgrewriteaof),
                command("BGSAVE [SCHEDULE]", "Saves all databases to the RDB file while commands go on.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING)
                        .runs(this::bgsave),
                command("LASTSAVE", "Returns when data was saved last, in seconds since 1970.")
                        .since("1.0.0")
                        .flags(Flag.LOADING, Flag.STALE, Flag.FAST)
                        .categories("admin", "dangerous")
                        .tips("nondeterministic_output")
                        .runs(call -> call.reply().integer(persistence.lastSaveSeconds())),
                command("SAVE", "Saves all databases to the RDB file; nothing else happens meanwhile.")
                        .since("1.0.0")
                        .flags(Flag.ADMIN, Flag.NOSCRIPT, Flag.NO_ASYNC_LOADING, Flag.NO_MULTI)
                        .runs(this::save));
    }

    private void save(Call call) {
        Saves saves = persistence.saves();
        if (saves.isRunning()) {
            throw Errors.of("ERR Background save already in progress");
        }
        if (!persistence.saveNow()) {
            throw Errors.of("ERR");
        }
        call.reply().ok();
    }

    private void bgrewriteaof(Call call) {
        Aof aof = persistence.aof();
        if (aof.isRewriting()) {
            throw Errors.of("ERR Background append only file rewriting already in progress");
        }
        if (persistence.isWriting() || call.client().isExecuting()) {
            aof.schedule();
            call.reply().simple("Background append only file rewriting scheduled");
        } else if (aof.rewrite()) {
            call.reply().simple("Background append only file rewriting started");
        } else {
            throw Errors.of("ERR Can't execute an AOF background rewriting. Please check the server logs for more"
                    + " information.");
        }
    }

    private void bgsave(Call call) {
        boolean schedule = call.count() > 1;
        if (schedule && (call.count() > 2 || !call.is(1, "SCHEDULE"))) {
            throw Errors.syntax();
        }
        Saves saves = persistence.saves();
        if (saves.isRunning()) {
            throw Errors.of("ERR Background save already in progress");
        }
        boolean isBusy = persistence.isWriting();
        if (isBusy && !schedule && !call.client().isExecuting()) {
            throw Errors.of("ERR Another child process is active (AOF?): can't BGSAVE right now. Use BGSAVE SCHEDULE in"
                    + " order to schedule a BGSAVE whenever possible.");
        }
        if (isBusy || call.client().isExecuting()) {
            saves.schedule();
            call.reply().simple("Background saving scheduled");
        } else {
            saves.start();
            call.reply().simple("Background saving started");
        }
    }
}
