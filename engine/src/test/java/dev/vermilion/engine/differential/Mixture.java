package dev.vermilion.engine.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random commands of all groups together: as they are, in transactions, or called by scripts. */
final class Mixture {

    /** How the commands reach the server. */
    enum Form {
        PLAIN,
        TRANSACTIONS,
        SCRIPTS
    }

    private static final List<String> GROUPS =
            List.of("string", "bitmap", "hash", "list", "set", "sorted-set", "geo", "stream", "generic");
    private static final List<String> SCRIPTS = List.of(
            "return redis.pcall(unpack(ARGV))",
            "redis.setresp(3) return redis.pcall(unpack(ARGV))",
            "return redis.call(unpack(ARGV))");

    private final Form form;
    private final Random random;
    private final Filler filler;
    private final Map<String, CommandGenerator> generators = new TreeMap<>();
    private boolean inTransaction;

    Mixture(Wire redis, Form form, Random random) {
        this.form = form;
        this.random = random;
        filler = new Filler(random);
        for (String group : GROUPS) {
            generators.put(group, new CommandGenerator(group, Argument.ofGroup(redis, group), random));
        }
    }

    /** The next commands. */
    List<List<String>> commands(int count) {
        List<List<String>> commands = new ArrayList<>();
        while (commands.size() < count) {
            commands.add(
                    switch (form) {
                        case PLAIN -> next();
                        case TRANSACTIONS -> inTransactions();
                        case SCRIPTS -> byScript();
                    });
        }
        if (inTransaction) {
            commands.add(List.of("DISCARD"));
        }
        return commands;
    }

    private List<String> next() {
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        return random.nextInt(5) == 0
                ? filler.next(group)
                : generators.getOrDefault(group, generators.get("string")).next();
    }

    private List<String> inTransactions() {
        int chance = random.nextInt(12);
        if (chance == 0 && !inTransaction) {
            return List.of("WATCH", "string:1", "hash:1");
        }
        if (chance > 1) {
            return next();
        }
        List<String> command = List.of(!inTransaction ? "MULTI" : chance == 0 ? "EXEC" : "DISCARD");
        inTransaction = !inTransaction;
        return command;
    }

    private List<String> byScript() {
        List<String> command = next();
        // scripts may call commands that block since 7.2
        boolean mayBlock = command.get(0).matches("(?i)B[LRZ].*") || command.contains("BLOCK");
        if (mayBlock || random.nextInt(4) == 0) {
            return command;
        }
        List<String> words = new ArrayList<>(List.of("EVAL", SCRIPTS.get(random.nextInt(SCRIPTS.size())), "0"));
        words.addAll(command);
        return words;
    }
}
