package dev.vermilion.leaderboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScoreTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-7", "0.1", "12.50", "9007199254740992", "-9007199254740992", "9007199254740991", "1e3"})
    void aScoreThatADoubleHoldsExactlyIsTaken(String score) {
        assertThat(new BigDecimal(Double.toString(Score.exact(new BigDecimal(score)))))
                .isEqualByComparingTo(new BigDecimal(score));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "-9007199254740993",
                "9007199254740994",
                "1e17",
                "1e400",
                "-1e999999999",
                "0.1000000000000000055",
                "1e-400",
                "1000000000000000.3"
            })
    void aScoreThatADoubleWouldChangeIsRefused(String score) {
        assertThatThrownBy(() -> Score.exact(new BigDecimal(score)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("exactly");
    }

    @Test
    void sumsAreCheckedAsWholeNumbersNotAsDoubles() {
        assertThat(Score.sum(Score.LIMIT - 1, 1)).isEqualTo(Score.LIMIT);
        assertThatThrownBy(() -> Score.sum(Score.LIMIT, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Score.sum(-Score.LIMIT, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "-0.0, 0", "0.5, 0.5", "9007199254740992, 9007199254740992"})
    void aScoreHasOneTextOnly(String score, String text) {
        assertThat(Score.text(Score.exact(new BigDecimal(score)))).isEqualTo(text);
    }
}
