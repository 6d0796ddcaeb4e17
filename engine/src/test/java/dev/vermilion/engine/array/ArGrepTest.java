package dev.vermilion.engine.array;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vermilion.engine.testing.Conversation;
import dev.vermilion.engine.testing.EveryRedis;
import dev.vermilion.engine.testing.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EveryRedis
class ArGrepTest {

    private static final String LOG = """
            > ARMSET log 0 "boot: ok" 1 "warn: disk" 2 "ERROR: cpu" 3 "info: ready" 4 "error: net"
            5
            > ARGREP log - + MATCH error NOCASE
            [2 4]
            > ARGREP log - + MATCH error NOCASE WITHVALUES
            [[2 ERROR: cpu] [4 error: net]]
            > ARGREP log 0 4 GLOB "warn:*" OR GLOB "error:*"
            [1 4]
            > ARGREP log 0 4 RE "^[A-Za-z]+: (cpu|net)$" NOCASE WITHVALUES
            [[2 ERROR: cpu] [4 error: net]]
            > ARGREP log 0 4 EXACT "info: ready"
            [3]
            > ARGREP log - + MATCH error NOCASE LIMIT 1
            [2]
            > ARGREP log + - MATCH : LIMIT 2
            [4 3]
            > ARGREP log 3 1 MATCH : WITHVALUES
            [[3 info: ready] [2 ERROR: cpu] [1 warn: disk]]
            > ARGREP log 2 + MATCH r
            [3 4]
            > ARGREP log - + MATCH r AND MATCH n
            [1 3 4]
            > ARGREP log - + AND MATCH r OR MATCH k LIMIT 9 LIMIT 2
            [0 1]
            > ARGREP log - + MATCH ""
            [0 1 2 3 4]
            > ARGREP log - + EXACT ""
            []
            > ARGREP log 90 99 MATCH e
            []
            > ARGREP nokey - + MATCH e
            []
            """;

    private static final String MIXED = """
            > ARSET a 0 RedisArray redis-match array-only plain 12345 3.5 x
            7
            > ARGREP a - + MATCH redis GLOB *array* AND NOCASE
            [0]
            > ARGREP a - + OR MATCH redis LIMIT 3 GLOB *array* AND LIMIT 1 NOCASE
            [0]
            > ARGREP a - + MATCH 34
            [4]
            > ARGREP a - + EXACT 3.5 EXACT x
            [5 6]
            > ARGREP a - + RE ^[0-9.]+$
            [4 5]
            > ARGREP a - + EXACT REDISARRAY nocase
            [0]
            > ARGREP a 18446744073709551614 5 GLOB *
            [6 5]
            """;

    private static final String ERRORS = """
            > SET s text
            OK
            > ARGREP s - + MATCH a
            -WRONGTYPE Operation against a key holding the wrong kind of value
            > ARGREP s x + MATCH a
            -ERR invalid array index
            > ARGREP s - -1 MATCH a
            -ERR invalid array index
            > ARGREP s - + NOCASE WITHVALUES
            -ERR syntax error
            > ARGREP s - + MATCH a EXACT
            -ERR syntax error
            > ARGREP s - + MATCH a FOO
            -ERR syntax error
            > ARGREP s - + MATCH a LIMIT
            -ERR syntax error
            > ARGREP s - + MATCH a LIMIT x
            -ERR value is not an integer or out of range
            > ARGREP s - + MATCH a LIMIT 0
            -ERR LIMIT must be positive
            > ARGREP s - + RE ""
            -ERR regular expression is empty
            > ARGREP s - + RE "(a)\\\\1"
            -ERR regular expression backreferences are not supported
            """;

