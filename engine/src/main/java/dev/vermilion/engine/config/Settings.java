package dev.vermilion.engine.config;

/**
 * The settings that commands read while they run, as plain fields: a look at one costs nothing. CONFIG SET and
 * redis.conf write them through the parameters in {@code ConfigParameters}. Touched by the command thread only.
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
    /** Longest request argument, in bytes. */
    public long protoMaxBulkLen = 512L * 1024 * 1024;
    /** Longest time of a command that goes unlogged by SLOWLOG, in microseconds; negative for never. */
    public long slowlogLogSlowerThan = 10_000;
    /** Largest number of entries that SLOWLOG keeps. */
    public long slowlogMaxLen = 128;
    /** How often background work runs, in times a second. */
    public int hz = 10;
    /** False while DEBUG SET-ACTIVE-EXPIRE 0 holds the background expiry. */
    public boolean activeExpire = true;
    /** The password of the default user; empty for none. */
    public String requirePassword = "";
    /** Most memory that values may take, in bytes; 0 for no limit. */
    public long maxMemory;
    /** Largest number of clients at a time. */
    public int maxClients = 10_000;
    /** Seconds after which an idle client is disconnected; 0 for never. */
    public int timeoutSeconds;
}
