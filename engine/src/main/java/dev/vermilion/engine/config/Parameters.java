package dev.vermilion.engine.config;

import static dev.vermilion.engine.config.Parameter.choice;
import static dev.vermilion.engine.config.Parameter.memory;
import static dev.vermilion.engine.config.Parameter.number;
import static dev.vermilion.engine.config.Parameter.parameter;
import static dev.vermilion.engine.config.Parameter.text;
import static dev.vermilion.engine.config.Parameter.yesNo;

import java.util.List;
import java.util.stream.Stream;

/**
 * The directives of redis.conf, a row each: name, default, and what values it takes. A directive that nothing in the
 * engine reads is kept and shown all the same, so that a configuration of Redis is accepted as it is.
 */
final class Parameters {

    private static final long INT = Integer.MAX_VALUE;
    private static final long LONG = Long.MAX_VALUE;
    private static final String[] POLICIES = {
        "volatile-lru", "volatile-lfu", "volatile-random", "volatile-ttl", "volatile-lrm",
        "allkeys-lru", "allkeys-lfu", "allkeys-random", "allkeys-lrm", "noeviction"
    };

    private Parameters() {}

    /** All rows. */
    static Stream<Parameter> all() {
        return Stream.of(network(), tls(), replication(), cluster(), persistence(), storage(), observation(), process())
                .flatMap(List::stream);
    }

    private static List<Parameter> network() {
        return List.of(
                parameter("bind", "* -::*", Form.words(16, "Too many bind addresses specified."))
                        .severalWords(),
                text("bind-source-addr", ""),
                parameter("client-output-buffer-limit", OutputLimits.DEFAULT, Form.outputLimits())
                        .severalWords(),
                memory("client-query-buffer-limit", 1 << 30, 1 << 20, LONG),
                number("io-threads", 1, 1, 128).fixed(),
                yesNo("io-threads-do-reads", false).fixed(),
                number("max-new-connections-per-cycle", 10, 1, 1000),
                number("max-new-tls-connections-per-cycle", 1, 1, 1000),
                number("maxclients", 10000, 1, 0xffffffffL),
                number("port", 6379, 0, 65535),
                yesNo("protected-mode", true),
                memory("proto-max-bulk-len", 512 << 20, 1 << 20, LONG),
                number("socket-mark-id", 0, 0, 0xffffffffL).fixed(),
                number("tcp-backlog", 511, 0, INT).fixed(),
                number("tcp-keepalive", 300, 0, INT),
                number("timeout", 0, 0, INT),
                text("unixsocket", "").fixed(),
                parameter("unixsocketperm", "0", Form.octal(0777)).fixed());
    }

    private static List<Parameter> tls() {
        return List.of(
                choice("tls-auth-clients", "yes", "no", "yes", "optional"),
                text("tls-ca-cert-dir", ""),
                text("tls-ca-cert-file", ""),
                text("tls-cert-file", ""),
                text("tls-ciphers", ""),
                text("tls-ciphersuites", ""),
                text("tls-client-cert-file", ""),
                text("tls-client-key-file", ""),
                text("tls-client-key-file-pass", "").secret(),
                yesNo("tls-cluster", false),
                text("tls-dh-params-file", ""),
                text("tls-key-file", ""),
                text("tls-key-file-pass", "").secret(),
                number("tls-port", 0, 0, 65535),
                yesNo("tls-prefer-server-ciphers", false),
                text("tls-protocols", ""),
                yesNo("tls-replication", false),
                number("tls-session-cache-size", 20480, 0, INT),
                number("tls-session-cache-timeout", 300, 0, INT),
                yesNo("tls-session-caching", true));
    }

