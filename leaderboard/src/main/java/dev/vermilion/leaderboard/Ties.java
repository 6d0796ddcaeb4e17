package dev.vermilion.leaderboard;

/** How players with equal scores are ranked. Every policy can be asked of the same data at any time. */
public enum Ties {
    /** 1 2 2 4: equal scores share a rank, and as many ranks are left out after them. As at the Olympics. */
    COMPETITION,
    /** 1 2 2 3: equal scores share a rank, and no rank is left out. */
    DENSE,
    /**
     * 1 2 3 4: nobody shares a rank. Ties are in Redis's own order, by the bytes of the name: A before Z on a board
     * where low wins, Z before A where high wins, because there Redis reads the whole sorted set backwards. Cheap, but Zoe
     * always beats Ada.
     */
    ORDINAL,
    /** 1 2 3 4: nobody shares a rank. Of equal scores the one that was reached first is ahead. */
    FIRST,
    /** 1 2 3 4: nobody shares a rank. Of equal scores the better subscore is ahead, and of equal ones the first. */
    SUBSCORE
}
