package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.ScoredSource;
import dev.vermilion.engine.resp.Numbers;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.table.ByteTable;
import dev.vermilion.engine.zset.Elements.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sorted sets made of several: ZUNION ZINTER ZDIFF with their …STORE forms, and ZINTERCARD. Sets take part as well. */
final class ZCombine {

    private static final String NOT_A_WEIGHT = "ERR weight value is not a float";
    private static final String NEGATIVE_LIMIT = "ERR LIMIT can't be negative";

    private enum Operation {
        UNION("zunionstore"),
        INTER("zinterstore"),
        DIFF("zdiffstore");

        private final String event;

        Operation(String event) {
            this.event = event;
        }
    }

    /** How the scores that a member has in several inputs become one. */
    private enum Aggregate {
        SUM,
        MIN,
        MAX,
        /** The sum of the weights of the inputs that have the member: their number, where no weights are given. */
        COUNT;

        private double of(double a, double b) {
            return switch (this) {
                case SUM, COUNT -> numberOrZero(a + b); // inf - inf
                case MIN -> b < a ? b : a;
                case MAX -> b > a ? b : a;
            };
        }
    }

    /** A sorted set or set to combine, with its weight; without a source if there is no such key. */
    private static final class Input {
        private final @Nullable ScoredSource source;
        private double weight = 1;

        private Input(@Nullable ScoredSource source) {
            this.source = source;
        }

        private long size() {
            return source == null ? 0 : source.elements();
        }

        /** The score of a member times the weight; NaN if it is not there. */
        private double score(Slice member, Aggregate aggregate) {
            double score = source == null ? Double.NaN : source.score(member);
            return Double.isNaN(score) || aggregate != Aggregate.COUNT ? score * weight : weight;
        }

        private boolean has(Slice member) {
            return source != null && !Double.isNaN(source.score(member));
        }
    }

    private final Call call;
    private final List<Input> inputs = new ArrayList<>();
    private Aggregate aggregate = Aggregate.SUM;
    private boolean withScores;

    /** Understands {@code numkeys key [key ...]} from {@code at}; what comes behind is left to {@link #options}. */
    private ZCombine(Call call, int at) {
        this.call = call;
        long keys = call.integer(at);
        if (keys < 1) {
            throw Errors.of(
                    "ERR at least 1 input key is needed for '" + call.command().fullName() + "' command");
        }
        if (keys > call.count() - at - 1) {
            throw Errors.syntax();
        }
        for (int i = 1; i <= keys; i++) {
            Object held = call.db().lookup(call.arg(at + i));
            if (held != null && !(held instanceof ScoredSource)) {
                throw Errors.wrongType();
            }
            inputs.add(new Input((ScoredSource) held));
        }
    }

    static void zunion(Call call) {
        answer(call, Operation.UNION);
    }

    static void zinter(Call call) {
        answer(call, Operation.INTER);
    }

    static void zdiff(Call call) {
        answer(call, Operation.DIFF);
    }

    static void zunionstore(Call call) {
        store(call, Operation.UNION);
    }

    static void zinterstore(Call call) {
        store(call, Operation.INTER);
    }

    static void zdiffstore(Call call) {
        store(call, Operation.DIFF);
    }

    private static void answer(Call call, Operation operation) {
        ZCombine combine = new ZCombine(call, 1);
        combine.options(2 + combine.inputs.size(), operation != Operation.DIFF, true);
        ZSetValue result = combine.result(operation);
        Shape shape = Shape.of(combine.withScores, call.reply());
        Elements.write(call.reply(), result, 0, result.size(), false, shape);
    }

    private static void store(Call call, Operation operation) {
        ZCombine combine = new ZCombine(call, 2);
        combine.options(3 + combine.inputs.size(), operation != Operation.DIFF, false);
        Elements.store(call, call.arg(1), combine.result(operation), operation.event);
    }

