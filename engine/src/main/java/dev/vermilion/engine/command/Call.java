package dev.vermilion.engine.command;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.util.List;

/**
 * One run of a command: its arguments, its client, the database, and where the reply goes. Valid until the command
 * returns; reused for the next.
 */
public final class Call {

    private final Dispatcher dispatcher;
    private final Keyspace keyspace;
    private Request request = new Request();
    private Client client;
    private Command command;
    private boolean retrying;
    private boolean blocked;
    private boolean toldEffect;

    Call(Dispatcher dispatcher, Keyspace keyspace, Client client, Command command) {
        this.dispatcher = dispatcher;
        this.keyspace = keyspace;
        this.client = client;
        this.command = command;
    }

    void begin(Client client, Command command, Request request, boolean retrying) {
        this.client = client;
        this.command = command;
        this.request = request;
        this.retrying = retrying;
        this.blocked = false;
        this.toldEffect = false;
    }

    /** True if the command has said itself what it did. */
    boolean hasToldEffect() {
        return toldEffect;
    }

    /** True if the command decided to wait instead of replying. */
    boolean isBlocked() {
        return blocked;
    }

    /** Number of words, the command's name included. */
    public int count() {
        return request.count();
    }

    /** The word at {@code index}; 0 is the command's name. */
    public Slice arg(int index) {
        return request.argument(index);
    }

    /** True if the word at {@code index} is {@code token}, given in upper case; false behind the last word. */
    public boolean is(int index, String token) {
        return index < request.count() && request.argument(index).is(token);
    }

    /** The word at {@code index} as a 64-bit integer. */
    public long integer(int index) {
        Slice word = request.argument(index);
        if (!Numbers.isLong(word)) {
            throw Errors.notAnInteger();
        }
        return Numbers.parseLong(word);
    }

    /** The word at {@code index} as an integer from {@code least} to {@code most}. */
    public long integer(int index, long least, long most) {
        long value = integer(index);
        if (value < least || value > most) {
            throw value < 0 && least == 0 ? Errors.outOfRange() : Errors.notAnInteger();
        }
        return value;
    }

    /** The word at {@code index} as a floating point number; infinities are numbers, NaN is not. */
    public double real(int index) {
        Slice word = request.argument(index);
        double value = Numbers.parseDouble(word);
        if (Double.isNaN(value) || (Double.isInfinite(value) && isDigits(word))) {
            throw Errors.notAFloat();
        }
        return value;
    }

    /** True for a number, false for the word inf. */
    private static boolean isDigits(Slice word) {
        int last = word.byteAt(word.length() - 1);
        return (last | 0x20) != 'f' && (last | 0x20) != 'y';
    }

    /** The word at {@code index} as a timeout in seconds; returns milliseconds, 0 for none. */
    public long timeoutMillis(int index) {
        double seconds = Numbers.parseDouble(request.argument(index));
        if (Double.isNaN(seconds)) {
            throw Errors.timeoutNotAFloat();
        }
        if (seconds < 0) {
            throw Errors.timeoutNegative();
        }
        double millis = Math.ceil(seconds * 1000);
        if (millis > Long.MAX_VALUE - (double) keyspace.now()) {
            throw Errors.timeoutOutOfRange();
        }
        return (long) millis;
    }

    /** All words; to be copied by whoever keeps them. */
    public Request request() {
        return request;
    }

    /** The row of the command that runs. */
    public Command command() {
        return command;
    }

    /** Whose command it is. */
    public Client client() {
        return client;
    }

    /** Where the reply goes. */
    public ReplyWriter reply() {
        return client.reply();
    }

    /** The database that the client has selected. */
    public Database db() {
        return client.database();
    }

    /** All databases and what they share. */
    public Keyspace keyspace() {
        return keyspace;
    }

    /** What commands read of the configuration. */
    public Settings settings() {
        return keyspace.settings();
    }

    /** Who may do what. */
    public AccessControl access() {
        return dispatcher.admission().access();
    }

