package dev.vermilion.engine.array;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Goes from element to element of a range, upwards or, if the range starts above its end, downwards; what is between them
 * costs nothing but the free places of dense pages. The array must not change meanwhile.
 */
final class Walk {

    private final Directory directory;
    private final int bits;
    private final boolean down;
    private final long low;
    private final long high;
    private final Element element = new Element();
    private @Nullable Page page;
    private long number;
    private int position;
    private long index;

    /** A walk from {@code start} to {@code end}, both included. */
    Walk(Directory directory, int bits, long start, long end) {
        this.directory = directory;
        this.bits = bits;
        this.down = Long.compareUnsigned(start, end) > 0;
        this.low = down ? end : start;
        this.high = down ? start : end;
    }

    /** True if it goes downwards. */
    boolean isDown() {
        return down;
    }

    /** The index of the element. */
    long index() {
        return index;
    }

    /** The element itself. */
    Element element() {
        return element;
    }

    /** Goes to the next element; false if there is none. */
    boolean next() {
        if (page == null) {
            number = down ? directory.atOrBefore(high >>> bits) : directory.atOrAfter(low >>> bits);
            enter(down ? (int) high : (int) low);
        } else {
            position = down ? page.before(position) : page.after(position);
        }
        while (number != Directory.NONE && position == Page.NONE) {
            number = down ? directory.atOrBefore(number - 1) : directory.atOrAfter(number + 1);
            enter(0);
        }
        return number != Directory.NONE && take();
    }

    /** Stands in page {@link #number}: at {@code offset} if it is the page where the walk starts, else at its end. */
    private void enter(int offset) {
        if (number == Directory.NONE) {
            return;
        }
        Page entered = Objects.requireNonNull(directory.get(number));
        int last = (1 << bits) - 1;
        boolean first = page == null && number == (down ? high : low) >>> bits;
        page = entered;
        if (down) {
            position = entered.atOrBefore(first ? offset & last : last);
        } else {
            position = entered.atOrAfter(first ? offset & last : 0);
        }
    }

    private boolean take() {
        Page here = Objects.requireNonNull(page);
        index = number << bits | here.offset(position);
        element.set(here, position);
        return Long.compareUnsigned(index, low) >= 0 && Long.compareUnsigned(index, high) <= 0;
    }
}
