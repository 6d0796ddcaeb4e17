package dev.vermilion.engine.rdb;

/** LZF, with which Redis compresses strings: literals, and copies of up to 264 bytes from up to 8 KiB before. */
final class Lzf {

    private static final int LITERALS = 32;

    private Lzf() {}

    /**
     * Expands bytes.
     *
     * @param length number of bytes that come out
     * @throws RdbException if they are damaged
     */
    static byte[] expand(byte[] in, int from, int to, int length) {
        byte[] out = new byte[length];
        int at = from;
        int made = 0;
        while (at < to) {
            int control = in[at++] & 0xff;
            if (control < LITERALS) {
                int count = control + 1;
                check(at + count <= to && made + count <= length);
                System.arraycopy(in, at, out, made, count);
                at += count;
                made += count;
                continue;
            }
            int count = control >> 5;
            if (count == 7) {
                check(at < to);
                count += in[at++] & 0xff;
            }
            check(at < to);
            int source = made - ((control & 0x1f) << 8) - (in[at++] & 0xff) - 1;
            count += 2;
            check(source >= 0 && made + count <= length);
            for (int i = 0; i < count; i++) { // source and target may overlap
                out[made++] = out[source++];
            }
        }
        check(made == length);
        return out;
    }

    private static void check(boolean sound) {
        if (!sound) {
            throw new RdbException("damaged LZF string");
        }
    }
}
