package dev.vermilion.engine.connection;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;

/** CLIENT GETNAME, SETNAME and SETINFO: what a client calls itself and its library. */
final class Names {

    private Names() {}

    static void name(Call call) {
        ReplyWriter reply = call.reply();
        if (call.client().name().isEmpty()) {
            reply.nullBulk();
        } else {
            reply.bulk(call.client().name());
        }
    }

    static void setName(Call call) {
        call.client().name(checked(call.arg(2)).toString());
        call.reply().ok();
    }

    /** The name itself, if it is one that fits into a line of CLIENT LIST. */
    static Slice checked(Slice name) {
        if (!isPrintable(name)) {
            throw Errors.of("ERR Client names cannot contain spaces, newlines or special characters.");
        }
        return name;
    }

    static void setInfo(Call call) {
        Client client = call.client();
        if (call.is(2, "LIB-NAME")) {
            client.libraryName(attribute(call));
        } else if (call.is(2, "LIB-VER")) {
            client.libraryVersion(attribute(call));
        } else {
            throw Errors.of("ERR Unrecognized option '" + Errors.quoted(call.arg(2)) + "'");
        }
        call.reply().ok();
    }

    private static String attribute(Call call) {
        if (!isPrintable(call.arg(3))) {
            throw Errors.of(
                    "ERR " + call.arg(2).toLowerCase() + " cannot contain spaces, newlines or special characters.");
        }
        return call.arg(3).toString();
    }

    private static boolean isPrintable(Slice word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.byteAt(i) < '!' || word.byteAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