    static void zintercard(Call call) {
        ZCombine combine = new ZCombine(call, 1);
        long limit = 0;
        for (int at = 2 + combine.inputs.size(); at < call.count(); at += 2) {
            if (!call.is(at, "LIMIT") || at + 1 == call.count()) {
                throw Errors.syntax();
            }
            Slice word = call.arg(at + 1);
            if (!Numbers.isLong(word) || Numbers.parseLong(word) < 0) {
                throw Errors.of(NEGATIVE_LIMIT);
            }
            limit = Numbers.parseLong(word);
        }
        long[] count = new long[1];
        combine.sortBySize();
        long most = limit == 0 ? Long.MAX_VALUE : limit;
        combine.forEachOfFirst((member, score) -> {
            if (count[0] < most && combine.othersHave(member)) {
                count[0]++;
            }
        });
        call.reply().integer(count[0]);
    }

    private void options(int from, boolean mayWeigh, boolean maySeeScores) {
        for (int at = from; at < call.count(); at++) {
            if (mayWeigh && call.is(at, "WEIGHTS") && call.count() - at > inputs.size()) {
                for (Input input : inputs) {
                    input.weight = weight(++at);
                }
            } else if (mayWeigh && call.is(at, "AGGREGATE") && at + 1 < call.count()) {
                aggregate = aggregate(call.arg(++at));
            } else if (maySeeScores && call.is(at, "WITHSCORES")) {
                withScores = true;
            } else {
                throw Errors.syntax();
            }
        }
    }

    private double weight(int at) {
        double weight = Numbers.parseDouble(call.arg(at));
        if (Double.isNaN(weight)) {
            throw Errors.of(NOT_A_WEIGHT);
        }
        return weight;
    }

    private static Aggregate aggregate(Slice word) {
        for (Aggregate each : Aggregate.values()) {
            if (word.is(each.name())) {
                return each;
            }
        }
        throw Errors.syntax();
    }

    private ZSetValue result(Operation operation) {
        ZSetValue result = new ZSetValue();
        switch (operation) {
            case UNION -> union(result);
            case INTER -> intersection(result);
            case DIFF ->
                forEachOfFirst((member, score) -> {
                    if (inputs.stream().skip(1).noneMatch(other -> other.has(member))) {
                        add(result, member, score);
                    }
                });
        }
        return result;
    }

    private void union(ZSetValue result) {
        sortBySize(); // the order in which Redis adds; floating point sums depend on it
        ByteTable sums = new ByteTable(false, false);
        for (Input input : inputs) {
            if (input.source != null) {
                input.source.forEachScored((member, score) -> {
                    double own = numberOrZero(input.weight * (aggregate == Aggregate.COUNT ? 1 : score));
                    boolean known = sums.findOrInsert(member);
                    double sum = known ? aggregate.of(TreeZSet.toScore(sums.number()), own) : own;
                    sums.number(TreeZSet.toNumber(sum));
                });
            }
        }
        Slice member = new Slice();
        sums.forEach((key, value, number) -> {
            member.set(key);
            add(result, member, TreeZSet.toScore(number));
        });
    }

    private void intersection(ZSetValue result) {
        sortBySize();
        forEachOfFirst((member, score) -> {
            double sum = numberOrZero(inputs.get(0).weight * (aggregate == Aggregate.COUNT ? 1 : score));
            for (Input other : inputs.subList(1, inputs.size())) {
                if (!other.has(member)) {
                    return;
                }
                sum = aggregate.of(sum, other.score(member, aggregate));
            }
            add(result, member, sum);
        });
    }

    private void add(ZSetValue result, Slice member, double score) {
        result.put(member, Double.NaN, score, call.settings());
    }

    private void sortBySize() {
        inputs.sort(Comparator.comparingLong(Input::size));
    }

    private void forEachOfFirst(ScoredSource.Visitor visitor) {
        ScoredSource first = inputs.get(0).source;
        if (first != null) {
            first.forEachScored(visitor);
        }
    }

    private boolean othersHave(Slice member) {
        for (int i = 1; i < inputs.size(); i++) {
            if (!inputs.get(i).has(member)) {
                return false;
            }
        }
        return true;
    }

    private static double numberOrZero(double score) {
        return Double.isNaN(score) ? 0 : score;
    }
}
