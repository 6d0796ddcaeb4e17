package dev.vermilion.engine.generic;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Value;
import dev.vermilion.engine.string.StringValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** OBJECT: what is known of a value beside its content. */
final class ObjectCommand {

    /** Redis keeps one object for each integer below this, and says that it has very many references. */
    private static final long SHARED_INTEGERS = 10_000;

    private static final String TAKES_TIME = "Please note that when switching between policies at runtime LRU and LFU"
            + " data will take some time to adjust.";
    private static final String NO_FREQUENCY =
            "ERR An LFU maxmemory policy is not selected, access frequency not tracked. " + TAKES_TIME;
    private static final String NO_IDLE_TIME =
            "ERR An LFU maxmemory policy is selected, idle time not tracked. " + TAKES_TIME;

    private ObjectCommand() {}

    static Command row() {
        return command("OBJECT", "Tells what is known of a value beside its content.")
                .since("2.2.3")
                .subcommands(List.of(
                        command("OBJECT ENCODING key", "Returns the name of the form in which a value is kept.")
                                .since("2.2.3")
                                .tips("nondeterministic_output")
                                .read()
                                .keys(KeySpec.range(2, 2, 1, "RO"))
                                .runs(ObjectCommand::encoding),
                        command("OBJECT FREQ key", "Returns how often a key was used lately, as a logarithm.")
                                .since("4.0.0")
                                .tips("nondeterministic_output")
                                .read()
                                .keys(KeySpec.range(2, 2, 1, "RO"))
                                .runs(ObjectCommand::freq),
                        command("OBJECT HELP", "Says what OBJECT can do.")
                                .since("6.2.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(ObjectCommand::help),
                        command("OBJECT IDLETIME key", "Returns the seconds since a key was last used.")
                                .since("2.2.3")
                                .tips("nondeterministic_output")
                                .read()
                                .keys(KeySpec.range(2, 2, 1, "RO"))
                                .runs(ObjectCommand::idleTime),
                        command("OBJECT REFCOUNT key", "Returns how many references to a value there are.")
                                .since("2.2.3")
                                .tips("nondeterministic_output")
                                .read()
                                .keys(KeySpec.range(2, 2, 1, "RO"))
                                .runs(ObjectCommand::refCount)));
    }

    /** The value asked for; null, with the reply written, if there is none. */
    private static @Nullable Object valueOrNil(Call call) {
        Object value = call.db().peek(call.arg(2));
        if (value == null) {
            call.reply().nullBulk();
        }
        return value;
    }

    private static void encoding(Call call) {
        Object value = valueOrNil(call);
        if (value != null) {
            call.reply().bulk(value instanceof Value typed ? typed.encoding() : StringValue.encoding(value));
        }
    }

    private static void freq(Call call) {
        if (valueOrNil(call) == null) {
            return;
        }
        if (!call.settings().maxMemoryPolicy.countsFrequency()) {
            throw Errors.of(NO_FREQUENCY);
        }
        call.reply().integer(call.db().frequency(call.arg(2)));
    }

    private static void idleTime(Call call) {
        if (valueOrNil(call) == null) {
            return;
        }
        if (call.settings().maxMemoryPolicy.countsFrequency()) {
            throw Errors.of(NO_IDLE_TIME);
        }
        call.reply().integer(call.db().idleSeconds(call.arg(2)));
    }

    private static void refCount(Call call) {
        Object value = valueOrNil(call);
        if (value != null) {
            boolean small = value instanceof Long number && number >= 0 && number < SHARED_INTEGERS;
            call.reply().integer(small && sharesIntegers(call.settings()) ? Integer.MAX_VALUE : 1);
        }
    }

    /** Redis shares no integers where each key must know when it was used. */
    private static boolean sharesIntegers(Settings settings) {
        return settings.maxMemory == 0
                || switch (settings.maxMemoryPolicy.measure()) {
                    case LAST_USE, LAST_CHANGE, FREQUENCY -> false;
                    case NONE, EXPIRY, CHANCE -> true;
                };
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "ENCODING <key>",
                "    Return the kind of internal representation used in order to store the value",
                "    associated with a <key>.",
                "FREQ <key>",
                "    Return the access frequency index of the <key>. The returned integer is",
                "    proportional to the logarithm of the recent access frequency of the key.",
                "IDLETIME <key>",
                "    Return the idle time of the <key>, that is the approximated number of",
                "    seconds elapsed since the last access to the key.",
                "REFCOUNT <key>",
                "    Return the number of references of the value associated with the specified",
                "    <key>.");
    }
}