    private static List<Parameter> replication() {
        return List.of(
                text("masterauth", "").secret(),
                text("masteruser", "").secret(),
                number("min-replicas-max-lag", 10, 0, INT).alias("min-slaves-max-lag"),
                number("min-replicas-to-write", 0, 0, INT).alias("min-slaves-to-write"),
                choice("propagation-error-behavior", "ignore", "ignore", "panic", "panic-on-replicas"),
                parameter("repl-backlog-size", "1048576", Form.backlogSize()).inBytes(),
                number("repl-backlog-ttl", 3600, 0, LONG),
                yesNo("repl-disable-tcp-nodelay", false),
                choice("repl-diskless-load", "disabled", "disabled", "on-empty-db", "swapdb"),
                yesNo("repl-diskless-sync", true),
                number("repl-diskless-sync-delay", 5, 0, INT),
                number("repl-diskless-sync-max-replicas", 0, 0, INT),
                number("repl-ping-replica-period", 10, 1, INT).alias("repl-ping-slave-period"),
                number("repl-timeout", 60, 1, INT),
                text("replica-announce-ip", "").alias("slave-announce-ip"),
                number("replica-announce-port", 0, 0, 65535).alias("slave-announce-port"),
                yesNo("replica-announced", true),
                memory("replica-full-sync-buffer-limit", 0, 0, LONG),
                yesNo("replica-ignore-disk-write-errors", false),
                yesNo("replica-ignore-maxmemory", true).alias("slave-ignore-maxmemory"),
                yesNo("replica-lazy-flush", false).alias("slave-lazy-flush"),
                number("replica-priority", 100, 0, INT).alias("slave-priority"),
                yesNo("replica-read-only", true).alias("slave-read-only"),
                yesNo("replica-serve-stale-data", true).alias("slave-serve-stale-data"),
                parameter("replicaof", "", Form.master())
                        .alias("slaveof")
                        .fixed()
                        .severalWords());
    }

    private static List<Parameter> cluster() {
        return List.of(
                yesNo("cluster-allow-pubsubshard-when-down", true),
                yesNo("cluster-allow-reads-when-down", false),
                yesNo("cluster-allow-replica-migration", true),
                number("cluster-announce-bus-port", 0, 0, 65535),
                text(
                        "cluster-announce-hostname",
                        "",
                        Form.matching(
                                "[A-Za-z0-9.-]*",
                                "Hostnames may only contain alphanumeric characters, hyphens or dots")),
                text(
                        "cluster-announce-human-nodename",
                        "",
                        Form.matching("[!-~&&[^#,\"=]]*", "Announced human node name contained invalid character")),
                text("cluster-announce-ip", ""),
                number("cluster-announce-port", 0, 0, 65535),
                number("cluster-announce-tls-port", 0, 0, 65535),
                text("cluster-config-file", "nodes.conf").fixed(),
                yesNo("cluster-enabled", false).fixed(),
                memory("cluster-link-sendbuf-limit", 0, 0, LONG),
                number("cluster-migration-barrier", 1, 0, INT),
                number("cluster-node-timeout", 15000, 0, LONG),
                number("cluster-port", 0, 0, 65535).fixed(),
                choice("cluster-preferred-endpoint-type", "ip", "ip", "hostname", "unknown-endpoint"),
                yesNo("cluster-replica-no-failover", false).alias("cluster-slave-no-failover"),
                number("cluster-replica-validity-factor", 10, 0, INT).alias("cluster-slave-validity-factor"),
                number("cluster-ping-interval", 1000, 0, INT).hidden(),
                yesNo("cluster-require-full-coverage", true),
                yesNo("cluster-slot-stats-enabled", false));
    }

