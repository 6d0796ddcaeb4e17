package dev.vermilion.engine.persist;

import dev.vermilion.engine.command.CommandException;
import dev.vermilion.engine.dump.RdbType;
import dev.vermilion.engine.dump.ValueReader;
import dev.vermilion.engine.keyspace.Database;
import dev.vermilion.engine.keyspace.Keyspace;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.resp.Slice;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Reads an RDB file of any version, from that of Redis 2.4 on, into the databases. */
final class RdbLoader {

    private static final int NEWEST_VERSION = 14;
    private static final int FIRST_VERSION_WITH_CHECKSUM = 5;
    private static final int KEYS_PER_LOOK = 256;
    private static final String MODULE_NAME = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final Keyspace keyspace;
    private final Host host;
    private final RdbReader in;
    private final LongConsumer progress;
    private final ValueReader values;
    private Database database;
    private boolean merges;
    private boolean keepsExpired;
    private boolean sums = true;
    private long loaded;
    private long expired;
    private long empty;
    private long expireAt = Database.NEVER;

    /**
     * A loader.
     *
     * @param progress told now and then how many bytes were read
     */
    RdbLoader(Keyspace keyspace, Host host, RdbReader in, LongConsumer progress) {
        this.keyspace = keyspace;
        this.host = host;
        this.in = in;
        this.progress = progress;
        this.values = new ValueReader(in, keyspace.settings());
        this.database = keyspace.database(0);
    }

    /** A key or library that is there already becomes that of the file; without this it is an error. */
    RdbLoader merge() {
        merges = true;
        return this;
    }

    /** Keys that have expired are loaded all the same: what follows says what became of them. */
    RdbLoader keepExpired() {
        keepsExpired = true;
        return this;
    }

    /** The checksum is not looked at. */
    RdbLoader trust() {
        sums = false;
        return this;
    }

    /** Number of keys that were loaded. */
    long loaded() {
        return loaded;
    }

    /** Number of keys that were left out because they have expired. */
    long expired() {
        return expired;
    }

    /**
     * Reads the file up to its end, or up to what follows it in an append-only file.
     *
     * @throws RdbException if it is damaged or too new; what was read so far stays in the databases
     */
    void load() {
        Frame frame = new Frame(in, sums);
        int version = frame.version();
        for (int type = in.octet(); type != RdbOpcode.END; type = in.octet()) {
            item(type);
        }
        frame.checkSum(version);
        if (empty > 0) {
            host.notice("Done loading RDB, keys loaded: " + loaded + ", keys expired: " + expired
                    + ", empty keys skipped: " + empty + ".");
        } else {
            host.notice("Done loading RDB, keys loaded: " + loaded + ", keys expired: " + expired + ".");
        }
    }

    /** What stands around all that is in a file: its version, and its checksum. */
    static final class Frame {
        private final RdbReader in;
        private final boolean sums;

        Frame(RdbReader in, boolean sums) {
            this.in = in;
            this.sums = sums;
        }

        /** Reads the head, and returns the version. */
        int version() {
            if (sums) {
                in.sumUp();
            }
            String head = new String(in.bytes(9), StandardCharsets.US_ASCII);
            if (!head.startsWith("REDIS")) {
                throw new RdbException("Wrong signature trying to load DB from file");
            }
            int version = 0;
            for (int i = 5; i < head.length() && Character.isDigit(head.charAt(i)); i++) {
                version = version * 10 + head.charAt(i) - '0';
            }
            if (version < 1 || version > NEWEST_VERSION) {
                throw new RdbException("Can't handle RDB format version " + version);
            }
            return version;
        }

        /** Reads the checksum behind the end, and says how it is. */
        String checkSum(int version) {
            if (version < FIRST_VERSION_WITH_CHECKSUM) {
                return "Files of version " + version + " have no checksum";
            }
            long sum = sums ? in.checksum() : 0;
            long written = in.littleEndian(8);
            if (sums && written != 0 && written != sum) {
                throw new RdbException(
                        "RDB CRC error: expected " + Long.toHexString(written) + " but got " + Long.toHexString(sum));
            }
            return written == 0 ? "RDB file was saved with checksum disabled: no check performed." : "Checksum OK";
        }
    }

