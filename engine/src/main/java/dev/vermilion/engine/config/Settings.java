package dev.vermilion.engine.config;

/**
 * The settings that commands read while they run, as plain fields: a look at one costs nothing. A {@link Configuration}
 * writes them, see {@link #follow}. Touched by the command thread only.
 */
public final class Settings {

    /** Largest number of fields of a packed hash. */
    public int hashMaxListpackEntries = 512;
    /** Longest field or value of a packed hash, in bytes. */
    public int hashMaxListpackValue = 64;
    /** Largest number of members of a packed sorted set. */
    public int zsetMaxListpackEntries = 128;
    /** Longest member of a packed sorted set, in bytes. */
    public int zsetMaxListpackValue = 64;
    /** Largest number of members of a packed set. */
    public int setMaxListpackEntries = 128;
    /** Longest member of a packed set, in bytes. */
    public int setMaxListpackValue = 64;
    /** Largest number of members of a set of integers. */
    public int setMaxIntsetEntries = 512;
    /** Size of a list's nodes: -1 to -5 for 4 to 64 KiB, a positive number for so many elements. */
    public int listMaxListpackSize = -2;
    /** Nodes at either end of a list that are not compressed; 0 for all. Nothing is compressed here: it is shown only. */
    public int listCompressDepth;
    /** Length of a sparse HyperLogLog above which it becomes dense, in bytes. */
    public long hllSparseMaxBytes = 3000;
    /** Largest size of a stream's nodes, in bytes; 0 for no limit. */
    public long streamNodeMaxBytes = 4096;
    /** Largest number of entries of a stream's nodes; 0 for no limit. */
    public long streamNodeMaxEntries = 100;
    /** For how many seconds streams remember what a producer has added, unless XCFGSET says otherwise. */
    public long streamIdmpDuration = 100;
    /** How many entries of a producer streams remember, unless XCFGSET says otherwise. */
    public int streamIdmpMaxSize = 100;
    /** Number of indexes of a page of an array that is made now, a power of two. */
    public int arraySliceSize = 4096;
    /** Most elements of a page of an array that is kept as a list. */
    public int arraySparseKmax = 10;
    /** Number of elements at which a page of an array becomes a list again. */
    public int arraySparseKmin = 5;
    /** True while DEBUG SET-DISABLE-DENY-SCRIPTS 1 lets scripts run commands that they must not run. */
    public boolean scriptsMayRunAll;
    /** How long a script runs before others are told that it does, in milliseconds; 0 for never. */
    public long busyReplyThresholdMillis = 5000;
    /** Longest request argument, in bytes. */
    public long protoMaxBulkLen = 512L * 1024 * 1024;
    /** Most bytes of requests that may wait to be understood, per client. */
    public long clientQueryBufferLimit = 1L << 30;
    /** Longest time of a command that goes unlogged by SLOWLOG, in microseconds; negative for never. */
    public long slowlogLogSlowerThan = 10_000;
    /** Largest number of entries that SLOWLOG keeps. */
    public long slowlogMaxLen = 128;
    /** Largest number of arguments in an entry of SLOWLOG. */
    public int slowlogEntryMaxArgc = 32;
    /** Longest argument in an entry of SLOWLOG, in bytes. */
    public int slowlogEntryMaxStringLen = 128;
    /** Shortest time of what the latency monitor notes, in milliseconds; 0 for nothing. */
    public long latencyMonitorThreshold;
    /** True if the time of every command goes into its histogram. */
    public boolean latencyTracking = true;
    /** How often background work runs, in times a second. */
    public int hz = 10;
    /** False while DEBUG SET-ACTIVE-EXPIRE 0 holds the background expiry. */
    public boolean activeExpire = true;
    /** True while DEBUG PAUSE-CRON holds all work that is done now and then. */
    public boolean cronPaused;
    /** True if writes need replicas, which this server never has. */
    public boolean writesNeedReplicas;
    /** Most memory that values may take, in bytes; 0 for no limit. */
    public long maxMemory;
    /** What is done when {@link #maxMemory} is reached, in the words of redis.conf. */
    public EvictionPolicy maxMemoryPolicy = EvictionPolicy.NOEVICTION;
    /** How many keys of a database are compared to find one to evict. */
    public int maxMemorySamples = 5;
    /** How long evicting keys may hold up a command: from 0, not at all, to 100, without end. */
    public int maxMemoryEvictionTenacity = 10;
    /** How much less likely a count of uses goes up the higher it is. */
    public int lfuLogFactor = 10;
    /** Minutes after which a count of uses goes down by one; 0 for never. */
    public int lfuDecayTime = 1;
    /** Most memory that clients may take, in bytes or in percent of {@link #maxMemory}; 0 for no limit. */
    public long maxMemoryClients;
    /** True if {@link #maxMemoryClients} is in percent. */
    public boolean maxMemoryClientsInPercent;
    /** Largest number of clients at a time. */
    public int maxClients = 10_000;
    /** Most keys of which is known who has read them, for CLIENT TRACKING; 0 for any number. */
    public long trackingTableMaxKeys = 1_000_000;
    /** Seconds after which an idle client is disconnected; 0 for never. */
    public int timeoutSeconds;
    /** Seconds between two signs of life that an idle connection must give; 0 for none. */
    public int tcpKeepalive = 300;
    /** True if only clients of this machine may come in while there is no password and no address to bind to. */
    public boolean protectedMode = true;
    /** How much may wait for a client. */
    public OutputLimits outputLimits = OutputLimits.parse(OutputLimits.DEFAULT);