    private static List<Parameter> persistence() {
        return List.of(
                yesNo("aof-disable-auto-gc", false).hidden(),
                memory("aof-load-corrupt-tail-max-size", 0, 0, LONG),
                yesNo("aof-load-truncated", true),
                text("aof-rewrite-cpulist", "").alias("aof_rewrite_cpulist").fixed(),
                yesNo("aof-rewrite-incremental-fsync", true),
                yesNo("aof-timestamp-enabled", false),
                yesNo("aof-use-rdb-preamble", true),
                text("appenddirname", "appendonlydir", Form.baseName("appenddirname", "dirname", false))
                        .fixed(),
                text("appendfilename", "appendonly.aof", Form.baseName("appendfilename", "filename", false))
                        .fixed(),
                choice("appendfsync", "everysec", "everysec", "always", "no"),
                yesNo("appendonly", false),
                memory("auto-aof-rewrite-min-size", 64 << 20, 0, LONG),
                number("auto-aof-rewrite-percentage", 100, 0, INT),
                text("dbfilename", "dump.rdb", Form.baseName("dbfilename", "filename", true))
                        .guarded(),
                parameter("dir", System.getProperty("user.dir", "."), Form.directory())
                        .guarded(),
                number("key-load-delay", 0, -INT - 1, INT).hidden(),
                number("loading-process-events-interval-bytes", 2 << 20, 1024, INT)
                        .hidden(),
                yesNo("no-appendfsync-on-rewrite", false),
                yesNo("rdb-del-sync-files", false),
                number("rdb-key-save-delay", 0, -INT - 1, INT).hidden(),
                yesNo("rdb-save-incremental-fsync", true),
                yesNo("rdbchecksum", true).fixed(),
                yesNo("rdbcompression", true),
                choice("sanitize-dump-payload", "no", "no", "yes", "clients"),
                parameter("save", "3600 1 300 100 60 10000", Form.save()).severalWords(),
                yesNo("stop-writes-on-bgsave-error", true));
    }

    private static List<Parameter> storage() {
        return List.of(
                number("active-defrag-cycle-max", 25, 1, 99),
                number("active-defrag-cycle-min", 1, 1, 99),
                memory("active-defrag-ignore-bytes", 100 << 20, 1, LONG),
                number("active-defrag-max-scan-fields", 1000, 1, LONG),
                number("active-defrag-threshold-lower", 10, 0, 1000),
                number("active-defrag-threshold-upper", 100, 0, 1000),
                number("active-expire-effort", 1, 1, 10),
                yesNo("activedefrag", false),
                yesNo("activerehashing", true),
                parameter("array-slice-size", "4096", Form.powerOfTwo(256, 65_536)),
                number("array-sparse-kmax", 10, 0, 65_536),
                number("array-sparse-kmin", 5, 0, 65_536),
                number("hash-max-listpack-entries", 512, 0, LONG).alias("hash-max-ziplist-entries"),
                memory("hash-max-listpack-value", 64, 0, LONG).alias("hash-max-ziplist-value"),
                number("hash-rdb-load-max-template-entries", 0, 0, LONG),
                number("hash-rdb-load-min-template-entries", 0, 0, LONG),
                number("hash-rdb-load-template-disassembly-threshold", 0, 0, LONG),
                memory("hll-sparse-max-bytes", 3000, 0, LONG),
                yesNo("jemalloc-bg-thread", true),
                yesNo("key-memory-histograms", false).fixed(),
                yesNo("lazyfree-lazy-eviction", false),
                yesNo("lazyfree-lazy-expire", false),
                yesNo("lazyfree-lazy-server-del", false),
                yesNo("lazyfree-lazy-user-del", false),
                yesNo("lazyfree-lazy-user-flush", false),
                number("lfu-decay-time", 1, 0, INT),
                number("lfu-log-factor", 10, 0, INT),
                number("list-compress-depth", 0, 0, INT),
                number("list-max-listpack-size", -2, -INT - 1, INT).alias("list-max-ziplist-size"),
                memory("maxmemory", 0, 0, LONG),
                parameter("maxmemory-clients", "0", Form.memoryOrPercent(100)).inBytes(),
                number("maxmemory-eviction-tenacity", 10, 0, 100),
                choice("maxmemory-policy", "noeviction", POLICIES),
                number("maxmemory-samples", 5, 1, 64),
                number("set-max-intset-entries", 512, 0, LONG),
                number("set-max-listpack-entries", 128, 0, LONG),
                number("set-max-listpack-value", 64, 0, LONG),
                number("stream-idmp-duration", 100, 1, 86_400),
                number("stream-idmp-maxsize", 100, 1, 10_000),
                memory("stream-node-max-bytes", 4096, 0, LONG),
                number("stream-node-max-entries", 100, 0, LONG),
                number("zset-max-listpack-entries", 128, 0, LONG).alias("zset-max-ziplist-entries"),
                memory("zset-max-listpack-value", 64, 0, LONG).alias("zset-max-ziplist-value"));
    }

