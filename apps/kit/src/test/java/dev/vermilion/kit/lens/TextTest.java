package dev.vermilion.kit.lens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextTest {

    @Test
    void scalarsOfBothProtocolsReadAsInRedisCli() {
        assertThat(shown("+OK\r\n")).isEqualTo("OK");
        assertThat(shown("-ERR no such key\r\n")).isEqualTo("(error) ERR no such key");
        assertThat(shown(":42\r\n")).isEqualTo("(integer) 42");
        assertThat(shown("$3\r\na\"b\r\n")).isEqualTo("\"a\\\"b\"");
        assertThat(shown("$-1\r\n")).isEqualTo("(nil)");
        assertThat(shown("*-1\r\n")).isEqualTo("(nil)");
        assertThat(shown("_\r\n")).isEqualTo("(nil)");
        assertThat(shown(",1.5\r\n")).isEqualTo("(double) 1.5");
        assertThat(shown("#t\r\n")).isEqualTo("(true)");
    }

    @Test
    void nestedArraysAreNumberedAndIndented() {
        assertThat(shown("*2\r\n*2\r\n:1\r\n:2\r\n$1\r\nx\r\n"))
                .isEqualTo("1) 1) (integer) 1\n   2) (integer) 2\n2) \"x\"");
        assertThat(shown("*0\r\n")).isEqualTo("(empty array)");
    }

    @Test
    void mapsAndSetsOfResp3HaveTheirOwnMarks() {
        assertThat(shown("%2\r\n$1\r\na\r\n:1\r\n$1\r\nb\r\n:2\r\n"))
                .isEqualTo("1# \"a\" => (integer) 1\n2# \"b\" => (integer) 2");
        assertThat(shown("~1\r\n$1\r\na\r\n")).isEqualTo("1~ \"a\"");
    }

    @Test
    void messagesThatAreNoReplyAndAttributesAreLeftOut() {
        assertThat(shown(">2\r\n+invalidate\r\n*0\r\n|1\r\n+ttl\r\n:3\r\n:7\r\n"))
                .isEqualTo("(integer) 7");
    }

    @Test
    void aReplyThatEndsEarlyIsNone() {
        assertThat(new ReplyReader("$10\r\nabc".getBytes(StandardCharsets.US_ASCII)).next())
                .isNull();
    }

    @Test
    void textStaysReadableAndBytesAreEscaped() {
        assertThat(Text.argument("Zoë".getBytes(StandardCharsets.UTF_8))).isEqualTo("\"Zoë\"");
        assertThat(Text.argument("user:1".getBytes(StandardCharsets.UTF_8))).isEqualTo("user:1");
        assertThat(Text.argument(new byte[] {(byte) 0xff, 0, 'a'})).isEqualTo("\"\\xff\\x00a\"");
        assertThat(Text.argument(new byte[0])).isEqualTo("\"\"");
    }

    private static String shown(String wire) {
        Reply reply = new ReplyReader(wire.getBytes(StandardCharsets.UTF_8)).next();
        return Text.reply(Objects.requireNonNull(reply));
    }
}
