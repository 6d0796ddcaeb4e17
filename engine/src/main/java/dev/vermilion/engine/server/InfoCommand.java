package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.scripting.ScriptingCommands;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** INFO. Its fields are those of Redis, in its order; what the engine does not have is shown as not in use. */
final class InfoCommand {

    /** Sections that are shown only if they are named or {@code all} is. */
    private static final Set<String> ON_DEMAND = Set.of("commandstats", "latencystats", "debug");

    private record Section(String title, Consumer<InfoText> fields) {
        String name() {
            return title.toLowerCase(Locale.ROOT);
        }
    }

    private final List<Section> sections;

    InfoCommand(ServerContext context, ServerCron cron, ScriptingCommands scripting, InfoStats stats) {
        InfoServer server = new InfoServer(context);
        InfoMemory memory = new InfoMemory(context, cron.memory(), scripting);
        sections = List.of(
                new Section("Server", server::server),
                new Section("Clients", stats::clients),
                new Section("Memory", memory::memory),
                new Section("Persistence", server::persistence),
                new Section("Stats", stats::stats),
                new Section("Replication", server::replication),
                new Section("CPU", InfoServer::cpu),
                new Section("Modules", text -> {}),
                new Section("Commandstats", stats::commands),
                new Section("Errorstats", stats::errors),
                new Section("Latencystats", stats::latencies),
                new Section("Cluster", text -> text.field("cluster_enabled", 0)),
                new Section("Keyspace", stats::keyspace),
                new Section("Debug", stats::debug));
    }

    Command row() {
        return command("INFO [section [section ...]]", "Tells how the engine is doing.")
                .since("1.0.0")
                .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
                .flags(Flag.LOADING, Flag.STALE)
                .categories("dangerous")
                .runs(this::info);
    }

    private void info(Call call) {
        InfoText text = new InfoText();
        wanted(call).forEach(each -> {
            text.heading(each.title());
            each.fields().accept(text);
        });
        call.reply().verbatim("txt", text.toString());
    }

    private List<Section> wanted(Call call) {
        Set<String> names = new HashSet<>();
        for (int i = 1; i < call.count(); i++) {
            names.add(call.arg(i).toString().toLowerCase(Locale.ROOT));
        }
        boolean everything = names.contains("everything");
        boolean all = everything || names.contains("all");
        boolean defaults = names.isEmpty() || names.contains("default");
        List<Section> wanted = new ArrayList<>();
        for (Section section : sections) {
            String name = section.name();
            boolean byAll = all && (everything || !name.equals("modules")) && !name.equals("debug");
            if (byAll || names.contains(name) || (defaults && !ON_DEMAND.contains(name))) {
                wanted.add(section);
            }
        }
        return wanted;
    }
}
