package dev.vermilion.kit.lens;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.util.SafeEncoder;

/**
 * Which arguments of a command are keys, and whether it writes: as the Redis in use says itself, in its answer to COMMAND.
 * So it is right for every command of every version, modules included.
 */
final class CommandKeys {

    private static final ProtocolCommand COMMAND = () -> "COMMAND".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> SCRIPTS = Set.of("EVAL", "EVALSHA", "FCALL");

    private record Row(boolean write, int first, int last, int step) {}

    private final Map<String, Row> rows = new HashMap<>();

    CommandKeys(UnifiedJedis redis) {
        for (Object each : list(redis.sendCommand(COMMAND))) {
            List<?> row = list(each);
            String name = text(row.get(0)).toUpperCase(Locale.ROOT);
            boolean write =
                    list(row.get(2)).stream().anyMatch(flag -> text(flag).equals("write"));
            rows.put(name, new Row(write, number(row.get(3)), number(row.get(4)), number(row.get(5))));
        }
    }

    /** True if the command may change its keys. */
    boolean writes(List<byte[]> command) {
        String name = name(command);
        Row row = rows.get(name);
        return SCRIPTS.contains(name) || (row != null && row.write());
    }

    /** The keys that the command names, in order. */
    List<byte[]> of(List<byte[]> command) {
        List<byte[]> keys = new ArrayList<>();
        String name = name(command);
        Row row = rows.get(name);
        if (row != null && row.first() > 0) {
            int last = row.last() < 0 ? command.size() + row.last() : row.last();
            for (int i = row.first(); i <= last && i < command.size(); i += Math.max(1, row.step())) {
                keys.add(command.get(i));
            }
        }
        int counted = countAt(name, command);
        if (counted > 0) {
            int count = Math.min(count(command.get(counted)), command.size() - counted - 1);
            keys.addAll(command.subList(counted + 1, counted + 1 + count));
        }
        return keys;
    }

    /** Where the number of keys stands in commands that say it; 0 in all others. */
    private static int countAt(String name, List<byte[]> command) {
        int at = switch (name) {
            case "EVAL", "EVALSHA", "FCALL", "EVAL_RO", "EVALSHA_RO", "FCALL_RO" -> 2;
            case "ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE", "BLMPOP", "BZMPOP" -> 2;
            case "LMPOP", "ZMPOP", "ZUNION", "ZINTER", "ZDIFF", "SINTERCARD", "ZINTERCARD" -> 1;
            default -> 0;
        };
        return at < command.size() ? at : 0;
    }

    private static int count(byte[] bytes) {
        try {
            return Math.max(0, Integer.parseInt(text(bytes)));
        } catch (NumberFormatException e) {
            return 0; // the command will fail anyway
        }
    }

    static String name(List<byte[]> command) {
        return text(command.get(0)).toUpperCase(Locale.ROOT);
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> list ? list : value instanceof Set<?> set ? List.copyOf(set) : List.of();
    }

    private static int number(Object value) {
        return value instanceof Number number ? number.intValue() : 0;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? SafeEncoder.encode(bytes) : String.valueOf(value);
    }
}
