package dev.vermilion.engine.rdb;

import dev.vermilion.engine.pack.Pack;
import dev.vermilion.engine.resp.Slice;

/** Ziplists, which Redis had in place of listpacks before 7.0: head of 10 bytes, entries with the size of the one before. */
final class Ziplist {

    private static final int HEAD = 10;
    private static final int END = 0xff;
    private static final int LARGE_PREVIOUS = 0xfe;

    private Ziplist() {}

    static Pack read(byte[] ziplist) {
        if (ziplist.length < HEAD + 1 || (ziplist[ziplist.length - 1] & 0xff) != END) {
            throw new RdbException("damaged ziplist");
        }
        RdbReader in = new RdbReader(ziplist, HEAD, ziplist.length - 1);
        Pack pack = new Pack();
        Slice string = new Slice();
        while (!in.isAtEnd()) {
            if (in.octet() == LARGE_PREVIOUS) {
                in.littleEndian(4);
            }
            int first = in.octet();
            if (first >> 6 == 3) {
                pack.insert(pack.end(), integer(first, in));
            } else {
                string.set(string(first, in));
                pack.append(string);
            }
        }
        return pack;
    }

    private static byte[] string(int first, RdbReader in) {
        long length = switch (first >> 6) {
            case 0 -> first & 0x3f;
            case 1 -> (first & 0x3f) << 8 | in.octet();
            default -> in.bigEndian(4);
        };
        return in.bytes(length);
    }

    private static long integer(int first, RdbReader in) {
        return switch (first) {
            case 0xc0 -> in.littleEndian(2);
            case 0xd0 -> in.littleEndian(4);
            case 0xe0 -> in.littleEndian(8);
            case 0xf0 -> in.littleEndian(3);
            case 0xfe -> in.littleEndian(1);
            default -> {
                int small = (first & 0x0f) - 1;
                if (first < 0xf1 || small > 12) {
                    throw new RdbException("damaged ziplist");
                }
                yield small;
            }
        };
    }
}
