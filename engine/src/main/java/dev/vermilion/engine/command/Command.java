package dev.vermilion.engine.command;

import dev.vermilion.engine.resp.Request;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A row of the command table: the syntax line of the manual, a sentence, and the method. Whatever else is known of the
 * command is derived from the line.
 *
 * <pre>{@code
 *   command("INCR key", "Adds one to the integer at key, starting from zero.")
 *       .since("1.0.0").write(DENYOOM, FAST).runs(Incr::incr)
 * }</pre>
 *
 * <p>A row is built at start and never changed afterwards, but for its counters, which the command thread keeps.
 */
public final class Command {

    private final Syntax syntax;
    private final String summary;
    private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
    private final Set<String> categories = new TreeSet<>();
    private final Map<String, Command> subcommands = new LinkedHashMap<>();
    private final List<KeySpec> keySpecs = new ArrayList<>();
    private boolean keySpecsGiven;
    private @Nullable List<KeySpec> keySpecsOfSyntax;
    private @Nullable Function<Request, List<String>> keyFlags;
    private boolean inGroupCategory = true;
    private List<String> tips = List.of();
    private String since = "";
    private String group = "";
    private String container = "";
    private String deprecated = "";
    private int arity;
    private int id;
    private @Nullable Handler handler;
    private Predicate<Request> replicates = any -> true;

    private long calls;
    private long nanos;
    private long rejected;
    private long failed;
    private final LatencyHistogram latency = new LatencyHistogram();

    private Command(Syntax syntax, String summary) {
        this.syntax = syntax;
        this.summary = summary;
        this.arity = syntax.arity();
    }

    /**
     * Begins a row.
     *
     * @param line the command as the manual prints it, such as {@code ZADD key [NX | XX] score member [score member ...]};
     *     a subcommand with its container in front
     * @param summary what it does, one sentence
     */
    public static Command command(String line, String summary) {
        return new Command(Syntax.parse(line), summary);
    }

    /** The version of Redis that first had it. */
    public Command since(String version) {
        this.since = version;
        return this;
    }

    /** Marks the command as deprecated; {@code instead} says what to use. */
    public Command deprecated(String instead) {
        this.deprecated = instead;
        return this;
    }

    /** The command may change keys. */
    public Command write(Flag... more) {
        return flags(Flag.WRITE).flags(more);
    }

    /** The command reads keys and changes none. */
    public Command read(Flag... more) {
        return flags(Flag.READONLY).flags(more);
    }

    /** Adds flags. */
    public Command flags(Flag... more) {
        flags.addAll(List.of(more));
        return this;
    }

    /** Adds ACL categories that do not follow from the group and the flags, without the {@code @}. */
    public Command categories(String... more) {
        categories.addAll(List.of(more));
        return this;
    }

    /** The ACL category of its group is not one of its own. */
    public Command outsideOfGroupCategory() {
        this.inGroupCategory = false;
        return this;
    }

    /** Sets the hints of COMMAND for clients of a cluster and for proxies. */
    public Command tips(String... tips) {
        this.tips = List.of(tips);
        return this;
    }

    /** Sets the arity where the syntax line does not tell it. */
    public Command arity(int arity) {
        this.arity = arity;
        return this;
    }

    /** Sets where the keys are, where the syntax line does not tell it. No argument means no keys. */
    public Command keys(KeySpec... specs) {
        keySpecs.clear();
        keySpecs.addAll(List.of(specs));
        keySpecsGiven = true;
        return this;
    }

    /** Sets how to see from a request what it does with its key, where the flags say {@code VARIABLE_FLAGS}. */
    public Command keyFlags(Function<Request, List<String>> flags) {
        this.keyFlags = flags;
        return this;
    }

    /** Sets the method that runs it. */
    public Command runs(Handler handler) {
        this.handler = handler;
        return this;
    }

    /** True if what it does to keys is to be done by those who follow as well. */
    boolean isPropagated() {
        return !flags.contains(Flag.ADMIN);
    }

    /** Makes it a container of these subcommands; without an argument it may have a method of its own as well. */
    public Command subcommands(List<Command> rows) {
        for (Command row : rows) {
            row.container = name();
            if (subcommands.put(row.subName(), row) != null) {
                throw new IllegalStateException(row.syntax.line() + " stands in the table twice");
            }
        }
        if (handler == null) {
            arity = -2;
        }
        return this;
    }

