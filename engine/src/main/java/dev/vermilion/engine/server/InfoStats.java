package dev.vermilion.engine.server;

import dev.vermilion.engine.command.Client;
import dev.vermilion.engine.command.Command;
import dev.vermilion.engine.command.Denial;
import dev.vermilion.engine.command.LatencyHistogram;
import dev.vermilion.engine.command.LoopStatistics;
import dev.vermilion.engine.command.Traffic;
import dev.vermilion.engine.command.Transaction;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.pubsub.PubSub;
import dev.vermilion.engine.tracking.Tracking;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** The sections of INFO that count: clients, commands, errors, keys. */
final class InfoStats {

    /** Keys looked at for the average time to live of a database. */
    private static final int TTL_SAMPLE = 100;

    private static final double KILO = 1024;

    private final ServerContext context;
    private final ServerCron cron;
    private final PubSub pubSub;
    private final Tracking tracking;
    private final IntSupplier migrateConnections;

    InfoStats(
            ServerContext context, ServerCron cron, PubSub pubSub, Tracking tracking, IntSupplier migrateConnections) {
        this.context = context;
        this.cron = cron;
        this.pubSub = pubSub;
        this.tracking = tracking;
        this.migrateConnections = migrateConnections;
    }

    void clients(InfoText text) {
        long input = 0;
        long output = 0;
        int listening = 0;
        int watching = 0;
        for (Client each : context.clients().all()) {
            input = Math.max(input, each.connection().queryBytes());
            output = Math.max(output, each.connection().unsentBytes());
            listening += each.isSubscribed() ? 1 : 0;
            Transaction transaction = each.transaction();
            watching += transaction != null && transaction.watchedKeys() > 0 ? 1 : 0;
        }
        text.field("connected_clients", context.clients().size())
                .field("cluster_connections", 0)
                .field("maxclients", context.keyspace().settings().maxClients)
                .field("client_recent_max_input_buffer", input)
                .field("client_recent_max_output_buffer", output)
                .field("blocked_clients", context.dispatcher().blockedClients())
                .field("tracking_clients", tracking.trackers())
                .field("pubsub_clients", listening)
                .field("watching_clients", watching)
                .field("clients_in_timeout_table", 0)
                .field("total_watched_keys", context.keyspace().watched().keys())
                .field("total_blocking_keys", context.keyspace().blocked().keys())
                .field(
                        "total_blocking_keys_on_nokey",
                        context.keyspace().blocked().keysWatchedForTheirEnd());
    }

    void stats(InfoText text) {
        Traffic traffic = context.clients().traffic();
        text.field("total_connections_received", context.clients().connections())
                .field("total_commands_processed", context.dispatcher().commands())
                .field("instantaneous_ops_per_sec", cron.operationsPerSecond())
                .field("total_net_input_bytes", traffic.bytesIn())
                .field("total_net_output_bytes", traffic.bytesOut())
                .field("total_net_repl_input_bytes", 0)
                .field("total_net_repl_output_bytes", 0)
                .field("instantaneous_input_kbps", cron.bytesInPerSecond() / KILO, 2)
                .field("instantaneous_output_kbps", cron.bytesOutPerSecond() / KILO, 2)
                .field("instantaneous_input_repl_kbps", 0, 2)
                .field("instantaneous_output_repl_kbps", 0, 2)
                .field("rejected_connections", context.clients().rejectedConnections())
                .field("sync_full", 0)
                .field("sync_partial_ok", 0)
                .field("sync_partial_err", 0);
        keys(text);
        rest(text, traffic);
    }

    private void keys(InfoText text) {
        Keyspace keyspace = context.keyspace();
        text.field("expired_keys", keyspace.expired())
                .field("expired_subkeys", keyspace.expiredElements())
                .field("expired_stale_perc", 0, 2)
                .field("expired_time_cap_reached_count", 0)
                .field("expire_cycle_cpu_milliseconds", cron.expiryMillis())
                .field("evicted_keys", keyspace.eviction().evicted())
                .field("evicted_clients", context.clients().eviction().evicted())
                .field("total_eviction_exceeded_time", keyspace.eviction().totalExceededMillis())
                .field("current_eviction_exceeded_time", keyspace.eviction().currentExceededMillis())
                .field("keyspace_hits", keyspace.hits())
                .field("keyspace_misses", keyspace.misses())
                .field("pubsub_channels", pubSub.channels())
                .field("pubsub_patterns", pubSub.patterns())
                .field("pubsubshard_channels", pubSub.shardChannels());
    }

