package dev.vermilion.kit.lens;

import java.util.List;

/**
 * One reply as it came over the wire.
 *
 * @param type the first byte: {@code + - : $ * _ , # ( = % ~ > |} and {@code !}
 * @param text the bytes of a scalar
 * @param items the elements of an array, set or push; keys and values in turn for a map
 * @param isNull true for the three forms of null
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Reply(char type, byte[] text, List<Reply> items, boolean isNull) {

    boolean isError() {
        return type == '-' || type == '!';
    }

    boolean isPush() {
        return type == '>';
    }
}