    @ParameterizedTest
    @ValueSource(strings = {LOG, MIXED, ERRORS})
    void aSearchAnswersAsTheManualSays(String script, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.play(script);
        }
    }

    @Test
    void aSearchHasAsManyPredicatesAndAsLongExpressionsAsAllowed(RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.run("ARSET a 0 foo " + "a".repeat(2048));
            String many = "ARGREP a - +" + " MATCH foo".repeat(250);
            assertThat(talk.run(many)).isEqualTo("[0]");
            assertThat(talk.run(many + " MATCH foo")).isEqualTo("-ERR too many predicates, maximum is 250");
            assertThat(talk.run("ARGREP a - + RE " + "a".repeat(2048))).isEqualTo("[1]");
            assertThat(talk.run("ARGREP a - + RE " + "a".repeat(2049)))
                    .isEqualTo("-ERR regular expression is too long, maximum is 2048 bytes");
        }
    }

    /** Texts: 0 foo, 1 bar, 2 foobar, 3 BAR, 4 quxfoo, 5 foo123, 6 "a b", 7 "", 8 a+b, 9 x_y. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "foo|bar ~ 0 1 2 4 5",
                "^(foo|bar)$ ~ 0 1",
                "^foo ~ 0 2 5",
                "foo$ ~ 0 4",
                "^$ ~ 7",
                "[0-9]{3} ~ 5",
                "^[^0-9]*$ ~ 0 1 2 3 4 6 7 8 9",
                "o{2}[a-z1]{1,2}$ ~",
                "o{2}[a-z]{3} ~ 2",
                "^.{3}$ ~ 0 1 3 6 8 9",
                "a[+]b|x_ ~ 8 9",
                "a\\+b ~ 8",
                "[[:upper:]]+ ~ 3",
                "[[:space:][:digit:]] ~ 5 6",
                "\\d\\d$ ~ 5",
                "^\\w+$ ~ 0 1 2 3 4 5 9",
                "a\\W ~ 6 8",
                "\\bb ~ 1 6 8",
                "\\<foo\\> ~ 0",
                "\\Bfoo ~ 4",
                "(fo+)+bar ~ 2",
                "(?:ba(r|z)) ~ 1 2",
                "(?i)bar ~ 1 2 3",
                "(?i:b)A ~ 3",
                "b(?i)ar ~ 1 2",
                "o+?b ~ 2",
                "[]b] ~ 1 2 6 8",
                "[^]a-z0-9_]$ ~ 3",
                "[a+-]b ~ 8",
                "\\x62\\x{61}r ~ 1 2",
                "\\Qa+b\\E ~ 8",
                "()|zzz ~ 0 1 2 3 4 5 6 7 8 9",
                "fo{0}b ~",
                "f(o|oo){1,}b ~ 2",
                "x.y$ ~ 9",
                "(a*)*(b*)*c ~",
            })
    void anExpressionMatches(String pattern, String indexes, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.run("ARSET a 0 foo bar foobar BAR quxfoo foo123 \"a b\" \"\" a+b x_y");

            assertThat(talk.run("ARGREP a - + RE \"" + pattern.replace("\\", "\\\\") + "\""))
                    .isEqualTo("[" + (indexes == null ? "" : indexes) + "]");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "( ~ Missing ')'",
                "(a|(b) ~ Missing ')'",
                "[a ~ Missing ']'",
                "[ ~ Missing ']'",
                "a{2 ~ Missing '}'",
                "a{x} ~ Invalid contents of {}",
                "a{2,1} ~ Invalid contents of {}",
                "a{256} ~ Invalid contents of {}",
                "*a ~ Invalid use of repetition operators",
                "a** ~ Invalid use of repetition operators",
                "a\\ ~ Trailing backslash",
                "[z-a] ~ Invalid character range",
                "[[:word:]] ~ Unknown character class name",
                "[[.a.]] ~ Unknown collating element",
                "a\\1 ~ Invalid back reference",
                "\\x{1 ~ Missing '}'",
                "(?z) ~ Invalid regexp",
                "((a{255}){255}){255} ~ Out of memory",
                "((){255}){255}{255} ~ Out of memory",
            })
    void aBrokenExpressionIsRefused(String pattern, String reason, RedisServer redis) {
        try (Conversation talk = redis.talk()) {
            assumeTrue(talk.knows("ARCOUNT"));
            talk.run("ARSET a 0 x");

            assertThat(talk.run("ARGREP a - + RE \"" + pattern.replace("\\", "\\\\") + "\""))
                    .isEqualTo("-ERR invalid regular expression: " + reason);
        }
    }
}
