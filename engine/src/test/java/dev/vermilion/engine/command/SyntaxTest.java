package dev.vermilion.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vermilion.engine.resp.Request;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTest {

    @ParameterizedTest(name = "{1} from {0}")
    @CsvSource(
            delimiter = ';',
            value = {
                "GET key;2",
                "PING [message];-1",
                "SET key value [NX | XX] [GET] [EX seconds | PX milliseconds | KEEPTTL];-3",
                "MSET key value [key value ...];-3",
                "ZADD key [NX | XX] [GT | LT] [CH] [INCR] score member [score member ...];-4",
                "CLIENT GETNAME;2",
                "CONFIG GET parameter [parameter ...];-3",
                "BLPOP key [key ...] timeout;-3",
                "EVAL script numkeys [key [key ...]] [arg [arg ...]];-3",
                "LINSERT key <BEFORE | AFTER> pivot element;5",
                "BLMOVE source destination <LEFT | RIGHT> <LEFT | RIGHT> timeout;6",
                "GETEX key [EX seconds | PX milliseconds | PERSIST];-2",
                "HEXPIRE key seconds [NX | XX | GT | LT] FIELDS numfields field [field ...];-6",
                "FLUSHALL [ASYNC | SYNC];-1",
            })
    void theArityFollowsFromTheLine(String line, int arity) {
        assertThat(Syntax.parse(line).arity()).isEqualTo(arity);
    }

    @ParameterizedTest(name = "{1} in {2}")
    @CsvSource(
            delimiter = ';',
            value = {
                "GET key;GET a;1",
                "MSET key value [key value ...];MSET a 1 b 2 c 3;1,3,5",
                "DEL key [key ...];DEL a b c;1,2,3",
                "BLPOP key [key ...] timeout;BLPOP a b 0;1,2",
                "RENAME key newkey;RENAME a b;1,2",
                "BITOP <AND | OR> destkey key [key ...];BITOP AND d a b;2,3,4",
                "OBJECT ENCODING key;OBJECT ENCODING a;2",
                "ZUNIONSTORE destination numkeys key [key ...];ZUNIONSTORE d 2 a b WEIGHTS 1 2;1,3,4",
                "SINTERCARD numkeys key [key ...] [LIMIT limit];SINTERCARD 2 a b LIMIT 1;2,3",
                "EVAL script numkeys [key [key ...]] [arg [arg ...]];EVAL x 1 a b;3",
                "LMPOP numkeys key [key ...] <LEFT | RIGHT>;LMPOP 2 a b LEFT;2,3",
                "BLMPOP timeout numkeys key [key ...] <LEFT | RIGHT>;BLMPOP 0 2 a b LEFT;3,4",
                "PING [message];PING a;",
            })
    void theKeysAreFoundByTheNamesOfTheValues(String line, String request, String expected) {
        Request words = Request.of(request.split(" "));
        List<String> found = new ArrayList<>();

        Syntax.parse(line).keySpecs(true).forEach(spec -> spec.forEach(words, at -> found.add(Integer.toString(at))));

        assertThat(found).containsExactlyElementsOf(expected == null ? List.of() : List.of(expected.split(",")));
    }
}