    private void item(int type) {
        switch (type) {
            case RdbOpcode.EXPIRE_MILLIS -> expireAt = in.littleEndian(8);
            case RdbOpcode.EXPIRE_SECONDS -> expireAt = in.littleEndian(4) * 1000;
            case RdbOpcode.IDLE -> in.length();
            case RdbOpcode.FREQUENCY -> in.octet();
            case RdbOpcode.SELECT -> select(in.length());
            case RdbOpcode.SIZES -> {
                in.length();
                in.length();
            }
            case RdbOpcode.SLOT -> {
                in.length();
                in.length();
                in.length();
            }
            case RdbOpcode.AUX ->
                fact(Slice.of(in.string()).toString(), Slice.of(in.string()).toString());
            case RdbOpcode.FUNCTION -> library(in.string());
            case RdbOpcode.FUNCTION_EARLY -> throw new RdbException("Pre-release function format not supported.");
            case RdbOpcode.MODULE -> moduleFacts();
            default -> key(type);
        }
    }

    private void select(long index) {
        if (index < 0 || index >= keyspace.databases()) {
            throw new RdbException("FATAL: Data file was created with a Redis server configured to handle more than "
                    + keyspace.databases() + " databases. Exiting");
        }
        database = keyspace.database((int) index);
    }

    private void fact(String name, String value) {
        switch (name) {
            case "redis-ver" -> host.notice("Loading RDB produced by version " + value);
            case "ctime" -> {
                long age = keyspace.now() / 1000 - parse(value);
                host.notice("RDB age " + Math.max(0, age) + " seconds");
            }
            case "used-mem" ->
                host.notice("RDB memory usage when created "
                        + String.format(Locale.ROOT, "%.2f", parse(value) / 1024.0 / 1024.0) + " Mb");
            case "aof-base" -> {
                if (value.equals("1")) {
                    host.notice("RDB is base AOF");
                }
            }
            default -> {} // more is told than is of use here
        }
    }

    private static long parse(String number) {
        return number.matches("\\d{1,18}") ? Long.parseLong(number) : 0;
    }

    private void library(byte[] code) {
        try {
            host.addLibrary(code, merges);
        } catch (CommandException e) {
            throw new RdbException("Failed loading functions: " + e.text());
        }
    }

    private void moduleFacts() {
        host.warning("The RDB file contains AUX module data I can't load: no matching module '" + skipModule(in) + "'");
    }

    /** Skips what a module wrote beside its values; returns its name. */
    static String skipModule(RdbReader in) {
        String name = moduleName(in.length());
        in.length(); // the next is a number
        in.length(); // when it was written
        skipParts(in);
        return name;
    }

    /** Skips a value of a module. */
    static void skipModuleValue(RdbReader in) {
        in.length(); // which module
        skipParts(in);
    }

    /** What a module writes says by itself where it ends. */
    private static void skipParts(RdbReader in) {
        for (long kind = in.length(); kind != 0; kind = in.length()) {
            switch ((int) kind) {
                case 1, 2 -> in.length();
                case 3 -> in.bytes(4);
                case 4 -> in.bytes(8);
                case 5 -> in.string();
                default -> throw new RdbException("damaged data of a module");
            }
        }
    }

    /** The nine letters in the upper 54 bits of a module's number. */
    private static String moduleName(long number) {
        StringBuilder name = new StringBuilder();
        for (int shift = 58; shift >= 10; shift -= 6) {
            name.append(MODULE_NAME.charAt((int) (number >>> shift) & 0x3f));
        }
        return name.toString();
    }

    private void key(int type) {
        byte[] key = in.string();
        if (type == RdbType.MODULE || type == RdbType.MODULE_EARLY) {
            throw new RdbException("The RDB file contains module data I can't load: no matching module type '"
                    + moduleName(in.length()) + "'");
        }
        long expiry = expireAt;
        expireAt = Database.NEVER;
        Object value;
        try {
            value = values.read(type);
        } catch (RdbException e) {
            if (e.isEmpty()) {
                if (empty++ < 10) {
                    host.notice("rdbLoadObject skipping empty key: " + Slice.of(key));
                }
                return;
            }
            throw e;
        }
        if (!keepsExpired && expiry != Database.NEVER && expiry < keyspace.now()) {
            expired++;
        } else {
            add(Slice.of(key), value, expiry);
        }
        if ((loaded + expired) % KEYS_PER_LOOK == 0) {
            progress.accept(in.position());
        }
    }

    private void add(Slice key, Object value, long expiry) {
        if (!merges && database.table().find(key)) {
            throw new RdbException("RDB has duplicated key '" + key + "' in DB " + database.index());
        }
        database.put(key, value, expiry);
        loaded++;
    }
}
