package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;
import dev.vermilion.engine.resp.LongDoubles;
import dev.vermilion.engine.resp.ReplyWriter;
import dev.vermilion.engine.resp.Slice;
import dev.vermilion.engine.zset.ZSetValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** GEODIST, GEOHASH and GEOPOS, and how positions and distances are printed. */
final class GeoRead {

    private static final String LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";
    private static final int LETTER_BITS = 5;
    private static final int HASH_LENGTH = 11;
    private static final int HASH_STEPS = 26;

    private GeoRead() {}

    static void geodist(Call call) {
        if (call.count() > 5) {
            throw Errors.syntax();
        }
        Unit unit = call.count() == 5 ? Unit.parse(call, 4) : Unit.M;
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        Position one = position(places, call.arg(2));
        Position other = position(places, call.arg(3));
        if (one == null || other == null) {
            call.reply().nullBulk();
        } else {
            writeDistance(call.reply(), Earth.distance(one, other) / unit.meters());
        }
    }

    static void geohash(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        call.reply().array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            Position position = position(places, call.arg(i));
            if (position == null) {
                call.reply().nullBulk();
            } else {
                call.reply().bulk(letters(position));
            }
        }
    }

    static void geopos(Call call) {
        ZSetValue places = ZSetValue.of(call.db().lookup(call.arg(1)));
        call.reply().array(call.count() - 2);
        for (int i = 2; i < call.count(); i++) {
            Position position = position(places, call.arg(i));
            if (position == null) {
                call.reply().nullArray();
            } else {
                writePosition(call.reply(), position);
            }
        }
    }

    /** Where a member is, or null if it is not there. */
    static @Nullable Position position(@Nullable ZSetValue places, Slice member) {
        double score = places == null ? Double.NaN : places.score(member);
        return Double.isNaN(score) ? null : Position.ofScore(score);
    }

    /** The geohash that the rest of the world uses, whose map goes to the poles; the bits we have make ten letters. */
    private static byte[] letters(Position position) {
        long bits = Cell.at(position, HASH_STEPS, 90).bits();
        byte[] letters = new byte[HASH_LENGTH];
        for (int i = 0; i < HASH_LENGTH - 1; i++) {
            int shift = 2 * HASH_STEPS - (i + 1) * LETTER_BITS;
            letters[i] = (byte) LETTERS.charAt((int) (bits >> shift) & 31);
        }
        letters[HASH_LENGTH - 1] = '0';
        return letters;
    }

    /** Writes longitude and latitude, with up to 17 digits behind the point. */
    static void writePosition(ReplyWriter reply, Position position) {
        reply.array(2);
        reply.real(LongDoubles.format(new BigDecimal(position.longitude())));
        reply.real(LongDoubles.format(new BigDecimal(position.latitude())));
    }

    /** Writes a distance, with 4 digits behind the point. */
    static void writeDistance(ReplyWriter reply, double distance) {
        String digits =
                new BigDecimal(distance).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
        reply.bulk(digits.getBytes(StandardCharsets.US_ASCII));
    }
}
