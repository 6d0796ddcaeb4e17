package dev.vermilion.engine.geo;

import dev.vermilion.engine.command.Call;
import dev.vermilion.engine.command.Errors;

/** Units of length. */
enum Unit {
    M(1),
    KM(1000),
    FT(0.3048),
    MI(1609.34);

    private final double meters;

    Unit(double meters) {
        this.meters = meters;
    }

    /** How many meters it is. */
    double meters() {
        return meters;
    }

    /** The unit that the word at {@code at} names. */
    static Unit parse(Call call, int at) {
        for (Unit each : values()) {
            if (call.is(at, each.name())) {
                return each;
            }
        }
        throw Errors.of("ERR unsupported unit provided. please use M, KM, FT, MI");
    }
}
