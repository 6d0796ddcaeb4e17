package dev.vermilion.kit.lens;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What the lens must not show. Passwords of the connection itself, and everything that stands under the name of a secret:
 * the value behind a hash field of that name, or a JSON property of that name. An app can name more fields, and keys by
 * pattern, whose whole values are secret.
 *
 * <p>Safe for use by many threads.
 */
public final class Redaction {

    static final byte[] REDACTED = "(redacted)".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> ALWAYS_SECRET = Set.of("AUTH", "HELLO", "MIGRATE");
    private static final Set<String> SECRET_SETTINGS = Set.of("REQUIREPASS", "MASTERAUTH", "TLS-KEY-FILE-PASS");

    private final Set<String> fields = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final List<Pattern> keys = new CopyOnWriteArrayList<>();
    private volatile Pattern properties;

    /** Redaction of {@code password}, {@code token} and {@code secret}. */
    public Redaction() {
        fields.addAll(Set.of("password", "token", "secret"));
        properties = propertiesOf(fields);
    }

    /** Adds names of fields; those with a {@code *} in them are patterns of keys. To be called before requests come. */
    public synchronized void add(Collection<String> names) {
        for (String name : names) {
            if (name.contains("*")) {
                keys.add(Pattern.compile(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q"), Pattern.DOTALL));
            } else {
                fields.add(name);
            }
        }
        properties = propertiesOf(fields);
    }

    /** The command with what is secret replaced. */
    List<byte[]> command(List<byte[]> command) {
        String name = text(command.get(0)).toUpperCase(Locale.ROOT);
        boolean all = ALWAYS_SECRET.contains(name) || isSecretSetting(name, command);
        boolean[] hidden = new boolean[command.size()];
        for (int i = 1; i < command.size(); i++) {
            hidden[i] = (all && i > firstShown(name))
                    || (i > 1 && isField(command.get(i - 1)))
                    || (i > 1 && hidesKey(command.get(1)));
        }
        return IntStream.range(0, command.size())
                .mapToObj(i -> hidden[i] ? REDACTED : properties(command.get(i)))
                .toList();
    }

    /** The reply to {@code command} with what is secret replaced. */
    Reply reply(List<byte[]> command, Reply reply) {
        boolean all = command.size() > 1 && hidesKey(command.get(1));
        for (int i = 2; i < command.size(); i++) {
            all |= isField(command.get(i));
        }
        return reply(reply, all && !reply.isError());
    }

    private Reply reply(Reply reply, boolean all) {
        if (reply.type() == '$' && !reply.isNull()) {
            return new Reply('$', all ? REDACTED : properties(reply.text()), List.of(), false);
        }
        if (reply.items().isEmpty()) {
            return reply;
        }
        List<Reply> items = new ArrayList<>();
        for (int i = 0; i < reply.items().size(); i++) {
            boolean behindName = i > 0 && isField(reply.items().get(i - 1).text());
            items.add(reply(reply.items().get(i), all || behindName));
        }
        return new Reply(reply.type(), reply.text(), items, false);
    }

    /** The value that stands under {@code name} in the value of {@code key}, as it may be shown. */
    byte[] value(byte[] key, byte[] name, byte[] value) {
        return isField(name) || hidesKey(key) ? REDACTED : properties(value);
    }

    private static int firstShown(String name) {
        return name.equals("CONFIG") || name.equals("ACL") ? 2 : 0;
    }

    private static boolean isSecretSetting(String name, List<byte[]> command) {
        if (command.size() < 3) {
            return false;
        }
        String second = text(command.get(1)).toUpperCase(Locale.ROOT);
        return (name.equals("CONFIG")
                        && command.stream()
                                .skip(2)
                                .anyMatch(word ->
                                        SECRET_SETTINGS.contains(text(word).toUpperCase(Locale.ROOT))))
                || (name.equals("ACL") && second.equals("SETUSER"));
    }

    private boolean isField(byte[] word) {
        return word.length > 0 && word.length < 64 && fields.contains(text(word));
    }

    private boolean hidesKey(byte[] key) {
        return !keys.isEmpty()
                && keys.stream().anyMatch(each -> each.matcher(text(key)).matches());
    }

    private byte[] properties(byte[] bytes) {
        if (bytes.length < 8 || indexOfQuote(bytes) < 0) {
            return bytes;
        }
        String text = text(bytes);
        Matcher matcher = properties.matcher(text);
        return matcher.find() ? matcher.replaceAll("$1\"(redacted)\"").getBytes(StandardCharsets.UTF_8) : bytes;
    }

    private static int indexOfQuote(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '"') {
                return i;
            }
        }
        return -1;
    }

    private static Pattern propertiesOf(Set<String> names) {
        String any = String.join("|", names.stream().map(Pattern::quote).toList());
        return Pattern.compile("(\"(?:" + any + ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*\"", Pattern.CASE_INSENSITIVE);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
