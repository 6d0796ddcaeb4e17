package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** An element of COMMAND INFO. */
final class CommandInfo {

    /** Flags of a key specification that are printed in upper case. */
    private static final Set<String> ACCESS = Set.of("RO", "RW", "OW", "RM");

    private CommandInfo() {}

    /** Writes ten things: name, arity, flags, first key, last key, step, categories, tips, key specifications, subcommands. */
    static void write(Command command, ReplyWriter reply) {
        reply.array(10);
        reply.bulk(command.fullName());
        reply.integer(command.arity());
        flags(command, reply);
        legacyRange(command.keySpecs(), reply);
        List<String> categories = command.aclCategories();
        reply.set(categories.size());
        categories.forEach(each -> reply.simple("@" + each));
        reply.set(command.tips().size());
        command.tips().forEach(reply::bulk);
        reply.set(command.keySpecs().size());
        command.keySpecs().forEach(each -> keySpec(each, reply));
        Collection<Command> subcommands = command.subcommands().values();
        reply.set(subcommands.size());
        subcommands.forEach(each -> write(each, reply));
    }

    private static void flags(Command command, ReplyWriter reply) {
        List<Flag> shown = command.flags().stream()
                .filter(each -> each != Flag.MAY_REPLICATE)
                .toList();
        reply.set(shown.size());
        shown.forEach(each -> reply.simple(each.word()));
    }

    /** The keys as three numbers, where neighbouring specifications can be told so: what clients before Redis 7 read. */
    private static void legacyRange(List<KeySpec> specs, ReplyWriter reply) {
        int first = 0;
        int last = 0;
        int step = 0;
        for (KeySpec spec : specs) {
            boolean joins = first == 0 || (last == spec.begin() - 1 && spec.step() == 1 && step == 1);
            if (!spec.isRange() || !joins) {
                continue;
            }
            first = first == 0 ? spec.begin() : first;
            last = spec.last() < 0 ? spec.last() : spec.begin() + spec.last();
            step = spec.step();
        }
        reply.integer(first);
        reply.integer(last);
        reply.integer(step);
    }

    private static void keySpec(KeySpec spec, ReplyWriter reply) {
        reply.map(3);
        reply.bulk("flags");
        writeFlags(spec.flags(), reply);
        reply.bulk("begin_search");
        reply.map(2);
        reply.bulk("type");
        String keyword = spec.keyword();
        reply.bulk(keyword == null ? "index" : "keyword");
        reply.bulk("spec");
        if (keyword == null) {
            reply.map(1);
            pair("index", spec.begin(), reply);
        } else {
            reply.map(2);
            reply.bulk("keyword");
            reply.bulk(keyword);
            pair("startfrom", spec.begin(), reply);
        }
        findKeys(spec, reply);
    }

    private static void findKeys(KeySpec spec, ReplyWriter reply) {
        reply.bulk("find_keys");
        reply.map(2);
        reply.bulk("type");
        reply.bulk(spec.numkeys() ? "keynum" : "range");
        reply.bulk("spec");
        reply.map(3);
        pair(spec.numkeys() ? "keynumidx" : "lastkey", spec.numkeys() ? 0 : spec.last(), reply);
        if (spec.numkeys()) {
            pair("firstkey", 1, reply);
        }
        pair("keystep", spec.step(), reply);
        if (!spec.numkeys()) {
            pair("limit", spec.limit(), reply);
        }
    }

    /** The flags of a key specification: the access in upper case, the rest in lower. */
    static void writeFlags(List<String> flags, ReplyWriter reply) {
        reply.set(flags.size());
        flags.forEach(each -> reply.simple(ACCESS.contains(each) ? each : each.toLowerCase(Locale.ROOT)));
    }

    private static void pair(String name, long value, ReplyWriter reply) {
        reply.bulk(name);
        reply.integer(value);
    }
}