    void group(String name) {
        this.group = name;
        subcommands.values().forEach(each -> each.group(name));
    }

    /** Its number in the table, from 0. */
    public int id() {
        return id;
    }

    void id(int id) {
        this.id = id;
    }

    /** True if it is a subcommand. */
    public boolean isSubcommand() {
        return !container.isEmpty();
    }

    /** The name in upper case; for a subcommand the container's. */
    public String name() {
        return syntax.name(0);
    }

    /** The name as Redis prints it: lower case, {@code config|get} for a subcommand. */
    public String fullName() {
        String full = container.isEmpty() ? name() : container + "|" + subName();
        return full.toLowerCase(Locale.ROOT);
    }

    /** The second word of a subcommand, in upper case. */
    public String subName() {
        return syntax.name(1);
    }

    /** The syntax line, parsed. */
    public Syntax syntax() {
        return syntax;
    }

    /** What it does, one sentence. */
    public String summary() {
        return summary;
    }

    /** The version of Redis that first had it. */
    public String since() {
        return since;
    }

    /** The group of COMMAND DOCS. */
    public String group() {
        return group;
    }

    /** What to use instead, if it is deprecated; otherwise empty. */
    public String deprecation() {
        return deprecated;
    }

    /** The number of words of a call; negative if at least that many. */
    public int arity() {
        return arity;
    }

    /** True if a call of {@code words} words fits the arity. */
    public boolean accepts(int words) {
        return arity >= 0 ? words == arity : words >= -arity;
    }

    /** The flags. */
    public Set<Flag> flags() {
        return flags;
    }

    /** True if it has the flag. */
    public boolean is(Flag flag) {
        return flags.contains(flag);
    }

    /** ACL categories named by the row beyond those that follow from group and flags. */
    public Set<String> ownCategories() {
        return categories;
    }

    /** True if the ACL category of the group is one of its own: so for all that have a method, but for a few. */
    boolean isInGroupCategory() {
        return inGroupCategory && handler != null;
    }

    /** All ACL categories, in the order of ACL CAT and without the {@code @}. */
    public List<String> aclCategories() {
        return AclCategories.of(this);
    }

    /** The hints of COMMAND for clients of a cluster and for proxies, such as {@code request_policy:all_shards}. */
    public List<String> tips() {
        return tips;
    }

    /** Where the keys are. */
    public List<KeySpec> keySpecs() {
        if (keySpecsGiven) {
            return keySpecs;
        }
        List<KeySpec> found = keySpecsOfSyntax;
        if (found == null) {
            found = syntax.keySpecs(is(Flag.READONLY));
            keySpecsOfSyntax = found;
        }
        return found;
    }

    /** What {@code request} does with the keys that {@code spec} finds in it, in the words of COMMAND. */
    public List<String> keyFlags(KeySpec spec, Request request) {
        return keyFlags == null ? spec.flags() : keyFlags.apply(request);
    }

    /** The subcommands by name in upper case; empty for most commands. */
    public Map<String, Command> subcommands() {
        return subcommands;
    }

    /** The method, or null for a container that does nothing by itself. */
    public @Nullable Handler handler() {
        return handler;
    }

    /** Counts a run that took {@code nanos}. */
    void ran(long nanos, boolean failed) {
        calls++;
        this.nanos += nanos;
        if (failed) {
            this.failed++;
        }
    }

    /** Sets which requests of a command with the flag MAY_REPLICATE may have an effect on others; at first all. */
    public Command replicatesWhen(Predicate<Request> condition) {
        this.replicates = condition;
        return this;
    }

    /** True if this request for it may change keys, or have an effect on others. */
    boolean replicates(Request request) {
        return is(Flag.WRITE) || (is(Flag.MAY_REPLICATE) && replicates.test(request));
    }

    /** How long its runs took; empty while nobody tracks them. */
    public LatencyHistogram latency() {
        return latency;
    }

    /** Counts a call that was refused before it ran. */
    public void reject() {
        rejected++;
    }

    /** Number of runs. */
    public long calls() {
        return calls;
    }

    /** Time of all runs together, in nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /** Number of calls refused before they ran. */
    public long rejected() {
        return rejected;
    }

    /** Number of runs that ended with an error. */
    public long failed() {
        return failed;
    }

    /** Sets the counters back, for CONFIG RESETSTAT. */
    public void resetStatistics() {
        calls = 0;
        nanos = 0;
        rejected = 0;
        failed = 0;
        latency.clear();
    }
}