    private static List<Parameter> observation() {
        return List.of(
                number("acllog-max-len", 128, 0, LONG),
                yesNo("always-show-logo", false).fixed(),
                yesNo("crash-log-enabled", true),
                yesNo("crash-memcheck-enabled", true),
                yesNo("hide-user-data-from-log", false),
                text("ignore-warnings", ""),
                number("latency-monitor-threshold", 0, 0, LONG),
                yesNo("latency-tracking", true),
                parameter("latency-tracking-info-percentiles", "50 99 99.9", Form.percentiles())
                        .severalWords(),
                text("logfile", "").fixed(),
                choice("loglevel", "notice", "debug", "verbose", "notice", "warning", "nothing"),
                text("notify-keyspace-events", "", Form.keyspaceEvents()),
                number("slowlog-entry-max-argc", 32, 2, INT),
                number("slowlog-entry-max-string-len", 128, 1, INT),
                number("slowlog-log-slower-than", 10000, -1, LONG),
                number("slowlog-max-len", 128, 0, LONG),
                yesNo("syslog-enabled", false).fixed(),
                choice(
                                "syslog-facility",
                                "local0",
                                "user",
                                "local0",
                                "local1",
                                "local2",
                                "local3",
                                "local4",
                                "local5",
                                "local6",
                                "local7")
                        .fixed(),
                text("syslog-ident", "redis").fixed(),
                number("tracking-table-max-keys", 1000000, 0, LONG),
                number("watchdog-period", 0, 0, INT).hidden());
    }

    private static List<Parameter> process() {
        return List.of(
                choice("acl-pubsub-default", "resetchannels", "allchannels", "resetchannels"),
                text("aclfile", "").fixed(),
                text("bgsave-cpulist", "").alias("bgsave_cpulist").fixed(),
                text("bio-cpulist", "").alias("bio_cpulist").fixed(),
                number("busy-reply-threshold", 5000, 0, LONG).alias("lua-time-limit"),
                yesNo("daemonize", false).fixed(),
                number("databases", 16, 1, INT).fixed(),
                yesNo("disable-thp", true).fixed(),
                yesNo("dynamic-hz", true),
                choice("enable-debug-command", "no", "no", "yes", "local").fixed(),
                choice("enable-module-command", "no", "no", "yes", "local").fixed(),
                choice("enable-protected-configs", "no", "no", "yes", "local").fixed(),
                parameter("hz", "10", Form.clamped(1, 500)),
                text("locale-collate", ""),
                choice("oom-score-adj", "no", "no", "yes", "relative", "absolute"),
                parameter("oom-score-adj-values", "0 200 800", Form.oomScores()).severalWords(),
                text("pidfile", "").fixed(),
                text("proc-title-template", "{title} {listen-addr} {server-mode}", Form.processTitle()),
                text("requirepass", "").secret(),
                text("server-cpulist", "").alias("server_cpulist").fixed(),
                yesNo("set-proc-title", true).fixed(),
                parameter("shutdown-on-sigint", "default", Form.choices("default", "save", "nosave", "now", "force"))
                        .severalWords(),
                parameter("shutdown-on-sigterm", "default", Form.choices("default", "save", "nosave", "now", "force"))
                        .severalWords(),
                number("shutdown-timeout", 10, 0, INT),
                yesNo("use-exit-on-panic", false).hidden(),
                choice("supervised", "no", "upstart", "systemd", "auto", "no").fixed());
    }
}
