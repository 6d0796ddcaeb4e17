package dev.vermilion.engine.persist;

import dev.vermilion.engine.config.Settings;
import dev.vermilion.engine.dump.RdbType;
import dev.vermilion.engine.dump.ValueReader;
import dev.vermilion.engine.rdb.RdbException;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.resp.Request;
import dev.vermilion.engine.resp.Slice;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** The programs {@code check-rdb} and {@code check-aof}: they read a file as the engine would, and say what they find. */
public final class Check {

    private static final String RDB_USAGE = "Usage: check-rdb <rdb-file-name>";
    private static final String AOF_USAGE = "Usage: check-aof [--fix] <file.manifest|file.aof>";

    private final PrintStream out;
    private final BufferedReader answers;

    /**
     * Programs that write to {@code out}.
     *
     * @param answers where they read whether a file is to be mended
     */
    public Check(PrintStream out, BufferedReader answers) {
        this.out = out;
        this.answers = answers;
    }

    /** Checks an RDB file; the exit code is 0 if it is sound, else 1. */
    public int rdb(List<String> arguments) throws IOException {
        if (arguments.size() != 1) {
            out.println(RDB_USAGE);
            return 1;
        }
        Path file = Path.of(arguments.get(0));
        if (!Files.isReadable(file)) {
            out.println("Cannot open file: " + file);
            return 1;
        }
        out.println("[offset 0] Checking RDB file " + file);
        try (InputStream source = new FileInputStream(file.toFile())) {
            return readRdb(new RdbReader(source, Files.size(file))) ? 0 : 1;
        }
    }

    private boolean readRdb(RdbReader in) {
        Counter found = new Counter(in);
        try {
            found.read();
            out.println("[offset " + in.position() + "] \\o/ RDB looks OK! \\o/");
            found.print();
            return true;
        } catch (RdbException e) {
            out.println("--- RDB ERROR DETECTED ---");
            String reason = e.isTooShort() ? "Unexpected EOF reading RDB file" : e.text();
            out.println("[offset " + in.position() + "] " + reason);
            out.println("[additional info] While doing: " + found.doing);
            if (found.key.length > 0) {
                out.println("[additional info] Reading key '" + Slice.of(found.key) + "'");
            }
            found.print();
            return false;
        }
    }

    /** Reads an RDB file and counts what is in it. */
    private final class Counter {
        private final RdbReader in;
        private final ValueReader values;
        private final long now = System.currentTimeMillis();
        private String doing = "start";
        private byte[] key = {};
        private long keys;
        private long expires;
        private long expired;

        Counter(RdbReader in) {
            this.in = in;
            this.values = new ValueReader(in, new Settings());
        }

        void read() {
            RdbLoader.Frame frame = new RdbLoader.Frame(in, true);
            doing = "read-signature";
            int version = frame.version();
            doing = "read-type";
            long expireAt = -1;
            for (int type = in.octet(); type != RdbOpcode.END; type = in.octet()) {
                doing = "read-type";
                if (type == RdbOpcode.EXPIRE_MILLIS) {
                    expireAt = in.littleEndian(8);
                } else if (type == RdbOpcode.EXPIRE_SECONDS) {
                    expireAt = in.littleEndian(4) * 1000;
                } else if (!skip(type)) {
                    value(type, expireAt);
                    expireAt = -1;
                }
            }
            doing = "check-sum";
            String sum = frame.checkSum(version);
            out.println("[offset " + in.position() + "] " + sum);
        }

