package dev.vermilion.engine.server;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.config.ConfigException;
import dev.vermilion.engine.config.Configuration;
import dev.vermilion.engine.config.RedisConf;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** CONFIG. */
final class ConfigCommand {

    private static final Flag[] FLAGS = {Flag.ADMIN, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};

    private final Configuration configuration;
    private final @Nullable Path file;
    private final Runnable resetStatistics;

    /**
     * CONFIG over a configuration.
     *
     * @param file the file that the configuration was read from, or null
     * @param resetStatistics what CONFIG RESETSTAT does
     */
    ConfigCommand(Configuration configuration, @Nullable Path file, Runnable resetStatistics) {
        this.configuration = configuration;
        this.file = file;
        this.resetStatistics = resetStatistics;
    }

    /** The row. */
    Command row() {
        return command("CONFIG", "Reads and changes the configuration.")
                .since("2.0.0")
                .subcommands(List.of(
                        command("CONFIG GET parameter [parameter ...]", "Returns the values of parameters.")
                                .since("2.0.0")
                                .flags(FLAGS)
                                .runs(this::get),
                        command("CONFIG HELP", "Says what CONFIG can do.")
                                .since("5.0.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .runs(ConfigCommand::help),
                        command("CONFIG RESETSTAT", "Sets the counters of INFO back.")
                                .since("2.0.0")
                                .flags(FLAGS)
                                .runs(this::resetStat),
                        command("CONFIG REWRITE", "Writes the configuration into its file, comments kept.")
                                .since("2.8.0")
                                .flags(FLAGS)
                                .runs(this::rewrite),
                        command("CONFIG SET parameter value [parameter value ...]", "Changes parameters.")
                                .since("2.0.0")
                                .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                                .flags(FLAGS)
                                .runs(this::set)));
    }

    private void get(Call call) {
        Map<String, String> found = new LinkedHashMap<>();
        for (int i = 2; i < call.count(); i++) {
            Slice pattern = call.arg(i);
            String name = pattern.toString();
            if (name.matches("(?s).*[\\[*?].*")) {
                found.putAll(configuration.shown(each -> Glob.matches(pattern, Slice.of(each), true)));
            } else if (configuration.knows(name)) {
                found.putIfAbsent(name, configuration.get(name));
            }
        }
        ReplyWriter reply = call.reply();
        reply.map(found.size());
        found.forEach((name, value) -> {
            reply.bulk(name);
            reply.bulk(value);
        });
    }

    private void set(Call call) {
        if (call.count() % 2 != 0) {
            throw Errors.syntax();
        }
        List<Map.Entry<String, String>> wanted = new ArrayList<>();
        for (int i = 2; i < call.count(); i += 2) {
            wanted.add(Map.entry(call.arg(i).toString(), call.arg(i + 1).toString()));
        }
        try {
            configuration.set(wanted, mayGuarded(call));
        } catch (ConfigException e) {
            throw new CommandException(e.text());
        }
        call.reply().ok();
    }

    private boolean mayGuarded(Call call) {
        String allowed = configuration.get("enable-protected-configs");
        String remote = call.client().connection().remoteAddress();
        return allowed.equals("yes") || (allowed.equals("local") && remote.startsWith("127."));
    }

    private void resetStat(Call call) {
        resetStatistics.run();
        call.reply().ok();
    }

    private void rewrite(Call call) {
        if (file == null) {
            throw new CommandException("ERR The server is running without a config file");
        }
        try {
            configuration.rewrite(file);
        } catch (IOException e) {
            throw new CommandException("ERR Rewriting config file: " + RedisConf.reason(e));
        }
        call.reply().ok();
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "GET <pattern>",
                "    Return parameters matching the glob-like <pattern> and their values.",
                "SET <directive> <value>",
                "    Set the configuration <directive> to <value>.",
                "RESETSTAT",
                "    Reset statistics reported by the INFO command.",
                "REWRITE",
                "    Rewrite the configuration file.");
    }
}
