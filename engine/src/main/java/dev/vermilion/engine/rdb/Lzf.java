package dev.vermilion.engine.rdb;

/** LZF, with which Redis compresses strings: literals, and copies of up to 264 bytes from up to 8 KiB before. */
final class Lzf {

    private static final int LITERALS = 32;

    /** Bits of a distance. */
    private static final int FAR_BITS = 13;

    private static final int LONGEST_COPY = 264;
    private static final int FARTHEST = 1 << FAR_BITS;
    static final int HASH_BITS = 14;

    private Lzf() {}

    /**
     * Compresses bytes.
     *
     * @param limit most bytes that are to be written to {@code out}
     * @param places room for {@code 1 << 14} numbers, whatever they are; used for nothing else meanwhile
     * @return how many bytes were written to {@code out}; 0 if they did not fit
     */
    static int compress(byte[] in, int from, int length, byte[] out, int limit, int[] places) {
        int to = from + length;
        int made = 1; // behind the number of literals
        int literals = 0;
        int at = from;
        while (at < to) {
            int copied = at + 2 < to ? copyLength(in, from, at, to, places) : 0;
            if (made + 4 >= limit) {
                return 0;
            }
            if (copied == 0) {
                out[made++] = in[at++];
                if (++literals == LITERALS) {
                    out[made - literals - 1] = (byte) (literals - 1);
                    literals = 0;
                    made++;
                }
                continue;
            }
            if (literals == 0) {
                made--; // no literals, no number of them
            } else {
                out[made - literals - 1] = (byte) (literals - 1);
            }
            made = copy(out, made, copied >>> FAR_BITS, copied & FARTHEST - 1) + 1;
            literals = 0;
            at += copied >>> FAR_BITS;
        }
        if (literals == 0) {
            made--;
        } else {
            out[made - literals - 1] = (byte) (literals - 1);
        }
        return made;
    }

    /** How many bytes at {@code at} were there before, in the upper bits, and how far back, less one; 0 for none. */
    private static int copyLength(byte[] in, int from, int at, int to, int[] places) {
        int three = (in[at] & 0xff) << 16 | (in[at + 1] & 0xff) << 8 | in[at + 2] & 0xff;
        int place = three * 0x9E3779B1 >>> 32 - HASH_BITS;
        int before = places[place] + from;
        places[place] = at - from;
        int back = at - before - 1;
        if (back < 0 || back >= FARTHEST || before < from || !sameThree(in, before, at)) {
            return 0;
        }
        int count = 3;
        int most = Math.min(LONGEST_COPY, to - at);
        while (count < most && in[before + count] == in[at + count]) {
            count++;
        }
        return count << FAR_BITS | back;
    }

    private static boolean sameThree(byte[] in, int a, int b) {
        return in[a] == in[b] && in[a + 1] == in[b + 1] && in[a + 2] == in[b + 2];
    }

    private static int copy(byte[] out, int at, int count, int back) {
        int made = at;
        int stored = count - 2;
        if (stored < 7) {
            out[made++] = (byte) (stored << 5 | back >> 8);
        } else {
            out[made++] = (byte) (7 << 5 | back >> 8);
            out[made++] = (byte) (stored - 7);
        }
        out[made++] = (byte) back;
        return made;
    }

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
