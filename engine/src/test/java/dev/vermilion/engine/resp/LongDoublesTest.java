package dev.vermilion.engine.resp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongDoublesTest {

    /** As redis-server 7.0.15 answers on x86-64. */
    @ParameterizedTest(name = "{0} + {1} = {2}")
    @CsvSource({
        "10.5,0.1,10.6",
        "0.1,0.2,0.3",
        "3,3.0e3,3003",
        "0,-0,0",
        "3001.3,-1e-10,3001.29999999990000004",
        "1.2345678901234567890123,0,1.23456789012345679",
        "1.23456789012345679,1e17,100000000000000001.234375",
        "100000000000000001.234375,0.3,100000000000000001.53125",
        "19,1e20,100000000000000000016",
        "3,0x10,19",
        "19,0x1.8p3,31",
        ".5,5.,5.5",
        "0e99999999,1,1",
        "70061496625320.555,0,70061496625320.55500030517578125",
        "-0x39a379b9837dbcc242.7a66bp-35,0,-30944474928.4363951850682497",
    })
    void sumsAreRoundedAsCsLongDoubles(String a, String b, String sum) {
        BigDecimal result = Objects.requireNonNull(LongDoubles.add(number(a), number(b)));

        assertThat(new String(LongDoubles.format(result), US_ASCII)).isEqualTo(sum);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "1 ",
                "+",
                "-",
                ".",
                "1e",
                "0x",
                "0x1p",
                "1_0",
                "nan",
                "inf",
                "1e4933",
                "1e-5000",
                "1e99999999999",
                "0x1p99999",
                "one"
            })
    void whatIsNoFiniteNumberIsNone(String text) {
        assertThat(LongDoubles.parse(Slice.of(text))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"inf", "+INF", "-Infinity"})
    void infinitiesAreKnown(String text) {
        assertThat(LongDoubles.isInfinite(Slice.of(text))).isTrue();
    }

    private static BigDecimal number(String text) {
        return Objects.requireNonNull(LongDoubles.parse(Slice.of(text)));
    }
}
