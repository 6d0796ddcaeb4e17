package dev.vermilion.engine.transactions;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.resp.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** MULTI, EXEC, DISCARD, WATCH, UNWATCH. */
final class Multi {

    private Multi() {}

    static void multi(Call call) {
        if (open(call) != null) {
            throw new CommandException("ERR MULTI calls can not be nested");
        }
        transaction(call).open();
        call.reply().ok();
    }

    static void exec(Call call) {
        Transaction transaction = open(call);
        if (transaction == null) {
            throw new CommandException("ERR EXEC without MULTI");
        }
        boolean failed = transaction.isFailed();
        boolean touched = transaction.isTouched();
        end(call);
        if (failed) {
            throw new CommandException("EXECABORT Transaction discarded because of previous errors.");
        }
        if (touched) {
            call.reply().nullArray();
            return;
        }
        run(call, transaction.queued());
    }

    private static void run(Call call, List<Request> queued) {
        Client client = call.client();
        call.reply().array(queued.size());
        client.executing(true);
        call.noEffect();
        try {
            queued.forEach(call::runNested);
        } finally {
            client.executing(false);
        }
    }

    static void discard(Call call) {
        if (open(call) == null) {
            throw new CommandException("ERR DISCARD without MULTI");
        }
        end(call);
        call.reply().ok();
    }

    static void watch(Call call) {
        if (open(call) != null) {
            throw new CommandException("ERR WATCH inside MULTI is not allowed");
        }
        Transaction transaction = transaction(call);
        for (int i = 1; i < call.count(); i++) {
            transaction.watch(call.db(), call.arg(i));
        }
        call.reply().ok();
    }

    static void unwatch(Call call) {
        Transaction transaction = call.client().transaction();
        if (transaction != null) {
            transaction.unwatchAll();
        }
        call.reply().ok();
    }

    private static @Nullable Transaction open(Call call) {
        Transaction transaction = call.client().transaction();
        return transaction != null && transaction.isOpen() ? transaction : null;
    }

    private static Transaction transaction(Call call) {
        Transaction transaction = call.client().transaction();
        if (transaction == null) {
            transaction = new Transaction(call.keyspace().watched());
            call.client().transaction(transaction);
        }
        return transaction;
    }

    private static void end(Call call) {
        Transaction transaction = call.client().transaction();
        if (transaction != null) {
            transaction.unwatchAll();
            call.client().transaction(null);
        }
    }
}
