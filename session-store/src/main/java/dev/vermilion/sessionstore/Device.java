package dev.vermilion.sessionstore;

import java.time.Instant;
import java.util.Map;

/**
 * A session as its owner sees it in the list.
 *
 * @param id the hash that stands for it
 * @param device browser and system, as far as the User-Agent tells
 * @param lastSeen when it was used last
 * @param idleMillisLeft when it ends without another request
 * @param absoluteMillisLeft when it ends in any case
 */
record Device(
        String id,
        String device,
        String address,
        Instant created,
        Instant lastSeen,
        long idleMillisLeft,
        long absoluteMillisLeft) {

    static Device of(String id, Map<String, String> fields, long nowMillis) {
        long created = Long.parseLong(fields.getOrDefault("created", "0"));
        long seen = Long.parseLong(fields.getOrDefault("seen", "0"));
        long end = Long.parseLong(fields.getOrDefault("end", "0"));
        long idle = Long.parseLong(fields.getOrDefault("idle", "0"));
        return new Device(
                id,
                name(fields.getOrDefault("agent", "")),
                fields.getOrDefault("address", ""),
                Instant.ofEpochMilli(created),
                Instant.ofEpochMilli(seen),
                Math.max(0, Math.min(seen + idle, end) - nowMillis),
                Math.max(0, end - nowMillis));
    }

    /** "Firefox on Linux"; the agent itself, shortened, where it is not a browser we know. */
    static String name(String agent) {
        String browser = first(
                agent,
                "Edg/",
                "Edge",
                "OPR/",
                "Opera",
                "Firefox/",
                "Firefox",
                "Chrome/",
                "Chrome",
                "Safari/",
                "Safari",
                "curl/",
                "curl");
        String system = first(
                agent,
                "Android",
                "Android",
                "iPhone",
                "iPhone",
                "iPad",
                "iPad",
                "Windows",
                "Windows",
                "Mac OS X",
                "macOS",
                "Linux",
                "Linux");
        if (browser.isEmpty()) {
            return agent.isBlank() ? "Unknown device" : agent.substring(0, Math.min(agent.length(), 40));
        }
        return system.isEmpty() ? browser : browser + " on " + system;
    }

    /** Of pairs of a mark and a name, the name whose mark comes first in the list. */
    private static String first(String agent, String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (agent.contains(pairs[i])) {
                return pairs[i + 1];
            }
        }
        return "";
    }
}
