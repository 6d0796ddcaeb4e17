package dev.vermilion.engine.scripting;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.dump.Payload;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import java.util.ArrayList;
import java.util.List;

/** FUNCTION DUMP and RESTORE: the texts of all libraries as one payload. */
final class FunctionDump {

    private static final int LIBRARY = 245;
    private static final int VERSION = 10;

    private final Functions functions;

    FunctionDump(Functions functions) {
        this.functions = functions;
    }

    void dump(Call call) {
        RdbWriter out = new RdbWriter();
        for (byte[] code : functions.codes()) {
            out.octet(LIBRARY);
            out.string(code);
        }
        call.reply().bulk(Payload.finish(out, VERSION));
    }

    void restore(Call call) {
        if (call.count() > 4) {
            throw Errors.of("ERR unknown subcommand or wrong number of arguments for '" + Errors.quoted(call.arg(1))
                    + "'. Try FUNCTION HELP.");
        }
        Functions.RestorePolicy policy = policy(call);
        RdbReader in = Payload.open(call.arg(2));
        List<byte[]> codes = new ArrayList<>();
        try {
            while (!in.isAtEnd()) {
                if (in.octet() != LIBRARY) {
                    throw Errors.of("ERR given type is not a function");
                }
                codes.add(in.string());
            }
        } catch (RdbException e) {
            throw Errors.of("ERR failed loading functions, Bad data format");
        }
        functions.restore(codes, policy);
        call.changedAside();
        call.reply().ok();
    }

    private static Functions.RestorePolicy policy(Call call) {
        if (call.count() == 3 || call.is(3, "APPEND")) {
            return Functions.RestorePolicy.APPEND;
        } else if (call.is(3, "REPLACE")) {
            return Functions.RestorePolicy.REPLACE;
        } else if (call.is(3, "FLUSH")) {
            return Functions.RestorePolicy.FLUSH;
        }
        throw Errors.of("ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.");
    }
}
