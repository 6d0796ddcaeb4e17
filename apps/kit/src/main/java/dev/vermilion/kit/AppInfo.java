package dev.vermilion.kit;

import java.util.List;

/**
 * What an app is called and what it shows.
 *
 * @param name folder, module, jar and URL path: lower case with hyphens, {@code url-shortener}
 * @param title for people: {@code URL shortener}
 * @param summary one sentence
 * @param level {@code beginner}, {@code intermediate} or {@code advanced}
 * @param features the Redis features it shows, a word or two each
 */
public record AppInfo(String name, String title, String summary, String level, List<String> features) {

    /** Copies {@code features}. */
    public AppInfo {
        features = List.copyOf(features);
    }
}