    /** The time, in milliseconds since 1970. It stands still while a command runs. */
    public long now() {
        return keyspace.now();
    }

    /** Says that {@code key} was changed, and publishes {@code event}. Once per key and event, after the change. */
    public void changed(Slice key, EventClass eventClass, String event) {
        db().changed(key);
        keyspace.events().publish(eventClass, event, key, db().index());
    }

    /** As {@link #changed}, for a second key of a change that counts once. */
    public void changedToo(Slice key, EventClass eventClass, String event) {
        db().changedToo(key);
        keyspace.events().publish(eventClass, event, key, db().index());
    }

    /**
     * Says that something about a key was changed that its readers do not see, such as who has read what: nobody who
     * waits for the key is woken, and transactions that watch it go on.
     */
    public void changedAside() {
        keyspace.changedAside();
    }

    /**
     * Says in other words what this command did, for the append-only file and replicas: to be called by commands whose own
     * words would do something else when they are run at another time or with other luck. May be called several times.
     *
     * @param words a command: strings, slices, bytes, and whole numbers
     */
    public void effect(Object... words) {
        toldEffect = true;
        if (dispatcher.effects().isFollowed()) {
            dispatcher.effects().add(db().index(), List.of(words));
        }
    }

    /** As {@link #effect}, with words in a list. */
    public void effect(List<Object> words) {
        effect(words.toArray());
    }

    /** True if anybody wants to know the effects: where it is work to tell them. */
    public boolean isFollowed() {
        return dispatcher.effects().isFollowed();
    }

    /** Says that the words of this command are not to be run again: it has no effect but those of {@link #effect}. */
    public void noEffect() {
        toldEffect = true;
    }

    /** True if {@code wallMillis} is so long ago that what expires then is removed at once. */
    public boolean isPast(long wallMillis) {
        return keyspace.isPast(wallMillis);
    }

    /** Publishes an event of {@code key} that is not the only one of its change; see {@link #changed}. */
    public void event(Slice key, EventClass eventClass, String event) {
        keyspace.events().publish(eventClass, event, key, db().index());
    }

    /**
     * Removes {@code key} because its value has no elements left, and publishes {@code del}; to be called after
     * {@link #changed} with the event that emptied it.
     */
    public void removeEmpty(Slice key) {
        db().remove(key);
        event(key, EventClass.GENERIC, "del");
    }

    /**
     * True if a command that finds nothing must answer at once: inside MULTI or a script nobody waits. Otherwise such a
     * command calls {@link #block}.
     */
    public boolean mustNotBlock() {
        return client.isExecuting();
    }

    /** True if a script runs the command. */
    public boolean isOfScript() {
        return client.isScript();
    }

    /**
     * Makes the client wait until one of {@code keys} is changed; the command is then run again from its start, ahead of
     * those who came later. To be called as the last thing of a command that found nothing to do; it must not have
     * written a reply. In a retry it keeps waiting where it was.
     *
     * @param timeoutMillis when to give up, 0 for never
     * @param onTimeout writes the reply when time is up
     */
    public void block(List<Slice> keys, long timeoutMillis, Handler onTimeout) {
        blocked = true;
        if (!retrying) {
            dispatcher.block(this, keys, timeoutMillis, onTimeout);
        }
    }

    /**
     * Runs the command again in {@code millis} if it still waits then, as if a key had been changed; a command that
     * waits for a time, too, calls it behind {@link #block}. The last call counts.
     */
    public void lookAgainIn(long millis) {
        dispatcher.lookAgain(client, millis);
    }

    /** Puts {@code bytes} in the place of a word, for a command that is to see them when it is run again. */
    public void replace(int index, byte[] bytes) {
        request.argument(index).set(bytes);
    }

    /**
     * Runs another command as a part of this one, with its reply going to this client: for EXEC.
     *
     * @param words the whole request
     */
    public void runNested(Request words) {
        dispatcher.runNested(client, words);
    }
}
