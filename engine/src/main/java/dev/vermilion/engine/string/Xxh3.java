package dev.vermilion.engine.string;

import dev.vermilion.engine.resp.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * The hash of DIGEST: XXH3 with 64 bits and no seed, after its description (Yann Collet, "xxHash fast digest
 * algorithm", doc/xxhash_spec.md of the xxHash project).
 */
final class Xxh3 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long PRIME32_1 = 0x9E3779B1L;
    private static final long PRIME32_2 = 0x85EBCA77L;
    private static final long PRIME32_3 = 0xC2B2AE3DL;
    private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME64_3 = 0x165667B19E3779F9L;
    private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
    private static final long PRIME_MX1 = 0x165667919E3779F9L;
    private static final long PRIME_MX2 = 0x9FB21C651E98DF25L;

    private static final byte[] SECRET = HexFormat.of()
            .parseHex(
                    "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671fcb79e64eccc0e578825ad07dccff7221"
                            + "b8084674f743248ee03590e6813a264c3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
                            + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364eac5ac8334d3ebc3c581a0fffa1363eb"
                            + "170ddd51b7f0da49d316552629d4689e2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

    private static final int STRIPE = 64;
    private static final int LANES = 8;
    private static final int STRIPES_PER_BLOCK = (192 - STRIPE) / 8;
    private static final int BLOCK = STRIPE * STRIPES_PER_BLOCK;

    private final byte[] bytes;
    private final int start;
    private final int length;

    private Xxh3(Slice input) {
        this.bytes = input.array();
        this.start = input.offset();
        this.length = input.length();
    }

    /** The hash as 16 hexadecimal digits. O(n). */
    static String hex(Slice input) {
        return HexFormat.of().toHexDigits(new Xxh3(input).hash());
    }

    private long hash() {
        if (length <= 16) {
            return length > 8 ? upTo16() : length >= 4 ? upTo8() : length > 0 ? upTo3() : empty();
        }
        return length <= 128 ? upTo128() : length <= 240 ? upTo240() : beyond240();
    }

    private static long empty() {
        return avalanche64(secret(56) ^ secret(64));
    }

    private long upTo3() {
        int first = bytes[start] & 0xff;
        int middle = bytes[start + (length >> 1)] & 0xff;
        int last = bytes[start + length - 1] & 0xff;
        long combined = (first << 16 | middle << 24 | last | length << 8) & 0xffffffffL;
        long flip = ((int) INTS.get(SECRET, 0) ^ (int) INTS.get(SECRET, 4)) & 0xffffffffL;
        return avalanche64(combined ^ flip);
    }

    private long upTo8() {
        long low = (int) INTS.get(bytes, start) & 0xffffffffL;
        long high = (int) INTS.get(bytes, start + length - 4) & 0xffffffffL;
        long keyed = (high + (low << 32)) ^ secret(8) ^ secret(16);
        keyed ^= Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24);
        keyed *= PRIME_MX2;
        keyed ^= (keyed >>> 35) + length;
        keyed *= PRIME_MX2;
        return keyed ^ (keyed >>> 28);
    }

    private long upTo16() {
        long low = (long) LONGS.get(bytes, start) ^ secret(24) ^ secret(32);
        long high = (long) LONGS.get(bytes, start + length - 8) ^ secret(40) ^ secret(48);
        return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
    }

    private long upTo128() {
        long sum = length * PRIME64_1;
        for (int i = (length - 1) / 32; i >= 0; i--) {
            sum += mix16(start + 16 * i, 32 * i) + mix16(start + length - 16 * (i + 1), 32 * i + 16);
        }
        return avalanche(sum);
    }

    private long upTo240() {
        long sum = length * PRIME64_1;
        int rounds = length / 16;
        for (int i = 0; i < 8; i++) {
            sum += mix16(start + 16 * i, 16 * i);
        }
        sum = avalanche(sum);
        for (int i = 8; i < rounds; i++) {
            sum += mix16(start + 16 * i, 16 * (i - 8) + 3);
        }
        return avalanche(sum + mix16(start + length - 16, 136 - 17));
    }

    private long mix16(int at, int secretAt) {
        return fold(
                (long) LONGS.get(bytes, at) ^ secret(secretAt), (long) LONGS.get(bytes, at + 8) ^ secret(secretAt + 8));
    }

    private long beyond240() {
        long[] lanes = {PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1};
        int blocks = (length - 1) / BLOCK;
        for (int block = 0; block < blocks; block++) {
            accumulate(lanes, start + block * BLOCK, STRIPES_PER_BLOCK);
            scramble(lanes);
        }
        int stripes = (length - 1 - blocks * BLOCK) / STRIPE;
        accumulate(lanes, start + blocks * BLOCK, stripes);
        accumulateStripe(lanes, start + length - STRIPE, 192 - STRIPE - 7);
        long merged = length * PRIME64_1;
        for (int i = 0; i < LANES; i += 2) {
            merged += fold(lanes[i] ^ secret(11 + 8 * i), lanes[i + 1] ^ secret(11 + 8 * i + 8));
        }
        return avalanche(merged);
    }

    private void accumulate(long[] lanes, int from, int stripes) {
        for (int i = 0; i < stripes; i++) {
            accumulateStripe(lanes, from + i * STRIPE, 8 * i);
        }
    }

    private void accumulateStripe(long[] lanes, int at, int secretAt) {
        for (int i = 0; i < LANES; i++) {
            long value = (long) LONGS.get(bytes, at + 8 * i);
            long keyed = value ^ secret(secretAt + 8 * i);
            lanes[i ^ 1] += value;
            lanes[i] += (keyed & 0xffffffffL) * (keyed >>> 32);
        }
    }

    private static void scramble(long[] lanes) {
        for (int i = 0; i < LANES; i++) {
            long lane = lanes[i];
            lanes[i] = (lane ^ (lane >>> 47) ^ secret(192 - STRIPE + 8 * i)) * PRIME32_1;
        }
    }

    private static long secret(int at) {
        return (long) LONGS.get(SECRET, at);
    }

    /** The two halves of the 128-bit product, one over the other. */
    private static long fold(long a, long b) {
        long high = Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
        return (a * b) ^ high;
    }

    private static long avalanche(long hash) {
        long mixed = (hash ^ (hash >>> 37)) * PRIME_MX1;
        return mixed ^ (mixed >>> 32);
    }

    private static long avalanche64(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * PRIME64_2;
        mixed = (mixed ^ (mixed >>> 29)) * PRIME64_3;
        return mixed ^ (mixed >>> 32);
    }
}
