package dev.vermilion.engine.pubsub;

import static dev.vermilion.engine.command.Command.command;

import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Flag;
import dev.vermilion.engine.command.KeySpec;
import dev.vermilion.engine.pubsub.PubSub.Kind;
import java.util.List;

/** The commands of publish and subscribe. */
public final class PubSubCommands {

    private static final Flag[] LEAVER = {Flag.PUBSUB, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};
    private static final Flag[] SUBSCRIBER = {Flag.DENYOOM, Flag.PUBSUB, Flag.NOSCRIPT, Flag.LOADING, Flag.STALE};

    private PubSubCommands() {}

    /** The rows, over these channels. */
    public static List<Command> table(PubSub pubSub) {
        Subscribe subscribe = new Subscribe(pubSub);
        return List.of(
                command("PSUBSCRIBE pattern [pattern ...]", "Listens to the channels that match patterns.")
                        .since("2.0.0")
                        .flags(SUBSCRIBER)
                        .runs(call -> subscribe.subscribe(call, Kind.PATTERN)),
                command("PUBLISH channel message", "Sends a message to a channel.")
                        .since("2.0.0")
                        .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.MAY_REPLICATE)
                        .runs(subscribe::publish),
                new PubSubCommand(pubSub).row(),
                command("PUNSUBSCRIBE [pattern [pattern ...]]", "Listens no more to patterns, or to none at all.")
                        .since("2.0.0")
                        .flags(LEAVER)
                        .runs(call -> subscribe.unsubscribe(call, Kind.PATTERN)),
                command("SPUBLISH shardchannel message", "Sends a message to a shard channel.")
                        .since("7.0.0")
                        .flags(Flag.PUBSUB, Flag.LOADING, Flag.STALE, Flag.FAST, Flag.MAY_REPLICATE)
                        .keys(KeySpec.range(1, 1, 1, "NOT_KEY"))
                        .runs(subscribe::publishInShard),
                command("SSUBSCRIBE shardchannel [shardchannel ...]", "Listens to shard channels.")
                        .since("7.0.0")
                        .flags(SUBSCRIBER)
                        .keys(KeySpec.range(1, -1, 1, "NOT_KEY"))
                        .runs(call -> subscribe.subscribe(call, Kind.SHARD)),
                command("SUBSCRIBE channel [channel ...]", "Listens to channels.")
                        .since("2.0.0")
                        .flags(SUBSCRIBER)
                        .runs(call -> subscribe.subscribe(call, Kind.CHANNEL)),
                command("SUNSUBSCRIBE [shardchannel [shardchannel ...]]", "Listens no more to shard channels.")
                        .since("7.0.0")
                        .flags(LEAVER)
                        .keys(KeySpec.range(1, -1, 1, "NOT_KEY"))
                        .runs(call -> subscribe.unsubscribe(call, Kind.SHARD)),
                command("UNSUBSCRIBE [channel [channel ...]]", "Listens no more to channels, or to none at all.")
                        .since("2.0.0")
                        .flags(LEAVER)
                        .runs(call -> subscribe.unsubscribe(call, Kind.CHANNEL)));
    }
}