    /** Takes over the values of {@code from}, now and whenever they change. */
    public void follow(Configuration from) {
        from.onChange("min-replicas-to-write", any -> needReplicas(from));
        from.onChange("min-replicas-max-lag", any -> needReplicas(from));
        from.onNumber("hash-max-listpack-entries", value -> hashMaxListpackEntries = limited(value));
        from.onNumber("hash-max-listpack-value", value -> hashMaxListpackValue = limited(value));
        from.onNumber("zset-max-listpack-entries", value -> zsetMaxListpackEntries = limited(value));
        from.onNumber("zset-max-listpack-value", value -> zsetMaxListpackValue = limited(value));
        from.onNumber("set-max-listpack-entries", value -> setMaxListpackEntries = limited(value));
        from.onNumber("set-max-listpack-value", value -> setMaxListpackValue = limited(value));
        from.onNumber("set-max-intset-entries", value -> setMaxIntsetEntries = limited(value));
        from.onNumber("list-compress-depth", value -> listCompressDepth = limited(value));
        from.onNumber("list-max-listpack-size", value -> listMaxListpackSize = limited(value));
        from.onNumber("hll-sparse-max-bytes", value -> hllSparseMaxBytes = value);
        from.onNumber("stream-node-max-bytes", value -> streamNodeMaxBytes = value);
        from.onNumber("stream-node-max-entries", value -> streamNodeMaxEntries = value);
        from.onNumber("stream-idmp-duration", value -> streamIdmpDuration = value);
        from.onNumber("stream-idmp-maxsize", value -> streamIdmpMaxSize = limited(value));
        from.onNumber("array-slice-size", value -> arraySliceSize = limited(value));
        from.onNumber("array-sparse-kmax", value -> arraySparseKmax = limited(value));
        from.onNumber("array-sparse-kmin", value -> arraySparseKmin = limited(value));
        from.onNumber("busy-reply-threshold", value -> busyReplyThresholdMillis = value);
        from.onNumber("slowlog-log-slower-than", value -> slowlogLogSlowerThan = value);
        from.onNumber("slowlog-max-len", value -> slowlogMaxLen = value);
        from.onNumber("slowlog-entry-max-argc", value -> slowlogEntryMaxArgc = limited(value));
        from.onNumber("slowlog-entry-max-string-len", value -> slowlogEntryMaxStringLen = limited(value));
        from.onNumber("latency-monitor-threshold", value -> latencyMonitorThreshold = value);
        from.onChange("latency-tracking", value -> latencyTracking = value.equals("yes"));
        from.onNumber("hz", value -> hz = limited(value));
        from.onNumber("maxmemory", value -> maxMemory = value);
        from.onChange("maxmemory-policy", value -> maxMemoryPolicy = EvictionPolicy.of(value));
        from.onNumber("maxmemory-samples", value -> maxMemorySamples = limited(value));
        from.onNumber("maxmemory-eviction-tenacity", value -> maxMemoryEvictionTenacity = limited(value));
        from.onNumber("lfu-log-factor", value -> lfuLogFactor = limited(value));
        from.onNumber("lfu-decay-time", value -> lfuDecayTime = limited(value));
        from.onChange("maxmemory-clients", value -> {
            maxMemoryClientsInPercent = value.endsWith("%");
            maxMemoryClients = Long.parseLong(value.replace("%", ""));
        });
        followForClients(from);
    }

    private void followForClients(Configuration from) {
        from.onNumber("proto-max-bulk-len", value -> protoMaxBulkLen = value);
        from.onNumber("client-query-buffer-limit", value -> clientQueryBufferLimit = value);
        from.onNumber("tracking-table-max-keys", value -> trackingTableMaxKeys = value);
        from.onNumber("maxclients", value -> maxClients = limited(value));
        from.onNumber("timeout", value -> timeoutSeconds = limited(value));
        from.onNumber("tcp-keepalive", value -> tcpKeepalive = limited(value));
        from.onChange("protected-mode", value -> protectedMode = value.equals("yes"));
        from.onChange("client-output-buffer-limit", value -> outputLimits = OutputLimits.parse(value));
    }

    private void needReplicas(Configuration from) {
        writesNeedReplicas = from.number("min-replicas-to-write") > 0 && from.number("min-replicas-max-lag") > 0;
    }

    private static int limited(long value) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(value, Integer.MAX_VALUE));
    }
}