    private void rest(InfoText text, Traffic traffic) {
        text.field("latest_fork_usec", 0)
                .field("total_forks", context.persistence().backgroundWrites())
                .field("migrate_cached_sockets", migrateConnections.getAsInt())
                .field("slave_expires_tracked_keys", 0)
                .field("active_defrag_hits", 0)
                .field("active_defrag_misses", 0)
                .field("active_defrag_key_hits", 0)
                .field("active_defrag_key_misses", 0)
                .field("total_active_defrag_time", 0)
                .field("current_active_defrag_time", 0)
                .field("tracking_total_keys", tracking.keys())
                .field("tracking_total_items", tracking.items())
                .field("tracking_total_prefixes", tracking.prefixes())
                .field("unexpected_error_replies", 0)
                .field("total_error_replies", errorReplies())
                .field("dump_payload_sanitizations", 0)
                .field("total_reads_processed", traffic.reads())
                .field("total_writes_processed", traffic.writes())
                .field("io_threaded_reads_processed", 0)
                .field("io_threaded_writes_processed", 0)
                .field("client_query_buffer_limit_disconnections", traffic.overQueryLimit())
                .field("client_output_buffer_limit_disconnections", traffic.overOutputLimit())
                .field("reply_buffer_shrinks", 0)
                .field("reply_buffer_expands", 0)
                .field("eventloop_cycles", context.dispatcher().loop().turns())
                .field("eventloop_duration_sum", context.dispatcher().loop().micros())
                .field("eventloop_duration_cmd_sum", context.dispatcher().loop().commandMicros())
                .field("instantaneous_eventloop_cycles_per_sec", cron.turnsPerSecond())
                .field("instantaneous_eventloop_duration_usec", cron.microsPerTurn())
                .field("acl_access_denied_auth", denials(Denial.Reason.AUTH))
                .field("acl_access_denied_cmd", denials(Denial.Reason.COMMAND))
                .field("acl_access_denied_key", denials(Denial.Reason.KEY))
                .field("acl_access_denied_channel", denials(Denial.Reason.CHANNEL));
    }

    private long denials(Denial.Reason reason) {
        return context.dispatcher().admission().access().denials(reason);
    }

    void debug(InfoText text) {
        LoopStatistics loop = context.dispatcher().loop();
        text.field("eventloop_duration_aof_sum", 0)
                .field("eventloop_duration_cron_sum", loop.cronMicros())
                .field("eventloop_duration_max", loop.longestMicros())
                .field("eventloop_cmd_per_cycle_max", loop.mostCommands());
    }

    private long errorReplies() {
        return context.dispatcher().errors().byCode().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    void commands(InfoText text) {
        for (Command each : context.dispatcher().table().allWithSubcommands()) {
            if (each.calls() + each.rejected() + each.failed() > 0) {
                long micros = each.nanos() / 1000;
                double perCall = each.calls() == 0 ? 0 : (double) micros / each.calls();
                text.field(
                        "cmdstat_" + each.fullName(),
                        "calls=" + each.calls() + ",usec=" + micros + ",usec_per_call=" + InfoText.number(perCall, 2)
                                + ",rejected_calls=" + each.rejected() + ",failed_calls=" + each.failed());
            }
        }
    }

    void errors(InfoText text) {
        context.dispatcher()
                .errors()
                .byCode()
                .forEach((code, count) -> text.field("errorstat_" + code, "count=" + count));
    }

    void latencies(InfoText text) {
        String shown = context.configuration().get("latency-tracking-info-percentiles");
        List<String> percentiles = shown.isEmpty() ? List.of() : List.of(shown.split(" "));
        for (Command each : context.dispatcher().table().allWithSubcommands()) {
            LatencyHistogram times = each.latency();
            if (times.count() > 0) {
                text.field(
                        "latency_percentiles_usec_" + each.fullName(),
                        percentiles.stream()
                                .map(p -> "p" + p + "="
                                        + InfoText.number(times.atPercentile(Double.parseDouble(p)) / 1000.0, 3))
                                .collect(Collectors.joining(",")));
            }
        }
    }

    void keyspace(InfoText text) {
        for (int i = 0; i < context.keyspace().databases(); i++) {
            Database database = context.keyspace().database(i);
            if (database.size() > 0) {
                text.field(
                        "db" + i,
                        "keys=" + database.size() + ",expires=" + database.expiring() + ",avg_ttl="
                                + averageTtl(database) + ",subexpiry=" + database.expiringElements());
            }
        }
    }

    /** Average time to live of a sample of the keys that expire, in milliseconds; 0 if none was found. */
    private long averageTtl(Database database) {
        if (database.expiring() == 0) {
            return 0;
        }
        long now = context.keyspace().now();
        List<Long> left = new ArrayList<>();
        database.scan(0, TTL_SAMPLE, (key, value, expireAt) -> {
            if (expireAt != Database.NEVER && expireAt > now) {
                left.add(expireAt - now);
            }
        });
        return (long) left.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
