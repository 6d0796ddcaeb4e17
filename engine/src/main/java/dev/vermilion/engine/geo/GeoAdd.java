package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.keyspace.EventClass;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.zset.ZSetValue;

/** GEOADD. */
final class GeoAdd {

    private GeoAdd() {}

    static void geoadd(Call call) {
        boolean onlyNew = false;
        boolean onlyKnown = false;
        boolean countChanged = false;
        int first = 2;
        for (; call.is(first, "NX") || call.is(first, "XX") || call.is(first, "CH"); first++) {
            onlyNew |= call.is(first, "NX");
            onlyKnown |= call.is(first, "XX");
            countChanged |= call.is(first, "CH");
        }
        int words = call.count() - first;
        if (words == 0 || words % 3 != 0 || (onlyNew && onlyKnown)) {
            throw Errors.syntax();
        }
        double[] scores = new double[words / 3];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Position.parse(call, first + i * 3).score();
        }
        Slice key = call.arg(1);
        ZSetValue existing = ZSetValue.of(call.db().find(key));
        ZSetValue zset = existing == null ? new ZSetValue() : existing;
        int added = 0;
        int moved = 0;
        for (int i = 0; i < scores.length; i++) {
            Slice member = call.arg(first + i * 3 + 2);
            double old = zset.score(member);
            boolean isNew = Double.isNaN(old);
            if (old != scores[i] && !(isNew ? onlyKnown : onlyNew)) {
                zset.put(member, scores[i], call.settings());
                added += isNew ? 1 : 0;
                moved += isNew ? 0 : 1;
            }
        }
        if (existing == null && zset.size() > 0) {
            call.db().put(key, zset);
        }
        if (added + moved > 0) {
            call.changed(key, EventClass.ZSET, "zadd");
        }
        call.reply().integer(countChanged ? added + moved : added);
    }
}
