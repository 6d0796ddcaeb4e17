package dev.vermilion.engine.dump;

import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.rdb.Crc64;
import dev.vermilion.engine.rdb.RdbReader;
import dev.vermilion.engine.rdb.RdbWriter;
import dev.vermilion.engine.resp.Slice;

/** What DUMP returns: bytes of RDB, two bytes for its version, and eight for a checksum. */
public final class Payload {

    /** The newest version of RDB that is understood. */
    private static final int NEWEST = 14;

    private static final int FOOTER = 10;

    private Payload() {}

    /** Finishes a payload. */
    public static byte[] finish(RdbWriter out, int version) {
        out.littleEndian(version, 2);
        byte[] sofar = out.toBytes();
        out.littleEndian(Crc64.of(sofar, 0, sofar.length), 8);
        return out.toBytes();
    }

    /** A reader of what is in a payload; fails if it is damaged or too new. */
    public static RdbReader open(Slice payload) {
        byte[] bytes = payload.toBytes();
        int body = bytes.length - FOOTER;
        if (body < 0 || !isSound(bytes, body)) {
            throw Errors.of("ERR DUMP payload version or checksum are wrong");
        }
        return new RdbReader(bytes, 0, body);
    }

    private static boolean isSound(byte[] bytes, int body) {
        RdbReader footer = new RdbReader(bytes, body, bytes.length);
        long version = footer.littleEndian(2);
        long checksum = footer.littleEndian(8);
        return version <= NEWEST && (checksum == 0 || checksum == Crc64.of(bytes, 0, body + 2));
    }
}
