package dev.vermilion.engine.command;

import dev.vermilion.engine.command.Argument.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A syntax line of the manual, understood: {@code BLPOP key [key ...] timeout}.
 *
 * <pre>
 *   NX            a token: upper case letters
 *   seconds       a value that the caller chooses
 *   [ ... ]       may be left out
 *   a | b         one of them; &lt; ... &gt; where a choice must be made
 *   key [key ...] one or more; [key [key ...]] none or more
 * </pre>
 *
 * <p>From it follow the arity and, by the names of the values, where the keys are.
 */
public final class Syntax {

    /** Names of values that are keys. */
    private static final Set<String> KEY_NAMES =
            Set.of("key", "key1", "key2", "destination", "destkey", "source", "sourcekey", "newkey", "dst", "src");

    private static final Pattern WORD = Pattern.compile("\\.\\.\\.|[\\[\\]<>|]|[^\\s\\[\\]<>|]+");
    private static final Pattern TOKEN = Pattern.compile("[A-Z0-9*=~$+\\-]*[A-Z*=~$+\\-][A-Z0-9*=~$+\\-]*|\"\"");

    /** The commands whose first argument is a token and no subcommand. */
    private static final Set<String> BEGIN_WITH_TOKEN = Set.of("XREADGROUP", "TRIMSLOTS");

    private final String line;
    private final List<String> names = new ArrayList<>();
    private final List<Argument> arguments;

    private Syntax(String line) {
        this.line = line;
        List<String> words = new ArrayList<>();
        for (Matcher matcher = WORD.matcher(line); matcher.find(); ) {
            words.add(matcher.group());
        }
        names.add(words.remove(0));
        if (!words.isEmpty() && words.get(0).matches("[A-Z][A-Z0-9-]+") && !BEGIN_WITH_TOKEN.contains(names.get(0))) {
            names.add(words.remove(0));
        }
        this.arguments = new Parser(words).sequence("");
    }

    /** Understands a line. */
    public static Syntax parse(String line) {
        return new Syntax(line);
    }

    /** The line itself. */
    public String line() {
        return line;
    }

    /** The name at {@code index}: 0 the command, 1 the subcommand; empty if there is none. */
    public String name(int index) {
        return index < names.size() ? names.get(index) : "";
    }

    /** The parts behind the name. */
    public List<Argument> arguments() {
        return arguments;
    }

    /** Number of words of a call, the name included; negative if it may be more. */
    public int arity() {
        int least =
                names.size() + arguments.stream().mapToInt(Argument::leastWords).sum();
        return arguments.stream().anyMatch(Argument::varies) ? -least : least;
    }

    /** Where the keys are, as far as the names of the values tell. */
    public List<KeySpec> keySpecs(boolean readOnly) {
        String[] flags = readOnly ? new String[] {"RO", "ACCESS"} : new String[] {"RW", "ACCESS", "UPDATE"};
        List<KeySpec> specs = new ArrayList<>();
        int at = names.size();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.text().equals("numkeys")) {
                specs.add(KeySpec.counted(at, flags));
                return specs;
            }
            if (isKeys(argument)) {
                int step = argument.kind() == Kind.BLOCK ? argument.parts().size() : 1;
                int behind = arguments.subList(i + 1, arguments.size()).stream()
                        .mapToInt(Argument::leastWords)
                        .sum();
                int last = argument.multiple() ? -1 - behind : at;
                specs.add(KeySpec.range(at, last, step, flags));
                if (argument.multiple()) {
                    return specs;
                }
            } else if (argument.varies()) {
                return specs;
            }
            at += argument.leastWords();
        }
        return specs;
    }

    /** True if a value of that name is a key. */
    public static boolean isKeyName(String name) {
        return KEY_NAMES.contains(name);
    }

    private static boolean isKeys(Argument argument) {
        Argument first = argument.kind() == Kind.BLOCK ? argument.parts().get(0) : argument;
        return !argument.optional() && first.kind() == Kind.VALUE && isKeyName(first.text());
    }

    /** Reads the words of a line from left to right. */
    private static final class Parser {

        private final List<String> words;
        private int at;

        Parser(List<String> words) {
            this.words = words;
        }

        /** Parts up to {@code end}, which is read too. */
        List<Argument> sequence(String end) {
            List<Argument> parts = new ArrayList<>();
            while (at < words.size()) {
                String word = words.get(at++);
                if (word.equals(end)) {
                    return parts;
                }
                if (word.equals("|")) {
                    return List.of(choice(parts, end));
                }
                add(parts, word);
            }
            if (!end.isEmpty()) {
                throw new IllegalArgumentException("no " + end + " in " + words);
            }
            return parts;
        }

        private void add(List<Argument> parts, String word) {
            switch (word) {
                case "[" -> bracket(parts);
                case "<" -> parts.add(grouped(sequence(">")));
                default ->
                    parts.add(new Argument(
                            TOKEN.matcher(word).matches() ? Kind.TOKEN : Kind.VALUE, word, List.of(), false, false));
            }
        }

        /** {@code [x ...]}: more of what stands before it; anything else in brackets is optional. */
        private void bracket(List<Argument> parts) {
            int start = at;
            int depth = 0;
            while (!(depth == 0 && words.get(at).equals("]"))) {
                depth += words.get(at).equals("[") ? 1 : words.get(at).equals("]") ? -1 : 0;
                at++;
            }
            boolean repeats = words.get(at - 1).equals("...");
            at = start;
            if (!repeats) {
                parts.add(grouped(sequence("]")).inBrackets());
                return;
            }
            List<Argument> again = new ArrayList<>();
            while (!words.get(at).equals("...")) {
                add(again, words.get(at++));
            }
            at += 2;
            repeat(parts, again);
        }

        private void repeat(List<Argument> parts, List<Argument> again) {
            int from = parts.size() - again.size();
            boolean same = from >= 0;
            for (int i = 0; same && i < again.size(); i++) {
                same = parts.get(from + i).isLike(again.get(i));
            }
            if (same) {
                List<Argument> tail = new ArrayList<>(parts.subList(from, parts.size()));
                parts.subList(from, parts.size()).clear();
                parts.add(grouped(tail).repeated());
            } else {
                parts.add(grouped(again).repeated().inBrackets());
            }
        }

        /** The rest of a choice whose first member has been read. */
        private Argument choice(List<Argument> first, String end) {
            List<Argument> members = new ArrayList<>(List.of(grouped(first)));
            List<Argument> member = new ArrayList<>();
            while (at < words.size()) {
                String word = words.get(at++);
                if (word.equals(end) || word.equals("|")) {
                    members.add(grouped(member));
                    member = new ArrayList<>();
                    if (word.equals(end)) {
                        break;
                    }
                } else {
                    add(member, word);
                }
            }
            return new Argument(Kind.CHOICE, "", members, false, false);
        }

        private static Argument grouped(List<Argument> parts) {
            return parts.size() == 1 ? parts.get(0) : new Argument(Kind.BLOCK, "", List.copyOf(parts), false, false);
        }
    }
}
