package dev.vermilion.engine.pack;

import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;

/** Reads and writes one entry of a {@link Pack}; the encodings are drawn there. All methods are static and O(1). */
final class Entry {

    private static final int INT_16 = 0xF1;
    private static final int INT_24 = 0xF2;
    private static final int INT_32 = 0xF3;
    private static final int INT_64 = 0xF4;
    private static final int STRING_32 = 0xF0;
    /** Longer words are not tried as integers: none of 64 bits has more characters. */
    private static final int LONGEST_INTEGER = 20;

    private Entry() {}

    static boolean packsAsInteger(Slice value) {
        return value.length() <= LONGEST_INTEGER && Numbers.isLong(value);
    }

    /** Bytes of header and data of an integer. */
    static int sizeOf(long value) {
        if (value >= 0 && value <= 127) {
            return 1;
        }
        if (value >= -4096 && value <= 4095) {
            return 2;
        }
        if (value == (short) value) {
            return 3;
        }
        if (value == value << 40 >> 40) {
            return 4;
        }
        return value == (int) value ? 5 : 9;
    }

    /** Bytes of header and data of a string. */
    static int sizeOfString(int length) {
        return length + (length < 64 ? 1 : length < 4096 ? 2 : 5);
    }

    /** Bytes that hold the size of an entry behind it. */
    static int backLength(int size) {
        return size < 1 << 7 ? 1 : size < 1 << 14 ? 2 : size < 1 << 21 ? 3 : size < 1 << 28 ? 4 : 5;
    }

    static void writeInteger(byte[] bytes, int at, long value) {
        int size = sizeOf(value);
        switch (size) {
            case 1 -> bytes[at] = (byte) value;
            case 2 -> {
                bytes[at] = (byte) (0xC0 | (value >> 8 & 0x1F));
                bytes[at + 1] = (byte) value;
            }
            default -> {
                bytes[at] = (byte) (size == 3 ? INT_16 : size == 4 ? INT_24 : size == 5 ? INT_32 : INT_64);
                for (int i = 1; i < size; i++) {
                    bytes[at + i] = (byte) (value >> 8 * (i - 1));
                }
            }
        }
        writeBack(bytes, at + size, size);
    }

    static void writeString(byte[] bytes, int at, Slice value) {
        int length = value.length();
        int data = at;
        if (length < 64) {
            bytes[data++] = (byte) (0x80 | length);
        } else if (length < 4096) {
            bytes[data++] = (byte) (0xE0 | length >> 8);
            bytes[data++] = (byte) length;
        } else {
            bytes[data++] = (byte) STRING_32;
            for (int i = 0; i < 4; i++) {
                bytes[data++] = (byte) (length >> 8 * i);
            }
        }
        value.copyTo(bytes, data);
        writeBack(bytes, data + length, data + length - at);
    }

    private static void writeBack(byte[] bytes, int at, int size) {
        int count = backLength(size);
        for (int i = count - 1, rest = size; i >= 0; i--, rest >>>= 7) {
            bytes[at + i] = (byte) (rest & 0x7F | (i > 0 ? 0x80 : 0));
        }
    }

    /** Bytes of header and data of the entry at {@code at}. */
    static int size(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return 1;
        }
        if (first < 0xC0) {
            return 1 + (first & 0x3F);
        }
        if (first < 0xE0) {
            return 2;
        }
        return switch (first) {
            case STRING_32 -> 5 + stringLength(bytes, at);
            case INT_16 -> 3;
            case INT_24 -> 4;
            case INT_32 -> 5;
            case INT_64 -> 9;
            default -> 2 + stringLength(bytes, at);
        };
    }

    /** Bytes of the whole entry at {@code at}. */
    static int whole(byte[] bytes, int at) {
        int size = size(bytes, at);
        return size + backLength(size);
    }

    /**
     * Where the entry at {@code at} ends.
     *
     * @throws IllegalArgumentException if it is none, or ends behind {@code limit}
     */
    static int checkedEnd(byte[] bytes, int at, int limit) {
        int first = bytes[at] & 0xff;
        int head = first == STRING_32 ? 5 : first >= 0xE0 && first < STRING_32 ? 2 : 1;
        boolean known = first <= INT_64 && at + head <= limit;
        long size = known ? Integer.toUnsignedLong(size(bytes, at)) : limit;
        long end = at + size + (size > limit ? 0 : backLength((int) size));
        if (!known || end > limit || wholeBefore(bytes, (int) end) != end - at) {
            throw new IllegalArgumentException("no entry at " + at);
        }
        return (int) end;
    }

    /** Bytes of the whole entry that ends before {@code end}. */
    static int wholeBefore(byte[] bytes, int end) {
        int size = 0;
        int shift = 0;
        int at = end;
        do {
            size |= (bytes[--at] & 0x7F) << shift;
            shift += 7;
        } while ((bytes[at] & 0x80) != 0);
        return size + end - at;
    }

    static boolean isString(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        return first >= 0x80 && first < 0xC0 || first >= 0xE0 && first <= 0xF0;
    }

    /** Length of the string at {@code at}, which must be one. */
    static int stringLength(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0xC0) {
            return first & 0x3F;
        }
        if (first < STRING_32) {
            return (first & 0x0F) << 8 | bytes[at + 1] & 0xff;
        }
        return (bytes[at + 1] & 0xff)
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff) << 16
                | (bytes[at + 4] & 0xff) << 24;
    }

    /** Where the data of the string at {@code at} begins. */
    static int stringStart(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        return at + (first < 0xC0 ? 1 : first < STRING_32 ? 2 : 5);
    }

    /** The integer at {@code at}, which must be one. */
    static long integer(byte[] bytes, int at) {
        int first = bytes[at] & 0xff;
        if (first < 0x80) {
            return first;
        }
        if (first < 0xE0) {
            int bits = (first & 0x1F) << 8 | bytes[at + 1] & 0xff;
            return (long) (bits << 19 >> 19);
        }
        int size = size(bytes, at) - 1;
        long value = bytes[at + size]; // the highest byte brings the sign
        for (int i = size - 1; i > 0; i--) {
            value = value << 8 | bytes[at + i] & 0xffL;
        }
        return value;
    }
}
