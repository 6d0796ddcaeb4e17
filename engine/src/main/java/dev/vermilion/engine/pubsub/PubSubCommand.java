package dev.vermilion.engine.pubsub;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.command.Help;
import dev.vermilion.engine.pubsub.PubSub.Kind;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/** PUBSUB. */
final class PubSubCommand {

    private static final Flag[] FLAGS = {Flag.PUBSUB, Flag.LOADING, Flag.STALE};

    private final PubSub pubSub;

    PubSubCommand(PubSub pubSub) {
        this.pubSub = pubSub;
    }

    Command row() {
        return command("PUBSUB", "Shows who listens to what.")
                .since("2.8.0")
                .subcommands(List.of(
                        command("PUBSUB CHANNELS [pattern]", "Returns the channels that somebody listens to.")
                                .since("2.8.0")
                                .flags(FLAGS)
                                .runs(call -> channels(call, Kind.CHANNEL)),
                        command("PUBSUB HELP", "Says what PUBSUB can do.")
                                .since("6.2.0")
                                .flags(Flag.LOADING, Flag.STALE)
                                .outsideOfGroupCategory()
                                .runs(PubSubCommand::help),
                        command("PUBSUB NUMPAT", "Returns the number of patterns that somebody listens to.")
                                .since("2.8.0")
                                .flags(FLAGS)
                                .runs(call -> call.reply().integer(pubSub.patterns())),
                        command("PUBSUB NUMSUB [channel [channel ...]]", "Returns how many listen to channels.")
                                .since("2.8.0")
                                .flags(FLAGS)
                                .runs(call -> subscribers(call, Kind.CHANNEL)),
                        command("PUBSUB SHARDCHANNELS [pattern]", "Returns the shard channels that are listened to.")
                                .since("7.0.0")
                                .flags(FLAGS)
                                .runs(call -> channels(call, Kind.SHARD)),
                        command("PUBSUB SHARDNUMSUB [shardchannel [shardchannel ...]]", "Returns how many listen.")
                                .since("7.0.0")
                                .flags(FLAGS)
                                .runs(call -> subscribers(call, Kind.SHARD))));
    }

    private void channels(Call call, Kind kind) {
        if (call.count() > 3) {
            throw Errors.of(
                    "ERR unknown subcommand or wrong number of arguments for '" + call.arg(1) + "'. Try PUBSUB HELP.");
        }
        ReplyWriter reply = call.reply();
        int start = reply.size();
        int count = 0;
        for (Slice name : pubSub.names(kind)) {
            if (call.count() == 2 || Glob.matches(call.arg(2), name, false)) {
                reply.bulk(name);
                count++;
            }
        }
        reply.arrayAround(start, count);
    }

    private void subscribers(Call call, Kind kind) {
        ReplyWriter reply = call.reply();
        reply.array((call.count() - 2) * 2L);
        for (int i = 2; i < call.count(); i++) {
            reply.bulk(call.arg(i));
            reply.integer(pubSub.subscribers(kind, call.arg(i)));
        }
    }

    private static void help(Call call) {
        Help.reply(
                call,
                "CHANNELS [<pattern>]",
                "    Return the currently active channels matching a <pattern> (default: '*').",
                "NUMPAT",
                "    Return number of subscriptions to patterns.",
                "NUMSUB [<channel> ...]",
                "    Return the number of subscribers for the specified channels, excluding",
                "    pattern subscriptions(default: no channels).",
                "SHARDCHANNELS [<pattern>]",
                "    Return the currently active shard level channels matching a <pattern> (default: '*').",
                "SHARDNUMSUB [<shardchannel> ...]",
                "    Return the number of subscribers for the specified shard level channel(s)");
    }
}
