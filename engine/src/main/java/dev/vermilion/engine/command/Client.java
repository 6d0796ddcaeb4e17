package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.resp.BufferPool;
import dev.vermilion.engine.resp.ReplyWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A connection as commands see it: what it is called, which database it uses, what waits to be sent to it. Touched by
 * the command thread only.
 */
public final class Client {

    /** What a client's connection does for it. */
    public interface Connection {
        /** Sends what the writer holds before the command thread rests. To be called after writing out of turn. */
        void flushSoon();

        /** Sends what the writer holds, then closes. */
        void closeAfterReply();

        /** Closes at once. */
        void close();

        /** As {@link #close}, because more would wait for the client than may. */
        default void closeOverLimit() {
            close();
        }

        /** Address and port of the other side. */
        String remoteAddress();

        /** Address and port of this side. */
        String localAddress();

        /** Bytes that were written and have not been taken by the network. */
        long unsentBytes();

        /** Bytes that were received and not understood yet. */
        long queryBytes();

        /** Bytes of what was understood of a request that has not arrived whole. */
        default long argumentBytes() {
            return 0;
        }

        /** Bytes of memory held for what was received and not understood yet. */
        long queryMemory();

        /** Bytes received since it connected. */
        long receivedBytes();

        /** Bytes handed to the network since it connected. */
        long sentBytes();

        /** The number that the operating system gave the connection, or -1. */
        int descriptor();

        /** Goes on with the requests that were held back while the client waited. */
        void resume();
    }

    /** A connection without anything in its buffers, with what the network keeps for it. */
    private static final int OBJECT_BYTES = 4096;

    private final long id;
    private final Connection connection;
    private final ReplyWriter reply;
    private final long createdMillis;
    private Database database;
    private String name = "";
    private String libraryName = "";
    private String libraryVersion = "";
    private String lastCommand = "NULL";
    private long lastUsedMillis;
    private long commands;
    private int running;
    private @Nullable ReplyWriter later;
    private long overSoftLimitSince;
    private boolean authenticated;
    private User user = Anybody.ANYBODY;
    private boolean noEvict;
    private boolean noTouch;
    private boolean monitoring;
    private boolean closing;
    private boolean executing;
    private boolean blockedOnKeys;
    private int subscriptions;
    private int patternSubscriptions;
    private int shardSubscriptions;
    private long subscriptionBytes;
    private long countedBytes;
    private @Nullable Transaction transaction;
    private ReplyMode replyMode = ReplyMode.ON;
    private final Map<Class<?>, Object> kept = new HashMap<>(0);

    /** What CLIENT REPLY asks for. */
    public enum ReplyMode {
        ON,
        OFF,
        /** The reply of the command that runs is dropped, then all are sent again. */
        SKIP,
        /** The reply of the next command is to be dropped. */
        SKIP_NEXT
    }

    /**
     * A client.
     *
     * @param id its number, unique in the engine
     * @param reply where its replies are written
     * @param nowMillis when it connected, in milliseconds since 1970
     */
    public Client(long id, Connection connection, Database database, ReplyWriter reply, long nowMillis) {
        this.id = id;
        this.reply = reply;
        this.connection = connection;
        this.database = database;
        this.createdMillis = nowMillis;
        this.lastUsedMillis = nowMillis;
    }

    /** Its number, unique in the engine. */
    public long id() {
        return id;
    }

    /** True for the one that stands for a script: it is no client of the network. */
    public boolean isScript() {
        return id < 0;
    }

    /** The connection behind it. */
    public Connection connection() {
        return connection;
    }

    /** Where its replies are written. After writing anything but the reply of the current command: {@link #push}. */
    public ReplyWriter reply() {
        return reply;
    }

    /**
     * Sends a copy of {@code message}, which is RESP and no reply to a command of this client. While a command of its
     * own runs, it waits until that one's reply is complete.
     */
    public void push(byte[] message) {
        if (running > 0) {
            ReplyWriter waiting = later == null ? new ReplyWriter() : later;
            waiting.raw(message);
            later = waiting;
        } else {
            reply.raw(message);
        }
        connection.flushSoon();
    }

    /** A command of this client begins to run, perhaps within another one. */
    void beginsToRun() {
        running++;
    }

    /** A command of this client has run: behind the outermost one, what had to wait is written. */
    void hasRun() {
        running--;
        ReplyWriter waiting = later;
        if (running == 0 && waiting != null) {
            later = null;
            reply.raw(waiting.array(), 0, waiting.size());
        }
    }

    /** True while a command of this client runs, and not within another one. */
    boolean isOutermost() {
        return running == 1;
    }

    /** Says that something was written that is not the reply of its current command, so that it gets sent. */
    public void push() {
        connection.flushSoon();
    }

    /** The database it uses. */
    public Database database() {
        return database;
    }

    /** Makes it use another database. */
    public void database(Database database) {
        this.database = database;
    }

    /** The name it gave itself, or empty. */
    public String name() {
        return name;
    }

    /** Gives it a name. */
    public void name(String name) {
        this.name = name;
    }

    /** The library that it says it uses, or empty. */
    public String libraryName() {
        return libraryName;
    }

    /** Sets what it says of its library. */
    public void libraryName(String name) {
        this.libraryName = name;
    }

    /** The version of its library, or empty. */
    public String libraryVersion() {
        return libraryVersion;
    }

    /** Sets what it says of its library's version. */
    public void libraryVersion(String version) {
        this.libraryVersion = version;
    }

