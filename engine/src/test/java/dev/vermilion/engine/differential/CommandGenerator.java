package dev.vermilion.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes random calls of the commands of one group, from redis-server's own description of their arguments: mostly valid
 * ones, with words at the edges of what is valid, and some that are not valid at all.
 */
final class CommandGenerator {

    /** Words that are left to chance, to the clock, or to what the server is. */
    private static final Set<String> NOT_COMPARABLE = Set.of(
            "RANDOMKEY",
            "SPOP",
            "SRANDMEMBER",
            "HRANDFIELD",
            "ZRANDMEMBER",
            "SCAN",
            "HSCAN",
            "SSCAN",
            "ZSCAN",
            "WAIT",
            "WAITAOF",
            "XSETID", // refuses more since 7.2, and the streams are not the same from there on
            "MIGRATE",
            "DUMP",
            "RESTORE",
            "PFSELFTEST"); // takes seconds

    private static final String COUNT_TO_COME = "<count>";

    private final Random random;
    private final String group;
    private final Map<String, List<Argument>> commands;
    private final List<String> names;
    private final Vocabulary vocabulary;

    CommandGenerator(String group, Map<String, List<Argument>> commands, Random random) {
        this.group = group;
        this.commands = commands;
        this.names = commands.keySet().stream()
                .filter(each -> !NOT_COMPARABLE.contains(each))
                .toList();
        this.random = random;
        this.vocabulary = new Vocabulary(random);
    }

    /** The next command. */
    List<String> next() {
        String name = names.get(random.nextInt(names.size()));
        List<String> words = new ArrayList<>(List.of(name));
        if (random.nextInt(50) == 0) {
            spoil(words);
        }
        addAll(words, commands.get(name));
        words.replaceAll(each -> each.equals(COUNT_TO_COME) ? "1" : each);
        if (name.startsWith("B") && isBlocking(name)) {
            words.set(words.size() - 1, words.get(words.size() - 1).equals("0") ? "0.01" : words.get(words.size() - 1));
        }
        if (name.startsWith("XREAD") && words.contains("BLOCK")) {
            words.set(words.indexOf("BLOCK") + 1, "1");
        }
        if (name.equals("XADD")) {
            words.replaceAll(each -> each.equals("*") ? vocabulary.newId() : each);
        }
        if (name.contains("LEX") || words.contains("BYLEX")) {
            words.replaceAll(each ->
                    each.replaceFirst("^[a-z-]+:(?=\\d+$)", Vocabulary.ONE_SCORE)); // else the order has no meaning
        }
        if (random.nextInt(60) == 0) {
            words.remove(words.size() - 1);
        }
        if (random.nextInt(80) == 0) {
            words.add(vocabulary.word("junk", "string"));
        }
        if (name.matches("Z(REV)?RANK") && words.size() > 3) {
            words.remove(3); // where 7.2 looks for WITHSCORE
        }
        if (name.equals("XREAD")) {
            words.replaceAll(each -> each.equals("+") ? "0" : each); // the last entry, since 7.4
        }
        if (name.equals("SORT") && words.contains("BY") && words.contains("STORE")) {
            words.remove("ALPHA"); // words without a key to be sorted by are equal, and would be stored in any order
        }
        return words.isEmpty() ? List.of("PING") : words;
    }

    private boolean isBlocking(String name) {
        return commands.get(name).stream().anyMatch(each -> each.name().equals("timeout"));
    }

    private void spoil(List<String> words) {
        words.set(0, words.get(0).toLowerCase(java.util.Locale.ROOT));
    }

    private void addAll(List<String> words, List<Argument> arguments) {
        for (Argument each : arguments) {
            if (each.isOptional() && random.nextInt(100) < 60) {
                continue;
            }
            add(words, each);
        }
    }

    private void add(List<String> words, Argument argument) {
        boolean tokenEachTime = argument.flags().contains("multiple_token");
        int times = argument.isRepeated() ? 1 + random.nextInt(3) : 1;
        boolean counted = words.contains(COUNT_TO_COME) && argument.isRepeated();
        if (counted) {
            String count = random.nextInt(25) == 0 ? vocabulary.word("count", "integer") : Integer.toString(times);
            words.set(words.indexOf(COUNT_TO_COME), count);
        }
        for (int i = 0; i < times; i++) {
            boolean withToken = !argument.token().isEmpty() && (i == 0 || tokenEachTime);
            if (withToken && !argument.type().equals("pure-token")) {
                words.add(argument.token());
            }
            addOnce(words, argument);
        }
    }

    private void addOnce(List<String> words, Argument argument) {
        switch (argument.type()) {
            case "oneof" ->
                add(words, argument.parts().get(random.nextInt(argument.parts().size())));
            case "block" -> addAll(words, argument.parts());
            case "pure-token" -> words.add(argument.token().isEmpty() ? "\"\"" : argument.token());
            case "key" -> words.add(vocabulary.key(group));
            default -> {
                boolean counts = argument.name().equals("numkeys");
                words.add(counts ? COUNT_TO_COME : vocabulary.word(argument.name(), argument.type()));
            }
        }
    }
}
