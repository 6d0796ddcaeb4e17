package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.Sized;
import dev.vermilion.engine.keyspace.Tabled;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.list.ListValue;
import dev.vermilion.engine.table.ByteTable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The subcommands of DEBUG that show in what form something is held: HTSTATS, HTSTATS-KEY, LISTPACK. */
final class DebugForms {

    private DebugForms() {}

    static void database(Call call) {
        long index = call.integer(2);
        if (index < 0 || index >= call.keyspace().databases()) {
            throw Errors.of("ERR Out of range database");
        }
        ByteTable keys = call.keyspace().database((int) index).table();
        call.reply()
                .verbatim(
                        "txt",
                        "[Dictionary HT]\n" + describe(keys) + "[Expires HT]\n number of elements: " + keys.numbered()
                                + "\n");
    }

    static void key(Call call) {
        ByteTable table = held(call) instanceof Tabled value ? value.table() : null;
        if (table == null) {
            throw Errors.of("ERR The value stored at the specified key is not represented using an hash table");
        }
        call.reply().verbatim("txt", describe(table));
    }

    private static String describe(ByteTable table) {
        if (table.isEmpty()) {
            return "No stats available for empty dictionaries\n";
        }
        return "Hash table 0 stats (main hash table):\n table size: " + table.slots() + "\n number of elements: "
                + table.size() + "\n segments: " + table.segments() + "\n";
    }

    /** What is in a pack is told to the log: replies have it in the order of the pack as well. */
    static void listpack(Call call, ServerLog log) {
        if (!(held(call) instanceof Value value) || !value.encoding().startsWith("listpack")) {
            throw Errors.of("ERR Not a listpack encoded object.");
        }
        log.notice("DEBUG LISTPACK " + call.arg(2) + ": {" + value.encoding() + "} {elements " + value.elements()
                + "} {bytes " + Sized.of(value) + "}");
        call.reply().simple("Listpack structure printed on stdout");
    }

    /** What DEBUG OBJECT adds for a list of several packs. They are never compressed; the setting is shown. */
    static String ofList(Call call, Object held) {
        if (!(held instanceof ListValue list) || !list.encoding().equals("quicklist")) {
            return "";
        }
        int nodes = list.nodes();
        return String.format(
                Locale.ROOT,
                " ql_nodes:%d ql_avg_node:%.2f ql_listpack_max:%d ql_compressed:%d ql_uncompressed_size:%d",
                nodes,
                (double) list.elements() / nodes,
                call.settings().listMaxListpackSize,
                call.settings().listCompressDepth > 0 ? 1 : 0,
                list.memoryBytes());
    }

    private static Object held(Call call) {
        @Nullable Object held = call.db().peek(call.arg(2));
        if (held == null) {
            throw Errors.noSuchKey();
        }
        return held;
    }
}