    /** The last command it sent, as {@code config|get}. */
    public String lastCommand() {
        return lastCommand;
    }

    /** When it connected, in milliseconds since 1970. */
    public long createdMillis() {
        return createdMillis;
    }

    /** When it last sent a command, in milliseconds since 1970. */
    public long lastUsedMillis() {
        return lastUsedMillis;
    }

    void used(Command command, long nowMillis) {
        lastCommand = command.fullName();
        lastUsedMillis = nowMillis;
        commands++;
    }

    /** Number of commands it sent. */
    public long commands() {
        return commands;
    }

    /** Whom it acts as. */
    public User user() {
        return user;
    }

    /** Sets whom it acts as. */
    public void user(User user) {
        this.user = user;
    }

    /** True once it has given the password, or if none is asked for. */
    public boolean isAuthenticated() {
        return authenticated;
    }

    /** Sets whether it may run commands. */
    public void authenticated(boolean authenticated) {
        this.authenticated = authenticated;
    }

    /** Since when more waits for it than the soft limit allows, in milliseconds since 1970; 0 if it does not. */
    public long overSoftLimitSince() {
        return overSoftLimitSince;
    }

    /** Sets since when more waits for it than the soft limit allows. */
    public void overSoftLimitSince(long millis) {
        this.overSoftLimitSince = millis;
    }

    /** True if it asked never to be disconnected for want of memory. */
    public boolean isNoEvict() {
        return noEvict;
    }

    /** Sets whether it may be disconnected for want of memory. */
    public void noEvict(boolean noEvict) {
        this.noEvict = noEvict;
    }

    /** True if its commands do not count as uses of keys. */
    public boolean isNoTouch() {
        return noTouch;
    }

    /** Sets whether its commands count as uses of keys. */
    public void noTouch(boolean noTouch) {
        this.noTouch = noTouch;
    }

    /** True if it asked to see all commands. */
    public boolean isMonitoring() {
        return monitoring;
    }

    /** Sets whether it sees all commands. */
    public void monitoring(boolean monitoring) {
        this.monitoring = monitoring;
    }

    /** True if no more of its commands are to be run. */
    public boolean isClosing() {
        return closing;
    }

    /** Runs no more of its commands, sends what is written, then closes the connection. */
    public void closeAfterReply() {
        closing = true;
        connection.closeAfterReply();
    }

    /** True while its EXEC or a script runs. */
    public boolean isExecuting() {
        return executing;
    }

    /** Sets whether its EXEC or a script runs. */
    public void executing(boolean executing) {
        this.executing = executing;
    }

    /** True while it waits for keys, or for the end of a pause. */
    public boolean isBlocked() {
        return blockedOnKeys;
    }

    void blocked(boolean blocked) {
        this.blockedOnKeys = blocked;
    }

    /** Number of channels it listens to. */
    public int subscriptions() {
        return subscriptions;
    }

    /** Number of patterns it listens to. */
    public int patternSubscriptions() {
        return patternSubscriptions;
    }

    /** Number of shard channels it listens to. */
    public int shardSubscriptions() {
        return shardSubscriptions;
    }

    /** Sets how many channels, patterns and shard channels it listens to. */
    public void subscriptions(int channels, int patterns, int shardChannels) {
        this.subscriptions = channels;
        this.patternSubscriptions = patterns;
        this.shardSubscriptions = shardChannels;
    }

    /** Says that the names it listens to take so many bytes more, or less if negative. */
    public void subscriptionBytes(long more) {
        subscriptionBytes += more;
    }

    /**
     * What it takes of memory: its buffers, what it queues, watches and listens to; in bytes. A buffer of the common
     * size counts only as far as it is filled: it comes and goes with every piece of a request.
     */
    public long memoryBytes() {
        return OBJECT_BYTES
                + (connection.queryMemory() > BufferPool.SIZE
                        ? connection.queryMemory()
                        : connection.queryBytes() + connection.argumentBytes())
                + Math.max(0, reply.array().length - reply.size() - BufferPool.SIZE)
                + connection.unsentBytes()
                + (transaction == null ? 0 : transaction.memoryBytes())
                + subscriptionBytes;
    }

    /** What {@link Clients} has counted for it. */
    long countedBytes() {
        return countedBytes;
    }

    void countedBytes(long bytes) {
        countedBytes = bytes;
    }

    /** True if it listens to anything. */
    public boolean isSubscribed() {
        return subscriptions + patternSubscriptions + shardSubscriptions > 0;
    }

    /** Its transaction, or null outside MULTI and WATCH. */
    public @Nullable Transaction transaction() {
        return transaction;
    }

    /** Sets its transaction. */
    public void transaction(@Nullable Transaction transaction) {
        this.transaction = transaction;
    }

    /**
     * What a room keeps for this client from one command to the next, made when it is first asked for. There is one
     * object of a type; it lives until the client disconnects or {@link #forgetKept} is called.
     */
    public <T> T keep(Class<T> type, Supplier<T> fresh) {
        return type.cast(kept.computeIfAbsent(type, any -> fresh.get()));
    }

    /** Forgets what rooms keep for it, for RESET. */
    public void forgetKept() {
        kept.clear();
    }

    /** What becomes of its replies. */
    public ReplyMode replyMode() {
        return replyMode;
    }

    /** Sets what becomes of its replies. */
    public void replyMode(ReplyMode mode) {
        this.replyMode = mode;
    }
}
