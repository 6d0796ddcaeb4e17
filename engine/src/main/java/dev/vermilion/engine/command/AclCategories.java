package dev.vermilion.engine.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ACL categories of commands: most follow from the group and the flags, a row names the others. */
public final class AclCategories {

    /** All categories, in the order of ACL CAT. */
    public static final List<String> ALL = List.of(
            "keyspace",
            "read",
            "write",
            "set",
            "sortedset",
            "list",
            "hash",
            "string",
            "array",
            "bitmap",
            "hyperloglog",
            "geo",
            "stream",
            "pubsub",
            "admin",
            "fast",
            "slow",
            "blocking",
            "dangerous",
            "connection",
            "transaction",
            "scripting");

    private AclCategories() {}

    static List<String> of(Command command) {
        Set<String> has = new HashSet<>(command.ownCategories());
        String ofGroup = ofGroup(command.group());
        if (command.isInGroupCategory() && !ofGroup.isEmpty()) {
            has.add(ofGroup);
        }
        ofFlags(command, has);
        List<String> inOrder = new ArrayList<>(ALL);
        inOrder.retainAll(has);
        return inOrder;
    }

    private static void ofFlags(Command command, Set<String> has) {
        addIf(command.is(Flag.WRITE), "write", has);
        addIf(command.is(Flag.READONLY) && !has.contains("scripting"), "read", has);
        addIf(command.is(Flag.ADMIN), "admin", has);
        addIf(command.is(Flag.ADMIN), "dangerous", has);
        addIf(command.is(Flag.PUBSUB), "pubsub", has);
        addIf(command.is(Flag.BLOCKING), "blocking", has);
        has.add(command.is(Flag.FAST) ? "fast" : "slow");
    }

    private static void addIf(boolean applies, String category, Set<String> has) {
        if (applies) {
            has.add(category);
        }
    }

    private static String ofGroup(String group) {
        return switch (group) {
            case "generic" -> "keyspace";
            case "sorted-set" -> "sortedset";
            case "transactions" -> "transaction";
            default -> ALL.contains(group) ? group : "";
        };
    }
}