        /** Skips what is no key; false if it is one. */
        private boolean skip(int type) {
            switch (type) {
                case RdbOpcode.IDLE -> in.length();
                case RdbOpcode.FREQUENCY -> in.octet();
                case RdbOpcode.SELECT -> out.println("[offset " + in.position() + "] Selecting DB ID " + in.length());
                case RdbOpcode.SIZES -> {
                    in.length();
                    in.length();
                }
                case RdbOpcode.SLOT -> {
                    in.length();
                    in.length();
                    in.length();
                }
                case RdbOpcode.AUX -> {
                    doing = "read-aux";
                    String name = Slice.of(in.string()).toString();
                    out.println(
                            "[offset " + in.position() + "] AUX FIELD " + name + " = '" + Slice.of(in.string()) + "'");
                }
                case RdbOpcode.FUNCTION -> {
                    doing = "read-functions";
                    in.string();
                }
                case RdbOpcode.MODULE -> {
                    doing = "read-module-aux";
                    out.println("MODULE AUX for: " + RdbLoader.skipModule(in));
                }
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void value(int type, long expireAt) {
            doing = "read-key";
            key = in.string();
            keys++;
            expires += expireAt >= 0 ? 1 : 0;
            expired += expireAt >= 0 && expireAt < now ? 1 : 0;
            doing = "read-object-value";
            if (type == RdbType.MODULE) {
                RdbLoader.skipModuleValue(in);
            } else {
                try {
                    values.read(type);
                } catch (RdbException e) {
                    if (!e.isEmpty()) {
                        throw e;
                    }
                }
            }
            key = new byte[0];
        }

        void print() {
            out.println("[info] " + keys + " keys read");
            out.println("[info] " + expires + " expires");
            out.println("[info] " + expired + " already expired");
        }
    }

    /** Checks an append-only file, or all files of a manifest; the exit code is 0 if it is sound or was mended, else 1. */
    public int aof(List<String> arguments) throws IOException {
        boolean fix = arguments.size() == 2 && arguments.get(0).equals("--fix");
        if (arguments.size() != 1 && !fix) {
            out.println(AOF_USAGE);
            return 1;
        }
        Path file = Path.of(arguments.get(arguments.size() - 1));
        if (!Files.isReadable(file)) {
            out.println("Cannot open file " + file + ": No such file or directory, aborting...");
            return 1;
        }
        if (!isManifest(file)) {
            boolean preamble = startsWith(file, "REDIS");
            out.println("Start checking " + (preamble ? "AOF with RDB preamble" : "Old-Style AOF"));
            return checkPart(file, true, fix) ? 0 : 1;
        }
        out.println("Start checking Multi Part AOF");
        AofManifest manifest;
        try {
            manifest = AofManifest.read(file);
        } catch (AofManifest.Damaged e) {
            out.println("Invalid AOF manifest file format: " + e.getMessage());
            return 1;
        }
        return checkParts(file, manifest, fix) ? 0 : 1;
    }

    private boolean checkParts(Path file, AofManifest manifest, boolean fix) throws IOException {
        List<AofManifest.Part> parts = manifest.parts();
        for (int i = 0; i < parts.size(); i++) {
            boolean isBase = parts.get(i).equals(manifest.base());
            out.println("Start to check " + (isBase ? "BASE AOF" : "INCR files") + " ("
                    + parts.get(i).name() + ").");
            if (!checkPart(file.resolveSibling(parts.get(i).name()), i == parts.size() - 1, fix)) {
                return false;
            }
        }
        out.println("All AOF files and manifest are valid");
        return true;
    }

    private static boolean isManifest(Path file) throws IOException {
        return startsWith(file, "file ") || startsWith(file, "#");
    }

    private static boolean startsWith(Path file, String text) throws IOException {
        try (InputStream source = new FileInputStream(file.toFile())) {
            return new String(source.readNBytes(text.length()), StandardCharsets.ISO_8859_1).equals(text);
        }
    }

    private boolean checkPart(Path file, boolean isLast, boolean fix) throws IOException {
        if (!Files.isReadable(file)) {
            out.println("Cannot open file " + file + ": No such file or directory, aborting...");
            return false;
        }
        long size = Files.size(file);
        boolean preamble = startsWith(file, "REDIS");
        long sound = 0;
        try (InputStream source = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            RdbReader in = new RdbReader(source, size);
            if (preamble) {
                out.println("The AOF appears to start with an RDB preamble.\nChecking the RDB preamble to start:");
                if (!readRdb(in)) {
                    out.println("RDB preamble of AOF file is not sane, aborting.");
                    return false;
                }
                out.println("RDB preamble is OK, proceeding with AOF tail...");
            }
            sound = readCommands(in);
        }
        if (sound == size) {
            out.println("AOF " + file.getFileName() + " is valid");
            return true;
        }
        return mend(file, sound, size, isLast, fix);
    }

    /** Reads commands up to the first that is damaged; returns where the last sound one ends. */
    private long readCommands(RdbReader in) {
        long sound = in.position();
        boolean inTransaction = false;
        try {
            while (!in.isAtEnd()) {
                int sign = in.octet();
                if (sign == '*') {
                    Request words = AofLoader.read(in);
                    boolean begins = words.argument(0).is("MULTI");
                    if (begins && inTransaction || words.argument(0).is("EXEC") && !inTransaction) {
                        throw new RdbException("Unexpected " + words.argument(0));
                    }
                    inTransaction =
                            begins || inTransaction && !words.argument(0).is("EXEC");
                } else if (sign == '#') {
                    AofLoader.skipLine(in);
                } else {
                    throw new RdbException("Expected prefix '*', got: '" + (char) sign + "'");
                }
                sound = inTransaction ? sound : in.position();
            }
            if (inTransaction) {
                out.println("Reached EOF before reading EXEC for MULTI");
            }
        } catch (RdbException e) {
            out.println("0x" + Long.toHexString(in.position()) + ": " + e.text());
        }
        return sound;
    }

    private boolean mend(Path file, long sound, long size, boolean isLast, boolean fix) throws IOException {
        out.println("AOF analyzed: filename=" + file.getFileName() + ", size=" + size + ", ok_up_to=" + sound
                + ", diff=" + (size - sound));
        if (!fix) {
            out.println("AOF " + file.getFileName() + " is not valid. Use the --fix option to try fixing it.");
            return false;
        }
        if (!isLast) {
            out.println("Failed to truncate AOF " + file.getFileName() + " because it is not the last file");
            return false;
        }
        out.println("This will shrink the AOF " + file.getFileName() + " from " + size + " bytes, with "
                + (size - sound) + " bytes, to " + sound + " bytes");
        out.print("Continue? [y/N]: ");
        out.flush();
        String answer = answers.readLine();
        if (answer == null || !answer.strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            out.println("Aborting...");
            return false;
        }
        try (FileChannel opened = FileChannel.open(file, StandardOpenOption.WRITE)) {
            opened.truncate(sound);
            opened.force(true);
        }
        out.println("Successfully truncated AOF " + file.getFileName());
        return true;
    }
}
