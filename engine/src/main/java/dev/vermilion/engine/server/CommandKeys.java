package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandTable;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;

/** COMMAND GETKEYS and GETKEYSANDFLAGS. */
final class CommandKeys {

    private static final String INCOMPLETE = "INCOMPLETE";

    private record Found(Slice key, List<String> flags) {}

    private final CommandTable table;

    CommandKeys(CommandTable table) {
        this.table = table;
    }

    void keys(Call call) {
        List<Found> found = find(call);
        call.reply().array(found.size());
        found.forEach(each -> call.reply().bulk(each.key));
    }

    void keysAndFlags(Call call) {
        List<Found> found = find(call);
        call.reply().array(found.size());
        for (Found each : found) {
            call.reply().array(2);
            call.reply().bulk(each.key);
            CommandInfo.writeFlags(each.flags, call.reply());
        }
    }

    private List<Found> find(Call call) {
        Request words = new Request();
        for (int i = 2; i < call.count(); i++) {
            Slice word = call.arg(i);
            words.add().set(word.array(), word.offset(), word.length());
        }
        Command command = table.find(words);
        if (command == null) {
            throw Errors.of("ERR Invalid command specified");
        }
        List<KeySpec> specs = command.keySpecs().stream()
                .filter(each -> !each.flags().contains("NOT_KEY"))
                .toList();
        if (specs.isEmpty()) {
            throw Errors.of("ERR The command has no key arguments");
        }
        if (!command.accepts(words.count())) {
            throw Errors.of("ERR Invalid number of arguments specified for command");
        }
        List<Found> found = new ArrayList<>();
        boolean fit = true;
        for (KeySpec spec : specs) {
            fit &= spec.fits(words);
            if (isInsteadOfOthers(spec, words)) {
                found.clear();
            }
            List<String> flags = new ArrayList<>(command.keyFlags(spec, words));
            flags.remove(INCOMPLETE); // said of the specification, not of what it finds
            spec.forEach(words, at -> found.add(new Found(words.argument(at), flags)));
        }
        if (!fit || (found.isEmpty() && !command.is(Flag.NO_MANDATORY_KEYS))) {
            throw Errors.of("ERR Invalid arguments specified for command");
        }
        return found;
    }

    /** In MIGRATE the keys behind KEYS stand for the one before, which is empty then. */
    private static boolean isInsteadOfOthers(KeySpec spec, Request words) {
        boolean[] finds = new boolean[1];
        if (spec.flags().contains(INCOMPLETE)) {
            spec.forEach(words, at -> finds[0] = true);
        }
        return finds[0];
    }
}
