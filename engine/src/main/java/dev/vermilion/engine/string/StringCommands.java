package dev.vermilion.engine.string;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** The commands on strings. */
public final class StringCommands {

    private StringCommands() {}

    /** The rows. */
    public static List<Command> table() {
        return List.of(
                command("GET key", "Returns the string at key.")
                        .since("1.0.0")
                        .read(Flag.FAST)
                        .runs(StringCommands::get),
                command("SET key value", "Sets the string at key.")
                        .since("1.0.0")
                        .write(Flag.DENYOOM)
                        .runs(StringCommands::set));
    }

    private static void get(Call call) {
        Object value = call.db().lookup(call.arg(1));
        if (value == null) {
            call.reply().nullBulk();
        } else if (value instanceof byte[] bytes) {
            call.reply().bulk(bytes);
        } else if (value instanceof Long number) {
            call.reply().bulk(number.longValue());
        } else if (value instanceof Value) {
            throw Errors.wrongType();
        }
    }

    private static void set(Call call) {
        Slice key = call.arg(1);
        Slice value = call.arg(2);
        call.db().put(key, Numbers.isLong(value) ? (Object) Numbers.parseLong(value) : value.toBytes());
        call.db().expireAt(key, Database.NEVER);
        call.changed(key, EventClass.STRING, "set");
        call.reply().ok();
    }
}
