package dev.vermilion.urlshortener;

import java.util.List;

/**
 * One page of the list of links, the newest first.
 *
 * @param links at most {@code size}; fewer where a link has ended for good since the list was last tidied
 * @param page from 1
 * @param size links to a page
 * @param total how many links the list has
 */
public record LinkPage(List<Link> links, int page, int size, long total) {}
