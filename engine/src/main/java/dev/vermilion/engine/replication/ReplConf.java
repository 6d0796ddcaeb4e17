package dev.vermilion.engine.replication;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import java.util.Locale;

/** REPLCONF: what a replica says of itself before it asks for the data is understood, and then not needed. */
final class ReplConf {

    private static final int LONGEST_HOST = 255;

    private ReplConf() {}

    static void run(Call call) {
        if (call.count() % 2 == 0) {
            throw Errors.syntax();
        }
        for (int i = 1; i < call.count(); i += 2) {
            String option = call.arg(i).toString();
            switch (option.toLowerCase(Locale.ROOT)) {
                case "ack", "getack" -> {
                    return; // parts of a stream, which nobody answers
                }
                case "listening-port", "rdb-only", "rdb-channel" -> call.integer(i + 1);
                case "ip-address" -> requireHost(call.arg(i + 1).length());
                case "rdb-filter-only" -> requireFilter(call.arg(i + 1).toString());
                case "capa" -> {} // all capabilities are fine
                default -> throw Errors.of("ERR Unrecognized REPLCONF option: " + Errors.quoted(call.arg(i)));
            }
        }
        call.reply().ok();
    }

    private static void requireHost(int length) {
        if (length > LONGEST_HOST) {
            throw Errors.of("ERR REPLCONF ip-address provided by replica instance is too long: " + length + " bytes");
        }
    }

    private static void requireFilter(String words) {
        for (String word : words.trim().split("\\s+")) {
            if (!word.isEmpty() && !word.equalsIgnoreCase("functions")) {
                throw Errors.of("ERR Unsupported rdb-filter-only option: " + word);
            }
        }
    }
}
