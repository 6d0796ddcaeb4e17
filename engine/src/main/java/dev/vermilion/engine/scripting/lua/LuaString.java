package dev.vermilion.engine.scripting.lua;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A string of Lua: bytes that never change. */
public final class LuaString implements Comparable<LuaString> {

    /** The string of no bytes. */
    public static final LuaString EMPTY = new LuaString(new byte[0]);

    private final byte[] bytes;
    private int hash;

    private LuaString(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A string of these bytes, which must not be changed afterwards. */
    public static LuaString of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new LuaString(bytes);
    }

    /** A string of a part of {@code bytes}, which is copied. */
    public static LuaString of(byte[] bytes, int from, int to) {
        return from >= to ? EMPTY : new LuaString(Arrays.copyOfRange(bytes, from, to));
    }

    /** A string of the UTF-8 form of {@code text}. */
    public static LuaString of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes themselves, not a copy: not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** The byte at {@code index}, 0 to 255. */
    int at(int index) {
        return bytes[index] & 0xff;
    }

    /** This string with {@code other} behind it. */
    LuaString concatenated(LuaString other) {
        byte[] both = Arrays.copyOf(bytes, bytes.length + other.bytes.length);
        System.arraycopy(other.bytes, 0, both, bytes.length, other.bytes.length);
        return of(both);
    }

    /** The hash of PUC Lua 5.1: the order of pairs() depends on it. Long strings are looked at in steps. */
    @Override
    public int hashCode() {
        int h = hash;
        if (h == 0) {
            h = bytes.length;
            int step = (bytes.length >> 5) + 1;
            for (int i = bytes.length; i >= step; i -= step) {
                h ^= (h << 5) + (h >>> 2) + (bytes[i - 1] & 0xff);
            }
            hash = h;
        }
        return h;
    }

    @Override
    public boolean equals(Object other) {
        return other == this
                || (other instanceof LuaString string
                        && string.hashCode() == hashCode()
                        && Arrays.equals(string.bytes, bytes));
    }

    /** Compares byte by byte, as strcoll does in the C locale. */
    @Override
    public int compareTo(LuaString other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    /** The bytes as text, if they are UTF-8. */
    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
