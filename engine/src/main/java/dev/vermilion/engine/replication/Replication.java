package dev.vermilion.engine.replication;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.Numbers;

/**
 * FAILOVER, PSYNC, REPLICAOF, ROLE and SYNC where nothing is ever replicated: the server is a master and stays one. Whoever
 * asks for its data as a stream, as {@code redis-cli --rdb} does, is told in an error that there is none.
 */
final class Replication {

    private static final int HIGHEST_PORT = 65_535;

    private Replication() {}

    static void replicaOf(Call call) {
        if (call.is(1, "NO") && call.is(2, "ONE")) {
            call.reply().ok();
            return;
        }
        boolean valid = Numbers.isLong(call.arg(2)) && call.integer(2) >= 0 && call.integer(2) <= HIGHEST_PORT;
        if (!valid) {
            throw Errors.of("ERR Invalid master port");
        }
        throw unsupported(call);
    }

    /** PSYNC and SYNC. */
    static void sync(Call call) {
        if (call.count() > 2) {
            call.integer(2);
        }
        throw unsupported(call);
    }

    static void failover(Call call) {
        if (call.count() == 2 && call.is(1, "ABORT")) {
            throw Errors.of("ERR No failover in progress.");
        }
        boolean hasTarget = false;
        boolean hasTimeout = false;
        boolean hasForce = false;
        for (int i = 1; i < call.count(); i++) {
            if (call.is(i, "TIMEOUT") && i + 1 < call.count() && !hasTimeout) {
                hasTimeout = true;
                if (call.integer(++i) <= 0) {
                    throw Errors.of("ERR FAILOVER timeout must be greater than 0");
                }
            } else if (call.is(i, "TO") && i + 2 < call.count() && !hasTarget) {
                hasTarget = true;
                i += 2;
                call.integer(i);
            } else if (call.is(i, "FORCE") && !hasForce) {
                hasForce = true;
            } else {
                throw Errors.syntax();
            }
        }
        throw Errors.of("ERR FAILOVER requires connected replicas.");
    }

    static void role(Call call) {
        call.reply().array(3);
        call.reply().bulk("master");
        call.reply().integer(0);
        call.reply().array(0);
    }

    private static CommandException unsupported(Call call) {
        return Errors.of("ERR " + call.command().name() + " not allowed, this server does not support replication.");
    }
}
