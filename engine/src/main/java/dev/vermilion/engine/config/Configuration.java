package dev.vermilion.engine.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values of all directives. They come from redis.conf and the command line at start ({@link #load}) and from CONFIG
 * SET later ({@link #set}); whoever needs to know of a change says so with {@link #onChange}.
 *
 * <p>Touched by one thread at a time: by the one that starts the engine, then by the command thread.
 */
public final class Configuration {

    /** What must be done when a directive gets a value. */
    @FunctionalInterface
    public interface Effect {
        /**
         * Makes {@code value} hold.
         *
         * @throws ConfigException if that is impossible; all values of the same CONFIG SET are then taken back
         */
        void apply(String value);
    }

    private final Map<String, Parameter> byName = new TreeMap<>();
    private final Map<Parameter, String> values = new HashMap<>();
    private final Map<Parameter, List<Effect>> effects = new HashMap<>();
    private final Set<Parameter> loaded = new HashSet<>();
    private final List<ConfigLine> renames = new ArrayList<>();
    private final List<ConfigLine> users = new ArrayList<>();
    private @Nullable Supplier<List<String>> userLines;

    /** All directives at their defaults. */
    public Configuration() {
        Parameters.all().forEach(this::add);
    }

    private void add(Parameter parameter) {
        values.put(parameter, parameter.defaultValue());
        name(parameter.name(), parameter);
        if (!parameter.alias().isEmpty()) {
            name(parameter.alias(), parameter);
        }
    }

    private void name(String name, Parameter parameter) {
        if (byName.put(name, parameter) != null) {
            throw new IllegalStateException(name + " stands in the table twice");
        }
    }

    /** The value of a directive that is known, in the form of CONFIG GET. */
    public String get(String name) {
        Parameter parameter = find(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no directive " + name);
        }
        return value(parameter);
    }

    /** The value of a directive that is an integer or a number of bytes. */
    public long number(String name) {
        return Long.parseLong(get(name));
    }

    /** True if the directive says {@code yes}. */
    public boolean isOn(String name) {
        return get(name).equals("yes");
    }

    /** Calls {@code effect} for each new value of a directive from now on, and for the present one at once. */
    public void onChange(String name, Effect effect) {
        whenChanged(name, effect);
        effect.apply(get(name));
    }

    /** Calls {@code effect} for each new value of a directive from now on. */
    public void whenChanged(String name, Effect effect) {
        Parameter parameter = find(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no directive " + name);
        }
        effects.computeIfAbsent(parameter, any -> new ArrayList<>()).add(effect);
    }

    /**
     * Renames commands as the lines of {@code rename-command} say.
     *
     * @param rename takes the name and the new one, which is empty if the command is to go; answers why it cannot be
     *     done, in Redis's words, or with nothing
     * @throws ConfigException with the line, if it cannot be done
     */
    public void renameCommands(BinaryOperator<String> rename) {
        for (ConfigLine line : renames) {
            String error = rename.apply(line.words().get(1), line.words().get(2));
            if (!error.isEmpty()) {
                throw new ConfigException(error).in(line);
            }
        }
    }

    /** As {@link #onChange}, for a number. */
    void onNumber(String name, Consumer<Long> effect) {
        onChange(name, value -> effect.accept(Long.parseLong(value)));
    }

    /**
     * Takes a line of redis.conf.
     *
     * @throws ConfigException with the line, if it is none that Redis would take
     */
    public void load(ConfigLine line) {
        if (line.name().equals("rename-command") && line.words().size() == 3) {
            renames.add(line);
            return;
        }
        if (line.name().equals("user") && line.words().size() > 1) {
            users.add(line);
            return;
        }
        Parameter parameter = find(line.name());
        if (parameter == null) {
            throw new ConfigException("Bad directive or wrong number of arguments").in(line);
        }
        List<String> words = line.arguments();
        if (parameter.hasSeveralWords()) {
            words = words.size() == 1 && !words.get(0).isEmpty()
                    ? List.of(words.get(0).strip().split("\\s+"))
                    : words;
        } else if (words.size() != 1) {
            throw new ConfigException("wrong number of arguments").in(line);
        }
        try {
            String value = parameter.form().read(words, value(parameter));
            boolean again = !loaded.add(parameter) && parameter.name().equals("save");
            if (again && !value.isEmpty() && !value(parameter).isEmpty()) {
                value = value(parameter) + " " + value; // the lines of save add up
            }
            store(parameter, value);
        } catch (ConfigException e) {
            throw e.in(line);
        }
    }

    /**
     * CONFIG SET: all of these values, or none of them.
     *
     * @param wanted values by name, in the order given
     * @param mayGuarded whether guarded directives may be set
     * @throws ConfigException with Redis's error text
     */
    public void set(List<Map.Entry<String, String>> wanted, boolean mayGuarded) {
        Map<Parameter, String> next = new LinkedHashMap<>();
        Map<Parameter, String> names = new HashMap<>();
        for (Map.Entry<String, String> each : wanted) {
            Parameter parameter = settable(each.getKey(), next, mayGuarded);
            next.put(parameter, each.getValue());
            names.put(parameter, parameter.nameLike(each.getKey()));
        }
        next.replaceAll((parameter, text) -> {
            List<String> words = parameter.hasSeveralWords() ? List.of(text.split(" ", -1)) : List.of(text);
            try {
                return parameter.form().read(words, value(parameter));
            } catch (ConfigException e) {
                throw failed(names.getOrDefault(parameter, ""), e.text());
            }
        });
        next.entrySet().removeIf(each -> each.getValue().equals(value(each.getKey())));
        Map<Parameter, String> before = new LinkedHashMap<>();
        next.forEach((parameter, value) -> before.put(parameter, value(parameter)));
        values.putAll(next); // all of them, for an effect may look at several
        Set<Effect> done = new HashSet<>();
        for (Parameter each : next.keySet()) {
            try {
                apply(each, done);
            } catch (ConfigException e) {
                values.putAll(before);
                takeBack(before.keySet(), done);
                throw failed(names.getOrDefault(each, ""), e.text());
            }
        }
    }

    private void apply(Parameter parameter, Set<Effect> done) {
        for (Effect effect : effects.getOrDefault(parameter, List.of())) {
            if (done.add(effect)) {
                effect.apply(value(parameter));
            }
        }
    }

    /** Makes hold again what held before; what cannot be had back now was not given up either. */
    private void takeBack(Set<Parameter> parameters, Set<Effect> done) {
        for (Parameter parameter : parameters) {
            for (Effect effect : effects.getOrDefault(parameter, List.of())) {
                if (done.remove(effect)) {
                    try {
                        effect.apply(value(parameter));
                    } catch (ConfigException e) {
                        System.getLogger(Configuration.class.getName())
                                .log(System.Logger.Level.WARNING, parameter.name() + " could not be taken back", e);
                    }
                }
            }
        }
    }

    private Parameter settable(String name, Map<Parameter, String> before, boolean mayGuarded) {
        Parameter parameter = find(name);
        if (parameter == null) {
            throw new ConfigException("ERR Unknown option or number of arguments for CONFIG SET - '" + name + "'");
        }
        if (parameter.isFixed()) {
            throw failed(name, "can't set immutable config");
        }
        if (parameter.isGuarded() && !mayGuarded) {
            throw failed(name, "can't set protected config");
        }
        if (before.containsKey(parameter)) {
            throw failed(name, "duplicate parameter");
        }
        return parameter;
    }

    private static ConfigException failed(String name, String reason) {
        return new ConfigException("ERR CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
    }

    private void store(Parameter parameter, String value) {
        if (!value.equals(values.put(parameter, value))) {
            effects.getOrDefault(parameter, List.of()).forEach(each -> each.apply(value));
        }
    }

    /** The lines that declare users; nobody has looked at what they say. */
    public List<ConfigLine> users() {
        return users;
    }

    /** Sets where {@link #rewrite} gets the lines that declare users. */
    public void userLines(Supplier<List<String>> lines) {
        this.userLines = lines;
    }

    /** The lines that declare users as they are to be written; null if nobody knows. */
    @Nullable
    List<String> writtenUsers() {
        return userLines == null ? null : userLines.get();
    }

    /** True if the value of the directive called {@code name} must not be shown in logs. */
    public boolean isSecret(String name) {
        Parameter parameter = find(name);
        return parameter != null && parameter.isSecret();
    }

    /** True if there is a directive called {@code name}. */
    public boolean knows(String name) {
        return find(name) != null;
    }

    /** The values of all directives, hidden ones left out, whose name {@code wanted} takes; in order of names. */
    public Map<String, String> shown(Predicate<String> wanted) {
        Map<String, String> shown = new LinkedHashMap<>();
        byName.forEach((name, parameter) -> {
            if (!parameter.isHidden() && wanted.test(name)) {
                shown.put(name, value(parameter));
            }
        });
        return shown;
    }

    /** Writes what holds into {@code file}, whose comments and order are kept. */
    public void rewrite(Path file) throws IOException {
        new ConfigRewrite(this, false).rewrite(file);
    }

    /** As {@link #rewrite}, with the directives that have their defaults too. */
    public void rewriteAll(Path file) throws IOException {
        new ConfigRewrite(this, true).rewrite(file);
    }

    @Nullable
    Parameter find(String name) {
        return byName.get(name.toLowerCase(Locale.ROOT));
    }

    String value(Parameter parameter) {
        return values.getOrDefault(parameter, parameter.defaultValue());
    }

    /** All names, older ones included, in alphabetical order. */
    Collection<String> names() {
        return byName.keySet();
    }
}
