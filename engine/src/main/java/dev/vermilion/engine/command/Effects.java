package dev.vermilion.engine.command;

import dev.vermilion.engine.keyspace.Losses;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What commands did, in words with which it can be done again: for the append-only file and for replicas. Most commands
 * are their own words; one that depends on the time or on chance says what came of it ({@link Call#effect}). What one
 * client did in one go, by a transaction or a script, stays together between MULTI and EXEC.
 *
 * <p>Costs nothing while nobody follows. Belongs to the command thread.
 */
public final class Effects implements Losses {

    /** Told of all effects, in order. */
    @FunctionalInterface
    public interface Follower {
        /** One command or one transaction, as RESP in the first {@code length} bytes, valid during the call. */
        void done(byte[] bytes, int length);
    }

    private static final int NONE = -1;
    private static final byte[] MULTI = "*1\r\n$5\r\nMULTI\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EXEC = "*1\r\n$4\r\nEXEC\r\n".getBytes(StandardCharsets.US_ASCII);

    private final List<Follower> followers = new ArrayList<>();
    private final ReplyWriter pending = new ReplyWriter();
    private final ReplyWriter unit = new ReplyWriter();
    private int commands;
    private int firstDatabase = NONE;
    private int database = NONE;
    private int selected = NONE;
    private int depth;

    /** True if somebody follows. */
    boolean isFollowed() {
        return !followers.isEmpty();
    }

    /** Adds somebody who is told of all that is done from now on, beginning with the choice of a database. */
    public void follow(Follower follower) {
        followers.add(follower);
        selected = NONE;
    }

    /** Tells {@code follower} no more. */
    public void leave(Follower follower) {
        followers.remove(follower);
    }

    /** What follows names its database again, because it may be read alone. */
    public void beginAnew() {
        selected = NONE;
    }

    /** True if the transaction or script that runs has done something that followers were not told of yet. */
    public boolean isInUnit() {
        return commands > 0 || depth > 1;
    }

    void enter() {
        depth++;
    }

    void leave() {
        depth--;
        if (depth == 0 && commands > 0) {
            tell();
        }
    }

    void add(int inDatabase, Request words) {
        begin(inDatabase, words.count());
        for (int i = 0; i < words.count(); i++) {
            pending.bulk(words.argument(i));
        }
    }

    /** Adds a command of words that are strings, slices, bytes or numbers. */
    void add(int inDatabase, List<Object> words) {
        begin(inDatabase, words.size());
        for (Object word : words) {
            if (word instanceof Slice slice) {
                pending.bulk(slice);
            } else if (word instanceof byte[] bytes) {
                pending.bulk(bytes);
            } else if (word instanceof Number number) {
                pending.bulk(Numbers.toBytes(number.longValue()));
            } else {
                pending.bulk(Slice.of(word.toString()));
            }
        }
    }

    private void begin(int inDatabase, int words) {
        if (firstDatabase == NONE) {
            firstDatabase = inDatabase;
        } else if (database != inDatabase) {
            select(inDatabase, pending);
        }
        database = inDatabase;
        commands++;
        pending.array(words);
    }

    private static void select(int database, ReplyWriter out) {
        out.array(2);
        out.bulk("SELECT");
        out.bulk(Numbers.toBytes(database));
    }

    private void tell() {
        unit.truncate(0);
        if (commands > 1) {
            unit.raw(MULTI);
        }
        if (selected != firstDatabase) {
            select(firstDatabase, unit);
        }
        unit.raw(pending.array(), 0, pending.size());
        if (commands > 1) {
            unit.raw(EXEC);
        }
        selected = database;
        commands = 0;
        firstDatabase = NONE;
        pending.truncate(0);
        for (Follower follower : followers) {
            follower.done(unit.array(), unit.size());
        }
    }

    @Override
    public void lost(int inDatabase, Slice key) {
        if (isFollowed()) {
            lost(inDatabase, List.of("DEL", key));
        }
    }

    @Override
    public void lost(int inDatabase, Slice key, Slice element) {
        if (isFollowed()) {
            lost(inDatabase, List.of("HDEL", key, element));
        }
    }

    private void lost(int inDatabase, List<Object> words) {
        enter();
        add(inDatabase, words);
        leave();
    }
}
