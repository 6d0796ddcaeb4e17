package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;

/** An element of an array, looked at where it is. Reused for the next; good until the array is changed. */
final class Element {

    private final byte[] unpacked = new byte[Word.LONGEST];
    private final Slice text = new Slice();
    private long word;
    private byte[] bytes = unpacked;

    void set(Page page, int position) {
        word = page.word(position);
        bytes = word == Word.TEXT ? page.text(position) : unpacked;
    }

    /** How it is packed. */
    long word() {
        return word;
    }

    /** Its bytes, if it is not packed; otherwise nothing that means something. */
    byte[] bytes() {
        return bytes;
    }

    /** Its bytes. */
    Slice text() {
        if (word == Word.TEXT) {
            text.set(bytes);
        } else {
            text.set(unpacked, 0, Word.unpack(word, unpacked));
        }
        return text;
    }

    /** Writes it as a bulk string. */
    void write(ReplyWriter reply) {
        if (Word.isInteger(word)) {
            reply.bulk(Word.integer(word));
        } else {
            reply.bulk(text());
        }
    }
}
