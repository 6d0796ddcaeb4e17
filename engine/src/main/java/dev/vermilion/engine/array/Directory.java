package dev.vermilion.engine.array;

import dev.vermilion.engine.resp.Footprint;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The pages of an array by their numbers, which are not negative. While numbers are low it is one table; a higher one
 * parts it into blocks, so that an index far out costs one block and not a table up to there. A page is found in O(1), or
 * O(log blocks).
 */
final class Directory {

    /** What the number of no page is. */
    static final long NONE = -1;

    private static final int BLOCK = 2048;
    private static final int LEAST_BLOCKS = 4;
    private static final int OBJECT_BYTES = 64;
    private static final int BLOCK_BYTES = 32;

    /** The table while there is only one; its length is a power of two. */
    private @Nullable Page[] table = new Page[0];

    private boolean inBlocks;
    /** In order of their numbers, {@link #used} of them. */
    private Block[] blocks = new Block[0];

    private int used;
    private int pages;
    private long highest = NONE;

    private static final class Block {
        final long number;
        final @Nullable Page[] pages;
        int count;

        Block(long number, @Nullable Page[] pages, int count) {
            this.number = number;
            this.pages = pages;
            this.count = count;
        }
    }

    Directory copy() {
        Directory copy = new Directory();
        copy.table = copyOf(table);
        copy.inBlocks = inBlocks;
        copy.blocks = blocks.clone();
        for (int i = 0; i < used; i++) {
            copy.blocks[i] = new Block(blocks[i].number, copyOf(blocks[i].pages), blocks[i].count);
        }
        copy.used = used;
        copy.pages = pages;
        copy.highest = highest;
        return copy;
    }

    private static @Nullable Page[] copyOf(@Nullable Page[] pages) {
        @Nullable Page[] copy = new Page[pages.length];
        for (int i = 0; i < pages.length; i++) {
            Page page = pages[i];
            copy[i] = page == null ? null : page.copy();
        }
        return copy;
    }

    /** Number of pages. */
    int pages() {
        return pages;
    }

    /** Number of blocks; 0 while there is one table. */
    int blocks() {
        return used;
    }

    /** Number of pages, or of blocks, that there is room for. */
    int capacity() {
        return inBlocks ? blocks.length : table.length;
    }

    long memoryBytes() {
        return OBJECT_BYTES + Footprint.references(capacity()) + used * (BLOCK_BYTES + Footprint.references(BLOCK));
    }

    /** The number of the last page, or {@link #NONE}. */
    long highest() {
        return highest;
    }

    /** The page of that number, or null. */
    @Nullable
    Page get(long number) {
        if (!inBlocks) {
            return number < table.length ? table[(int) number] : null;
        }
        int at = find(number / BLOCK);
        return at >= 0 ? blocks[at].pages[(int) (number % BLOCK)] : null;
    }

    /** Adds a page under a number that has none. */
    void add(long number, Page page) {
        if (!inBlocks && number >= BLOCK) {
            partIntoBlocks();
        }
        if (inBlocks) {
            Block block = blockFor(number / BLOCK);
            block.pages[(int) (number % BLOCK)] = page;
            block.count++;
        } else {
            if (number >= table.length) {
                table = Arrays.copyOf(table, powerOfTwoAbove(number));
            }
            table[(int) number] = page;
        }
        pages++;
        highest = Math.max(highest, number);
    }

    private static int powerOfTwoAbove(long number) {
        return number == 0 ? 1 : Integer.highestOneBit((int) number) << 1;
    }

    private void partIntoBlocks() {
        inBlocks = true;
        blocks = new Block[LEAST_BLOCKS];
        if (table.length > 0) {
            blocks[0] = new Block(0, Arrays.copyOf(table, BLOCK), pages);
            used = 1;
        }
        table = new Page[0];
    }

    private Block blockFor(long number) {
        int at = find(number);
        if (at >= 0) {
            return blocks[at];
        }
        int place = -at - 1;
        if (used == blocks.length) {
            blocks = Arrays.copyOf(blocks, used * 2);
        }
        System.arraycopy(blocks, place, blocks, place + 1, used - place);
        blocks[place] = new Block(number, new Page[BLOCK], 0);
        used++;
        return blocks[place];
    }

    /** The place of a block, or as binary search tells where it belongs. */
    private int find(long number) {
        int low = 0;
        int high = used - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long there = blocks[middle].number;
            if (there == number) {
                return middle;
            }
            if (there < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Removes the page of a number, which must be there. */
    void remove(long number) {
        if (inBlocks) {
            int at = find(number / BLOCK);
            blocks[at].pages[(int) (number % BLOCK)] = null;
            if (--blocks[at].count == 0) {
                used--;
                System.arraycopy(blocks, at + 1, blocks, at, used - at);
                Arrays.fill(blocks, used, used + 1, null);
            }
        } else {
            table[(int) number] = null;
        }
        pages--;
        if (number == highest) {
            highest = atOrBefore(number);
            shrink();
        }
    }

    private void shrink() {
        if (!inBlocks && pages > 0 && powerOfTwoAbove(highest) < table.length) {
            table = Arrays.copyOf(table, powerOfTwoAbove(highest));
        }
    }

    /** The number of the first page from {@code number} on, or {@link #NONE}. */
    long atOrAfter(long number) {
        if (!inBlocks) {
            return number < table.length ? first(table, (int) number) : NONE;
        }
        int at = find(number / BLOCK);
        int from = at >= 0 ? (int) (number % BLOCK) : 0;
        for (int i = at >= 0 ? at : -at - 1; i < used; i++) {
            int page = first(blocks[i].pages, from);
            if (page >= 0) {
                return blocks[i].number * BLOCK + page;
            }
            from = 0;
        }
        return NONE;
    }

    /** The number of the last page up to {@code number}, or {@link #NONE}. */
    long atOrBefore(long number) {
        if (!inBlocks) {
            return last(table, (int) Math.min(number, table.length - 1L));
        }
        int at = find(number / BLOCK);
        int from = at >= 0 ? (int) (number % BLOCK) : BLOCK - 1;
        for (int i = at >= 0 ? at : -at - 2; i >= 0; i--) {
            int page = last(blocks[i].pages, from);
            if (page >= 0) {
                return blocks[i].number * BLOCK + page;
            }
            from = BLOCK - 1;
        }
        return NONE;
    }

    private static int first(@Nullable Page[] pages, int from) {
        int at = from;
        while (at < pages.length && pages[at] == null) {
            at++;
        }
        return at < pages.length ? at : -1;
    }

    private static int last(@Nullable Page[] pages, int from) {
        int at = from;
        while (at >= 0 && pages[at] == null) {
            at--;
        }
        return at;
    }
}
