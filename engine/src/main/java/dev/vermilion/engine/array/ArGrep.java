package dev.vermilion.engine.array;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.command.Glob;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** ARGREP: which elements of a range have a text, or match a pattern. */
final class ArGrep {

    private static final int MOST_PREDICATES = 250;
    private static final int LONGEST_REGEX = 2048;

    /** How an element is compared. */
    private enum Comparison {
        EXACT,
        MATCH,
        GLOB,
        RE
    }

    private record Wanted(Comparison comparison, Slice text) {}

    private final Call call;
    private final List<Wanted> wanted = new ArrayList<>();
    private boolean all;
    private boolean noCase;
    private boolean withValues;
    private long limit = Long.MAX_VALUE;

    private ArGrep(Call call) {
        this.call = call;
    }

    static void argrep(Call call) {
        requireBound(call, 2);
        requireBound(call, 3);
        ArGrep grep = new ArGrep(call);
        grep.readOptions();
        List<Predicate<Slice>> predicates = grep.predicates();
        ArrayValue array = ArrayKeys.read(call);
        if (array == null) {
            call.reply().array(0);
        } else {
            grep.search(array.walk(bound(call, 2, array), bound(call, 3, array)), predicates);
        }
    }

    private static void requireBound(Call call, int at) {
        if (!call.is(at, "-") && !call.is(at, "+")) {
            ArrayKeys.index(call, at);
        }
    }

    private static long bound(Call call, int at, ArrayValue array) {
        if (call.is(at, "-")) {
            return 0;
        }
        return call.is(at, "+") ? array.length() - 1 : ArrayKeys.index(call, at);
    }

    private void readOptions() {
        int at = 4;
        while (at < call.count()) {
            at += readPredicate(at) || readOption(at) ? 2 : readFlag(at);
        }
        if (wanted.isEmpty()) {
            throw Errors.syntax();
        }
    }

    private boolean readPredicate(int at) {
        for (Comparison each : Comparison.values()) {
            if (call.is(at, each.name())) {
                requireValue(at);
                add(new Wanted(each, call.arg(at + 1)));
                return true;
            }
        }
        return false;
    }

    private void add(Wanted one) {
        if (wanted.size() == MOST_PREDICATES) {
            throw Errors.of("ERR too many predicates, maximum is " + MOST_PREDICATES);
        }
        if (one.comparison == Comparison.RE && one.text.length() > LONGEST_REGEX) {
            throw Errors.of("ERR regular expression is too long, maximum is " + LONGEST_REGEX + " bytes");
        }
        wanted.add(one);
    }

    private boolean readOption(int at) {
        if (!call.is(at, "LIMIT")) {
            return false;
        }
        requireValue(at);
        limit = ArrayKeys.limit(call, at + 1);
        return true;
    }

    private void requireValue(int at) {
        if (at + 1 >= call.count()) {
            throw Errors.syntax();
        }
    }

    private int readFlag(int at) {
        if (call.is(at, "WITHVALUES")) {
            withValues = true;
        } else if (call.is(at, "NOCASE")) {
            noCase = true;
        } else if (call.is(at, "AND") || call.is(at, "OR")) {
            all = call.is(at, "AND");
        } else {
            throw Errors.syntax();
        }
        return 1;
    }

    private List<Predicate<Slice>> predicates() {
        int regexes = (int)
                wanted.stream().filter(each -> each.comparison == Comparison.RE).count();
        return wanted.stream().map(each -> predicate(each, regexes)).toList();
    }

    private Predicate<Slice> predicate(Wanted one, int regexes) {
        return switch (one.comparison) {
            case EXACT -> text -> Finder.equal(text, one.text, noCase);
            case MATCH -> new Finder(one.text, noCase)::isIn;
            case GLOB -> text -> Glob.matches(one.text, text, noCase);
            case RE -> new Regex(automaton(one.text), regexes)::isIn;
        };
    }

    private Automaton automaton(Slice pattern) {
        if (pattern.isEmpty()) {
            throw Errors.of("ERR regular expression is empty");
        }
        try {
            return RegexParser.parse(pattern, noCase);
        } catch (RegexException e) {
            throw Errors.of(
                    RegexParser.BACK_REFERENCE.equals(e.getMessage())
                            ? "ERR regular expression backreferences are not supported"
                            : "ERR invalid regular expression: " + e.getMessage());
        }
    }

    private void search(Walk walk, List<Predicate<Slice>> predicates) {
        ReplyWriter reply = call.reply();
        int from = reply.size();
        long count = 0;
        while (count < limit && walk.next()) {
            if (matches(walk.element().text(), predicates)) {
                write(walk, reply);
                count++;
            }
        }
        reply.arrayAround(from, count);
    }

    private boolean matches(Slice text, List<Predicate<Slice>> predicates) {
        for (Predicate<Slice> each : predicates) {
            if (each.test(text) != all) {
                return !all;
            }
        }
        return all;
    }

    private void write(Walk walk, ReplyWriter reply) {
        if (withValues) {
            reply.array(2);
        }
        ArrayKeys.write(walk.index(), reply);
        if (withValues) {
            walk.element().write(reply);
        }
    }
}
