package dev.vermilion.engine.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How much may wait for a client before it is disconnected, by its class. Immutable. */
public final class OutputLimits {

    /** The classes of clients. */
    public enum ClientClass {
        NORMAL,
        SLAVE,
        PUBSUB
    }

    /**
     * A limit.
     *
     * @param hardBytes more than so many bytes close the connection at once; 0 for any number
     * @param softBytes more than so many bytes for {@code softSeconds} close it; 0 for any number
     * @param softSeconds see {@code softBytes}
     */
    public record Limit(long hardBytes, long softBytes, long softSeconds) {}

    static final String DEFAULT = "normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60";

    private static final Limit NONE = new Limit(0, 0, 0);

    private final Map<ClientClass, Limit> limits;

    private OutputLimits(Map<ClientClass, Limit> limits) {
        this.limits = limits;
    }

    /** The limits in the form of CONFIG GET. */
    static OutputLimits parse(String shown) {
        return new OutputLimits(new EnumMap<>(ClientClass.class)).with(List.of(shown.split(" ")));
    }

    /** The limit of a class. */
    public Limit of(ClientClass clientClass) {
        return limits.getOrDefault(clientClass, NONE);
    }

    /** These limits with the ones that {@code words} name replaced. */
    OutputLimits with(List<String> words) {
        if (words.size() % 4 != 0) {
            throw new ConfigException("Wrong number of arguments in buffer limit configuration.");
        }
        Map<ClientClass, Limit> changed = new EnumMap<>(ClientClass.class);
        changed.putAll(limits);
        for (int i = 0; i < words.size(); i += 4) {
            changed.put(classOf(words.get(i)), limit(words.subList(i + 1, i + 4)));
        }
        return new OutputLimits(changed);
    }

    private static ClientClass classOf(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "normal" -> ClientClass.NORMAL;
            case "slave", "replica" -> ClientClass.SLAVE;
            case "pubsub" -> ClientClass.PUBSUB;
            default -> throw new ConfigException("Invalid client class specified in buffer limit configuration.");
        };
    }

    private static Limit limit(List<String> words) {
        long hard = Memory.parse(words.get(0));
        long soft = Memory.parse(words.get(1));
        if (hard < 0 || soft < 0 || !words.get(2).matches("\\d{1,18}")) {
            throw new ConfigException("Error in hard, soft or soft_seconds setting in buffer limit configuration.");
        }
        return new Limit(hard, soft, Long.parseLong(words.get(2)));
    }

    /** The form of CONFIG GET. */
    @Override
    public String toString() {
        return Arrays.stream(ClientClass.values())
                .map(each -> each.name().toLowerCase(Locale.ROOT) + " " + of(each).hardBytes + " " + of(each).softBytes
                        + " " + of(each).softSeconds)
                .collect(Collectors.joining(" "));
    }
}
