package dev.vermilion.engine.zset;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;

/** ZADD and ZINCRBY. */
final class ZAdd {

    private static final String XX_AND_NX = "ERR XX and NX options at the same time are not compatible";
    private static final String GT_LT_NX = "ERR GT, LT, and/or NX options at the same time are not compatible";
    private static final String ONE_INCREMENT = "ERR INCR option supports a single increment-element pair";
    private static final String NOT_A_NUMBER = "ERR resulting score is not a number (NaN)";

    private static final int NX = 1;
    private static final int XX = 2;
    private static final int GT = 4;
    private static final int LT = 8;
    private static final int CH = 16;
    private static final int INCR = 32;

    private ZAdd() {}

    static void zadd(Call call) {
        int options = 0;
        int first = 2;
        for (int option = option(call, first); option != 0; option = option(call, ++first)) {
            options |= option;
        }
        add(call, options, first);
    }

    static void zincrby(Call call) {
        add(call, INCR, 2);
    }

    private static int option(Call call, int at) {
        if (call.is(at, "NX")) {
            return NX;
        }
        if (call.is(at, "XX")) {
            return XX;
        }
        if (call.is(at, "GT")) {
            return GT;
        }
        if (call.is(at, "LT")) {
            return LT;
        }
        if (call.is(at, "CH")) {
            return CH;
        }
        return call.is(at, "INCR") ? INCR : 0;
    }

    private static void check(int options, int words) {
        if (words == 0 || words % 2 != 0) {
            throw Errors.syntax();
        }
        if (has(options, NX | XX)) {
            throw Errors.of(XX_AND_NX);
        }
        if (has(options, GT | NX) || has(options, LT | NX) || has(options, GT | LT)) {
            throw Errors.of(GT_LT_NX);
        }
        if (has(options, INCR) && words > 2) {
            throw Errors.of(ONE_INCREMENT);
        }
    }

    private static boolean has(int options, int all) {
        return (options & all) == all;
    }

    private static void add(Call call, int options, int first) {
        check(options, call.count() - first);
        double[] scores = new double[(call.count() - first) / 2];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = call.real(first + i * 2);
        }
        Slice key = call.arg(1);
        ZSetValue existing = ZSetValue.of(call.db().find(key));
        ZSetValue zset = existing == null ? new ZSetValue() : existing;
        Outcome outcome = new Outcome();
        for (int i = 0; i < scores.length; i++) {
            outcome.add(call, zset, options, call.arg(first + i * 2 + 1), scores[i]);
        }
        if (existing == null && zset.size() > 0) {
            call.db().put(key, zset);
        }
        if (outcome.added + outcome.updated > 0) {
            call.changed(key, EventClass.ZSET, has(options, INCR) ? "zincr" : "zadd");
        }
        outcome.reply(call, options);
    }

    /** What became of the pairs of one call. */
    private static final class Outcome {

        private int added;
        private int updated;
        /** The score behind the last pair; NaN if the options held it back. */
        private double score;

        private void add(Call call, ZSetValue zset, int options, Slice member, double given) {
            double old = zset.score(member);
            boolean isNew = Double.isNaN(old);
            score = has(options, INCR) && !isNew ? old + given : given;
            if (Double.isNaN(score)) {
                throw Errors.of(NOT_A_NUMBER);
            }
            boolean heldBack = isNew
                    ? has(options, XX)
                    : has(options, NX) || (has(options, GT) && score <= old) || (has(options, LT) && score >= old);
            if (heldBack) {
                score = Double.NaN;
            } else if (isNew) {
                zset.put(member, old, score, call.settings());
                added++;
            } else if (score != old) {
                zset.put(member, old, score, call.settings());
                updated++;
            }
        }

        private void reply(Call call, int options) {
            if (!has(options, INCR)) {
                call.reply().integer(has(options, CH) ? added + updated : added);
            } else if (Double.isNaN(score)) {
                call.reply().nullBulk();
            } else {
                call.reply().real(score);
            }
        }
    }
}
